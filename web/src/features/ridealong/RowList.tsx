// Ride-alongs in a list: when, with whom, on which account, and what is missing.
import { Trans, useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { useMe } from "@/shell/me";
import { Badge, DateTime, Link } from "@/ui";
import { TimeLeft } from "./Countdown";
import { FormatName, PhaseBadge } from "./PhaseBadge";
import type { RideAlongRow } from "./wire";

export function RowList({ rows, label, waits = false }: { rows: RideAlongRow[]; label: string; waits?: boolean }) {
  return (
    <ul aria-label={label} className="divide-y divide-line rounded-xl border border-line bg-surface shadow-raised">
      {rows.map((row) => (
        <li key={row.id}>
          <Row row={row} state={waits && row.debrief_due ? <TimeLeft due_at={row.debrief_due} /> : <PhaseBadge state={row.state} />} />
        </li>
      ))}
    </ul>
  );
}

function Row({ row, state }: { row: RideAlongRow; state: ReactNode }) {
  const me = useMe();
  const other = row.rep.id === me.person.id ? row.manager : row.rep;
  const is_one_of_the_two = [row.rep.id, row.manager.id].includes(me.person.id);
  const inside = (
    <>
      <span className="min-w-0 flex-1">
        <span className="flex flex-wrap items-baseline gap-x-2">
          <span className="font-medium group-hover:underline">{other.name}</span>
          <span className="truncate text-soft">{row.account}</span>
        </span>
        <span className="mt-0.5 flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-faint">
          <DateTime at={row.call.starts_at} />
          <FormatName format={row.format} />
          <Missing row={row} />
        </span>
      </span>
      {state}
    </>
  );
  const className = "group flex min-h-14 flex-wrap items-center gap-x-4 gap-y-1 rounded-xl px-4 py-2.5";
  return is_one_of_the_two ? (
    <Link href={`/ride-alongs/${row.id}`} look="plain" className={`${className} hover:bg-sunken`}>
      {inside}
    </Link>
  ) : (
    <div className={className}>{inside}</div>
  );
}

const is_ahead = ({ state }: RideAlongRow) => state === "booked" || state === "confirmed";

/** What should be there before the call and is not. */
function Missing({ row }: { row: RideAlongRow }) {
  const { t } = useLingui();
  if (row.state === "done" && row.debrief_on_time === false) return <Badge tone="warn">{t`Debriefed late`}</Badge>;
  if (!is_ahead(row)) return null;
  return (
    <>
      {!row.has_pre_brief && (
        <Badge tone="outline">
          <Trans>No pre-brief yet</Trans>
        </Badge>
      )}
      {row.consent === undefined && row.format !== "reverse" && (
        <Badge tone="outline">
          <Trans>Consent open</Trans>
        </Badge>
      )}
      {row.moved_times > 0 && (
        <Badge tone="outline">
          <Trans>Moved</Trans>
        </Badge>
      )}
    </>
  );
}
