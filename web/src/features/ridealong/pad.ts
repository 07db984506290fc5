// What the note pad shows: what the server holds, with what waits on this device laid over it, in the order of the call.
import type { QueuedPost } from "@/live/outbox";
import type { NoteTag, PadNote, RideAlong, Takeover } from "./wire";

export interface ShownNote extends PadNote {
  /** Still on this device alone. */
  is_waiting: boolean;
  refused?: string;
}

/** By key: the first letter of most, so that nobody has to look. */
export const tag_keys: Record<NoteTag, string> = { question: "q", objection: "o", next_step: "n", talk_balance: "b", competitor: "c", price: "p", stakeholder: "s", free: "f" };
export const all_tags = Object.keys(tag_keys) as NoteTag[];

type Sent = Pick<QueuedPost, "path" | "method" | "body">;
export const isNote = (post: Sent) => post.path.endsWith("/notes") && post.method === undefined;
export const isNoteOf = (id: string) => (post: Sent) => isNote(post) && post.body.note_id === id;
/** The note that a waiting request removes, if it is one that does. */
export const removedBy = ({ path, method }: Sent) => (method === "DELETE" && path.includes("/notes/") ? decodeURIComponent(path.slice(path.lastIndexOf("/") + 1)) : undefined);
export const isTakeover = ({ path }: Pick<QueuedPost, "path">) => path.includes("/takeovers");
/** The note a waiting request carries. */
export const noteSaid = ({ body }: Pick<QueuedPost, "body">): Omit<PadNote, "by"> => ({ id: String(body.note_id), at: String(body.at), tag: body.tag as NoteTag, text: String(body.text) });

/** A key pressed and nothing said: no note. */
const saysNothing = ({ tag, text }: PadNote) => tag === "free" && text === "";

/** `writing`: the note that is being written now, and may still be empty. */
export function shownNotes(held: readonly PadNote[], posts: readonly QueuedPost[], viewer_id: string, writing?: string): ShownNote[] {
  const notes = new Map<string, ShownNote>(held.map((note) => [note.id, { ...note, is_waiting: false }]));
  for (const post of posts) {
    const gone = removedBy(post);
    if (gone !== undefined && post.refused === undefined) notes.delete(gone);
    if (!isNote(post)) continue;
    const note = noteSaid(post);
    notes.set(note.id, { ...note, by: viewer_id, is_waiting: true, refused: post.refused });
  }
  return [...notes.values()].filter((note) => note.id === writing || !saysNothing(note)).sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}

export type OpenTakeover = Pick<Takeover, "from" | "had_consent">;

/** The takeover that is open now, counting what waits on this device. */
export function openTakeover({ takeovers, consent }: Pick<RideAlong, "takeovers" | "consent">, posts: readonly QueuedPost[]): OpenTakeover | undefined {
  const last = takeovers.at(-1);
  let open: OpenTakeover | undefined = last && !last.handed_back_at ? last : undefined;
  for (const post of posts) {
    if (post.refused !== undefined) continue;
    if (post.path.endsWith("/takeovers/hand-back")) open = undefined;
    else if (post.path.endsWith("/takeovers")) open = { from: String(post.body.at), had_consent: consent === true };
  }
  return open;
}

/** How many questions of the manager's stand on the pad; in a co-sell one or two are theirs. */
export const count_of = (notes: readonly ShownNote[], tag: NoteTag) => notes.filter((note) => note.tag === tag).length;

/** How far into the call, as "12:05"; before its start with a minus. */
export function callTime(at: string, started_at: string): string {
  const seconds = Math.floor((Date.parse(at) - Date.parse(started_at)) / 1000);
  const whole = Math.abs(seconds);
  const minutes = Math.floor(whole / 60);
  return `${seconds < 0 ? "−" : ""}${minutes}:${String(whole % 60).padStart(2, "0")}`;
}
