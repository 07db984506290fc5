// Sends what waits on this device: requests in the order they were made, then the notes, each merged with what the server holds by now.
import { api, ApiError, type Conversation, type Problem } from "@/api";
import { accepted, conflicted, isDirty, restored, sent, toSend, type NoteVersion } from "./note_state";
import { draftsOf, dropDraft, dropPost, forgetPerson, keepDraft, markRefused, postsOf, waitingCount, type Draft } from "./outbox";

export type NoteReply = NoteVersion;

export const noteAddress = (session_id: string, target: string) =>
  target === "private" ? `/api/sessions/${session_id}/private-note` : `/api/sessions/${session_id}/notes/${target}`;

/** Puts a note on the server. A conflict is an answer, not an error: it brings the text the server holds. */
export async function putNote(session_id: string, target: string, note: NoteVersion): Promise<{ outcome: "accepted" | "conflicted"; server: NoteVersion }> {
  try {
    const server = await api.put<NoteVersion>(noteAddress(session_id, target), { text: note.text, base_version: note.version });
    return { outcome: "accepted", server };
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 409 || error.code !== "note_changed") throw error;
    return { outcome: "conflicted", server: currentIn(error.problem) ?? (await currentNote(session_id, target)) };
  }
}

/** The newer text, which the refusal carries as its parameters. */
function currentIn(problem: Problem & { params?: Record<string, string> }): NoteVersion | undefined {
  const { text, version } = problem.params ?? {};
  return text !== undefined && /^\d+$/.test(version ?? "") ? { text, version: Number(version) } : undefined;
}

async function currentNote(session_id: string, target: string): Promise<NoteVersion> {
  const conversation = await api.get<Conversation>(`/api/sessions/${session_id}`);
  if (target === "private") return conversation.private_note;
  const note = conversation.shared_notes.find((each) => each.stage === target);
  return note ? { text: note.text, version: note.version } : { text: "", version: 0 };
}

export const isTransient = (error: unknown) => !(error instanceof ApiError) || error.is_transient || error.status === 401 || error.status === 429;

async function flushDraft(draft: Draft) {
  let note = restored({ text: draft.base.text, version: draft.base.version }, draft);
  for (let attempt = 0; attempt < 5 && isDirty(note); attempt++) {
    const out = toSend(note);
    if (!out) break;
    const { outcome, server } = await putNote(draft.session_id, draft.target, out);
    note = outcome === "accepted" ? accepted(sent(note, out), server) : conflicted(sent(note, out), server);
    if (isDirty(note)) await keepDraft({ ...draft, base: note.base, text: note.text });
  }
  if (!isDirty(note)) await dropDraft(draft);
}

/** Sends this person's waiting requests. Throws when the connection fails; what the server refuses for good stays, marked with the reason. */
export async function flushPosts(user_id: string, session_id?: string) {
  let sent_count = 0;
  for (const post of await postsOf(user_id)) {
    if (post.refused !== undefined || (session_id !== undefined && post.session_id !== session_id)) continue;
    try {
      await api.post(post.path, post.body, { idempotencyKey: post.idempotency_key });
      await dropPost(post.id!);
      sent_count++;
    } catch (error) {
      if (isTransient(error)) throw error;
      await markRefused(post, (error as ApiError).message);
    }
  }
  return sent_count;
}

/** One tab at a time sends, so that no text is sent twice from one device. */
async function exclusively(task: () => Promise<void>): Promise<void> {
  if (typeof navigator !== "undefined" && "locks" in navigator) await navigator.locks.request("backbeat-outbox", task);
  else await task(); // an insecure origin has no locks
}

/** Sends everything that waits, except the notes of the conversation that is open (its page does that). Returns what still waits. */
export async function flushOutbox(user_id: string, open_session_id?: string): Promise<number> {
  await exclusively(async () => {
    await flushPosts(user_id);
    for (const draft of await draftsOf(user_id)) {
      if (draft.session_id === open_session_id) continue;
      try {
        await flushDraft(draft);
      } catch (error) {
        if (isTransient(error)) throw error; // the rest would fail alike
      }
    }
  }).catch((error: unknown) => {
    if (!isTransient(error)) throw error;
  });
  return waitingCount(user_id);
}

/** Before signing out: sends what waits, then leaves nothing on the device. Returns how much could not be sent; nothing is dropped then. */
export async function flushAndForget(user_id: string): Promise<number> {
  const waiting = await flushOutbox(user_id);
  if (waiting === 0) await forgetPerson(user_id);
  return waiting;
}
