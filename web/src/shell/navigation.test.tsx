// Who finds what: the entries of each role, on a desk and on a phone, and the list of keys that goes with them.
import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import type { Role } from "@/api";
import { ana, render_as } from "@/testing/render";
import { BottomNavigation, SideNavigation } from "./Navigation";
import { ShortcutSheet } from "./ShortcutSheet";

const as = (...roles: Role[]) => ({ ...ana, roles });
const entries = () => within(screen.getByRole("navigation", { name: "Main" })).getAllByRole("link").map(({ textContent }) => textContent);

describe("the entries at the side", () => {
  it.each<[Role, string[], string[]]>([
    ["rep", ["Sessions", "My timeline"], ["My team", "Cadence", "Imports", "Users"]],
    ["manager", ["My team", "Sessions", "Cadence"], ["Imports", "Users"]],
    ["leader", ["My team", "Cadence"], ["Imports", "Users"]],
    ["enablement", ["Cadence", "Playbook"], ["Users", "My team"]],
    ["revops", ["Imports"], ["Users", "My team"]],
    ["executive", ["Cadence"], ["Imports", "Users"]],
    ["admin", ["Users"], ["My team", "Sessions"]],
  ])("of a %s are theirs", async (role, has, has_not) => {
    await render_as(as(role), <SideNavigation />);
    const names = entries();
    for (const name of has) expect(names).toContain(name);
    for (const name of has_not) expect(names).not.toContain(name);
  });
  it("of somebody with two roles are of both", async () => {
    await render_as(as("manager", "admin"), <SideNavigation />);
    expect(entries()).toEqual(expect.arrayContaining(["My team", "Users"]));
  });
  it("say which page this is", async () => {
    await render_as(as("manager"), <SideNavigation />, "/team");
    const current = within(screen.getByRole("navigation", { name: "Main" })).getAllByRole("link").filter((link) => link.getAttribute("aria-current") === "page");
    expect(current.map(({ textContent }) => textContent)).toEqual(["My team"]);
  });
});

describe("on a phone", () => {
  it("everything is at the foot or behind More, and a choice closes it", async () => {
    const { router } = await render_as(as("manager"), <BottomNavigation />);
    expect(entries()).toHaveLength(3);
    fireEvent.click(screen.getByRole("button", { name: "More" }));
    const more = within(await screen.findByRole("dialog"));
    fireEvent.click(more.getByRole("link", { name: "Playbook" }));
    await waitFor(() => expect(router.state.location.pathname).toBe("/playbook"));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  });
});

describe("the list of keys", () => {
  it("names those of the pages somebody has, and of a conversation only to who leads them", async () => {
    const { unmount } = await render_as(as("admin"), <ShortcutSheet onClose={vi.fn()} />);
    expect(await screen.findByText("Go to Users")).toBeTruthy();
    expect(screen.queryByText("In a conversation: next stage")).toBeNull();
    unmount();
    await render_as(as("manager"), <ShortcutSheet onClose={vi.fn()} />);
    expect(await screen.findByText("In a conversation: next stage")).toBeTruthy();
    expect(screen.queryByText("Go to Users")).toBeNull();
  });
  it("leads to where they can be switched off, and closes", async () => {
    const closed = vi.fn();
    await render_as(as("rep"), <ShortcutSheet onClose={closed} />);
    fireEvent.click(await screen.findByRole("link", { name: "settings" }));
    expect(closed).toHaveBeenCalled();
  });
});
