// An address of a session that is none of the viewer's conversations.
import "fake-indexeddb/auto";
import { screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ride_along } from "@/features/ridealong/sample_ride_along";
import { open_page } from "@/testing/open_page";
import { ana } from "@/testing/render";
import { fake_server, Refused } from "@/testing/server";

class Silence extends EventTarget {
  close() {}
}
beforeEach(() => vi.stubGlobal("EventSource", Silence));
afterEach(() => vi.unstubAllGlobals());

const gone = new Refused(404, { title: "There is nothing here" });

describe("a link to a session", () => {
  it("that is a ride-along opens the ride-along", async () => {
    fake_server({ "GET /api/sessions/r1": gone, "GET /api/ride-alongs/r1": ride_along({ viewer: "manager", manager: ana.person }), "GET /api/playbook": { competencies: [] } });
    const { router } = await open_page(ana, "/sessions/r1");
    await waitFor(() => expect(router.state.location.pathname).toBe("/ride-alongs/r1"));
    expect(await screen.findByRole("heading", { level: 1, name: "Acme with Ana Ortiz" })).toBeTruthy();
  });
  it("that is neither says that there is nothing to see", async () => {
    fake_server({ "GET /api/sessions/s9": gone, "GET /api/ride-alongs/s9": gone, "GET /api/sessions/s9/shared": gone });
    await open_page(ana, "/sessions/s9");
    expect(await screen.findByText(/nothing here that you can see|both/i)).toBeTruthy();
  });
});
