// What gives already: of what was owed and is decided, what was not held, by kind. Never by manager.
import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { Badge, IntervalBar, percent_text } from "@/ui";
import type { Cut } from "./capacity";

// Of a ride-along that was held: these are done or not.
const parts_of_ride_along: Record<string, MessageDescriptor> = { pre_brief: msg`Pre-brief before the call`, debrief_on_time: msg`Debrief on time` };

export function Cuts({ cuts }: { cuts: Cut[] }) {
  const { t, i18n } = useLingui();
  // The others are named by the playbook.
  const part_name = ({ key, name }: Cut) => (parts_of_ride_along[key] ? i18n._(parts_of_ride_along[key]) : name);
  const decided = cuts.filter((cut) => cut.kept + cut.left > 0);
  if (decided.length === 0)
    return (
      <p className="text-sm text-soft">
        <Trans>Not enough data: nothing that was owed in these quarters is decided.</Trans>
      </p>
    );
  return (
    <ol className="divide-y divide-line rounded-xl border border-line bg-surface shadow-raised">
      {decided.map((cut, place) => (
        <li key={cut.key} className="grid gap-x-6 gap-y-1 px-4 py-3 text-sm sm:grid-cols-[1.5rem_13rem_minmax(0,1fr)] sm:items-center">
          <span className="tabular text-faint max-sm:hidden">{place + 1}</span>
          <span>
            <span className="font-medium">{part_name(cut)}</span>
            <span className="block text-xs text-faint">
              {parts_of_ride_along[cut.key] ? t`${cut.left} of ${cut.left + cut.kept} not done` : t`${cut.left} of ${cut.left + cut.kept} not held`}
              {cut.excused > 0 && ` · ${t`${cut.excused} excused`}`}
            </span>
          </span>
          {cut.rate && (
            <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <span className="w-12 text-right font-semibold tabular">{percent_text(cut.rate.value)}</span>
              <IntervalBar value={cut.rate.value} low={cut.rate.low} high={cut.rate.high} />
              <span className="text-xs text-faint tabular">{t`${percent_text(cut.rate.low)} to ${percent_text(cut.rate.high)}, n = ${cut.rate.n}`}</span>
              {cut.grows_at_the_end && cut.at_quarter_end && <Badge tone="warn">{t`${percent_text(cut.at_quarter_end.value)} in a quarter’s last two weeks`}</Badge>}
              {!cut.is_clear && place + 1 < decided.length && <span className="text-xs text-faint">{t`order to the next is within chance`}</span>}
            </span>
          )}
        </li>
      ))}
    </ol>
  );
}
