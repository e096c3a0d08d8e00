"use client";
import { useQuery } from "@tanstack/react-query";
import { formatPrice } from "#lib/format.ts";
import { capsQuery, countsQuery } from "#lib/people-api.ts";
import { useText } from "../text.tsx";
import { AdminSection } from "./admin-section.tsx";
import { CsvLink } from "./csv-link.tsx";
import { useAdminText } from "./use-admin.ts";

const figures = ["submitted", "counted", "succeeded", "unknown"] as const;

export function CountsSection() {
  const { locale } = useText();
  const { counts: text, loading } = useAdminText();
  const counts = useQuery(countsQuery()).data?.counts;
  const price = useQuery(capsQuery()).data?.price ?? null;
  return (
    <AdminSection title={text.title} action={<CsvLink href="/api/counts/csv" words={text.csv} />}>
      {counts === undefined || counts.length === 0 ? (
        <p className="text-muted">{counts === undefined ? loading : text.none}</p>
      ) : (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
        <div className="overflow-x-auto" role="group" aria-label={text.title} tabIndex={0}>
          <table className="w-full text-left tabular-nums">
            <thead className="text-sm text-muted">
              <tr>
                <th className={head}>{text.columns.day}</th>
                <th className={head}>{text.columns.person}</th>
                {figures.map((figure) => (
                  <th key={figure} className={`${head} text-right`}>
                    {text.columns[figure]}
                  </th>
                ))}
                {price !== null && <th className={`${head} text-right`}>{text.columns.cost}</th>}
              </tr>
            </thead>
            <tbody>
              {counts.map((count) => (
                <tr key={`${count.day} ${count.person}`} className="border-t border-line">
                  <td className={`${cell} whitespace-nowrap`}>{count.day}</td>
                  <td className={`${cell} min-w-40 wrap-anywhere`}>
                    {count.person ?? <span className="text-muted">{text.nobody}</span>}
                  </td>
                  {figures.map((figure) => (
                    <td key={figure} className={`${cell} text-right`}>
                      {count[figure]}
                    </td>
                  ))}
                  {price !== null && (
                    <td className={`${cell} text-right`}>{formatPrice(count.counted, price, locale)}</td>
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </AdminSection>
  );
}

const cell = "py-1.5 pr-4 last:pr-0";
const head = `${cell} font-normal whitespace-nowrap`;
