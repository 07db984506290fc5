// Names, reasons and words stand on the page as they were written, also where they look like tags.
import "fake-indexeddb/auto";
import { screen } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { Conversation } from "@/api";
import { CommitmentList } from "@/features/commitment/CommitmentList";
import { AfterCard } from "./AfterCard";
import { AgendaOutline } from "./AgendaOutline";
import { answering, render_in } from "./conversation_testing";
import { FocusSkill } from "./FocusSkill";
import { Presence } from "./Presence";
import { no_evidence, sample } from "./sample_conversation";
import { SharedNote } from "./SharedNote";
import { StageControls } from "./StageControls";
import { StageRail } from "./StageRail";
import { Summary } from "./Summary";
import { Usefulness } from "./Usefulness";

const name = `<b>Ann</b>&"Co"`;
const said = `${name} <0>Ltd</0> <1/>`;
const written = (over: Partial<Conversation> = {}) => sample({ rep: { id: "p1", name }, ...over });
const as_rep = (over: Partial<Conversation> = {}) => sample({ viewer: "rep", manager: { id: "p2", name: said }, ...over });

afterEach(() => vi.unstubAllGlobals());

describe("what looks like a tag is shown to the letter", () => {
  it("in who is here", async () => {
    answering();
    await render_in(written(), <Presence />, { live: { people: [{ id: "p1", name }] } as never });
    expect(screen.getByText(`${name} is here`)).toBeTruthy();
  });
  it("in who is not here", async () => {
    answering();
    await render_in(written(), <Presence />);
    expect(screen.getByText(`${name} is not here`)).toBeTruthy();
  });
  it("above the notes of both", async () => {
    answering();
    await render_in(written(), <SharedNote stage="inspect" stage_name={said} />);
    expect(screen.getByText(`Notes you and ${name} both see`)).toBeTruthy();
    expect(screen.getByRole("textbox", { name: `Notes on ${said}, seen by both of you` })).toBeTruthy();
  });
  it("in the next stage's button", async () => {
    answering();
    const stage = { key: "open", name: said, minutes: 2, led_by: "rep", prompts: [], state: "waiting" as const, spent_seconds: 0 };
    const conversation = written({ agenda: [sample().agenda[0]!, stage] });
    await render_in(conversation, <StageControls current={conversation.agenda[0]} onEnd={() => undefined} />);
    expect(screen.getByRole("button", { name: new RegExp(`^Next: ${said.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&")}`) })).toBeTruthy();
  });
  it("in who leads a stage", async () => {
    answering();
    await render_in(written(), <AgendaOutline agenda={sample().agenda} />);
    expect(screen.getAllByText(`${name} first`)).toHaveLength(2);
  });
  it("in the reason for a skipped stage, on the rail and in the summary", async () => {
    answering();
    const agenda = [{ ...sample().agenda[0]!, state: "skipped" as const, skip_reason: said, spent_seconds: 5 }];
    await render_in(written({ agenda, state: "ended" }), <><StageRail onView={() => undefined} /><Summary /></>);
    expect(screen.getAllByText((_, node) => node?.textContent === `Skipped: ${said}`).length).toBeGreaterThan(1);
  });
  it("in the printed line of the summary, and for a gate that was not inspected", async () => {
    answering();
    const commitment = { id: "c1", text: said, due_on: "2027-03-30", made_at: "2027-03-23T09:00:00Z", evidence: no_evidence };
    await render_in(written({ gate: { state: "skipped", skip_reason: said, commitments: [commitment] } }), <Summary />);
    expect(screen.getByText((_, node) => node?.tagName === "P" && (node.textContent ?? "").startsWith(`${name} and Ben Adler.`))).toBeTruthy();
    expect(screen.getByText(`“${said}”`)).toBeTruthy();
    expect(screen.getByText((_, node) => node?.tagName === "P" && node.textContent === `Not inspected: ${said}`)).toBeTruthy();
  });
  it("in what becomes of the rep's answer", async () => {
    answering();
    await render_in(as_rep({ state: "ended", allowed: ["usefulness"] }), <Usefulness />);
    expect(screen.getByText(`${said} never sees your answer, only an average over enough answers.`)).toBeTruthy();
  });
  it("in who has not confirmed, and who has not agreed", async () => {
    answering();
    await render_in(written({ state: "ended", allowed: ["share"] }), <AfterCard />);
    expect(screen.getByText(`${name} has not confirmed yet.`)).toBeTruthy();
    expect(screen.getByText(`It takes both of you; ${name} has not agreed.`)).toBeTruthy();
  });
  it("in who has confirmed", async () => {
    answering();
    await render_in(written({ state: "held", confirmation: { confirmed_at: "2027-03-30T10:00:00Z" } }), <AfterCard />);
    expect(screen.getByText(`${name} has confirmed that it was held.`)).toBeTruthy();
  });
  it("in the skill in focus", async () => {
    answering((call) => (call.path === "/api/playbook" ? { competencies: [{ key: "k", name: said }], indicators: [] } : {}));
    await render_in(as_rep({ focus_skill: "k", allowed: [] }), <FocusSkill />);
    expect(await screen.findByText(`Focus: ${said}`)).toBeTruthy();
  });
  it("in a commitment, how it is known, and why it was not taken", async () => {
    answering((call) => (call.path === "/api/playbook" ? { competencies: [], indicators: [{ key: "k", name: said, unit: "" }] } : {}));
    const made = { id: "c1", text: said, due_on: "2027-03-30", indicator: "k", opportunities: [] };
    const post = { id: 1, user_id: "u", session_id: "s1", path: "/x", body: { text: said }, idempotency_key: "k", refused: said };
    await render_in(written(), <CommitmentList commitments={[made]} waiting={[post]} />);
    expect(screen.getAllByText(`“${said}”`)).toHaveLength(2);
    expect(await screen.findByText(`Known by: ${said}`)).toBeTruthy();
    expect(screen.getByText(`Not taken: ${said}`)).toBeTruthy();
  });
});
