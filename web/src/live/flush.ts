// Sends what waits on this device: requests in the order they were made, then the drafts, each merged with what the server holds by now.
import { is_circle_text, putCase } from "@/features/meeting/put_case";
import { is_ride_along_text, putRideAlongText } from "@/features/ridealong/put_text";
import { putNote } from "@/features/session/put_note";
import { accepted, conflicted, isDirty, restored, sent, toSend } from "./note_state";
import { draftsOf, dropDraft, forgetPerson, keepDraft, waitingCount, type Draft } from "./outbox";
import { flushPosts } from "./posts";
import { isTransient } from "./put_text";

const put_of = (target: string) => (is_ride_along_text(target) ? putRideAlongText : is_circle_text(target) ? putCase : putNote);

async function flushDraft(draft: Draft) {
  const put = put_of(draft.target);
  let note = restored({ text: draft.base.text, version: draft.base.version }, draft);
  for (let attempt = 0; attempt < 5 && isDirty(note); attempt++) {
    const out = toSend(note);
    if (!out) break;
    const { outcome, server } = await put(draft.session_id, draft.target, out);
    note = outcome === "accepted" ? accepted(sent(note, out), server) : conflicted(sent(note, out), server);
    if (isDirty(note)) await keepDraft({ ...draft, base: note.base, text: note.text });
  }
  if (!isDirty(note)) await dropDraft(draft);
}

/** One tab at a time sends, so that no text is sent twice from one device. */
async function exclusively(task: () => Promise<void>): Promise<void> {
  if (typeof navigator !== "undefined" && "locks" in navigator) await navigator.locks.request("backbeat-outbox", task);
  else await task(); // an insecure origin has no locks
}

/** Sends everything that waits, except the notes of the conversation that is open (its page does that). Returns what still waits. */
export async function flushOutbox(user_id: string, open_session_id?: string, { is_leaving = false } = {}): Promise<number> {
  await exclusively(async () => {
    await flushPosts(user_id);
    for (const draft of await draftsOf(user_id)) {
      if (draft.session_id === open_session_id) continue;
      try {
        await flushDraft(draft);
      } catch (error) {
        if (isTransient(error)) throw error; // the rest would fail alike
        // What a circle's session will never take (it has begun, or the circle was left) does not lie about after its author has gone.
        if (is_leaving && is_circle_text(draft.target)) await dropDraft(draft);
      }
    }
  }).catch((error: unknown) => {
    if (!isTransient(error)) throw error;
  });
  return waitingCount(user_id);
}

/** Before signing out: sends what waits, then leaves nothing on the device. Returns how much could not be sent; nothing is dropped then. */
export async function flushAndForget(user_id: string): Promise<number> {
  const waiting = await flushOutbox(user_id, undefined, { is_leaving: true });
  if (waiting === 0) await forgetPerson(user_id);
  return waiting;
}
