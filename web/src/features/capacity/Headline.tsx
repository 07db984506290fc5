// The one sentence first: how many do not fit, and what is left over; then the hours.
import { plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { as_written, Card, Meter, number_text } from "@/ui";
import type { Load } from "./capacity";
import { hours_text } from "./HoursAgainstBudget";

export function Headline({ load, overflowing, managers }: { load: Load; overflowing?: number; managers?: number }) {
  const { t } = useLingui();
  const left = load.left_over.reduce((sum, each) => sum + each.hours, 0);
  const asked = hours_text(load.asked_a_week.low, load.asked_a_week.high);
  const budget = hours_text(load.budget_a_week.low, load.budget_a_week.high);
  return (
    <Card className="mb-9">
      <div className="grid gap-x-10 gap-y-5 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <div>
          <p className="title text-xl">
            {left === 0 ? (
              <Trans>What the playbook asks fits into the hours there are.</Trans>
            ) : overflowing !== undefined && managers !== undefined ? (
              plural(overflowing, { one: `# of ${managers} managers is asked for more than there is: ${number_text(left)} h of the quarter do not fit.`, other: `# of ${managers} managers are asked for more than there is: ${number_text(left)} h of the quarter do not fit.` })
            ) : (
              t`${number_text(left)} h of the quarter do not fit.`
            )}
          </p>
          {left > 0 && (
            <>
              <p className="mt-2 text-sm text-soft">
                <Trans>Nothing is dropped for it. If everything is kept in the playbook’s order, this is what is left over:</Trans>
              </p>
              <ul className="mt-2 flex flex-wrap gap-2">
                {load.left_over.map((each) => (
                  <li key={each.key} className="rounded-lg bg-warn-soft px-2.5 py-1 text-sm text-warn">
                    <Trans>
                      <strong className="font-semibold tabular">
                        {as_written(number_text(each.count))} of {as_written(number_text(each.of))}
                      </strong>{" "}
                      {as_written(each.name)} <span className="tabular">({as_written(number_text(each.hours))} h)</span>
                    </Trans>
                  </li>
                ))}
              </ul>
            </>
          )}
          {load.is_over_span && (
            <p className="mt-3 text-sm text-warn">
              {plural(load.reps, { one: "# rep is more than one manager coaches without circles, groups or call reviews.", other: "# reps are more than one manager coaches without circles, groups or call reviews." })}
            </p>
          )}
        </div>
        <div>
          <div className="mb-1.5 flex flex-wrap items-baseline justify-between gap-x-3 text-sm">
            <span>
              <Trans>
                <strong className="title tabular text-2xl font-medium">{as_written(asked)}</strong> h a week asked
              </Trans>
            </span>
            <span className="tabular text-faint">{t`there are ${budget}`}</span>
          </div>
          <Meter value={load.asked_a_week.high} max={Math.max(load.asked_a_week.high, load.budget_a_week.high) * 1.15} low={load.budget_a_week.low} high={load.budget_a_week.high} label={t`Coaching hours a week`} text={t`${asked} hours asked, ${budget} there are`} />
          <dl className="mt-3 grid grid-cols-[1fr_auto] gap-x-4 gap-y-0.5 text-sm">
            {load.by_kind.map((kind) => (
              <div key={kind.key} className="contents">
                <dt className="text-soft">{kind.name}</dt>
                <dd className="text-right tabular">{t`${hours_text(kind.hours.low, kind.hours.high)} h`}</dd>
              </div>
            ))}
          </dl>
          <p className="mt-2 text-xs text-faint">
            {[plural(load.reps, { one: "# rep", other: "# reps" }), load.joining > 0 && plural(load.joining, { one: "# joins", other: "# join" }), load.leaving > 0 && plural(load.leaving, { one: "# leaves", other: "# leave" })].filter(Boolean).join(" · ")}
          </p>
        </div>
      </div>
    </Card>
  );
}
