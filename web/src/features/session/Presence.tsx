// Whether the other person has this page open, and whether what is written here is safe.
import { Trans, useLingui } from "@lingui/react/macro";
import { cx } from "@/ui";
import { StatusMark } from "@/live/StatusMark";
import { useConversation } from "./use_conversation";
import { useConversationNotes, useNotesStatus } from "./use_notes";

export function Presence() {
  const { t } = useLingui();
  const { other, live } = useConversation();
  const is_here = live.people.some((person) => person.id === other.id);
  const first_name = other.name.split(" ")[0];
  return (
    <span role="status" className="inline-flex items-center gap-1.5 text-sm text-soft">
      <span aria-hidden className={cx("size-2 shrink-0 rounded-full", is_here ? "bg-accent" : "border border-line-strong")} />
      {!live.is_connected ? <Trans>Reconnecting</Trans> : is_here ? t`${first_name} is here` : t`${first_name} is not here`}
    </span>
  );
}

/** What became of the notes; announced only when it turns bad or good again, not on every saved word. */
export function SaveState() {
  const status = useNotesStatus(useConversationNotes() ?? undefined);
  return (
    <span className="inline-flex items-center lg:min-w-24 gap-1.5 text-sm text-faint">
      <StatusMark status={status} />
    </span>
  );
}
