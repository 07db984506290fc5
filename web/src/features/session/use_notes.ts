// All notes of one conversation: one per stage, and the private one. Drafts that a closed tab left behind are laid over what the server holds.
import { createContext, useContext, useEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";
import type { Conversation } from "@/api";
import { worstStatus, type NoteStatus, type NoteVersion } from "@/live/note_state";
import { NoteSync } from "@/live/note_sync";
import { draftsOfSession, type Draft } from "@/live/outbox";
import type { LiveNote } from "./live";
import { putNote } from "./put_note";

export const private_target = "private";

const heldBy = (conversation: Conversation, target: string): NoteVersion => {
  if (target === private_target) return conversation.private_note;
  const note = conversation.shared_notes.find((each) => each.stage === target);
  return note ? { text: note.text, version: note.version } : { text: "", version: 0 };
};

export class Notes {
  private m_notes = new Map<string, NoteSync>();

  constructor(
    private readonly user_id: string,
    conversation: Conversation,
    private readonly drafts: readonly Draft[],
  ) {
    for (const target of [...conversation.agenda.map((stage) => stage.key), private_target]) this.open(target, conversation);
  }

  private open(target: string, conversation: Conversation) {
    const kept = this.drafts.find((draft) => draft.target === target);
    this.m_notes.set(target, new NoteSync({ user_id: this.user_id, session_id: conversation.id, target }, heldBy(conversation, target), kept, putNote));
  }

  of = (target: string) => this.m_notes.get(target);

  receive(conversation: Conversation) {
    // A session that was moved may have come under another version of the playbook, with other stages.
    for (const stage of conversation.agenda) if (!this.m_notes.has(stage.key)) this.open(stage.key, conversation);
    for (const [target, note] of this.m_notes) note.receive(heldBy(conversation, target));
  }

  receiveLive(note: LiveNote) {
    this.m_notes.get(note.stage)?.receive(note);
  }

  retryNow = () => this.m_notes.forEach((note) => note.retryNow());
  close = () => this.m_notes.forEach((note) => note.close());

  status = (): NoteStatus => worstStatus([...this.m_notes.values()].map((note) => note.status()));
  subscribe = (listener: () => void) => {
    const stops = [...this.m_notes.values()].map((note) => note.subscribe(listener));
    return () => stops.forEach((stop) => stop());
  };
}

/** The notes of a conversation, or nothing while this device's drafts are being read. */
export function useNotes(user_id: string, conversation: Conversation | undefined): Notes | undefined {
  const [notes, setNotes] = useState<Notes>();
  const first = useRef(conversation);
  first.current = conversation;
  const id = conversation?.id;
  useEffect(() => {
    if (!id) return;
    let opened: Notes | undefined;
    let is_gone = false;
    void draftsOfSession(user_id, id)
      .catch(() => [])
      .then((drafts) => {
        if (is_gone || !first.current) return;
        opened = new Notes(user_id, first.current, drafts);
        setNotes(opened);
      });
    const online = () => opened?.retryNow();
    window.addEventListener("online", online);
    return () => {
      is_gone = true;
      opened?.close();
      setNotes(undefined);
      window.removeEventListener("online", online);
    };
  }, [user_id, id]);
  useEffect(() => {
    if (conversation) notes?.receive(conversation);
  }, [notes, conversation]);
  return notes;
}

const nothing = () => () => undefined;

/** One note as the editor shows it. */
export function useNote(note: NoteSync | undefined) {
  const text = useSyncExternalStore(note?.subscribe ?? nothing, () => note?.text() ?? "");
  const status = useSyncExternalStore(note?.subscribe ?? nothing, () => note?.status() ?? ("saved" as NoteStatus));
  return useMemo(() => ({ text, status, refusal: note?.refusal() }), [text, status, note]);
}

export function useNotesStatus(notes: Notes | undefined): NoteStatus {
  return useSyncExternalStore(notes?.subscribe ?? nothing, () => notes?.status() ?? "saved");
}

export const NotesContext = createContext<Notes | null>(null);
/** The notes of the conversation on this page; null while the device's drafts are being read. */
export const useConversationNotes = () => useContext(NotesContext);
