import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import { answering } from "@/features/session/conversation_testing";
import { ana, render_as } from "@/testing/render";
import { CommitmentComposer } from "./CommitmentComposer";
import { CommitmentList } from "./CommitmentList";

afterEach(() => vi.unstubAllGlobals());

const playbook = { indicators: [{ key: "impact_questions", name: "Impact questions", unit: "per call" }], competencies: [] };
const server = (hint: object = { kind: "behaviour" }) => answering(({ path }) => (path === "/api/commitment-hint" ? hint : path === "/api/playbook" ? playbook : {}));
const composer = (onAdd: (commitment: object) => Promise<boolean>, is_rep = true) => <CommitmentComposer rep_id="p1" rep_name="Ana" is_rep={is_rep} default_due_on="2027-04-06" onAdd={onAdd} />;
const words = () => screen.getByRole<HTMLTextAreaElement>("textbox", { name: /What will/ });

describe("writing a commitment", () => {
  it("keeps the words as they are said, due at the next session", async () => {
    server();
    const onAdd = vi.fn(async () => true);
    await render_as(ana, composer(onAdd));
    await userEvent.type(words(), "  I'll ask, then wait.  ");
    await userEvent.click(screen.getByRole("button", { name: "Commit" }));
    expect(onAdd).toHaveBeenCalledWith({ text: "I'll ask, then wait.", due_on: "2027-04-06", indicator: undefined });
    await waitFor(() => expect(words().value).toBe(""));
  });

  it("names how both will know, from the playbook", async () => {
    server();
    const onAdd = vi.fn(async () => true);
    await render_as(ana, composer(onAdd));
    await userEvent.selectOptions(await screen.findByRole("combobox", { name: /How will we know/ }), await screen.findByRole("option", { name: "Impact questions" }));
    await userEvent.type(words(), "I'll ask.{Control>}{Enter}{/Control}");
    expect(onAdd).toHaveBeenCalledWith(expect.objectContaining({ indicator: "impact_questions" }));
  });

  it("hints at an outcome while typing and still lets it be said", async () => {
    server({ kind: "outcome", hint: "What will you do that makes it likely?" });
    const onAdd = vi.fn(async () => true);
    await render_as(ana, composer(onAdd));
    await userEvent.type(words(), "Book two more meetings");
    expect(await screen.findByText("What will you do that makes it likely?", undefined, { timeout: 2000 })).toBeInstanceOf(HTMLElement);
    await userEvent.click(screen.getByRole("button", { name: "Commit" }));
    expect(onAdd).toHaveBeenCalled();
  });

  it("keeps the words when they could not be taken", async () => {
    server();
    await render_as(ana, composer(async () => false));
    await userEvent.type(words(), "I'll ask.");
    await userEvent.click(screen.getByRole("button", { name: "Commit" }));
    await waitFor(() => expect(screen.getByRole("button", { name: "Commit" }).hasAttribute("disabled")).toBe(false));
    expect(words().value).toBe("I'll ask.");
  });

  it("asks the manager to write what the rep says", async () => {
    server();
    await render_as(ana, composer(async () => true, false));
    expect(screen.getByText("What will Ana do? Write it as Ana says it.")).toBeInstanceOf(HTMLElement);
  });
});

describe("the list", () => {
  const post = { id: 1, user_id: "u", session_id: "s1", path: "/x", body: { text: "Said offline." }, idempotency_key: "k" };
  it("shows what still waits on this device, and what was not taken with the reason", async () => {
    server();
    await render_as(ana, <CommitmentList commitments={[]} waiting={[post, { ...post, id: 2, refused: "The conversation was ended already." }]} onForget={() => undefined} />);
    expect(screen.getByText("Kept on this device, will be sent")).toBeInstanceOf(HTMLElement);
    expect(screen.getByText("Not taken: The conversation was ended already.")).toBeInstanceOf(HTMLElement);
  });
  it("is not there when there is nothing", async () => {
    server();
    await render_as(ana, <CommitmentList commitments={[]} />);
    expect(screen.queryByRole("list")).toBeNull();
  });
});
