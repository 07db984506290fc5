import { fireEvent, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { open_page } from "@/testing/open_page";
import { ana, render_as } from "@/testing/render";
import { fake_server } from "@/testing/server";
import { Banners } from "./Banners";
import { CommandPalette } from "./CommandPalette";
import { show_overlay, useOverlay } from "./palette_state";
import { useShortcuts } from "./shortcuts";

function Keys() {
  useShortcuts();
  return (
    <>
      <output>{useOverlay() ?? "nothing"}</output>
      <input aria-label="text" />
    </>
  );
}
const said = () => document.querySelector("output")?.textContent;
beforeEach(() => show_overlay(null));

describe("single keys", () => {
  it("open the list of shortcuts and go to pages", async () => {
    const { router } = await render_as(ana, <Keys />, "/somewhere");
    fireEvent.keyDown(document.body, { key: "?" });
    await waitFor(() => expect(said()).toBe("shortcuts"));
    fireEvent.keyDown(document.body, { key: "g" });
    fireEvent.keyDown(document.body, { key: "c" });
    await waitFor(() => expect(router.state.location.pathname).toBe("/cadence"));
  });
  it("do nothing while somebody types", async () => {
    await render_as(ana, <Keys />);
    fireEvent.keyDown(screen.getByLabelText("text"), { key: "?" });
    expect(said()).toBe("nothing");
  });
  it("can be switched off, but Ctrl-K always works", async () => {
    await render_as({ ...ana, single_key_shortcuts: false }, <Keys />);
    fireEvent.keyDown(document.body, { key: "?" });
    expect(said()).toBe("nothing");
    fireEvent.keyDown(screen.getByLabelText("text"), { key: "k", ctrlKey: true });
    await waitFor(() => expect(said()).toBe("palette"));
  });
});

describe("the command palette", () => {
  afterEach(() => vi.unstubAllGlobals());
  it("goes to the page that was typed, by Enter", async () => {
    const closed = vi.fn();
    const { router } = await render_as(ana, <CommandPalette onClose={closed} />);
    const field = await screen.findByRole("combobox");
    fireEvent.change(field, { target: { value: "caden" } });
    fireEvent.keyDown(field, { key: "Enter" });
    expect(closed).toHaveBeenCalled();
    await waitFor(() => expect(router.state.location.pathname).toBe("/cadence"));
  });
  it("moves by arrows and tells the field which one is chosen", async () => {
    await render_as(ana, <CommandPalette onClose={vi.fn()} />);
    const field = await screen.findByRole("combobox");
    const chosen = () => document.getElementById(field.getAttribute("aria-activedescendant") ?? "")?.textContent;
    const first = chosen();
    fireEvent.keyDown(field, { key: "ArrowDown" });
    expect(chosen()).not.toBe(first);
    fireEvent.keyDown(field, { key: "ArrowUp" });
    expect(chosen()).toBe(first);
  });
  it("finds people", async () => {
    vi.stubGlobal("fetch", async () => new Response(JSON.stringify({ items: [{ id: "p7", name: "Ben Brandt", job_role: "AE", hire_date: "2026-01-01", is_active: true }] }), { headers: { "Content-Type": "application/json" } }));
    const { router } = await render_as(ana, <CommandPalette onClose={vi.fn()} />);
    fireEvent.change(await screen.findByRole("combobox"), { target: { value: "ben br" } });
    fireEvent.click(await screen.findByRole("option", { name: /Ben Brandt/ }));
    await waitFor(() => expect(router.state.location.pathname).toBe("/people/p7"));
  });
  it("never takes by Enter somebody who was typed past", async () => {
    const costa = { id: "p7", name: "Ivan Costa", job_role: "AE", is_active: true };
    let answer = (_: Response) => {};
    const later = new Promise<Response>((resolve) => (answer = resolve));
    const reply = (items: object[]) => new Response(JSON.stringify({ items }), { headers: { "Content-Type": "application/json" } });
    vi.stubGlobal("fetch", async (path: string) => (path.includes("santos") ? later : reply([costa])));
    const { router } = await render_as(ana, <CommandPalette onClose={vi.fn()} />, "/somewhere");
    const field = await screen.findByRole("combobox");
    fireEvent.change(field, { target: { value: "ivan" } });
    await screen.findByRole("option", { name: /Ivan Costa/ });
    fireEvent.change(field, { target: { value: "ivan santos" } });
    fireEvent.keyDown(field, { key: "Enter" });
    expect(await screen.findByText("Looking…")).toBeTruthy();
    expect(router.state.location.pathname).toBe("/somewhere");
    answer(reply([{ ...costa, id: "p8", name: "Ivan Santos" }]));
    await screen.findByRole("option", { name: /Ivan Santos/ });
    fireEvent.keyDown(field, { key: "Enter" });
    await waitFor(() => expect(router.state.location.pathname).toBe("/people/p8"));
  });
  it("says so when nothing is called that", async () => {
    await render_as(ana, <CommandPalette onClose={vi.fn()} />);
    fireEvent.change(await screen.findByRole("combobox"), { target: { value: "q" } });
    expect(await screen.findByText("Nothing is called that.")).toBeTruthy();
  });
});

describe("banners", () => {
  it("say that an organisation is simulated, and only then", async () => {
    const { unmount } = await render_as({ ...ana, organisation: { ...ana.organisation, is_simulated: true } }, <Banners />);
    expect(await screen.findByText(/Simulated organisation/)).toBeTruthy();
    unmount();
    await render_as(ana, <Banners />);
    expect(screen.queryByText(/Simulated organisation/)).toBeNull();
  });
  it("offer to move the clock only in a demonstration", async () => {
    const { unmount } = await render_as({ ...ana, demo: true }, <Banners />);
    expect(await screen.findByRole("button", { name: "+1 week" })).toBeTruthy();
    unmount();
    await render_as(ana, <Banners />);
    expect(screen.queryByRole("button", { name: "+1 week" })).toBeNull();
  });
  it("say that the network is gone, and when it is back", async () => {
    await render_as(ana, <Banners />);
    const online = vi.spyOn(navigator, "onLine", "get").mockReturnValue(false);
    fireEvent(window, new Event("offline"));
    expect(await screen.findByText(/You are offline/)).toBeTruthy();
    online.mockReturnValue(true);
    fireEvent(window, new Event("online"));
    await waitFor(() => expect(screen.queryByText(/You are offline/)).toBeNull());
    online.mockRestore();
  });
});

describe("arriving at a page", () => {
  afterEach(() => vi.unstubAllGlobals());
  it("moves the focus to its beginning, but not when the application opens", async () => {
    fake_server({ "GET /api/home": { now: ana.now, actions: [], more: 0, today: [], numbers: [] }, "GET /api/playbook/versions": { items: [] } });
    const { router } = await open_page(ana, "/");
    await screen.findByRole("heading", { level: 1, name: "Hello, Ana" });
    expect(document.activeElement).toBe(document.body);
    router.history.push("/playbook/versions");
    await screen.findByRole("heading", { level: 1, name: "Versions" });
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole("main")));
  });
  it("that does not exist says so inside the shell", async () => {
    await open_page(ana, "/nowhere");
    expect(await screen.findByText("There is no page at this address.")).toBeTruthy();
    expect(screen.getAllByRole("navigation", { name: "Main" }).length).toBeGreaterThan(0);
  });
});
