// Won against target, with the mark where an even quarter would be today.
import { useLingui } from "@lingui/react/macro";
import { money_text, number_text, percent_text } from "@/ui";
import { paceShares, type Pace } from "./pace";

export function PaceSignal({ pace }: { pace: Pace }) {
  const { t } = useLingui();
  const { won, expected, ahead } = paceShares(pace);
  const at = (share: number) => Math.min(100, share * 100);
  return (
    <section aria-label={t`Pace`}>
      <div className="flex items-baseline justify-between gap-3">
        <h3 className="text-sm font-medium">
          {t`Pace, ${pace.quarter}`}
        </h3>
        <span className="tabular text-xs text-faint">n = {number_text(pace.n)}</span>
      </div>
      <p className="mt-0.5 flex flex-wrap items-baseline gap-x-2">
        <span className="title tabular text-xl">{percent_text(pace.attainment)}</span>
        <span className="tabular text-sm text-soft">
          {t`${money_text(pace.won)} of ${money_text(pace.target)}`}
        </span>
      </p>
      <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden className="mt-1.5 h-2 w-full">
        <rect y="1" width="100" height="6" rx="1" className="fill-sunken" />
        <rect y="1" width={at(won)} height="6" rx="1" className="fill-accent" />
        <rect x={Math.max(0, at(expected) - 0.5)} width="1" height="8" className="fill-ink" />
      </svg>
      <p className="tabular mt-1 text-xs text-faint">
        {ahead < 0 ? t`${money_text(-ahead)} behind an even quarter` : t`${money_text(ahead)} ahead of an even quarter`}
      </p>
    </section>
  );
}
