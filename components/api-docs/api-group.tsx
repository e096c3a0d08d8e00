import type { OpenApi } from "#lib/openapi.ts";
import type { ApiDocsText } from "#lib/text/en/api-docs.ts";
import { ApiOperation } from "./api-operation.tsx";

interface ApiGroupProps {
  title: string;
  tag: string;
  paths: OpenApi["paths"];
  text: ApiDocsText;
}

export function ApiGroup({ title, tag, paths, text }: ApiGroupProps) {
  const id = `group-${tag}`;
  return (
    <section aria-labelledby={id} className="mt-6 border-t border-line pt-4">
      <h2 id={id} className="text-lg font-semibold">
        {title}
      </h2>
      {Object.entries(paths).flatMap(([path, methods]) =>
        Object.entries(methods)
          .filter(([, { tags }]) => tags.includes(tag))
          .map(([method, operation]) => (
            <ApiOperation key={operation.operationId} method={method} path={path} operation={operation} text={text} />
          )),
      )}
    </section>
  );
}
