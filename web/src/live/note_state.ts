// One note between this device and the server: what both agreed on last, what is written here, and what is on its way. Pure steps;
// note_sync.ts performs them.
import { mergeTexts } from "./merge";

export interface NoteVersion {
  text: string;
  version: number;
}

export interface NoteState {
  /** The last text known to be on the server; `text` started from it. */
  base: NoteVersion;
  /** What the person sees and edits. */
  text: string;
  /** What was sent and is not answered yet. */
  sending?: NoteVersion;
  /** Why the server will not take it; the text stays here. */
  refused?: string;
}

export const noteFrom = (server: NoteVersion): NoteState => ({ base: server, text: server.text });

export const isDirty = (note: NoteState) => note.text !== note.base.text;

export const edited = (note: NoteState, text: string): NoteState => ({ ...note, text, refused: undefined });

/** A newer text from the server. When it is what we sent, what was typed since stands as it is; otherwise both edits are merged. */
export function received(note: NoteState, server: NoteVersion): NoteState {
  if (server.version <= note.base.version) return note;
  const is_ours = note.sending?.text === server.text;
  return { ...note, base: server, text: is_ours ? note.text : mergeTexts(note.base.text, note.text, server.text) };
}

/** What to send now, if anything: one request at a time, and nothing that the server has refused. */
export const toSend = (note: NoteState): NoteVersion | undefined =>
  isDirty(note) && !note.sending && note.refused === undefined ? { text: note.text, version: note.base.version } : undefined;

export const sent = (note: NoteState, sending: NoteVersion): NoteState => ({ ...note, sending });

/** The server took it and answered with what it now holds. */
export function accepted(note: NoteState, server: NoteVersion): NoteState {
  const settled: NoteState = { ...note, sending: undefined };
  if (server.version <= note.base.version) return settled;
  const text = note.sending && note.sending.text !== server.text ? mergeTexts(note.sending.text, note.text, server.text) : note.text;
  return { ...settled, base: server, text };
}

/** The server holds a newer text than the one this was based on. */
export const conflicted = (note: NoteState, server: NoteVersion): NoteState => ({ ...received(note, server), sending: undefined });

/** Nobody answered; it stays here and is sent again later. */
export const unanswered = (note: NoteState): NoteState => ({ ...note, sending: undefined });

/** The server answered that it will not take this, now or later. */
export const refusedBy = (note: NoteState, reason: string): NoteState => ({ ...note, sending: undefined, refused: reason });

/** What was kept on this device, laid over what the server holds now. */
export function restored(server: NoteVersion, kept: { base: NoteVersion; text: string }): NoteState {
  const base = kept.base.version > server.version ? server : kept.base;
  const note: NoteState = { base, text: kept.text };
  return server.version > base.version ? received(note, server) : note;
}

export type NoteStatus = "saved" | "saving" | "offline" | "refused";

export function statusOf(note: NoteState, is_online: boolean): NoteStatus {
  if (note.refused !== undefined) return "refused";
  if (!isDirty(note) && !note.sending) return "saved";
  return is_online ? "saving" : "offline";
}

/** The most pressing of several notes' states. */
export function worstStatus(all: readonly NoteStatus[]): NoteStatus {
  const order: NoteStatus[] = ["refused", "offline", "saving"];
  return order.find((status) => all.includes(status)) ?? "saved";
}
