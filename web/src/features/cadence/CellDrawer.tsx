// Behind one cell: who was owed what and what became of it. Metadata only; what was said is not here for anybody.
import { Trans, useLingui } from "@lingui/react/macro";
import { plural } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { cadenceCellQuery, type CadenceRow, type PersonRef } from "@/api";
import { SessionStateBadge } from "@/features/people/SessionStateBadge";
import { Dialog, EmptyState, ErrorState, Loading, LocalDate, PersonChip } from "@/ui";

export interface CellDrawerProps {
  manager: PersonRef;
  week: string;
  kind: string;
  onClose: () => void;
}

export function CellDrawer({ manager, week, kind, onClose }: CellDrawerProps) {
  const { t } = useLingui();
  const rows = useQuery(cadenceCellQuery(manager.id, week, kind));
  return (
    <Dialog open side="right" onOpenChange={(open) => !open && onClose()} title={manager.name} description={t`Week ${week.split("-W")[1] ?? week} of ${week.slice(0, 4)}`}>
      {rows.isPending ? (
        <Loading lines={6} />
      ) : rows.isError ? (
        <ErrorState error={rows.error} retry={() => void rows.refetch()} />
      ) : rows.data.items.length === 0 ? (
        <EmptyState title={<Trans>Nothing was owed in this week.</Trans>} />
      ) : (
        <>
          <ul className="divide-y divide-line">
            {rows.data.items.map((row) => (
              <ObligationRow key={row.obligation_id} row={row} />
            ))}
          </ul>
          <p className="mt-4 text-sm text-faint">
            <Trans>You see that it happened, how long it took and what it was about. What was said stays between the two.</Trans>
          </p>
        </>
      )}
    </Dialog>
  );
}

function ObligationRow({ row }: { row: CadenceRow }) {
  const { t } = useLingui();
  const facts = [
    row.held_minutes !== undefined && row.held_minutes !== null && (row.planned_minutes ? t`${row.held_minutes} of ${row.planned_minutes} min` : t`${row.held_minutes} min`),
    row.moved_times > 0 && plural(row.moved_times, { one: "moved once", other: "moved # times" }),
    row.on_time === false && t`after its window`,
    row.focus_competency,
  ].filter(Boolean);
  return (
    <li className="py-3">
      <div className="flex items-center justify-between gap-3">
        <PersonChip person={row.rep} size="small" />
        <SessionStateBadge state={row.state} />
      </div>
      <div className="mt-1 grid gap-0.5 pl-8 text-sm text-soft">
        {facts.length > 0 && <p>{facts.join(" · ")}</p>}
        <p className="text-faint">
          <Trans>
            Window <LocalDate date={row.window_from} year={false} /> to <LocalDate date={row.window_to} year={false} />
          </Trans>
        </p>
        {row.commitment_verdicts.length > 0 && (
          <p className="flex flex-wrap items-center gap-1.5">
            <Trans>Commitment</Trans>
            {row.commitment_verdicts.map((verdict, index) => (
              <SessionStateBadge key={index} state={verdict} />
            ))}
          </p>
        )}
      </div>
    </li>
  );
}
