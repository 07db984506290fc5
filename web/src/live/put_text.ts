// How a text that is being written reaches the server; each kind of page has its own way.
import { ApiError } from "@/api";
import type { NoteVersion } from "./note_state";

/** Puts the text of one target (a stage's note, a form) on the server. A conflict is an answer, not an error: it brings the text the server holds. */
export type PutText = (session_id: string, target: string, note: NoteVersion) => Promise<{ outcome: "accepted" | "conflicted"; server: NoteVersion }>;

/** What the server holds beside a draft of this device, where it keeps no versions: newer than the draft began from where it is another text. */
export function heldBeside(held: string, kept: { base: NoteVersion } | undefined): NoteVersion {
  if (!kept) return { text: held, version: 0 };
  return { text: held, version: kept.base.text === held ? kept.base.version : kept.base.version + 1 };
}

/** True when the same request may be taken later: no network, a failing server, a sign-in that ended. */
export const isTransient = (error: unknown) => !(error instanceof ApiError) || error.is_transient || error.status === 401 || error.status === 429;
