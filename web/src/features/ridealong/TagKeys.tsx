// One big key for each kind of note, in the order of the keyboard's hand: on a phone under the thumb, on a laptop with its letter.
import { useLingui } from "@lingui/react/macro";
import type { MouseEvent } from "react";
import { useMe } from "@/shell/me";
import { cx } from "@/ui";
import { all_tags, count_of, tag_keys } from "./pad";
import type { Pad } from "./use_pad";
import type { NoteTag } from "./wire";
import { tags } from "./words";

/** A finger opens no keyboard over the keys; a mouse or a key goes on to the words. */
const is_touch = (event: MouseEvent) => (event.nativeEvent as PointerEvent).pointerType === "touch";

export function TagKeys({ disabled, onMark, pad }: { disabled: boolean; onMark: (tag: NoteTag, focus: boolean) => void; pad: Pad }) {
  const { t, i18n } = useLingui();
  const me = useMe();
  return (
    <div role="group" aria-label={t`Put down a note`} className="grid grid-cols-4 gap-1.5">
      {all_tags.map((tag) => {
        const { name, icon: Icon } = tags[tag];
        const count = count_of(pad.notes, tag);
        return (
          <button
            key={tag}
            type="button"
            disabled={disabled}
            aria-keyshortcuts={tag_keys[tag]}
            onClick={(event) => onMark(tag, !is_touch(event))}
            className={cx("relative flex min-h-14 cursor-pointer flex-col items-center justify-center gap-1 rounded-xl border border-line bg-surface px-1 py-1.5 text-center text-xs leading-tight font-medium turns hover:bg-sunken disabled:opacity-50")}
          >
            <Icon size={19} aria-hidden className="text-accent" />
            {i18n._(name)}
            {count > 0 && (
              <span aria-hidden className="tabular absolute right-3 top-1 text-xs text-faint">
                {count}
              </span>
            )}
            {me.single_key_shortcuts && (
              <span aria-hidden className="absolute left-1.5 top-1 hidden text-xs text-faint lg:inline">
                {tag_keys[tag].toUpperCase()}
              </span>
            )}
          </button>
        );
      })}
    </div>
  );
}
