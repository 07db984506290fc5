import { useLingui } from "@lingui/react/macro";
import { PersonChip, Table, type Column } from "@/ui";
import type { RepAsked } from "./capacity";

/** Which conversations each rep is owed in the quarter. */
export function RepsTable({ reps }: { reps: RepAsked[] }) {
  const { t } = useLingui();
  const kinds = new Map<string, string>();
  for (const { conversations } of reps) for (const each of conversations) kinds.set(each.key, each.name);
  const columns: Column<RepAsked>[] = [
    { key: "rep", title: t`Rep`, is_row_header: true, cell: (row) => <div className="min-w-40"><PersonChip person={row.rep} size="small" /></div> },
    ...[...kinds].map(([key, name]) => ({
      key,
      title: name,
      align: "end" as const,
      cell: (row: RepAsked) => {
        const found = row.conversations.find((each) => each.key === key);
        if (!found) return <span className="text-faint">–</span>;
        return (
          <span>
            {found.count}
            {found.excused > 0 && <span className="ml-1 text-xs text-faint">{t`${found.excused} excused`}</span>}
          </span>
        );
      },
    })),
  ];
  return <Table caption={t`Conversations owed to each rep`} columns={columns} rows={reps} row_key={(row) => row.rep.id} keep_columns />;
}
