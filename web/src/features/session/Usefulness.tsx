// "Was this useful?", 0 to 10 in one tap, the rep's alone: the manager sees it only as an average over enough answers.
import { Trans, useLingui } from "@lingui/react/macro";
import { cx } from "@/ui";
import { may } from "./conversation";
import { useConversation } from "./use_conversation";

const scores = Array.from({ length: 11 }, (_, score) => score);

export function Usefulness() {
  const { t } = useLingui();
  const { conversation, perform } = useConversation();
  const given = conversation.confirmation.usefulness;
  if (!may(conversation, "usefulness") && given === undefined) return null;
  return (
    <div className="no-print">
      <p id="usefulness" className="font-medium">
        <Trans>Was this useful?</Trans>
      </p>
      <p className="text-sm text-faint">
        {t`${conversation.manager.name} never sees your answer, only an average over enough answers.`}
      </p>
      <div role="group" aria-labelledby="usefulness" className="mt-2.5 grid max-w-xl grid-cols-[repeat(11,minmax(0,1fr))] gap-1 max-sm:grid-cols-6">
        {scores.map((score) => (
          <button
            key={score}
            type="button"
            aria-pressed={given === score}
            aria-label={t`${score} of 10`}
            onClick={() => void perform({ verb: "usefulness", body: { score }, ahead: (now) => ({ ...now, confirmation: { ...now.confirmation, usefulness: score } }) })}
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
    </div>
  );
}
