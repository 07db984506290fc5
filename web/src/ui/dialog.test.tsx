// A window over the page: where the focus goes, what Esc and the cross do, and that what is behind is not read meanwhile.
import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useRef, useState } from "react";
import { describe, expect, it, vi } from "vitest";
import { ana, render_as } from "@/testing/render";
import { Button } from "./Button";
import { Dialog, DialogClose, type DialogProps } from "./Dialog";
import { Field, Input } from "./Field";

function Scene({ side, first }: { side?: DialogProps["side"]; first?: boolean }) {
  const [is_open, set_is_open] = useState(false);
  const second = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button onClick={() => set_is_open(true)}>Open</Button>
      <a href="/elsewhere">Behind</a>
      {is_open && (
        <Dialog open onOpenChange={set_is_open} title="A window" description="What it is for." side={side} initialFocus={first ? undefined : second} footer={<DialogClose render={<Button>Not now</Button>} />}>
          <Field label="One">
            <Input />
          </Field>
          <Field label="Two">
            <Input ref={second} />
          </Field>
        </Dialog>
      )}
    </>
  );
}
const open_it = async (node = <Scene first />) => {
  await render_as(ana, node);
  const opener = await screen.findByRole("button", { name: "Open" });
  await userEvent.click(opener);
  return { opener, dialog: within(await screen.findByRole("dialog")) };
};

describe.each([{ side: "centre" as const }, { side: "right" as const }])("a window at the $side", ({ side }) => {
  it("is named by its title and described by its sentence", async () => {
    await open_it(<Scene side={side} first />);
    const dialog = screen.getByRole("dialog", { name: "A window" });
    expect(document.getElementById(dialog.getAttribute("aria-describedby") ?? "")?.textContent).toBe("What it is for.");
  });
  it("takes the focus to its first field, and gives it back by Esc", async () => {
    const { opener, dialog } = await open_it(<Scene side={side} first />);
    await waitFor(() => expect(document.activeElement).toBe(dialog.getByLabelText("One")));
    await userEvent.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    await waitFor(() => expect(document.activeElement).toBe(opener));
  });
  it("takes it elsewhere where that is asked for", async () => {
    const { dialog } = await open_it(<Scene side={side} />);
    await waitFor(() => expect(document.activeElement).toBe(dialog.getByLabelText("Two")));
  });
  it("is left by the cross and by the button that says no", async () => {
    const { dialog } = await open_it(<Scene side={side} first />);
    await userEvent.click(dialog.getByRole("button", { name: "Close" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    await userEvent.click(screen.getByRole("button", { name: "Open" }));
    await userEvent.click(await screen.findByRole("button", { name: "Not now" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  });
  it("hides what is behind it from who cannot see that it covers it", async () => {
    await open_it(<Scene side={side} first />);
    await waitFor(() => expect(screen.queryByRole("link", { name: "Behind" })).toBeNull());
    await userEvent.keyboard("{Escape}");
    await waitFor(() => expect(screen.getByRole("link", { name: "Behind" })).toBeTruthy());
  });
});

describe("a window", () => {
  it("reaches its cross last by Tab", async () => {
    const { dialog } = await open_it();
    await waitFor(() => expect(document.activeElement).toBe(dialog.getByLabelText("One")));
    const order = [];
    for (let press = 0; press < 3; press += 1) {
      await userEvent.tab();
      order.push(document.activeElement?.textContent || document.activeElement?.getAttribute("aria-label") || document.activeElement?.tagName);
    }
    expect(order).toEqual(["INPUT", "Not now", "Close"]);
  });
  it("does not ask to be closed by a key that is not Esc", async () => {
    const asked = vi.fn();
    await render_as(ana, <Dialog open onOpenChange={asked} title="A window" />);
    fireEvent.keyDown(await screen.findByRole("dialog"), { key: "Enter" });
    fireEvent.keyDown(screen.getByRole("dialog"), { key: "x" });
    expect(asked).not.toHaveBeenCalled();
  });
});
