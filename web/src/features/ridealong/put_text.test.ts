import { afterEach, describe, expect, it, vi } from "vitest";
import { restored } from "@/live/note_state";
import { heldBeside } from "@/live/put_text";
import { fake_server, no_network } from "@/testing/server";
import { heldText, is_ride_along_text, listen_for_target, pre_brief_target, putRideAlongText, self_assessment_target } from "./put_text";
import { ride_along } from "./sample_ride_along";

afterEach(() => vi.unstubAllGlobals());

describe("what is saved as it is typed", () => {
  it("goes to the pre-brief, each side with its own fields alone", async () => {
    const server = fake_server({ "PUT /api/ride-alongs/r1/pre-brief": {} });
    await putRideAlongText("r1", pre_brief_target, { text: "objective: Hear the cost\\nof a week", version: 0 });
    await putRideAlongText("r1", listen_for_target, { text: "The silence after the question", version: 0 });
    expect(server.asked.map(({ body }) => body)).toEqual([{ people: "", objective: "Hear the cost\nof a week", objections: "", skill: "" }, { listen_for: "The silence after the question" }]);
  });

  it("counts what was taken, so that the draft is done with", async () => {
    fake_server({ "PUT /api/ride-alongs/r1/self-assessment": {} });
    expect(await putRideAlongText("r1", self_assessment_target, { text: "I waited.", version: 3 })).toEqual({ outcome: "accepted", server: { text: "I waited.", version: 4 } });
  });

  it("does not send an assessment that says nothing", async () => {
    const server = fake_server({});
    expect((await putRideAlongText("r1", self_assessment_target, { text: " \n", version: 1 })).outcome).toBe("accepted");
    expect(server.asked).toHaveLength(0);
  });

  it("fails without a network, so that it is tried again", async () => {
    fake_server({ "PUT /api/ride-alongs/r1/self-assessment": no_network });
    await expect(putRideAlongText("r1", self_assessment_target, { text: "x", version: 0 })).rejects.toMatchObject({ status: 0 });
  });

  it("is read back from what the server holds", () => {
    const held = ride_along({ pre_brief: { ...ride_along().pre_brief, people: "Dana", objective: "Cost", objections: "", skill: "", listen_for: "Silence" } });
    expect(heldText(held, pre_brief_target)).toBe("people: Dana\nobjective: Cost");
    expect(heldText(held, listen_for_target)).toBe("Silence");
    expect(heldText(held, self_assessment_target)).toBe("");
  });

  it("lays a draft of this device over what another device wrote meanwhile, and loses neither", () => {
    const kept = { base: { text: "people: Dana", version: 2 }, text: "people: Dana\nobjective: Cost" };
    const there = heldBeside("people: Dana\nskill: Asking", kept);
    expect(restored(there, kept).text.split("\n").sort()).toEqual(["objective: Cost", "people: Dana", "skill: Asking"]);
    expect(restored(heldBeside("people: Dana", kept), kept).text).toBe(kept.text);
    expect(heldBeside("people: Dana", undefined)).toEqual({ text: "people: Dana", version: 0 });
  });

  it("is told from the notes of a conversation by its name", () => {
    expect([pre_brief_target, listen_for_target, self_assessment_target].every(is_ride_along_text)).toBe(true);
    expect(is_ride_along_text("reality") || is_ride_along_text("private")).toBe(false);
  });
});
