import { Trans, useLingui } from "@lingui/react/macro";
import type { ImportMapping, ReadColumn } from "@/api";
import { Badge, type Column, Table } from "@/ui";

/** Which columns a file is expected to have, and the mapping as a text to copy from. */
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

/** How each column of a file was understood: what is looked at first when the numbers are not what they should be. */
export function ColumnTable({ columns }: { columns: ReadColumn[] }) {
  const { t } = useLingui();
  const table: Column<ReadColumn>[] = [
    { key: "column", title: t`Column`, is_row_header: true, cell: (one) => <code className="font-mono text-xs [overflow-wrap:anywhere]">{one.column}</code> },
    { key: "field", title: t`Read as`, cell: (one) => (one.field ? <span>{one.required ? t`${one.field}, required` : one.field}</span> : <span className="text-faint">{t`Not read`}</span>) },
    { key: "there", title: t`In the file`, cell: (one) => (one.in_file ? t`Yes` : <Badge tone={one.required ? "warn" : "outline"}>{t`No`}</Badge>) },
  ];
  return <Table caption={t`How each column was understood`} columns={table} rows={columns} row_key={(one) => `${one.column}-${one.field ?? ""}-${one.in_file}`} />;
}
