import { Trans, useLingui } from "@lingui/react/macro";
import type { ImportMapping } from "@/api";

/** Which columns the file is expected to have. */
export function MappingTable({ mapping }: { mapping: ImportMapping }) {
  const { t } = useLingui();
  return (
    <details className="mt-3 text-sm">
      <summary className="inline-flex min-h-6 cursor-pointer items-center text-soft hover:text-ink">
        <Trans>Columns it is read by</Trans>
      </summary>
      <ul className="mt-2 flex flex-wrap gap-2">
        {mapping.columns.map((column) => (
          <li key={`${column.field}-${column.column}`} className="rounded-lg bg-sunken px-2.5 py-1">
            <code className="font-mono text-xs">{column.column}</code>{" "}
            <span className="text-faint">{column.required ? t`${column.field}, required` : column.field}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
