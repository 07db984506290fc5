import "fake-indexeddb/auto";
import { fireEvent, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { flushAndForget, flushOutbox } from "@/live/flush";
import { draftsOf, forgetPerson, waitingCount } from "@/live/outbox";
import { ana, render_as } from "@/testing/render";
import { fake_server, no_network, Refused } from "@/testing/server";
import { CaseDraft } from "./CaseDraft";
import { case_target, heldCase, putCase } from "./put_case";
import type { CaseStudy } from "./wire";

const address = "PUT /api/circle-meetings/m1/case-study";
const ben = { ...ana, user_id: "user-ben" };
const held: CaseStudy = { id: "s1", author: ana.person, situation: "Hooli", tried: "", stuck: "", ask: "", written_at: "2027-03-30T13:00:00Z", presented: false };
const field = (name: string) => screen.findByLabelText<HTMLTextAreaElement>(name);
const type = async (name: string, words: string) => fireEvent.change(await field(name), { target: { value: words } });

beforeEach(async () => {
  await forgetPerson(ana.user_id);
  await forgetPerson(ben.user_id);
});
afterEach(() => vi.unstubAllGlobals());

describe("the case study before the session", () => {
  it("is saved as it is typed, the last words together", async () => {
    const server = fake_server({ [address]: {} });
    await render_as(ana, <CaseDraft meeting_id="m1" held={held} />);
    await type("What I tried", "Two calls");
    await type("What I ask of you", "Who else?");
    await waitFor(() => expect(server.asked_of(address).at(-1)?.body).toEqual({ situation: "Hooli", tried: "Two calls", stuck: "", ask: "Who else?" }));
    await waitFor(() => expect(screen.getByText("Saved")).toBeTruthy());
    await waitFor(async () => expect(await draftsOf(ana.user_id)).toEqual([]));
  });

  it("is on this device while there is no network, and there again after a crash", async () => {
    fake_server({ [address]: no_network });
    const { unmount } = await render_as(ana, <CaseDraft meeting_id="m1" />);
    await type("What I tried", "Two calls\nand a letter");
    expect(await screen.findByText("Offline, kept on this device")).toBeTruthy();
    unmount();
    await render_as(ana, <CaseDraft meeting_id="m1" />);
    expect((await field("What I tried")).value).toBe("Two calls\nand a letter");
  });

  it("is laid over what another device saved meanwhile, field by field", async () => {
    const server = fake_server({ [address]: no_network });
    const { unmount } = await render_as(ana, <CaseDraft meeting_id="m1" held={held} />);
    await type("What I tried", "Two calls");
    await screen.findByText("Offline, kept on this device");
    unmount();
    server.answers[address] = {};
    await render_as(ana, <CaseDraft meeting_id="m1" held={{ ...held, ask: "Who else?" }} />);
    await waitFor(() => expect(server.asked_of(address).at(-1)?.body).toEqual({ situation: "Hooli", tried: "Two calls", stuck: "", ask: "Who else?" }));
    expect((await field("What I ask of you")).value).toBe("Who else?");
  });

  it("is not another person's who uses the same device", async () => {
    fake_server({ [address]: no_network });
    const { unmount } = await render_as(ana, <CaseDraft meeting_id="m1" />);
    await type("What I tried", "Two calls");
    await screen.findByText("Offline, kept on this device");
    unmount();
    await render_as(ben, <CaseDraft meeting_id="m1" />);
    expect((await field("What I tried")).value).toBe("");
  });

  it("goes out from whatever page is open once there is a network, and is gone from the device", async () => {
    const server = fake_server({ [address]: no_network });
    const { unmount } = await render_as(ana, <CaseDraft meeting_id="m1" />);
    await type("What I tried", "Two calls");
    await screen.findByText("Offline, kept on this device");
    unmount();
    server.answers[address] = {};
    expect(await flushOutbox(ana.user_id)).toBe(0);
    expect(server.asked_of(address).at(-1)?.body).toEqual({ situation: "", tried: "Two calls", stuck: "", ask: "" });
    expect(await draftsOf(ana.user_id)).toEqual([]);
  });

  it("is sent at once when the page is left", async () => {
    const server = fake_server({ [address]: {} });
    const { unmount } = await render_as(ana, <CaseDraft meeting_id="m1" />);
    await type("Where it is stuck", "He cancels");
    unmount();
    await waitFor(() => expect(server.asked_of(address)).toHaveLength(1));
    await waitFor(async () => expect(await draftsOf(ana.user_id)).toEqual([]));
  });

  it("that the session will never take says so, and is gone with its author's sign-out", async () => {
    fake_server({ [address]: new Refused(409, { detail: "The session has begun." }) });
    const { unmount } = await render_as(ana, <CaseDraft meeting_id="m1" />);
    await type("What I tried", "Two calls");
    expect(await screen.findByText("The session has begun.")).toBeTruthy();
    unmount();
    expect(await flushOutbox(ana.user_id)).toBe(1);
    expect(await flushAndForget(ana.user_id)).toBe(0);
    expect(await waitingCount(ana.user_id)).toBe(0);
  });

  it("reads an empty case as nothing, and puts every field", async () => {
    const server = fake_server({ [address]: {} });
    expect(heldCase(undefined)).toBe("");
    expect(heldCase(held)).toBe("situation: Hooli");
    expect(await putCase("m1", case_target, { text: "situation: Hooli", version: 2 })).toEqual({ outcome: "accepted", server: { text: "situation: Hooli", version: 3 } });
    expect(server.asked[0]!.body).toEqual({ situation: "Hooli", tried: "", stuck: "", ask: "" });
  });
});
