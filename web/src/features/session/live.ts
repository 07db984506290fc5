// The live stream of one conversation: notes, state, timer and who is here, as the server sends them.
import type { ConversationTimer, PersonRef } from "@/api";
import { LiveStream, type Source } from "@/live/stream";

export interface LiveNote {
  stage: string;
  text: string;
  version: number;
  by?: PersonRef;
}

export interface LiveHandlers {
  onNote: (note: LiveNote) => void;
  onState: (state: { version: number }) => void;
  onTimer: (timer: ConversationTimer) => void;
  onPresence: (people: PersonRef[]) => void;
  /** The stream is open: for the first time, or again after it was lost. */
  onOpen: () => void;
  onLost: () => void;
}

export class LiveConversation extends LiveStream {
  constructor(session_id: string, { onNote, onState, onTimer, onPresence, onOpen, onLost }: LiveHandlers, open_source?: (url: string) => Source, random?: () => number) {
    const on = { note: onNote, state: onState, timer: onTimer, presence: ({ people }: { people: PersonRef[] }) => onPresence(people) };
    super(`/api/sessions/${session_id}/events`, { on, onOpen, onLost }, open_source, random);
  }
}
