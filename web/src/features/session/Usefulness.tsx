// "Was this useful?", 0 to 10 in one tap, the rep's alone: the manager sees it only as an average over enough answers.
import { Trans, useLingui } from "@lingui/react/macro";
import { may } from "./conversation";
import { ScoreScale } from "./ScoreScale";
import { useConversation } from "./use_conversation";

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
      <ScoreScale labelled_by="usefulness" given={given} onScore={(score) => void perform({ verb: "usefulness", body: { score }, ahead: (now) => ({ ...now, confirmation: { ...now.confirmation, usefulness: score } }) })} />
    </div>
  );
}
