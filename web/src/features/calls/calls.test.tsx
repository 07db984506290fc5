// Customer calls: what is not matched comes first, the reason is said, and one press says otherwise.
import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { open_page } from "@/testing/open_page";
import { ana } from "@/testing/render";
import { fake_server } from "@/testing/server";
import type { Call, CallMatch } from "./calls";
import { reason_text } from "./reason";

afterEach(() => vi.unstubAllGlobals());
const none: CallMatch = { reason: "none", accounts: [], opportunities: [] };
const call = (id: string, title: string, match: Partial<CallMatch>, over: Partial<Call> = {}): Call => ({
  id,
  origin: "calendar",
  rep: ana.person,
  starts_at: "2027-03-02T10:00:00Z",
  ends_at: "2027-03-02T10:30:00Z",
  is_cancelled: false,
  title,
  attendees: [{ address: "eve@contoso.example" }],
  match: { ...none, ...match },
  needs_match: match.reason === "none" || match.reason === "ambiguous",
  near: [],
  ...over,
});
const contoso = { key: "C", name: "Contoso" };
const page = (...calls: Call[]) => ({ calls, unmatched: calls.filter((one) => one.needs_match).length, total: calls.length });

describe("the page of calls", () => {
  it("begins with what is to be matched, and says why the others are where they are", async () => {
    fake_server({ "GET /api/calls": page(call("1", "Hello", { reason: "none" }), call("2", "Pricing", { reason: "domain", found: "contoso.example", account: contoso, opportunity: { key: "C1", name: "Rollout" } }, { stage: "Proposal", stage_order: 3, stage_count: 4 })) });
    await open_page(ana, "/calls");
    const first = await screen.findByRole("heading", { name: "1 call to match" });
    const second = screen.getByRole("heading", { name: "Matched" });
    expect(first.compareDocumentPosition(second) & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy();
    expect(screen.getByText("Nothing says which account this is.")).toBeTruthy();
    expect(screen.getByText("A guest’s address is at contoso.example.")).toBeTruthy();
    expect(screen.getByText("Proposal, stage 3 of 4")).toBeTruthy();
  });
  it("takes one press where it could be several", async () => {
    const server = fake_server({
      "GET /api/calls": page(call("1", "Hello", { reason: "ambiguous", found: "acme.example", accounts: [contoso, { key: "A", name: "Acme" }] })),
      "POST /api/calls/1/match": call("1", "Hello", { reason: "corrected", account: contoso }),
    });
    await open_page(ana, "/calls");
    fireEvent.click(await screen.findByRole("button", { name: /It is Contoso/ }));
    await waitFor(() => expect(server.asked_of("POST /api/calls/1/match")).toHaveLength(1));
    expect(server.asked_of("POST /api/calls/1/match")[0]?.body).toEqual({ account: "C" });
    expect(await screen.findByText("The call is with Contoso.")).toBeTruthy();
  });
  it("finds an account by name, with its opportunities", async () => {
    const server = fake_server({
      "GET /api/calls": page(call("1", "Hello", { reason: "none" })),
      "GET /api/calls/1/choices": { items: [{ account: contoso, opportunities: [{ key: "C1", name: "Rollout" }] }] },
      "POST /api/calls/1/match": call("1", "Hello", { reason: "corrected", account: contoso }),
    });
    await open_page(ana, "/calls");
    fireEvent.click(await screen.findByRole("button", { name: /Say whom it is with/ }));
    const dialog = within(await screen.findByRole("dialog"));
    fireEvent.click(await dialog.findByRole("button", { name: "Rollout at Contoso" }));
    await waitFor(() => expect(server.asked_of("POST /api/calls/1/match")[0]?.body).toEqual({ account: "C", opportunity: "C1" }));
  });
  it("takes back what was said", async () => {
    const server = fake_server({ "GET /api/calls": page(call("1", "Hello", { reason: "no_customer" })), "DELETE /api/calls/1/match": call("1", "Hello", { reason: "none" }) });
    await open_page(ana, "/calls");
    fireEvent.click(await screen.findByRole("button", { name: /Undo/ }));
    await waitFor(() => expect(server.asked_of("DELETE /api/calls/1/match")).toHaveLength(1));
  });
  it("shows one call of two sources with the reason, and takes one press to make them two, and back", async () => {
    const same = { id: "9", origin: "file" as const, starts_at: "2027-03-02T10:05:00Z", title: "Logged", by: "guest" as const };
    const server = fake_server({
      "GET /api/calls": page(call("1", "Hello", { reason: "domain", account: contoso }, { same })),
      "POST /api/calls/1/same": call("1", "Hello", { reason: "domain", account: contoso }, { near: [same] }),
      "DELETE /api/calls/1/same/9": call("1", "Hello", { reason: "domain", account: contoso }, { same }),
    });
    await open_page(ana, "/calls");
    expect(await screen.findByText("The same call as “Logged” in an imported file. The same guest is on both.")).toBeTruthy();
    fireEvent.click(screen.getByRole("button", { name: /These are two calls/ }));
    await waitFor(() => expect(server.asked_of("POST /api/calls/1/same")[0]?.body).toEqual({ other_id: "9", same: false }));
    fireEvent.click(await screen.findByRole("button", { name: "Undo" }));
    await waitFor(() => expect(server.asked_of("DELETE /api/calls/1/same/9")).toHaveLength(1));
  });
  it("lets one say that two are one", async () => {
    const near = { id: "9", origin: "file" as const, starts_at: "2027-03-02T10:05:00Z", title: "Logged" };
    const server = fake_server({ "GET /api/calls": page(call("1", "Hello", { reason: "none" }, { near: [near] })), "POST /api/calls/1/same": call("1", "Hello", { reason: "none" }, { same: { ...near, by: "said" } }) });
    await open_page(ana, "/calls");
    fireEvent.click(await screen.findByRole("button", { name: /Same call/ }));
    await waitFor(() => expect(server.asked_of("POST /api/calls/1/same")[0]?.body).toEqual({ other_id: "9", same: true }));
    expect(await screen.findByText("It is one call.")).toBeTruthy();
  });
  it("says where calls come from when there are none", async () => {
    fake_server({ "GET /api/calls": page() });
    await open_page(ana, "/calls");
    expect(await screen.findByText("No customer calls in the coming two weeks.")).toBeTruthy();
  });
});

describe("the reason", () => {
  it("says that several opportunities are open where nothing decides", () => {
    const text = reason_text({ ...none, reason: "account_id", found: "C", account: contoso, opportunities: [{ key: "1", name: "a" }, { key: "2", name: "b" }] });
    expect(text).toBe("The file names the account C. 2 opportunities are open there; nothing says which.");
  });
});
