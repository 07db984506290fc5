import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import type { Signals } from "@/api";
import { no_signals } from "@/features/session/sample_conversation";
import { ana, render_as } from "@/testing/render";
import { EvidencePanel } from "./EvidencePanel";
import { Questions } from "./Questions";

const panel = (over: Partial<Signals>) => render_as(ana, <EvidencePanel signals={{ ...no_signals, ...over }} />);
const win_rate = { value: 0.27, n: 33, low: 0.15, high: 0.44, before: 0.31, before_n: 58, changed: false };

describe("the numbers beside the conversation", () => {
  it("every rate carries its n and its interval", async () => {
    await panel({ win_rate });
    const section = within(screen.getByRole("region", { name: "Win rate" }));
    expect(section.getByText("n = 33")).toBeInstanceOf(HTMLElement);
    expect(section.getByText("15% to 44%")).toBeInstanceOf(HTMLElement);
    expect(section.getByText("Not more than noise.")).toBeInstanceOf(HTMLElement);
  });

  it("a change is called one only where it is more than noise", async () => {
    await panel({ win_rate: { ...win_rate, changed: true } });
    expect(screen.getByText("More than noise.")).toBeInstanceOf(HTMLElement);
  });

  it("a signal with too little data is silent and says why", async () => {
    await panel({ silent: [{ signal: "Win rate", reason: "7 closed deals; 10 are needed." }] });
    expect(screen.queryByRole("region", { name: "Win rate" })).toBeNull();
    expect(screen.getByText(/7 closed deals; 10 are needed\./)).toBeInstanceOf(HTMLElement);
  });

  it("calls signals and sources by name", async () => {
    await panel({ silent: [{ signal: "cycle", reason: "2 deals were won." }], freshness: [{ source: "stage-history", at: "2027-03-20T09:00:00Z", stale: false }] });
    expect(screen.getByText("Time to close")).toBeInstanceOf(HTMLElement);
    expect(screen.getByText(/^Stage history: imported/)).toBeInstanceOf(HTMLElement);
  });

  it("stale data says so in words", async () => {
    await panel({ freshness: [{ source: "Stage history", at: "2027-03-20T09:00:00Z", stale: true }] });
    expect(screen.getByText(/Stage history: stale, imported/)).toBeInstanceOf(HTMLElement);
  });

  it("the pipeline stands beside what is usual, also where nothing is known yet", async () => {
    await panel({ pipeline: [{ stage: "Engaging", count: 3, amount: 9000, median_age_days: 40 }, { stage: "Proposal", count: 1, amount: 2000, median_age_days: 12, usual_age_days: 9 }], coverage: { ratio: 2.1, open_amount: 9000, gap: 4000 } });
    expect(screen.getByRole("row", { name: /Engaging 3 .*40 \(not known\)/ })).toBeInstanceOf(HTMLElement);
    expect(screen.getByRole("row", { name: /Proposal 1 .*12 \(9\)/ })).toBeInstanceOf(HTMLElement);
    expect(screen.getByText(/cover the gap/)).toBeInstanceOf(HTMLElement);
  });

  it("says once, not in every row, that nothing is usual yet", async () => {
    await panel({ pipeline: ["Engaging", "Proposal"].map((stage) => ({ stage, count: 3, amount: 9000, median_age_days: 40 })) });
    expect(screen.getAllByText(/not known/)).toHaveLength(1);
    expect(screen.getByRole("columnheader", { name: "Days" })).toBeInstanceOf(HTMLElement);
  });

  it("pace says how far from an even quarter it is", async () => {
    await panel({ pace: { quarter: "2027-Q1", target: 100_000, won: 40_000, expected_by_now: 50_000, attainment: 0.4, n: 6 } });
    expect(screen.getByText("10K behind an even quarter")).toBeInstanceOf(HTMLElement);
  });
});

describe("questions worth asking", () => {
  const questions = [1, 2, 3, 4].map((number) => ({ text: `Question ${number}?`, why: "Because." }));
  it("are three at most", async () => {
    await render_as(ana, <Questions questions={questions} />);
    expect(screen.getAllByRole("listitem")).toHaveLength(3);
  });
  it("go into the notes with one click", async () => {
    const onInsert = vi.fn();
    await render_as(ana, <Questions questions={questions} onInsert={onInsert} />);
    await userEvent.click(screen.getByRole("button", { name: "Put into the notes: Question 2?" }));
    expect(onInsert).toHaveBeenCalledWith("Question 2?");
  });
});
