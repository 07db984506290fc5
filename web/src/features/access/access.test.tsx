import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { User } from "@/api";
import { open_page } from "@/testing/open_page";
import { ana } from "@/testing/render";
import { fake_server, no_network, Refused } from "@/testing/server";

afterEach(() => vi.unstubAllGlobals());
const home = { now: ana.now, actions: [], more: 0, today: [], numbers: [] };
const type_in = (label: string | RegExp, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } });

describe("signing in", () => {
  it("leads back to the page that was asked for", async () => {
    fake_server({ "POST /api/sign-in": ana, "GET /api/demo": new Refused(404), "GET /api/home": home });
    const { router } = await open_page(null, "/sign-in?next=%2F");
    await screen.findByRole("heading", { name: "Sign in" });
    type_in("E-mail", "ana@backbeat.test");
    type_in("Password", "a long enough word");
    fireEvent.click(screen.getByRole("button", { name: "Sign in" }));
    await screen.findByRole("heading", { name: "Hello, Ana" });
    expect(router.state.location.pathname).toBe("/");
  });
  it("never leads to another site", async () => {
    fake_server({ "POST /api/sign-in": ana, "GET /api/demo": new Refused(404), "GET /api/home": home });
    const { router } = await open_page(null, "/sign-in?next=%2F%2Fevil.test%2F");
    await screen.findByRole("heading", { name: "Sign in" });
    type_in("E-mail", "ana@backbeat.test");
    type_in("Password", "a long enough word");
    fireEvent.click(screen.getByRole("button", { name: "Sign in" }));
    await screen.findByRole("heading", { name: "Hello, Ana" });
    expect(router.state.location.pathname).toBe("/");
  });
  it("that fails says so and keeps what was typed", async () => {
    fake_server({ "POST /api/sign-in": new Refused(401), "GET /api/demo": new Refused(404) });
    await open_page(null, "/sign-in");
    await screen.findByRole("heading", { name: "Sign in" });
    type_in("E-mail", "ana@backbeat.test");
    type_in("Password", "wrong");
    fireEvent.click(screen.getByRole("button", { name: "Sign in" }));
    expect((await screen.findByRole("alert")).textContent).toContain("do not belong together");
    expect((screen.getByLabelText("E-mail") as HTMLInputElement).value).toBe("ana@backbeat.test");
  });
  it("without a password asks for it and asks the server nothing", async () => {
    const server = fake_server({ "GET /api/demo": new Refused(404) });
    await open_page(null, "/sign-in");
    await screen.findByRole("heading", { name: "Sign in" });
    fireEvent.click(screen.getByRole("button", { name: "Sign in" }));
    expect(await screen.findByText("Enter your password.")).toBeTruthy();
    expect(server.asked_of("POST /api/sign-in")).toHaveLength(0);
  });
  it("offers the logins of a demonstration only where there is one", async () => {
    fake_server({ "GET /api/demo": { now: ana.now, logins: [{ role: "rep", name: "Ben Brandt", email: "ben@simulated.example", password: "demo" }] }, "POST /api/sign-in": { ...ana, roles: ["rep"] }, "GET /api/home": home });
    await open_page(null, "/sign-in");
    fireEvent.click(await screen.findByRole("button", { name: /Ben Brandt/ }));
    await screen.findByRole("heading", { name: "Hello, Ana" });
  });
});

describe("a page for those who are signed in", () => {
  it("sends anybody else to the door, and remembers where they wanted to go", async () => {
    fake_server({ "GET /api/demo": new Refused(404) });
    const { router } = await open_page(null, "/playbook?part=owed");
    await screen.findByRole("heading", { name: "Sign in" });
    expect(router.state.location.search).toEqual({ next: "/playbook?part=owed" });
  });
  it("leads to the door when the sign-in ends under it", async () => {
    const server = fake_server({ "GET /api/home": home, "GET /api/team": new Refused(401), "GET /api/demo": new Refused(404) });
    const { router } = await open_page(ana, "/");
    await screen.findByRole("heading", { name: "Hello, Ana" });
    router.history.push("/team");
    await screen.findByRole("heading", { name: "Sign in" });
    expect(router.state.location.search).toEqual({ next: "/team" });
    expect(server.asked_of("GET /api/team")).toHaveLength(1);
  });
});

