// A person's own matters: what is changed shows at once and comes back when the server refuses; what cannot be meant is said beside its field and sent nowhere.
import "fake-indexeddb/auto";
import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { Me } from "@/api";
import { open_page } from "@/testing/open_page";
import { ana } from "@/testing/render";
import { fake_server, no_network, Refused } from "@/testing/server";

afterEach(() => vi.unstubAllGlobals());

const device = (id: string, is_current = false) => ({ id, created_at: ana.now, last_seen_at: ana.now, agent: "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", is_current });
const settings = (more: Record<string, unknown> = {}) => fake_server({ "GET /api/sign-in/sessions": { items: [device("d0", true)] }, "GET /api/tokens": { items: [] }, "GET /api/me": ana, ...more });
const set = (label: string | RegExp, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } });
const press = (name: string | RegExp) => fireEvent.click(screen.getByRole("button", { name }));

describe("how somebody sees things", () => {
  const zone = async () => (await screen.findByLabelText("Time zone")) as HTMLSelectElement;
  it("changes at once, before the server has answered", async () => {
    let me: Me = ana;
    const server = settings({ "GET /api/me": () => me, "PATCH /api/me": ({ body }: { body: Partial<Me> }) => (me = { ...ana, ...body }) });
    await open_page(ana, "/settings");
    fireEvent.change(await zone(), { target: { value: "America/New_York" } });
    await waitFor(async () => expect((await zone()).value).toBe("America/New_York"));
    await waitFor(() => expect(server.asked_of("PATCH /api/me")[0]?.body).toEqual({ time_zone: "America/New_York" }));
  });
  it("is as before when the server refuses, and says why", async () => {
    settings({ "PATCH /api/me": new Refused(422, { detail: "That zone is not known here." }) });
    await open_page(ana, "/settings");
    fireEvent.change(await zone(), { target: { value: "Asia/Tokyo" } });
    expect((await screen.findAllByText("That zone is not known here.")).length).toBeGreaterThan(0);
    await waitFor(async () => expect((await zone()).value).toBe("Europe/Madrid"));
  });
  it("turns single keys off", async () => {
    const server = settings({ "PATCH /api/me": { ...ana, single_key_shortcuts: false } });
    await open_page(ana, "/settings");
    fireEvent.click(await screen.findByRole("switch", { name: "Single-key shortcuts" }));
    await waitFor(() => expect(server.asked_of("PATCH /api/me")[0]?.body).toEqual({ single_key_shortcuts: false }));
  });
});

describe("a new password", () => {
  it("needs the current one and ten characters, and is asked of the server only then", async () => {
    const server = settings({ "POST /api/password": undefined });
    await open_page(ana, "/settings");
    await screen.findByLabelText("Current password");
    set("New password", "too short");
    press("Change password");
    expect(await screen.findByText("Enter your current password.")).toBeTruthy();
    expect(screen.getByText("This is shorter than 10 characters.")).toBeTruthy();
    expect(screen.getByLabelText("New password").getAttribute("aria-invalid")).toBe("true");
    expect(server.asked_of("POST /api/password")).toHaveLength(0);
  });
  it("that the server does not take is said beside the field it is about", async () => {
    settings({ "POST /api/password": new Refused(422, { errors: [{ field: "current", code: "wrong_password", detail: "This is not your current password." }] }) });
    await open_page(ana, "/settings");
    await screen.findByLabelText("Current password");
    set("Current password", "not mine");
    set("New password", "four words in a row");
    press("Change password");
    const said = await screen.findByText("This is not your current password.");
    expect(screen.getByLabelText("Current password").getAttribute("aria-describedby")).toContain(said.id);
    expect((screen.getByLabelText("New password") as HTMLInputElement).value).toBe("four words in a row");
  });
  it("once taken leaves nothing in the fields", async () => {
    settings({ "POST /api/password": undefined });
    await open_page(ana, "/settings");
    await screen.findByLabelText("Current password");
    set("Current password", "what it was");
    set("New password", "four words in a row");
    press("Change password");
    expect((await screen.findAllByText("Password changed.")).length).toBeGreaterThan(0);
    expect((screen.getByLabelText("New password") as HTMLInputElement).value).toBe("");
  });
});

