import { Plural, Trans, useLingui } from "@lingui/react/macro";
import type { ImportSource } from "@/api";
import { has_role, useMe } from "@/shell/me";
import { Badge, ButtonLink, type Column, DateTime, number_text, Table } from "@/ui";

export function SourceTable({ sources }: { sources: ImportSource[] }) {
  const { t } = useLingui();
  const may_import = has_role(useMe(), "revops");
  const columns: Column<ImportSource>[] = [
    { key: "label", title: t`Source`, is_row_header: true, cell: (source) => <span className="font-medium">{source.label}</span> },
    { key: "freshness", title: t`Freshness`, cell: (source) => <Freshness source={source} /> },
    { key: "at", title: t`Last import`, cell: (source) => (source.last_imported_at ? <DateTime at={source.last_imported_at} /> : <span className="text-faint">–</span>) },
    { key: "rows", title: t`Rows`, align: "end", hide_narrow: true, cell: (source) => (source.last_rows === undefined || source.last_rows === null ? <span className="text-faint">–</span> : number_text(source.last_rows)) },
    { key: "rejected", title: t`Rejected`, align: "end", cell: (source) => (source.last_rejected ? <Badge tone="warn">{number_text(source.last_rejected)}</Badge> : <span className="text-faint">{source.last_imported_at ? 0 : "–"}</span>) },
    { key: "unmatched", title: t`Unmatched`, align: "end", cell: (source) => (source.unmatched > 0 ? <Badge tone="warn"><Plural value={source.unmatched} one="# name" other="# names" /></Badge> : <span className="text-faint">0</span>) },
  ];
  if (may_import) {
    columns.push({
      key: "import",
      title: <span className="sr-only">{t`Import`}</span>,
      align: "end",
      cell: (source) => (
        <ButtonLink size="small" href={`/imports/new?kind=${source.kind}`} aria-label={t`Import ${source.label}`}>
          <Trans>Import</Trans>
        </ButtonLink>
      ),
    });
  }
  return <Table caption={t`Sources`} columns={columns} rows={sources} row_key={(source) => source.kind} />;
}

function Freshness({ source }: { source: ImportSource }) {
  if (source.freshness === "fresh") return <Badge tone="accent"><Trans>Fresh</Trans></Badge>;
  if (source.freshness === "stale") return <Badge tone="warn"><Trans>Stale</Trans></Badge>;
  return <Badge tone="outline"><Trans>Never imported</Trans></Badge>;
}
