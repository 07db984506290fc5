// What an import does or did, row by row where it matters.
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import type { ImportReport, RejectedRow } from "@/api";
import { type Column, number_text, Table } from "@/ui";
import { ColumnTable } from "./MappingTable";

export function Report({ report }: { report: ImportReport }) {
  const { t } = useLingui();
  const counts: [string, number][] = [
    [t`Rows`, report.rows],
    [t`Added`, report.added],
    [t`Changed`, report.changed],
    [t`Unchanged`, report.unchanged],
    [t`Rejected`, report.rejected_total],
  ];
  return (
    <div className="grid gap-6">
      <dl className="flex flex-wrap gap-x-8 gap-y-3">
        {counts.map(([label, count]) => (
          <div key={label}>
            <dt className="text-sm text-faint">{label}</dt>
            <dd className="title tabular text-xl">{number_text(count)}</dd>
          </div>
        ))}
      </dl>
      {report.mapping.columns.length > 0 && (
        <details className="text-sm" open={!report.applied}>
          <summary className="mb-1 inline-flex min-h-6 cursor-pointer items-center font-semibold">{t`How each column was understood: ${report.mapping.name}`}</summary>
          <ColumnTable columns={report.mapping.columns} />
        </details>
      )}
      {report.rejected.length > 0 && <Rejected report={report} />}
      {report.unmatched.length > 0 && (
        <Part title={t`Names that match nobody`}>
          {report.unmatched.map((name) => (
            <li key={name.value}>
              {name.value}{" "}
              <span className="text-faint">
                <Plural value={name.rows} one="# row" other="# rows" />
              </span>
            </li>
          ))}
        </Part>
      )}
      {report.notes.length > 0 && (
        <Part title={t`Notes`}>
          {report.notes.map((note, index) => (
            <li key={index}>{note.row ? t`Row ${note.row}: ${note.text}` : note.text}</li>
          ))}
        </Part>
      )}
      {report.changes.length > 0 && (
        <Part title={t`Changes, the first ${report.changes.length}`}>
          {report.changes.map((change, index) => (
            <li key={index}>{t`Row ${change.row}: ${change.what}`}</li>
          ))}
        </Part>
      )}
    </div>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h3 className="mb-1 text-sm font-semibold">{title}</h3>
      <ul className="grid max-h-72 gap-0.5 overflow-y-auto text-sm text-soft" tabIndex={0} role="list" aria-label={title}>
        {children}
      </ul>
    </section>
  );
}

function Rejected({ report }: { report: ImportReport }) {
  const { t } = useLingui();
  const columns: Column<RejectedRow>[] = [
    { key: "row", title: t`Row`, is_row_header: true, className: "w-20", cell: (row) => <span className="tabular font-medium">{number_text(row.row)}</span> },
    { key: "column", title: t`Column`, cell: (row) => <code className="font-mono text-xs">{row.column}</code> },
    { key: "found", title: t`Found`, cell: (row) => <code className="rounded bg-bad-soft px-1 font-mono text-xs text-bad [overflow-wrap:anywhere]">{row.found}</code> },
    { key: "expected", title: t`Expected`, cell: (row) => row.expected },
  ];
  return (
    <section>
      <h3 className="mb-1 text-sm font-semibold">
        <Trans>Rejected rows</Trans>
      </h3>
      <Table caption={t`Rejected rows`} columns={columns} rows={report.rejected} row_key={(row) => `${row.row}-${row.column ?? ""}-${row.found}`} />
      {report.rejected_total > report.rejected.length && (
        <p className="mt-2 text-sm text-faint">
          <Plural value={report.rejected_total - report.rejected.length} one="# more is not listed." other="# more are not listed." />
        </p>
      )}
    </section>
  );
}
