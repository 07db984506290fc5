import { Trans, useLingui } from "@lingui/react/macro";
import type { ImportRun } from "@/api";
import { Badge, type Column, DateTime, EmptyState, Link, number_text, Table } from "@/ui";

export function RunTable({ runs }: { runs: ImportRun[] }) {
  const { t } = useLingui();
  if (runs.length === 0) {
    return (
      <EmptyState title={<Trans>Nothing has been imported yet.</Trans>}>
        <Trans>Each import will stand here with what it added, changed and rejected. Begin with the roster.</Trans>
      </EmptyState>
    );
  }
  const columns: Column<ImportRun>[] = [
    { key: "file", title: t`File`, is_row_header: true, cell: (run) => <Link href={`/imports/runs/${run.id}`} className="inline-flex min-h-6 items-center font-medium [overflow-wrap:anywhere]">{run.file_name}</Link> },
    { key: "kind", title: t`Source`, cell: (run) => run.kind.replaceAll("-", " ") },
    { key: "at", title: t`When`, cell: (run) => <DateTime at={run.at} /> },
    { key: "mapping", title: t`Columns`, hide_narrow: true, cell: (run) => (run.mapping_sha256 ? t`${run.mapping} (own)` : run.mapping) },
    { key: "by", title: t`By`, hide_narrow: true, cell: (run) => run.by?.name ?? <span className="text-faint">{t`Operator`}</span> },
    { key: "added", title: t`Added`, align: "end", cell: (run) => number_text(run.added) },
    { key: "changed", title: t`Changed`, align: "end", cell: (run) => number_text(run.changed) },
    { key: "unchanged", title: t`Unchanged`, align: "end", hide_narrow: true, cell: (run) => number_text(run.unchanged) },
    { key: "rejected", title: t`Rejected`, align: "end", cell: (run) => (run.rejected > 0 ? <Badge tone="warn">{number_text(run.rejected)}</Badge> : "0") },
  ];
  return <Table caption={t`Imports that were made`} columns={columns} rows={runs} row_key={(run) => run.id} />;
}
