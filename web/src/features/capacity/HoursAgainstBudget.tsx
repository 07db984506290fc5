// The hours a week the playbook asks of a manager, against the hours there are for it. What does not fit is said, never dropped.
import { Trans, useLingui } from "@lingui/react/macro";
import { cx, Meter, number_text } from "@/ui";

export interface HoursAgainstBudgetProps {
  asked: number;
  budget_low: number;
  budget_high: number;
}

export function HoursAgainstBudget({ asked, budget_low, budget_high }: HoursAgainstBudgetProps) {
  const { t } = useLingui();
  const over = asked - budget_high;
  const says = (hours: number) => number_text(hours, 1);
  return (
    <div className="max-w-md">
      <div className="mb-1.5 flex flex-wrap items-baseline justify-between gap-x-4 text-sm">
        <span>
          <Trans>
            <strong className="tabular font-semibold">{says(asked)}</strong> hours a week asked
          </Trans>
        </span>
        <span className="tabular text-faint">
          <Trans>
            budget {says(budget_low)} to {says(budget_high)}
          </Trans>
        </span>
      </div>
      <Meter value={asked} max={Math.max(asked, budget_high) * 1.15} low={budget_low} high={budget_high} label={t`Coaching hours a week`} text={t`${says(asked)} hours asked, budget ${says(budget_low)} to ${says(budget_high)}`} />
      <p className={cx("mt-1.5 text-sm", over > 0.05 ? "text-warn" : "text-faint")}>
        {over > 0.05 ? <Trans>{says(over)} hours a week more than there are. Everything stays owed; the calendar cannot hold all of it.</Trans> : <Trans>What is owed fits.</Trans>}
      </p>
    </div>
  );
}
