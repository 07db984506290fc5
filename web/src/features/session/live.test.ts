import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { LiveConversation } from "./live";

class FakeSource {
  static all: FakeSource[] = [];
  closed = false;
  onopen: (() => void) | null = null;
  onerror: (() => void) | null = null;
  listeners = new Map<string, (event: { data: string }) => void>();
  constructor(readonly url: string) {
    FakeSource.all.push(this);
  }
  addEventListener(name: string, listener: unknown) {
    this.listeners.set(name, listener as (event: { data: string }) => void);
  }
  close() {
    this.closed = true;
  }
  say(name: string, data: unknown) {
    this.listeners.get(name)?.({ data: typeof data === "string" ? data : JSON.stringify(data) });
  }
}

function listening() {
  const heard: string[] = [];
  const live = new LiveConversation(
    "s1",
    {
      onNote: (note) => heard.push(`note ${note.stage} v${note.version}`),
      onState: (state) => heard.push(`state v${state.version}`),
      onTimer: (timer) => heard.push(`timer ${timer.state}`),
      onPresence: (people) => heard.push(`here ${people.map((person) => person.name).join(", ")}`),
      onOpen: () => heard.push("open"),
      onLost: () => heard.push("lost"),
    },
    (url) => new FakeSource(url) as never,
    () => 0.5,
  );
  return { heard, live };
}

beforeEach(() => {
  FakeSource.all = [];
  vi.useFakeTimers();
});
afterEach(() => vi.useRealTimers());

describe("the live stream", () => {
  it("hands on what the server says", () => {
    const { heard } = listening();
    const source = FakeSource.all[0]!;
    expect(source.url).toBe("/api/sessions/s1/events");
    source.onopen!();
    source.say("note", { stage: "goal", text: "x", version: 2 });
    source.say("state", { version: 9 });
    source.say("timer", { state: "paused", total_seconds: 4 });
    source.say("presence", { people: [{ id: "p1", name: "Ana" }] });
    expect(heard).toEqual(["open", "note goal v2", "state v9", "timer paused", "here Ana"]);
  });

  it("comes back after a lost connection, and waits longer each time", () => {
    const { heard } = listening();
    FakeSource.all[0]!.onerror!();
    vi.advanceTimersByTime(499);
    expect(FakeSource.all).toHaveLength(1);
    vi.advanceTimersByTime(1);
    expect(FakeSource.all).toHaveLength(2);
    FakeSource.all[1]!.onerror!();
    vi.advanceTimersByTime(999);
    expect(FakeSource.all).toHaveLength(2);
    vi.advanceTimersByTime(1);
    FakeSource.all[2]!.onopen!();
    expect(heard).toEqual(["lost", "lost", "open"]);
    expect(FakeSource.all[0]!.closed).toBe(true);
  });

  it("does not wait when the device says it is online again", () => {
    const { live } = listening();
    FakeSource.all[0]!.onerror!();
    live.retryNow();
    expect(FakeSource.all).toHaveLength(2);
    vi.advanceTimersByTime(60_000);
    expect(FakeSource.all).toHaveLength(2);
  });

  it("does not open a second stream while one is open", () => {
    const { live } = listening();
    FakeSource.all[0]!.onopen!();
    live.retryNow();
    expect(FakeSource.all).toHaveLength(1);
  });

  it("is lost as soon as the device says that it is offline", () => {
    const { heard, live } = listening();
    FakeSource.all[0]!.onopen!();
    live.lose();
    live.lose();
    expect(heard).toEqual(["open", "lost"]);
    live.retryNow();
    expect(FakeSource.all).toHaveLength(2);
  });

  it("passes over an event that was cut off", () => {
    const { heard } = listening();
    FakeSource.all[0]!.say("state", '{"vers');
    expect(heard).toEqual([]);
  });

  it("is silent once closed", () => {
    const { heard, live } = listening();
    live.close();
    FakeSource.all[0]!.onerror?.();
    vi.advanceTimersByTime(60_000);
    expect(FakeSource.all).toHaveLength(1);
    expect(heard).toEqual([]);
  });
});
