// The live stream of one conversation: notes, state, timer and who is here, as the server sends them. Comes back by itself after a lost
// connection, a little later each time, and says when it is back so that the page can read what it missed.
import type { ConversationTimer, PersonRef } from "@/api";

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

type Source = Pick<EventSource, "close" | "addEventListener"> & { onopen: unknown; onerror: unknown };

const wait_ms = [500, 1_000, 2_000, 4_000, 8_000, 15_000];

export class LiveConversation {
  private m_source: Source | undefined;
  private m_timer: ReturnType<typeof setTimeout> | undefined;
  private m_attempts = 0;
  private m_closed = false;

  constructor(
    private readonly session_id: string,
    private readonly handlers: LiveHandlers,
    private readonly open_source: (url: string) => Source = (url) => new EventSource(url),
    private readonly random: () => number = Math.random,
  ) {
    this.connect();
  }

  /** Tries at once instead of waiting: the device says it is online again, or the page is looked at again. */
  retryNow() {
    if (this.m_closed || this.m_timer === undefined) return;
    clearTimeout(this.m_timer);
    this.m_attempts = 0;
    this.connect();
  }

  /** The connection failed, or the device says that it is offline, which an open stream would notice much later. */
  lose() {
    if (this.m_closed || !this.m_source) return;
    this.m_source.close();
    this.m_source = undefined;
    this.handlers.onLost();
    const wait = wait_ms[Math.min(this.m_attempts++, wait_ms.length - 1)]!;
    this.m_timer = setTimeout(() => this.connect(), wait * (0.75 + this.random() / 2));
  }

  close() {
    this.m_closed = true;
    clearTimeout(this.m_timer);
    this.m_source?.close();
  }

  private connect() {
    this.m_timer = undefined;
    const source = this.open_source(`/api/sessions/${this.session_id}/events`);
    this.m_source = source;
    const listen = <T>(name: string, handle: (data: T) => void) =>
      source.addEventListener(name, (event: Event) => {
        const data = parsed<T>((event as MessageEvent).data);
        if (data !== undefined && source === this.m_source) handle(data);
      });
    listen<LiveNote>("note", (note) => this.handlers.onNote(note));
    listen<{ version: number }>("state", (state) => this.handlers.onState(state));
    listen<ConversationTimer>("timer", (timer) => this.handlers.onTimer(timer));
    listen<{ people: PersonRef[] }>("presence", ({ people }) => this.handlers.onPresence(people));
    source.onopen = () => {
      this.m_attempts = 0;
      this.handlers.onOpen();
    };
    source.onerror = () => source === this.m_source && this.lose();
  }
}

function parsed<T>(text: unknown): T | undefined {
  try {
    return JSON.parse(String(text)) as T;
  } catch {
    return undefined; // a half-sent event: the reload after reconnecting brings what it said
  }
}
