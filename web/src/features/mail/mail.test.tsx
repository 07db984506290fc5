// The outbox: that nothing leaves is said, and what was given up can be tried again.
import { fireEvent, screen, waitFor } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { open_page } from "@/testing/open_page";
import { ana } from "@/testing/render";
import { fake_server } from "@/testing/server";
import type { Mail } from "./mail";

afterEach(() => vi.unstubAllGlobals());
const admin = { ...ana, roles: ["admin" as const] };
const empty: Mail = { is_set_up: false, is_simulated: false, waiting: 2, sent: 0, dead: 0, letters: [] };

describe("the outbox", () => {
  it("says that nothing leaves without a mail server", async () => {
    fake_server({ "GET /api/mail": empty });
    await open_page(admin, "/mail");
    expect(await screen.findByText(/No mail server is set/)).toBeTruthy();
    expect(screen.getByText("Nothing was refused.")).toBeTruthy();
  });
  it("says where letters go, and tries one again that was given up", async () => {
    const server = fake_server({
      "GET /api/mail": { ...empty, is_set_up: true, server: "smtp.example.com:587, starttls", from: "backbeat@example.com", dead: 1, letters: [{ id: "l1", kind: "invitation", state: "dead", address: "x@example.com", created_at: "2027-03-01T09:00:00Z", attempts: 1, error: "550 no such user" }] },
      "POST /api/mail/l1/retry": {},
    });
    await open_page(admin, "/mail");
    expect(await screen.findByText(/smtp.example.com:587/)).toBeTruthy();
    expect(screen.getByText("550 no such user")).toBeTruthy();
    fireEvent.click(screen.getByRole("button", { name: /Try again/ }));
    await waitFor(() => expect(server.asked_of("POST /api/mail/l1/retry")).toHaveLength(1));
  });
});
