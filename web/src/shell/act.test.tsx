import { fireEvent, screen, waitFor } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { ApiError, type Problem } from "@/api";
import { ana, render_as } from "@/testing/render";
import { problem_text, show_problem_in_form, useAct } from "./act";

const refused = (status: number, more: Partial<Problem> = {}) => new ApiError(status, { type: "about:blank", title: "Refused", status, detail: "", code: "refused", ...more });

function Counter({ run, undo }: { run: () => Promise<void>; undo?: () => Promise<unknown> }) {
  const act = useAct({
    run,
    undo,
    says: () => "Done.",
    optimistic: (client) => {
      const before = client.getQueryData(["count"]);
      client.setQueryData(["count"], 1);
      return () => client.setQueryData(["count"], before);
    },
  });
  return (
    <button type="button" onClick={() => act.mutate()}>
      Do
    </button>
  );
}

describe("an act", () => {
  it("is seen before the server has answered", async () => {
    const { client } = await render_as(ana, <Counter run={() => new Promise(() => undefined)} />);
    client.setQueryData(["count"], 0);
    fireEvent.click(await screen.findByText("Do"));
    await waitFor(() => expect(client.getQueryData(["count"])).toBe(1));
  });
  it.each([409, 412, 503])("that is refused with %i is taken back with a message", async (status) => {
    const { client } = await render_as(ana, <Counter run={() => Promise.reject(refused(status))} />);
    client.setQueryData(["count"], 0);
    fireEvent.click(await screen.findByText("Do"));
    // Once to see, once for the live region.
    await screen.findAllByText(problem_text(refused(status)));
    expect(client.getQueryData(["count"])).toBe(0);
  });
  it("can be undone from its message", async () => {
    const undo = vi.fn(async () => undefined);
    await render_as(ana, <Counter run={async () => undefined} undo={undo} />);
    fireEvent.click(await screen.findByText("Do"));
    fireEvent.click(await screen.findByText("Undo"));
    expect(undo).toHaveBeenCalledTimes(1);
  });
});

describe("an error in words", () => {
  it("is the server's own sentence when there is one", () => expect(problem_text(refused(422, { detail: "The last day is before the first." }))).toBe("The last day is before the first."));
  it("never shows what a crash said", () => expect(problem_text(new TypeError("x is undefined"))).not.toContain("undefined"));
  it("says that nothing was changed when the server failed", () => expect(problem_text(refused(500, { detail: "stack trace" }))).toContain("Nothing was changed"));
});

describe("an error in a form", () => {
  const form = () => ({ setError: vi.fn() });
  it("stands beside its field", () => {
    const made = form();
    const leftover = show_problem_in_form(made as never, refused(422, { errors: [{ field: "to", code: "before_from", detail: "Too early." }] }), ["from", "to"] as never);
    expect(leftover).toBeUndefined();
    expect(made.setError).toHaveBeenCalledWith("to", { type: "before_from", message: "Too early." }, { shouldFocus: true });
  });
  it("of an unknown field is said above the form", () => {
    const made = form();
    expect(show_problem_in_form(made as never, refused(422, { errors: [{ field: "zone", code: "unknown", detail: "No such zone." }] }), ["from"] as never)).toBe("No such zone.");
    expect(made.setError).not.toHaveBeenCalled();
  });
});
