// The note of one stage that both people write in and see change.
import { useLingui } from "@lingui/react/macro";
import UsersRound from "lucide-react/icons/users-round";
import { Skeleton } from "@/ui";
import { NoteEditor } from "./NoteEditor";
import type { NoteSync } from "@/live/note_sync";
import { StatusMark } from "@/live/StatusMark";
import { useConversation } from "./use_conversation";
import { useConversationNotes, useNote } from "./use_notes";

export function SharedNote({ stage, stage_name }: { stage: string; stage_name: string }) {
  const { t } = useLingui();
  const { other } = useConversation();
  const note = useConversationNotes()?.of(stage);
  const first_name = other.name.split(" ")[0];
  return (
    <section aria-label={t`Notes on ${stage_name}`}>
      <div className="mb-1.5 flex flex-wrap items-baseline justify-between gap-x-4">
        <h3 className="flex items-center gap-2 text-sm font-medium">
          <UsersRound size={15} aria-hidden className="text-faint" />
          {t`Notes you and ${first_name} both see`}
        </h3>
        {note && <NoteState note={note} />}
      </div>
      {note ? (
        <NoteEditor key={stage} id={`note-${stage}`} note={note} label={t`Notes on ${stage_name}, seen by both of you`} placeholder={t`Write as you talk.`} className="min-h-44" />
      ) : (
        <Skeleton className="h-44" />
      )}
    </section>
  );
}

function NoteState({ note }: { note: NoteSync }) {
  const { status, refusal } = useNote(note);
  return (
    <span className="inline-flex items-center gap-1.5 text-xs text-faint">
      <StatusMark status={status} />
      {refusal && <span className="text-bad">{refusal}</span>}
    </span>
  );
}
