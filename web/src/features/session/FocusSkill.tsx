// The one skill the rep works on. The manager sets it here; it is carried over the weeks until it is changed.
import { Trans, useLingui } from "@lingui/react/macro";
import { may } from "./conversation";
import { nameOf, useCompetencies } from "./playbook_names";
import { useConversation } from "./use_conversation";

export function FocusSkill() {
  const { t } = useLingui();
  const { conversation, perform } = useConversation();
  const competencies = useCompetencies();
  const focus = conversation.focus_skill;
  if (!may(conversation, "focus") || competencies.length === 0) {
    if (!focus) return null;
    return (
      <span>
        {t`Focus: ${nameOf(competencies, focus)}`}
      </span>
    );
  }
  const known = competencies.find(({ key, name }) => key === focus || name === focus)?.key ?? "";
  return (
    <label className="flex items-center gap-1.5">
      <Trans>Focus</Trans>
      <select
        value={known}
        onChange={(event) => void perform({ verb: "focus", body: { competency: event.target.value }, ahead: (now) => ({ ...now, focus_skill: event.target.value }), says: t`The focus is now ${nameOf(competencies, event.target.value)}.`, undo: known ? { verb: "focus", body: { competency: known } } : undefined })}
        className="min-h-7 max-w-60 cursor-pointer rounded-md border border-transparent bg-transparent pr-1 font-medium text-ink hover:border-line hover:bg-surface"
      >
        {known === "" && <option value="">{focus ?? t`Choose one skill`}</option>}
        {competencies.map(({ key, name }) => (
          <option key={key} value={key}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
