// What time it is on the server, from instants the server sent. Each one is already a little old when it arrives (it was rounded down and
// then travelled), so every observation is a lower bound of the difference, and the largest is the best.

export class ServerClock {
  private m_ahead_ms: number | undefined;

  /** An instant the server called "now", and when it arrived by this device's clock. */
  observe(server_now: string, received_ms: number = Date.now()) {
    const ahead = Date.parse(server_now) - received_ms;
    if (Number.isNaN(ahead)) return;
    if (this.m_ahead_ms === undefined || ahead > this.m_ahead_ms) this.m_ahead_ms = ahead;
  }

  /** Forgets what was seen: after the device slept or its clock was set, the difference may have shrunk. */
  reset() {
    this.m_ahead_ms = undefined;
  }

  now(device_ms: number = Date.now()): number {
    return device_ms + (this.m_ahead_ms ?? 0);
  }
}

const clock = new ServerClock();
/** The server's time in milliseconds, as far as this page has heard it. */
export const serverNow = () => clock.now();
export const observeServerTime = (server_now: string, received_ms?: number) => clock.observe(server_now, received_ms);
