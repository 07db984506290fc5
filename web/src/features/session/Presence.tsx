// Whether the other person has this page open, and whether what is written here is safe.
import { Trans, useLingui } from "@lingui/react/macro";
import CloudOff from "lucide-react/icons/cloud-off";
import CloudCheck from "lucide-react/icons/cloud-check";
import RefreshCw from "lucide-react/icons/refresh-cw";
import TriangleAlert from "lucide-react/icons/triangle-alert";
import { cx } from "@/ui";
import type { NoteStatus } from "@/live/note_state";
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

export function StatusMark({ status }: { status: NoteStatus }) {
  const icon_size = 15;
  if (status === "saved")
    return (
      <>
        <CloudCheck size={icon_size} aria-hidden />
        <Trans>Saved</Trans>
      </>
    );
  if (status === "saving")
    return (
      <>
        <RefreshCw size={icon_size} aria-hidden />
        <Trans>Saving</Trans>
      </>
    );
  if (status === "offline")
    return (
      <span role="status" className="inline-flex items-center gap-1.5 text-warn">
        <CloudOff size={icon_size} aria-hidden className="shrink-0" />
        <Trans>Offline, kept on this device</Trans>
      </span>
    );
  return (
    <span role="alert" className="inline-flex items-center gap-1.5 text-bad">
      <TriangleAlert size={icon_size} aria-hidden className="shrink-0" />
      <Trans>Not taken, kept here</Trans>
    </span>
  );
}
