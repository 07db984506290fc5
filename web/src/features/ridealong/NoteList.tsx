// The notes of the call, the last one first while it runs. One's own can be changed and removed.
import { Trans, useLingui } from "@lingui/react/macro";
import CloudOff from "lucide-react/icons/cloud-off";
import Trash from "lucide-react/icons/trash-2";
import { cx, IconButton } from "@/ui";
import { callTime, type ShownNote } from "./pad";
import type { PadNote } from "./wire";
import { tags } from "./words";

export interface NoteListProps {
  notes: ShownNote[];
  started_at: string;
  writing?: string;
  onEdit?: (note: PadNote) => void;
  onRemove?: (note: PadNote) => void;
  order?: "last_first" | "as_said";
}

export function NoteList({ notes, started_at, writing, onEdit, onRemove, order = "last_first" }: NoteListProps) {
  const { t } = useLingui();
  if (notes.length === 0)
    return (
      <p className="py-6 text-center text-sm text-faint">
        <Trans>No notes yet.</Trans>
      </p>
    );
  const shown = order === "last_first" ? notes.toReversed() : notes;
  return (
    <ol aria-label={t`Notes of the call`} className="divide-y divide-line">
      {shown.map((note) => (
        <li key={note.id}>
          <Line note={note} time={callTime(note.at, started_at)} is_written={note.id === writing} onEdit={onEdit} onRemove={onRemove} />
        </li>
      ))}
    </ol>
  );
}

interface LineProps {
  note: ShownNote;
  time: string;
  is_written: boolean;
  onEdit?: (note: PadNote) => void;
  onRemove?: (note: PadNote) => void;
}

function Line({ note, time, is_written, onEdit, onRemove }: LineProps) {
  const { t, i18n } = useLingui();
  const { name, icon: Icon } = tags[note.tag];
  const tag_name = i18n._(name);
  const words = (
    <>
      <span className="tabular w-12 shrink-0 text-sm text-faint">{time}</span>
      <Icon size={16} aria-hidden className="mt-1 shrink-0 text-accent" />
      <span className="min-w-0 flex-1">
        <span className={cx(note.text === "" ? "text-soft" : "text-xs text-faint")}>{tag_name}</span>
        {note.text !== "" && <span className="block whitespace-pre-wrap">{note.text}</span>}
        {note.refused && <span className="block text-sm text-bad">{t`Not taken: ${note.refused}`}</span>}
      </span>
      {note.is_waiting && !note.refused && (
        <span title={t`On this device, will be sent`} className="mt-1 shrink-0 text-faint">
          <CloudOff size={14} aria-hidden />
          <span className="sr-only">{t`On this device, will be sent`}</span>
        </span>
      )}
    </>
  );
  return (
    <div className={cx("flex items-start gap-1 rounded-lg", is_written && "bg-accent-soft")}>
      {onEdit ? (
        <button type="button" onClick={() => onEdit(note)} className="flex min-h-11 min-w-0 flex-1 cursor-pointer items-start gap-2.5 rounded-lg px-1 py-2.5 text-left hover:bg-sunken">
          {words}
          <span className="sr-only">{t`Change it`}</span>
        </button>
      ) : (
        <div className="flex min-h-10 min-w-0 flex-1 items-start gap-2.5 px-1 py-2">{words}</div>
      )}
      {onRemove && <IconButton label={t`Remove: ${tag_name} at ${time}`} icon={<Trash size={15} aria-hidden />} className="mt-1 max-lg:min-h-11 max-lg:w-11" onClick={() => onRemove(note)} />}
    </div>
  );
}
