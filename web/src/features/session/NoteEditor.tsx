// A note being written by one or two people: the text changes under the caret without moving it.
import { useLayoutEffect, useRef } from "react";
import { cx } from "@/ui";
import { movedCaret } from "@/live/merge";
import type { NoteSync } from "@/live/note_sync";
import { useNote } from "./use_notes";

export interface NoteEditorProps {
  note: NoteSync;
  label: string;
  described_by?: string;
  placeholder?: string;
  rows?: number;
  className?: string;
  id?: string;
}

export function NoteEditor({ note, label, described_by, placeholder, rows = 8, className, id }: NoteEditorProps) {
  const { text } = useNote(note);
  const box = useRef<HTMLTextAreaElement>(null);
  const shown = useRef(text);

  // Before paint: when the other person's words came in, keep the caret beside the words it was in.
  useLayoutEffect(() => {
    const area = box.current;
    if (!area || area.value === text) return;
    const had_focus = document.activeElement === area;
    const { selectionStart, selectionEnd, value, scrollTop } = area;
    area.value = text;
    if (had_focus) area.setSelectionRange(movedCaret(value, text, selectionStart), movedCaret(value, text, selectionEnd));
    area.scrollTop = scrollTop;
    shown.current = text;
  }, [text]);

  return (
    <textarea
      ref={box}
      id={id}
      aria-label={label}
      aria-describedby={described_by}
      defaultValue={shown.current}
      placeholder={placeholder}
      rows={rows}
      maxLength={20_000}
      spellCheck
      onKeyDown={(event) => event.key === "Escape" && event.currentTarget.blur()} // out of the text, so that single keys work again
      onInput={(event) => note.edit(event.currentTarget.value)}
      className={cx("block w-full min-w-0 resize-y rounded-xl border border-line-strong bg-surface px-4 py-3 text-base leading-relaxed text-ink [field-sizing:content] placeholder:text-faint", className)}
    />
  );
}
