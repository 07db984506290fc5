// The draft of a case study between the page and the server: what was typed, sent after the hands rest; the last words win, since only one writes it.
import { isTransient } from "@/live/put_text";
import type { NoteStatus } from "@/live/note_state";
import type { CaseText } from "./wire";

export const no_case: CaseText = { situation: "", tried: "", stuck: "", ask: "" };
export const same_case = (a: CaseText, b: CaseText) => a.situation === b.situation && a.tried === b.tried && a.stuck === b.stuck && a.ask === b.ask;
export const text_of = ({ situation, tried, stuck, ask }: CaseText): CaseText => ({ situation, tried, stuck, ask });

const rest_ms = 700;
const retry_ms = 4_000;

export class CaseSync {
  private m_text: CaseText;
  private m_held: CaseText;
  private m_status: NoteStatus = "saved";
  private m_timer: ReturnType<typeof setTimeout> | undefined;
  private m_is_sending = false;
  private m_closed = false;
  private m_listeners = new Set<() => void>();

  constructor(
    held: CaseText,
    private readonly put: (text: CaseText) => Promise<unknown>,
  ) {
    this.m_text = this.m_held = text_of(held);
  }

  text = () => this.m_text;
  status = () => this.m_status;
  subscribe = (listener: () => void) => {
    this.m_listeners.add(listener);
    return () => void this.m_listeners.delete(listener);
  };

  edit(change: Partial<CaseText>) {
    this.m_text = { ...this.m_text, ...change };
    this.become(this.m_status === "offline" ? "offline" : "saving");
    this.schedule(rest_ms);
  }

  retryNow = () => this.schedule(0);

  /** Sends what is left at once, and stops. */
  close() {
    clearTimeout(this.m_timer);
    if (!same_case(this.m_text, this.m_held)) void this.put(this.m_text).catch(() => undefined);
    this.m_closed = true;
    this.m_listeners.clear();
  }

  private become(status: NoteStatus) {
    this.m_status = status;
    this.m_listeners.forEach((listener) => listener());
  }

  private schedule(after_ms: number) {
    clearTimeout(this.m_timer);
    if (!this.m_closed) this.m_timer = setTimeout(() => void this.send(), after_ms);
  }

  private async send() {
    if (this.m_is_sending || this.m_closed) return;
    const out = this.m_text;
    if (same_case(out, this.m_held)) return this.become("saved");
    this.m_is_sending = true;
    let again = rest_ms;
    try {
      await this.put(out);
      this.m_held = out;
      this.become(same_case(this.m_text, out) ? "saved" : "saving");
    } catch (error) {
      if (!isTransient(error)) {
        this.m_is_sending = false;
        return this.become("refused");
      }
      this.become("offline");
      again = retry_ms;
    }
    this.m_is_sending = false;
    if (!same_case(this.m_text, this.m_held)) this.schedule(again);
  }
}
