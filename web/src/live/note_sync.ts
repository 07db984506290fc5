// Keeps one note the same here, on this device's disk and on the server. What is typed is on the device at once and on the server within a second.
import { ApiError } from "@/api";
import { accepted, conflicted, edited, isDirty, noteFrom, received, refusedBy, restored, sent, statusOf, toSend, unanswered, type NoteState, type NoteStatus, type NoteVersion } from "./note_state";
import { dropDraft, keepDraft } from "./outbox";
import { isTransient, type PutText } from "./put_text";

export interface NoteAddress {
  user_id: string;
  session_id: string;
  /** What the text is: a stage's key, "private", a form of a ride-along. */
  target: string;
}

const send_after_ms = 400;
const retry_after_ms = [1_000, 2_000, 4_000, 8_000, 15_000];

export class NoteSync {
  private m_note: NoteState;
  private m_is_online = true;
  private m_failures = 0;
  private m_timer: ReturnType<typeof setTimeout> | undefined;
  private m_disk: Promise<unknown> = Promise.resolve();
  private m_disk_waiting = false;
  private m_listeners = new Set<() => void>();
  private m_closed = false;

  constructor(
    readonly address: NoteAddress,
    server: NoteVersion,
    kept: { base: NoteVersion; text: string } | undefined,
    private readonly put: PutText,
  ) {
    this.m_note = kept ? restored(server, kept) : noteFrom(server);
    this.schedule(0);
  }

  text = () => this.m_note.text;
  status = (): NoteStatus => statusOf(this.m_note, this.m_is_online);
  refusal = () => this.m_note.refused;
  subscribe = (listener: () => void) => {
    this.m_listeners.add(listener);
    return () => void this.m_listeners.delete(listener);
  };

  edit(text: string) {
    if (text === this.m_note.text) return;
    this.become(edited(this.m_note, text));
    this.keep();
    this.schedule(send_after_ms);
  }

  /** A text the server holds, from the live stream or a reload. */
  receive(server: NoteVersion) {
    const next = received(this.m_note, server);
    if (next === this.m_note) return;
    this.become(next);
    this.keep();
    this.schedule(send_after_ms);
  }

  /** The connection is back: sends now what waits. */
  retryNow() {
    this.m_failures = 0;
    clearTimeout(this.m_timer);
    this.m_timer = undefined;
    this.schedule(0);
  }

  /** The page is left: sends what waits at once, and stops. */
  leave() {
    void this.send();
    this.close();
  }

  /** Stops sending; what is not on the server stays on this device. */
  close() {
    this.m_closed = true;
    clearTimeout(this.m_timer);
    this.m_listeners.clear();
  }

  /** Resolves when what was typed so far is on this device's disk. */
  settledOnDisk = () => this.m_disk;

  private become(note: NoteState) {
    this.m_note = note;
    this.m_listeners.forEach((listener) => listener());
  }

  private schedule(after_ms: number) {
    if (this.m_closed || this.m_timer !== undefined || !toSend(this.m_note)) return;
    this.m_timer = setTimeout(() => {
      this.m_timer = undefined;
      void this.send();
    }, after_ms);
  }

  private async send() {
    const out = toSend(this.m_note);
    if (!out || this.m_closed) return;
    this.become(sent(this.m_note, out));
    let pause = send_after_ms;
    try {
      const { outcome, server } = await this.put(this.address.session_id, this.address.target, out);
      this.m_is_online = true;
      this.m_failures = 0;
      this.become(outcome === "accepted" ? accepted(this.m_note, server) : conflicted(this.m_note, server));
      if (outcome === "conflicted") pause = 0;
    } catch (error) {
      if (isTransient(error)) {
        this.m_is_online = false;
        pause = retry_after_ms[Math.min(this.m_failures++, retry_after_ms.length - 1)]!;
        this.become(unanswered(this.m_note));
      } else this.become(refusedBy(this.m_note, (error as ApiError).message));
    }
    this.keep();
    this.schedule(pause);
  }

  /** Writes the draft to disk, or removes it once the server has it; the latest state wins, one write at a time. */
  private keep() {
    if (this.m_disk_waiting) return;
    this.m_disk_waiting = true;
    this.m_disk = this.m_disk
      .then(() => {
        this.m_disk_waiting = false;
        const { base, text } = this.m_note;
        return isDirty(this.m_note) ? keepDraft({ ...this.address, base, text }) : dropDraft(this.address);
      })
      .catch(() => undefined); // A browser that forbids IndexedDB still has the server.
  }
}
