import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import { answering } from "@/features/session/conversation_testing";
import { ana, render_as } from "@/testing/render";
import { ErasePerson } from "./ErasePerson";

afterEach(() => vi.unstubAllGlobals());

describe("erasing a person", () => {
  it("happens only when their name is typed to the letter", async () => {
    const calls = answering(() => ({ texts: 3, notes: 2, rows: 5, pages_cleared: true }));
    await render_as(ana, <ErasePerson person={{ id: "p9", name: "Gus Gone" }} />);
    await userEvent.click(screen.getByRole("button", { name: "Erase this person" }));
    const erase = await screen.findByRole("button", { name: "Erase for good" });
    await userEvent.type(screen.getByRole("textbox", { name: /Type their name/ }), "gus gone");
    await userEvent.click(erase);
    expect(calls).toHaveLength(0);
    expect(screen.getByText("That is another name.")).toBeInstanceOf(HTMLElement);
    await userEvent.clear(screen.getByRole("textbox", { name: /Type their name/ }));
    await userEvent.type(screen.getByRole("textbox", { name: /Type their name/ }), "Gus Gone");
    await userEvent.click(erase);
    await waitFor(() => expect(calls[0]).toMatchObject({ path: "/api/people/p9/erase", body: { name: "Gus Gone" } }));
  });
});
