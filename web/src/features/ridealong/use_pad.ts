// The note pad: every press of a key is on this device at once, stamped with the call's time, and on the server as soon as there is one.
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from "react";
import { idempotencyKey } from "@/live/keys";
import type { NoteStatus } from "@/live/note_state";
import type { QueuedPost } from "@/live/outbox";
import { PostQueue } from "@/live/post_queue";
import { serverNow } from "@/live/server_clock";
import { newerOf } from "@/live/versions";
import { useMe } from "@/shell/me";
import { isNote, isNoteOf, isTakeover, noteSaid, openTakeover, removedBy, shownNotes, type ShownNote } from "./pad";
import { rideAlongKey } from "./queries";
import { withNote, withoutNote } from "./use_ride_along";
import { handBack, instant, noteRemoval, noteRequest, takeOver } from "./verbs";
import type { NoteTag, PadNote, RideAlong } from "./wire";

/** What is being typed is sent once the hands rest. */
const rest_ms = 900;

function useQueue(ride_along_id: string) {
  const { user_id } = useMe();
  const client = useQueryClient();
  const [queue, setQueue] = useState<PostQueue>();
  useEffect(() => {
    const key = rideAlongKey(ride_along_id);
    const sent = (reply: unknown, post: QueuedPost) => {
      const gone = removedBy(post);
      if (gone !== undefined) client.setQueryData<RideAlong>(key, (known) => known && withoutNote(known, gone));
      // The server does not repeat the words of a note.
      else if (isNote(post)) client.setQueryData<RideAlong>(key, (known) => known && withNote(known, { ...noteSaid(post), ...(reply as Omit<PadNote, "text">) }));
      // Shown at once: a takeover that is read again first would be gone from the page for that long, with its key to hand back.
      else client.setQueryData<RideAlong>(key, (known) => newerOf(known, reply as RideAlong));
    };
    let opened: PostQueue | undefined;
    let is_gone = false;
    void PostQueue.left(user_id, ride_along_id)
      .catch(() => [])
      .then((left) => {
        if (is_gone) return;
        opened = new PostQueue(user_id, ride_along_id, sent, left);
        setQueue(opened);
      });
    const online = () => opened?.retryNow();
    window.addEventListener("online", online);
    return () => {
      is_gone = true;
      opened?.close();
      setQueue(undefined);
      window.removeEventListener("online", online);
    };
  }, [user_id, ride_along_id, client]);
  return queue;
}

const nothing = () => () => undefined;
const no_posts: readonly QueuedPost[] = [];
const saved: NoteStatus = "saved";

export interface Pad {
  is_ready: boolean;
  notes: ShownNote[];
  status: NoteStatus;
  takeover: ReturnType<typeof openTakeover>;
  /** Puts a note down now, and returns its id. */
  mark: (tag: NoteTag, at_ms?: number) => string;
  write: (note: PadNote, change: Partial<Pick<PadNote, "text" | "tag">>) => void;
  remove: (note: PadNote) => void;
  /** Puts back what was removed. */
  restore: (note: PadNote) => void;
  takeOver: () => void;
  handBack: () => void;
  /** Why a press was not written down, where the server refused one. */
  refused_press?: string;
  forgetRefusedPress: () => void;
  retryNow: () => void;
}

/** `writing`: the note that has the hands on it, shown also while it is empty. */
export function usePad(ride_along: RideAlong, writing?: string): Pad {
  const me = useMe();
  const queue = useQueue(ride_along.id);
  const posts = useSyncExternalStore(queue?.subscribe ?? nothing, queue?.posts ?? (() => no_posts));
  const status = useSyncExternalStore(queue?.subscribe ?? nothing, queue?.status ?? (() => saved));
  const { id, notes: held, takeovers, consent } = ride_along;

  const put = useCallback(
    ({ id: note_id, at, tag, text }: Pick<PadNote, "id" | "at" | "tag" | "text">, after_ms: number) => {
      const made = noteRequest(id, { id: note_id, at, tag, text });
      if (!queue?.amend(isNoteOf(note_id), made.body, after_ms)) queue?.add(made, after_ms);
    },
    [queue, id],
  );

  return useMemo<Pad>(
    () => ({
      is_ready: queue !== undefined,
      notes: shownNotes(held, posts, me.person.id, writing),
      status,
      takeover: openTakeover({ takeovers, consent }, posts),
      mark: (tag, at_ms = serverNow()) => {
        const note_id = idempotencyKey();
        put({ id: note_id, at: instant(at_ms), tag, text: "" }, rest_ms);
        return note_id;
      },
      write: (note, change) => put({ ...note, ...change }, change.text === undefined ? 0 : rest_ms),
      remove: (note) => {
        // What the server never saw needs no removing there; what is on its way is removed after it.
        queue?.withdraw(isNoteOf(note.id));
        if (held.some((each) => each.id === note.id) || queue?.posts().some(isNoteOf(note.id))) queue?.add(noteRemoval(id, note.id));
      },
      restore: (note) => {
        queue?.withdraw((post) => removedBy(post) === note.id);
        put(note, 0);
      },
      takeOver: () => queue?.add(takeOver(id, instant(serverNow()))),
      handBack: () => queue?.add(handBack(id, instant(serverNow()))),
      refused_press: posts.find((post) => isTakeover(post) && post.refused !== undefined)?.refused,
      forgetRefusedPress: () => queue?.withdraw((post) => isTakeover(post) && post.refused !== undefined),
      retryNow: () => queue?.retryNow(),
    }),
    [queue, held, posts, me.person.id, writing, status, takeovers, consent, put, id],
  );
}
