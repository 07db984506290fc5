import { QueryClient } from "@tanstack/react-query";
import { fireEvent, screen, waitFor } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { type Home, type HomeAction, homeQuery } from "@/api";
import { ana, render_as } from "@/testing/render";
import { NextAction } from "./NextAction";

const action: HomeAction = { key: "a1", kind: "plan", person: { id: "p2", name: "Ben Brandt" }, conversation: "Weekly 1:1", href: "/team?plan=true" };
const home: Home = { now: ana.now, actions: [action], more: 0, today: [], numbers: [] };
const shown = (client: QueryClient) => client.getQueryData(homeQuery.queryKey)?.actions.length;
const asked: string[] = [];

function server_answers(status: number) {
  asked.length = 0;
  vi.stubGlobal("fetch", async (path: string) => {
    asked.push(path);
    return new Response(status === 204 ? null : JSON.stringify({ type: "about:blank", title: "Failed", status, detail: "", code: "failed" }), { status, headers: { "Content-Type": "application/problem+json" } });
  });
}
afterEach(() => vi.unstubAllGlobals());

describe("a next action", () => {
  it("says what, why, and leads there by its verb", async () => {
    await render_as(ana, <NextAction action={action} is_first />);
    const link = await screen.findByRole("link", { name: "Plan: Plan a Weekly 1:1 with Ben Brandt" });
    expect(link.getAttribute("href")).toBe("/team?plan=true");
    expect(screen.getByText("It is owed, and nothing is on the calendar.")).toBeTruthy();
  });
  it("put aside is gone at once and comes back by undo", async () => {
    server_answers(204);
    const { client } = await render_as(ana, <NextAction action={action} is_first={false} />);
    client.setQueryData(homeQuery.queryKey, home);
    fireEvent.click(await screen.findByRole("button", { name: /Put aside/ }));
    await waitFor(() => expect(shown(client)).toBe(0));
    fireEvent.click(await screen.findByText("Undo"));
    await waitFor(() => expect(asked).toContain("/api/home/restore"));
  });
  it("stays when the server could not put it aside", async () => {
    server_answers(503);
    const { client } = await render_as(ana, <NextAction action={action} is_first={false} />);
    client.setQueryData(homeQuery.queryKey, home);
    fireEvent.click(await screen.findByRole("button", { name: /Put aside/ }));
    await screen.findAllByText(/Nothing was changed/);
    expect(shown(client)).toBe(1);
  });
});
