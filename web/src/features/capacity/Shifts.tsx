// Who is no longer covered, and how: each rep's conversations before and after.
import { Trans, useLingui } from "@lingui/react/macro";
import { Badge } from "@/ui";
import type { Effect, Shift } from "./capacity";

export function Shifts({ effect }: { effect: Effect }) {
  const { t } = useLingui();
  const rest = effect.shifts_total - effect.shifts.length;
  return (
    <ul className="grid gap-x-8 gap-y-1 text-sm sm:grid-cols-2 xl:grid-cols-3">
      {effect.shifts.map((shift) => (
        <li key={`${shift.rep?.id} ${shift.manager_before?.id} ${shift.manager_after?.id} ${shift.key}`} className="flex flex-wrap items-baseline gap-x-2">
          <span className="font-medium">{shift.rep?.name ?? (shift.manager_before ? t`Reps of ${shift.manager_before.name}` : t`Reps`)}</span>
          <span className="text-soft">{shift.name}</span>
          <Change shift={shift} />
        </li>
      ))}
      {rest > 0 && (
        <li className="text-faint">{t`and ${rest} more`}</li>
      )}
    </ul>
  );
}

function Change({ shift }: { shift: Shift }) {
  const { t } = useLingui();
  const moves = shift.manager_before?.id !== shift.manager_after?.id;
  return (
    <>
      {shift.count_before !== shift.count_after && <span className="tabular text-soft">{t`${shift.count_before} → ${shift.count_after}`}</span>}
      {shift.minutes_before !== shift.minutes_after && shift.count_after > 0 && shift.count_before > 0 && <span className="tabular text-soft">{t`${shift.minutes_before} → ${shift.minutes_after} min`}</span>}
      {shift.is_shared && <span className="text-soft">{t`with colleagues`}</span>}
      {moves && <span className="text-soft">{shift.manager_after ? t`with ${shift.manager_after.name}` : t`with somebody to be found`}</span>}
      {shift.is_uncovered && (
        <Badge tone="warn">
          <Trans>none left</Trans>
        </Badge>
      )}
    </>
  );
}