describe("a set-up link", () => {
  it("that has ended says what to do", async () => {
    fake_server({ "GET /api/set-up/gone": new Refused(404) });
    await open_page(null, "/set-up/gone");
    expect(await screen.findByText(/works once/)).toBeTruthy();
  });
  it("has not ended because there is no network", async () => {
    const server = fake_server({ "GET /api/set-up/t1": no_network });
    await open_page(null, "/set-up/t1");
    expect(await screen.findByText("You are offline.")).toBeTruthy();
    expect(screen.queryByText(/works once/)).toBeNull();
    server.answers["GET /api/set-up/t1"] = { email: "ben@backbeat.test", name: "Ben", organisation: "Meridian" };
    fireEvent.click(screen.getByRole("button", { name: "Try again" }));
    expect(await screen.findByRole("heading", { name: "Welcome, Ben" })).toBeTruthy();
  });
  it("refuses a short password before asking, and shows what the server adds", async () => {
    const server = fake_server({ "GET /api/set-up/t1": { email: "ben@backbeat.test", name: "Ben", organisation: "Meridian" }, "POST /api/set-up/t1": new Refused(422, { errors: [{ field: "password", code: "common", detail: "This password is among the most common ones." }] }) });
    await open_page(null, "/set-up/t1");
    await screen.findByRole("heading", { name: "Welcome, Ben" });
    type_in("New password", "short");
    fireEvent.click(screen.getByRole("button", { name: /Set password/ }));
    expect(await screen.findByText(/shorter than 10/)).toBeTruthy();
    expect(server.asked_of("POST /api/set-up/t1")).toHaveLength(0);
    type_in("New password", "password1234");
    fireEvent.click(screen.getByRole("button", { name: /Set password/ }));
    expect(await screen.findByText("This password is among the most common ones.")).toBeTruthy();
  });
});

describe("tokens", () => {
  const base = { "GET /api/sign-in/sessions": { items: [] } };
  it("show their secret once", async () => {
    fake_server({ ...base, "GET /api/tokens": { items: [] }, "POST /api/tokens": { id: "k1", name: "Export", secret: "bb_secret" } });
    await open_page(ana, "/settings");
    fireEvent.click(await screen.findByRole("button", { name: "Make a token" }));
    fireEvent.change(await screen.findByLabelText("Name"), { target: { value: "Export" } });
    fireEvent.click(screen.getByRole("button", { name: "Make it" }));
    expect(((await screen.findByLabelText("Secret")) as HTMLInputElement).value).toBe("bb_secret");
    fireEvent.click(screen.getByRole("button", { name: "I have copied it" }));
    await waitFor(() => expect(screen.queryByLabelText("Secret")).toBeNull());
  });
  it("are removed only by typing their name", async () => {
    const server = fake_server({ ...base, "GET /api/tokens": { items: [{ id: "k1", name: "Export", created_at: ana.now }] }, "DELETE /api/tokens/k1": undefined });
    await open_page(ana, "/settings");
    fireEvent.click(await screen.findByRole("button", { name: "Remove the token Export" }));
    const dialog = within(await screen.findByRole("dialog"));
    expect((dialog.getByRole("button", { name: "Remove" }) as HTMLButtonElement).disabled).toBe(true);
    fireEvent.change(dialog.getByLabelText(/Type its name/), { target: { value: "Export" } });
    fireEvent.submit(document.getElementById("remove-token") as HTMLFormElement);
    await waitFor(() => expect(server.asked_of("DELETE /api/tokens/k1")).toHaveLength(1));
  });
});

describe("a user's access", () => {
  const ben: User = { id: "u2", person: { id: "p2", name: "Ben Brandt" }, email: "ben@backbeat.test", roles: ["rep"], active: true, has_password: true, version: 4 };
  const admin = { ...ana, roles: ["admin" as const] };
  it("is changed from the version that was seen", async () => {
    const server = fake_server({ "GET /api/users": { items: [ben] }, "PATCH /api/users/u2": { ...ben, roles: ["rep", "manager"], version: 5 } });
    await open_page(admin, "/users");
    fireEvent.click(await screen.findByRole("button", { name: /Change the access of Ben/ }));
    fireEvent.click(await screen.findByLabelText("First-line manager"));
    fireEvent.click(screen.getByRole("button", { name: "Save" }));
    await waitFor(() => expect(server.asked_of("PATCH /api/users/u2")).toHaveLength(1));
    const [asked] = server.asked_of("PATCH /api/users/u2");
    expect(asked?.headers.get("If-Match")).toBe('"4"');
    expect(asked?.body).toEqual({ roles: ["rep", "manager"], active: true });
  });
  it("that somebody else has changed is not overwritten, and says so", async () => {
    fake_server({ "GET /api/users": { items: [ben] }, "PATCH /api/users/u2": new Refused(412) });
    await open_page(admin, "/users");
    fireEvent.click(await screen.findByRole("button", { name: /Change the access of Ben/ }));
    fireEvent.click(await screen.findByRole("button", { name: "Save" }));
    expect((await screen.findAllByText(/Somebody else changed this/)).length).toBeGreaterThan(0);
  });
  it("cannot be left without a role", async () => {
    fake_server({ "GET /api/users": { items: [ben] } });
    await open_page(admin, "/users");
    fireEvent.click(await screen.findByRole("button", { name: /Change the access of Ben/ }));
    fireEvent.click(await screen.findByLabelText("Rep"));
    expect((screen.getByRole("button", { name: "Save" }) as HTMLButtonElement).disabled).toBe(true);
  });
});
