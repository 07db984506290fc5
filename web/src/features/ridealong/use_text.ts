// One text of a ride-along, kept the same here, on this device's disk and on the server, with the draft a closed tab left laid over it.
import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import type { NoteStatus } from "@/live/note_state";
import { NoteSync } from "@/live/note_sync";
import { draftsOfSession } from "@/live/outbox";
import { useMe } from "@/shell/me";
import { heldBeside, heldText, putRideAlongText } from "./put_text";
import type { RideAlong } from "./wire";

/** Nothing while this device's drafts are being read. */
export function useText(ride_along: RideAlong, target: string): NoteSync | undefined {
  const { user_id } = useMe();
  const [text, setText] = useState<NoteSync>();
  const first = useRef(ride_along);
  first.current = ride_along;
  const { id } = ride_along;
  useEffect(() => {
    let opened: NoteSync | undefined;
    let is_gone = false;
    void draftsOfSession(user_id, id)
      .catch(() => [])
      .then((drafts) => {
        if (is_gone) return;
        const kept = drafts.find((draft) => draft.target === target);
        opened = new NoteSync({ user_id, session_id: id, target }, heldBeside(heldText(first.current, target), kept), kept, putRideAlongText);
        setText(opened);
      });
    const online = () => opened?.retryNow();
    window.addEventListener("online", online);
    return () => {
      is_gone = true;
      opened?.close();
      setText(undefined);
      window.removeEventListener("online", online);
    };
  }, [user_id, id, target]);
  return text;
}

const nothing = () => () => undefined;
const saved: NoteStatus = "saved";

export function useTextValue(text: NoteSync | undefined) {
  const value = useSyncExternalStore(text?.subscribe ?? nothing, () => text?.text() ?? "");
  const status = useSyncExternalStore(text?.subscribe ?? nothing, () => text?.status() ?? saved);
  return { value, status, refusal: text?.refusal() };
}
