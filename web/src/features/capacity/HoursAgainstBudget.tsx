// The hours a week the playbook asks of a manager, against the hours there are for it. What does not fit is said, never dropped.
import { Trans, useLingui } from "@lingui/react/macro";
import { as_written, cx, Meter, number_text } from "@/ui";

export interface HoursAgainstBudgetProps {
  asked: number;
  /** Where the playbook gives a range: its upper end. */
  asked_high: number;
  budget_low: number;
  budget_high: number;
  /** The server's sentence about it. */
  statement: string;
}

/** "6.4" or, where the playbook leaves room, "5.9–6.4". */
export function hours_text(low: number, high: number) {
  const [from, to] = [number_text(low, 1), number_text(high, 1)];
  return from === to ? from : `${from}–${to}`;
}

export function HoursAgainstBudget({ asked, asked_high, budget_low, budget_high, statement }: HoursAgainstBudgetProps) {
  const { t } = useLingui();
  const hours = hours_text(asked, asked_high);
  const budget = hours_text(budget_low, budget_high);
  return (
    <div className="max-w-md">
      <div className="mb-1.5 flex flex-wrap items-baseline justify-between gap-x-4 text-sm">
        <span>
          <Trans>
            <strong className="tabular font-semibold">{as_written(hours)}</strong> hours a week asked
          </Trans>
        </span>
        <span className="tabular text-faint">
          {t`budget ${budget}`}
        </span>
      </div>
      <Meter value={asked_high} max={Math.max(asked_high, budget_high) * 1.15} low={budget_low} high={budget_high} label={t`Coaching hours a week`} text={t`${hours} hours asked, budget ${budget}`} />
      {statement && <p className={cx("mt-1.5 text-sm", asked_high > budget_high ? "text-warn" : "text-faint")}>{statement}</p>}
    </div>
  );
}
