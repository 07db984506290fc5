// Win rate and time to close against the rep's own history; called changed only where it is more than noise.
import { Trans, useLingui } from "@lingui/react/macro";
import type { Signals } from "@/api";
import { IntervalBar, number_text, percent_text } from "@/ui";

const changed_class = "font-medium text-warn";

export function WinRateSignal({ rate }: { rate: NonNullable<Signals["win_rate"]> }) {
  const { t } = useLingui();
  return (
    <section aria-label={t`Win rate`}>
      <div className="flex items-baseline justify-between gap-3">
        <h3 className="text-sm font-medium">
          <Trans>Win rate</Trans>
        </h3>
        <span className="tabular text-xs text-faint">n = {number_text(rate.n)}</span>
      </div>
      <p className="mt-0.5 flex flex-wrap items-center gap-x-3">
        <span className="title tabular text-xl">{percent_text(rate.value)}</span>
        <IntervalBar value={rate.value} low={rate.low} high={rate.high} />
        <span className="tabular text-xs text-faint">
          {t`${percent_text(rate.low)} to ${percent_text(rate.high)}`}
        </span>
      </p>
      <p className="tabular text-xs text-faint">
        {t`Before: ${percent_text(rate.before)}, n = ${number_text(rate.before_n)}.`}{" "}
        <Change is_changed={rate.changed} />
      </p>
    </section>
  );
}

export function CycleSignal({ cycle }: { cycle: NonNullable<Signals["cycle"]> }) {
  const { t } = useLingui();
  return (
    <section aria-label={t`Time to close`}>
      <div className="flex items-baseline justify-between gap-3">
        <h3 className="text-sm font-medium">
          <Trans>Time to close</Trans>
        </h3>
        <span className="tabular text-xs text-faint">n = {number_text(cycle.n)}</span>
      </div>
      <p className="title tabular mt-0.5 text-xl">
        {t`${number_text(cycle.median_days)} days`}
      </p>
      <p className="tabular text-xs text-faint">
        {t`Before: ${number_text(cycle.before_days)} days, n = ${number_text(cycle.before_n)}.`}{" "}
        <Change is_changed={cycle.changed} />
      </p>
    </section>
  );
}

function Change({ is_changed }: { is_changed: boolean }) {
  return is_changed ? (
    <span className={changed_class}>
      <Trans>More than noise.</Trans>
    </span>
  ) : (
    <span>
      <Trans>Not more than noise.</Trans>
    </span>
  );
}
