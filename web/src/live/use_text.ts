// One text that a single person writes, kept the same here, on this device's disk and on the server, with the draft a closed tab left laid over it.
import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import { useMe } from "@/shell/me";
import type { NoteStatus } from "./note_state";
import { NoteSync } from "./note_sync";
import { draftsOfSession } from "./outbox";
import { heldBeside, type PutText } from "./put_text";

export interface TextAddress {
  /** The conversation, ride-along or circle session it belongs to. */
  id: string;
  target: string;
  /** What the server holds. */
  held: string;
  /** One function for all renderings. */
  put: PutText;
}

/** Nothing while this device's drafts are being read. */
export function useText({ id, target, held, put }: TextAddress): NoteSync | undefined {
  const { user_id } = useMe();
  const [text, setText] = useState<NoteSync>();
  const first = useRef(held);
  first.current = held;
  useEffect(() => {
    let opened: NoteSync | undefined;
    let is_gone = false;
    void draftsOfSession(user_id, id)
      .catch(() => [])
      .then((drafts) => {
        if (is_gone) return;
        const kept = drafts.find((draft) => draft.target === target);
        opened = new NoteSync({ user_id, session_id: id, target }, heldBeside(first.current, kept), kept, put);
        setText(opened);
      });
    const online = () => opened?.retryNow();
    window.addEventListener("online", online);
    return () => {
      is_gone = true;
      opened?.leave();
      setText(undefined);
      window.removeEventListener("online", online);
    };
  }, [user_id, id, target, put]);
  return text;
}

const nothing = () => () => undefined;
const saved: NoteStatus = "saved";

export function useTextValue(text: NoteSync | undefined) {
  const value = useSyncExternalStore(text?.subscribe ?? nothing, () => text?.text() ?? "");
  const status = useSyncExternalStore(text?.subscribe ?? nothing, () => text?.status() ?? saved);
  return { value, status, refusal: text?.refusal() };
}