describe("where somebody is signed in", () => {
  it("names the device, marks this one, and folds away many", async () => {
    settings({ "GET /api/sign-in/sessions": { items: [device("d0", true), ...["a", "b", "c", "d", "e"].map((id) => device(id))] } });
    await open_page(ana, "/settings");
    expect(await screen.findAllByText("Firefox on Linux")).toHaveLength(4);
    expect(screen.getAllByText("This one")).toHaveLength(1);
    press("Show 2 more");
    expect(screen.getAllByText("Firefox on Linux")).toHaveLength(6);
    expect(screen.queryByRole("button", { name: /more$/ })).toBeNull();
  });
  it("ends everywhere, and leads to the door", async () => {
    const server = settings({ "POST /api/sign-out-everywhere": undefined });
    const { router } = await open_page(ana, "/settings");
    await screen.findByText("Firefox on Linux");
    server.answers["GET /api/me"] = new Refused(401);
    press("Sign out everywhere");
    await waitFor(() => expect(router.state.location.pathname).toBe("/sign-in"));
  });
});

describe("signing out", () => {
  it("leads to the door", async () => {
    const server = settings({ "POST /api/sign-out": undefined });
    const { router } = await open_page(ana, "/settings");
    await screen.findByText("Firefox on Linux");
    server.answers["GET /api/me"] = new Refused(401);
    press("Sign out");
    await waitFor(() => expect(router.state.location.pathname).toBe("/sign-in"));
  });
  it("without a network says so, and nobody is signed out", async () => {
    settings({ "POST /api/sign-out": no_network });
    const { router } = await open_page(ana, "/settings");
    await screen.findByText("Firefox on Linux");
    press("Sign out");
    expect((await screen.findAllByText(/You are offline/)).length).toBeGreaterThan(0);
    expect(router.state.location.pathname).toBe("/settings");
  });
});

describe("making a token", () => {
  const dialog = async () => within(await screen.findByRole("dialog"));
  it("needs a name", async () => {
    const server = settings({ "POST /api/tokens": { secret: "x" } });
    await open_page(ana, "/settings");
    fireEvent.click(await screen.findByRole("button", { name: "Make a token" }));
    const within_it = await dialog();
    fireEvent.change(within_it.getByLabelText("Name"), { target: { value: "   " } });
    fireEvent.click(within_it.getByRole("button", { name: "Make it" }));
    expect(await within_it.findByText("Give it a name.")).toBeTruthy();
    expect(server.asked_of("POST /api/tokens")).toHaveLength(0);
  });
  it("says beside the day what the server has against it, and keeps what was typed", async () => {
    settings({ "POST /api/tokens": new Refused(422, { errors: [{ field: "expires_on", code: "past", detail: "This day is over." }] }) });
    await open_page(ana, "/settings");
    fireEvent.click(await screen.findByRole("button", { name: "Make a token" }));
    const within_it = await dialog();
    fireEvent.change(within_it.getByLabelText("Name"), { target: { value: "Export" } });
    fireEvent.change(within_it.getByLabelText(/Works until/), { target: { value: "2020-01-01" } });
    fireEvent.click(within_it.getByRole("button", { name: "Make it" }));
    expect(await within_it.findByText("This day is over.")).toBeTruthy();
    expect((within_it.getByLabelText("Name") as HTMLInputElement).value).toBe("Export");
  });
  it("is left by Esc, which gives the focus back to the button", async () => {
    settings();
    await open_page(ana, "/settings");
    const button = await screen.findByRole("button", { name: "Make a token" });
    button.focus();
    fireEvent.click(button);
    fireEvent.keyDown(await screen.findByRole("dialog"), { key: "Escape" });
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    await waitFor(() => expect(document.activeElement).toBe(button));
  });
});
