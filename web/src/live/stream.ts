// The live stream of one thing that two people look at: events by name, as the server sends them. Comes back by itself after a lost
// connection, a little later each time, and says when it is back so that the page can read what it missed.
export interface StreamHandlers {
  /** What to do with each event, by its name. */
  on: Record<string, (data: never) => void>;
  /** The stream is open: for the first time, or again after it was lost. */
  onOpen: () => void;
  onLost: () => void;
}

export type Source = Pick<EventSource, "close" | "addEventListener"> & { onopen: unknown; onerror: unknown };

const wait_ms = [500, 1_000, 2_000, 4_000, 8_000, 15_000];

export class LiveStream {
  private m_source: Source | undefined;
  private m_timer: ReturnType<typeof setTimeout> | undefined;
  private m_attempts = 0;
  private m_closed = false;

  constructor(
    private readonly address: string,
    private readonly handlers: StreamHandlers,
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
    const source = this.open_source(this.address);
    this.m_source = source;
    for (const [name, handle] of Object.entries(this.handlers.on))
      source.addEventListener(name, (event: Event) => {
        const data = parsed((event as MessageEvent).data);
        if (data !== undefined && source === this.m_source) handle(data as never);
      });
    source.onopen = () => {
      this.m_attempts = 0;
      this.handlers.onOpen();
    };
    source.onerror = () => source === this.m_source && this.lose();
  }
}

function parsed(text: unknown): unknown {
  try {
    return JSON.parse(String(text));
  } catch {
    return undefined; // a half-sent event: the reload after reconnecting brings what it said
  }
}

/** Follows the device: tries at once when it is online again or looked at again, gives up at once when it is offline. Returns how to stop. */
export function followDevice(stream: Pick<LiveStream, "retryNow" | "lose">) {
  const now = () => stream.retryNow();
  const seen = () => document.visibilityState === "visible" && now();
  const lost = () => stream.lose();
  window.addEventListener("online", now);
  window.addEventListener("offline", lost);
  document.addEventListener("visibilitychange", seen);
  return () => {
    window.removeEventListener("online", now);
    window.removeEventListener("offline", lost);
    document.removeEventListener("visibilitychange", seen);
  };
}
