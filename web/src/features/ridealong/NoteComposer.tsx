// The words of the note just put down, or of one chosen from the list. They are kept as they are typed; Enter is done, Esc leaves them as they are.
import { Trans, useLingui } from "@lingui/react/macro";
import { useEffect, useRef, useState } from "react";
import { Button, cx, Kbd } from "@/ui";
import { callTime } from "./pad";
import { useRideAlong } from "./use_ride_along";
import type { Pad } from "./use_pad";
import type { PadNote } from "./wire";
import { tags } from "./words";

export function NoteComposer({ note, has_focus, pad, onDone }: { note: PadNote | undefined; has_focus: boolean; pad: Pad; onDone: () => void }) {
  if (!note) return <Hint />;
  return <Writing key={note.id} note={note} has_focus={has_focus} pad={pad} onDone={onDone} />;
}

const box = "mb-2 flex min-h-12 items-center gap-2 rounded-xl border px-3 lg:px-4";

function Hint() {
  return (
    <p className={cx(box, "border-dashed border-line text-sm text-faint")}>
      <span className="lg:hidden">
        <Trans>Tap what you hear: the time is written down. Words can follow.</Trans>
      </span>
      <span className="max-lg:hidden">
        <Trans>
          Press a letter when you hear it: the time is written down. Then type, and <Kbd>Enter</Kbd>.
        </Trans>
      </span>
    </p>
  );
}

function Writing({ note, has_focus, pad, onDone }: { note: PadNote; has_focus: boolean; pad: Pad; onDone: () => void }) {
  const { t, i18n } = useLingui();
  const { ride_along } = useRideAlong();
  const [text, setText] = useState(note.text);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (has_focus) input.current?.focus({ preventScroll: true });
  }, [has_focus]);
  const { name, icon: Icon } = tags[note.tag];
  const time = callTime(note.at, ride_along.started_at ?? ride_along.call.starts_at);
  const tag_name = i18n._(name);
  return (
    <div className={cx(box, "border-accent bg-accent-soft")}>
      <Icon size={17} aria-hidden className="shrink-0 text-accent-strong" />
      <span className="tabular shrink-0 text-sm font-medium text-accent-strong">{time}</span>
      <input
        ref={input}
        aria-label={t`Words for: ${tag_name} at ${time}`}
        value={text}
        maxLength={2_000}
        placeholder={tag_name}
        enterKeyHint="done"
        onChange={(event) => {
          setText(event.target.value);
          pad.write(note, { text: event.target.value });
        }}
        onKeyDown={(event) => {
          if (event.key !== "Enter" && event.key !== "Escape") return;
          event.preventDefault();
          event.currentTarget.blur(); // so that single keys work again
          onDone();
        }}
        className="min-h-11 min-w-0 flex-1 bg-transparent text-base text-ink outline-none placeholder:text-soft"
      />
      <Button look="quiet" size="small" className="max-lg:min-h-11" onClick={onDone}>
        <Trans>Done</Trans>
      </Button>
    </div>
  );
}
