import type { OpenApiOperation } from "#lib/openapi.ts";
import type { ApiDocsText } from "#lib/text/en/api-docs.ts";
import { FieldTable } from "./field-table.tsx";

interface ApiOperationProps {
  method: string;
  path: string;
  operation: OpenApiOperation;
  text: ApiDocsText;
}

export function ApiOperation({ method, path, operation, text }: ApiOperationProps) {
  const { operationId, summary, responses } = operation;
  return (
    <article aria-labelledby={operationId} className="py-4">
      <h3 id={operationId} className="font-mono text-base wrap-anywhere">
        <span className="font-semibold text-accent">{method.toUpperCase()}</span> {path}
      </h3>
      <p className="mt-1 max-w-160">{summary}</p>
      <p className="text-sm text-muted">{text.who[operation["x-who"]]}</p>
      <FieldTable operation={operation} text={text} />
      <dl aria-label={text.answers} className="mt-2 text-sm">
        {Object.entries(responses).map(([status, { description }]) => (
          <div key={status} className="grid grid-cols-[3rem_minmax(0,1fr)] gap-2">
            <dt className="font-mono tabular-nums">{status}</dt>
            <dd className="text-muted wrap-anywhere">{description}</dd>
          </div>
        ))}
      </dl>
    </article>
  );
}
