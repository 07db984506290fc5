// The note that only its author can read: marked so in words, with a lock, and on another ground than everything shared.
import { Trans, useLingui } from "@lingui/react/macro";
import Lock from "lucide-react/icons/lock";
import { Skeleton } from "@/ui";
import { NoteEditor } from "./NoteEditor";
import { private_target, useConversationNotes } from "./use_notes";

export function PrivateNote() {
  const { t } = useLingui();
  const note = useConversationNotes()?.of(private_target);
  return (
    <section aria-label={t`Only you`} className="no-print rounded-xl border border-dashed border-line-strong bg-sunken p-4">
      <h2 className="flex items-center gap-2 text-sm font-medium">
        <Lock size={14} aria-hidden />
        <Trans>Only you</Trans>
      </h2>
      <p id="private-note-hint" className="mb-2 mt-0.5 text-xs text-soft">
        <Trans>Nobody else can read this, whatever their role.</Trans>
      </p>
      {note ? (
        <NoteEditor note={note} label={t`Private note, only you can read it`} described_by="private-note-hint" rows={4} placeholder={t`What you want to remember.`} className="min-h-24 text-sm" />
      ) : (
        <Skeleton className="h-24" />
      )}
    </section>
  );
}
