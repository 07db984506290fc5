// What was written on this device and is not on the server yet: drafts of notes (the latest text of each, with the text it started from) and
// requests to be sent in order. Kept in IndexedDB, under the person's own name, so that a closed tab or a lost connection loses nothing.
import { openDB, type DBSchema, type IDBPDatabase } from "idb";
import type { NoteVersion } from "./note_state";

export interface Draft {
  user_id: string;
  /** Of the conversation, ride-along or circle session. */
  session_id: string;
  /** What the text is: a stage's key, "private", a form of a ride-along, a case study. */
  target: string;
  base: NoteVersion;
  text: string;
}

export interface QueuedPost {
  id?: number;
  user_id: string;
  /** The conversation or ride-along it belongs to. */
  session_id: string;
  path: string;
  /** POST where nothing else is said. */
  method?: "PUT" | "DELETE";
  body: Record<string, unknown>;
  /** The same key however often it is sent, so that it happens once. */
  idempotency_key: string;
  /** Why the server will not take it; it is no longer sent, and the person is told. */
  refused?: string;
}

interface Schema extends DBSchema {
  drafts: { key: [string, string, string]; value: Draft; indexes: { by_user: string } };
  posts: { key: number; value: QueuedPost; indexes: { by_user: string } };
}

let opened: Promise<IDBPDatabase<Schema>> | undefined;

function database() {
  opened ??= openDB<Schema>("backbeat-outbox", 1, {
    upgrade(db) {
      db.createObjectStore("drafts", { keyPath: ["user_id", "session_id", "target"] }).createIndex("by_user", "user_id");
      db.createObjectStore("posts", { keyPath: "id", autoIncrement: true }).createIndex("by_user", "user_id");
    },
    terminated: () => (opened = undefined),
  });
  opened.catch(() => (opened = undefined));
  return opened;
}

export const keepDraft = async (draft: Draft) => void (await (await database()).put("drafts", draft));
export const dropDraft = async (draft: Pick<Draft, "user_id" | "session_id" | "target">) =>
  (await database()).delete("drafts", [draft.user_id, draft.session_id, draft.target]);
export const draftsOf = async (user_id: string) => (await database()).getAllFromIndex("drafts", "by_user", user_id);
export const draftsOfSession = async (user_id: string, session_id: string) => (await draftsOf(user_id)).filter((draft) => draft.session_id === session_id);

export const queuePost = async (post: QueuedPost) => (await database()).add("posts", post);
/** Writes down what a waiting request says now. */
export const keepPost = async (post: QueuedPost) => void (await (await database()).put("posts", post));
export const dropPost = async (id: number) => (await database()).delete("posts", id);
export const markRefused = async (post: QueuedPost, reason: string) => keepPost({ ...post, refused: reason });
/** In the order in which they were queued. */
export const postsOf = async (user_id: string) => (await database()).getAllFromIndex("posts", "by_user", user_id);

/** How much waits on this device for this person. */
export async function waitingCount(user_id: string) {
  const [drafts, posts] = await Promise.all([draftsOf(user_id), postsOf(user_id)]);
  return drafts.length + posts.length;
}

/** Leaves nothing of this person on the device. */
export async function forgetPerson(user_id: string) {
  const db = await database();
  const transaction = db.transaction(["drafts", "posts"], "readwrite");
  for (const key of await transaction.objectStore("drafts").index("by_user").getAllKeys(user_id)) void transaction.objectStore("drafts").delete(key);
  for (const key of await transaction.objectStore("posts").index("by_user").getAllKeys(user_id)) void transaction.objectStore("posts").delete(key);
  await transaction.done;
}

/** Closes the connection, as a closed tab would; the next use opens it again. */
export async function closeOutbox() {
  if (!opened) return;
  const db = await opened;
  opened = undefined;
  db.close();
}
