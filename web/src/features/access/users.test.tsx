// Who can sign in: finding, inviting, and what an administrator cannot do by a slip.
import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { User } from "@/api";
import { open_page } from "@/testing/open_page";
import { ana } from "@/testing/render";
import { type Asked, fake_server, Refused } from "@/testing/server";

afterEach(() => vi.unstubAllGlobals());
const admin = { ...ana, roles: ["admin" as const] };
const user = (id: string, name: string, over: Partial<User> = {}): User => ({ id, person: { id: `p-${id}`, name }, email: `${id}@backbeat.test`, roles: ["rep"], active: true, has_password: true, version: 1, ...over });

describe("the list of users", () => {
  it("says of each whether they can sign in", async () => {
    fake_server({ "GET /api/users": { items: [user("u1", "Aldo Amato"), user("u2", "Ben Brandt", { has_password: false }), user("u3", "Cleo Costa", { active: false })] } });
    await open_page(admin, "/users");
    expect(within(await screen.findByRole("row", { name: /Aldo Amato/ })).getByText("Active")).toBeTruthy();
    expect(within(screen.getByRole("row", { name: /Ben Brandt/ })).getByText("Not set up yet")).toBeTruthy();
    expect(within(screen.getByRole("row", { name: /Cleo Costa/ })).getByText("Switched off")).toBeTruthy();
  });
  it("asks the server for a name, and offers everybody again when nobody has it", async () => {
    const server = fake_server({ "GET /api/users": ({ query }: Asked) => ({ items: query.get("search") ? [] : [user("u1", "Aldo Amato")] }) });
    await open_page(admin, "/users");
    await screen.findByText("Aldo Amato");
    fireEvent.change(screen.getByLabelText("Find by name"), { target: { value: "zzz" } });
    expect(await screen.findByText("Nobody found.")).toBeTruthy();
    expect(server.asked_of("GET /api/users").at(-1)?.query.get("search")).toBe("zzz");
    fireEvent.click(screen.getByRole("button", { name: "Show everybody" }));
    expect(await screen.findByText("Aldo Amato")).toBeTruthy();
  });
  it("goes on where it ended", async () => {
    fake_server({ "GET /api/users": ({ query }: Asked) => (query.get("cursor") ? { items: [user("u2", "Ben Brandt")] } : { items: [user("u1", "Aldo Amato")], next_cursor: "c1" }) });
    await open_page(admin, "/users");
    fireEvent.click(await screen.findByRole("button", { name: "Show more" }));
    expect(await screen.findByText("Ben Brandt")).toBeTruthy();
    expect(screen.getByText("Aldo Amato")).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Show more" })).toBeNull();
  });
});

describe("giving somebody access", () => {
  const open_dialog = async () => {
    await open_page(admin, "/users");
    fireEvent.click(await screen.findByRole("button", { name: "Give somebody access" }));
    return within(await screen.findByRole("dialog"));
  };
  const people = { items: [{ id: "p7", name: "Dana Diaz", job_role: "ae", is_active: true }] };
  const pick = async (dialog: ReturnType<typeof within>) => {
    const hand = userEvent.setup();
    const field = dialog.getByRole("combobox", { name: "Find by name" });
    await hand.click(field);
    await hand.type(field, "dana");
    await hand.click(await screen.findByRole("option", { name: /Dana Diaz/ }));
  };
  it("needs a person and a role before there is a link", async () => {
    fake_server({ "GET /api/users": { items: [] }, "GET /api/people": people });
    const dialog = await open_dialog();
    const make = () => dialog.getByRole("button", { name: "Make a set-up link" }) as HTMLButtonElement;
    expect(make().disabled).toBe(true);
    await pick(dialog);
    await waitFor(() => expect(make().disabled).toBe(false));
    fireEvent.click(dialog.getByLabelText("Rep"));
    expect(make().disabled).toBe(true);
  });
  it("shows the link once, with the place this server is reached at", async () => {
    const server = fake_server({ "GET /api/users": { items: [] }, "GET /api/people": people, "POST /api/users": user("u7", "Dana Diaz", { set_up_link: "/set-up/abc" }) });
    const dialog = await open_dialog();
    await pick(dialog);
    fireEvent.click(await dialog.findByLabelText("First-line manager"));
    fireEvent.click(dialog.getByRole("button", { name: "Make a set-up link" }));
    const link = (await screen.findByLabelText("Set-up link")) as HTMLInputElement;
    expect(link.value).toBe(`${window.location.origin}/set-up/abc`);
    expect(server.asked_of("POST /api/users")[0]?.body).toEqual({ person_id: "p7", roles: ["rep", "manager"] });
  });
  it("that the server refuses says why and stays open", async () => {
    fake_server({ "GET /api/users": { items: [] }, "GET /api/people": people, "POST /api/users": new Refused(409, { detail: "Dana Diaz has access already." }) });
    const dialog = await open_dialog();
    await pick(dialog);
    await waitFor(() => expect((dialog.getByRole("button", { name: "Make a set-up link" }) as HTMLButtonElement).disabled).toBe(false));
    fireEvent.click(dialog.getByRole("button", { name: "Make a set-up link" }));
    expect((await screen.findAllByText("Dana Diaz has access already.")).length).toBeGreaterThan(0);
    expect(screen.getByRole("dialog", { name: "Give somebody access" })).toBeTruthy();
  });
});

describe("changing somebody's access", () => {
  it("cannot switch off oneself", async () => {
    fake_server({ "GET /api/users": { items: [user(ana.user_id, ana.person.name, { roles: ["admin"] })] } });
    await open_page(admin, "/users");
    fireEvent.click(await screen.findByRole("button", { name: /Change the access/ }));
    expect(((await screen.findByRole("switch", { name: "May sign in" })) as HTMLInputElement).disabled).toBe(true);
  });
  it("makes a new link for somebody who forgot, and says until when it works", async () => {
    fake_server({ "GET /api/users": { items: [user("u2", "Ben Brandt")] }, "POST /api/users/u2/set-up-link": { link: "/set-up/new", expires_at: "2027-04-05T08:00:00Z" } });
    await open_page(admin, "/users");
    fireEvent.click(await screen.findByRole("button", { name: /Change the access/ }));
    fireEvent.click(await screen.findByRole("button", { name: "Make a new set-up link" }));
    expect(((await screen.findByLabelText("Set-up link")) as HTMLInputElement).value).toContain("/set-up/new");
    expect(screen.getByText(/Works once, until Mon.*10:00/)).toBeTruthy();
  });
});
