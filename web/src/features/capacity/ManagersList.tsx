// Every manager's quarter by name, in the order of names: to see who needs help, not who does worse.
import { plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { as_written, Badge, Initials, Link, Meter } from "@/ui";
import type { Load } from "./capacity";
import { hours_text } from "./HoursAgainstBudget";

export function ManagersList({ managers, href_of }: { managers: Load[]; href_of: (manager_id: string) => string | undefined }) {
  const { t } = useLingui();
  const most = Math.max(1, ...managers.map((load) => Math.max(load.asked_a_week.high, load.budget_a_week.high))) * 1.05;
  const sorted = [...managers].sort((a, b) => (a.manager?.name ?? "").localeCompare(b.manager?.name ?? ""));
  return (
    <ul className="divide-y divide-line rounded-xl border border-line bg-surface shadow-raised">
      {sorted.map((load) => {
        const name = load.manager?.name ?? t`No manager`;
        const href = load.manager && href_of(load.manager.id);
        const asked = hours_text(load.asked_a_week.low, load.asked_a_week.high);
        const budget = hours_text(load.budget_a_week.low, load.budget_a_week.high);
        const people = [plural(load.reps, { one: "# rep", other: "# reps" }), load.joining > 0 && plural(load.joining, { one: "# joins", other: "# join" }), load.leaving > 0 && plural(load.leaving, { one: "# leaves", other: "# leave" })].filter(Boolean).join(" · ");
        return (
          <li key={load.manager?.id ?? "none"} className="grid gap-x-6 gap-y-2 px-4 py-3 sm:grid-cols-[14rem_minmax(0,1fr)] lg:grid-cols-[14rem_16rem_minmax(0,1fr)] lg:items-center">
            <span className="flex min-w-0 items-center gap-2">
              <Initials name={name} size="small" />
              <span className="min-w-0">
                {href ? (
                  <Link href={href} className="font-medium">
                    {name}
                  </Link>
                ) : (
                  <span className="font-medium">{name}</span>
                )}
                <span className="block text-xs text-faint">{people}</span>
              </span>
            </span>
            <span>
              <span className="mb-1 flex items-baseline justify-between gap-2 text-sm tabular">
                <span>
                  <Trans>
                    <strong className="font-semibold">{as_written(asked)}</strong> h a week
                  </Trans>
                </span>
                <span className="text-faint">{t`there are ${budget}`}</span>
              </span>
              <Meter value={load.asked_a_week.high} max={most} low={load.budget_a_week.low} high={load.budget_a_week.high} label={name} text={t`${asked} hours asked, ${budget} there are`} />
            </span>
            <span className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm text-soft sm:col-span-2 lg:col-span-1">
              {load.overflows ? (
                <>
                  <Badge tone="warn">
                    <Trans>Does not fit</Trans>
                  </Badge>
                  {load.left_over.map((each) => t`${each.count} of ${each.of} ${each.name}`).join(" · ")}
                </>
              ) : (
                <Trans>Fits</Trans>
              )}
              {load.is_over_span && (
                <Badge tone="warn">
                  <Trans>Too many reps</Trans>
                </Badge>
              )}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
