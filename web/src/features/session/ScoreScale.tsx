// A score from 0 to 10 in one tap.
import { Trans, useLingui } from "@lingui/react/macro";
import { cx } from "@/ui";

const scores = Array.from({ length: 11 }, (_, score) => score);

export function ScoreScale({ labelled_by, given, onScore }: { labelled_by: string; given?: number; onScore: (score: number) => void }) {
  const { t } = useLingui();
  return (
    <>
      <div role="group" aria-labelledby={labelled_by} className="mt-2.5 grid max-w-xl grid-cols-[repeat(11,minmax(0,1fr))] gap-1 max-sm:grid-cols-6">
        {scores.map((score) => (
          <button
            key={score}
            type="button"
            aria-pressed={given === score}
            aria-label={t`${score} of 10`}
            onClick={() => onScore(score)}
            className={cx("tabular min-h-11 cursor-pointer rounded-lg border text-sm", given === score ? "border-accent bg-accent font-semibold text-on-accent" : "border-line bg-surface hover:bg-sunken")}
          >
            {score}
          </button>
        ))}
      </div>
      <div aria-hidden className="mt-1 flex max-w-xl justify-between text-xs text-faint max-sm:hidden">
        <span>
          <Trans>Not at all</Trans>
        </span>
        <span>
          <Trans>Very</Trans>
        </span>
      </div>
    </>
  );
}
