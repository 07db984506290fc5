// Asks, while a commitment is being typed, whether it names a behaviour or an outcome. Waits for a pause in the typing, keeps only the answer
// to the latest text, and stays silent when nobody answers: a hint never stands in the way.
import type { CommitmentHint } from "@/api";

export type Ask = (text: string, signal: AbortSignal) => Promise<CommitmentHint>;

export class HintWatch {
  private m_timer: ReturnType<typeof setTimeout> | undefined;
  private m_asking: AbortController | undefined;
  private m_asked = "";

  constructor(
    private readonly ask: Ask,
    private readonly onHint: (hint: CommitmentHint | undefined) => void,
    private readonly pause_ms = 450,
    /** Shorter texts say too little to judge. */
    private readonly least_length = 8,
  ) {}

  typed(text: string) {
    const asked = text.trim();
    if (asked === this.m_asked) return;
    this.stop();
    this.m_asked = asked;
    if (asked.length < this.least_length) {
      this.onHint(undefined);
      return;
    }
    this.m_timer = setTimeout(() => void this.look(asked), this.pause_ms);
  }

  stop() {
    clearTimeout(this.m_timer);
    this.m_asking?.abort();
    this.m_asking = undefined;
  }

  private async look(text: string) {
    const asking = new AbortController();
    this.m_asking = asking;
    const hint = await this.ask(text, asking.signal).catch(() => undefined);
    if (!asking.signal.aborted) this.onHint(hint);
  }
}
