import { screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { ana, render_as } from "@/testing/render";
import { Button, DateTime, Field, Input, initials, NumberWithN, Sparkline, Table } from ".";

describe("a field", () => {
  it("names its control and gives it its error and hint", async () => {
    await render_as(ana, <Field label="Last day" hint="Included." error="Before the first."><Input /></Field>);
    const control = await screen.findByLabelText("Last day");
    expect(control.getAttribute("aria-invalid")).toBe("true");
    const described = (control.getAttribute("aria-describedby") ?? "").split(" ").map((id) => document.getElementById(id)?.textContent);
    expect(described).toEqual(["Before the first.", "Included."]);
  });
});

describe("a button", () => {
  it("at work keeps its name and cannot be pressed twice", async () => {
    await render_as(ana, <Button busy>Save</Button>);
    const button = (await screen.findByRole("button", { name: "Save" })) as HTMLButtonElement;
    expect(button.disabled).toBe(true);
    expect(button.getAttribute("aria-busy")).toBe("true");
  });
});

describe("a time", () => {
  const at = "2027-01-15T15:00:00Z";
  it("is in the viewer's zone and machine-readable", async () => {
    await render_as(ana, <DateTime at={at} show="time" />);
    const time = (await screen.findByText(/[:.]00/)).closest("time");
    expect(time?.getAttribute("datetime")).toBe(at);
    expect(time?.textContent).toMatch(/4:00|16:00/);
  });
  it("says its own zone when that zone shows another clock", async () => {
    await render_as(ana, <DateTime at={at} zone="America/New_York" show="time" />);
    expect((await screen.findByText(/\(/)).textContent).toMatch(/10:00.*(EST|GMT-5)/);
  });
  it("does not when the clocks agree", async () => {
    await render_as(ana, <DateTime at={at} zone="Europe/Paris" show="time" />);
    expect(document.querySelector("time")?.textContent).not.toContain("(");
  });
});

describe("a number", () => {
  it("carries its n and its interval", async () => {
    await render_as(ana, <NumberWithN label="Held" value={0.82} n={28} low={0.64} high={0.92} unit="share" />);
    expect(await screen.findByText("82%")).toBeTruthy();
    expect(screen.getByText("n = 28")).toBeTruthy();
    expect(screen.getByText("64% to 92%")).toBeTruthy();
  });
  it("that is unknown says so", async () => {
    await render_as(ana, <NumberWithN label="Held" value={undefined} />);
    expect(await screen.findByText("Not enough data")).toBeTruthy();
  });
});

describe("a sparkline", () => {
  it("keeps a gap a gap", async () => {
    await render_as(ana, <Sparkline label="Weeks" values={[1, 2, null, 3, 4]} />);
    const path = (await screen.findByRole("img", { name: "Weeks" })).querySelector("path")?.getAttribute("d") ?? "";
    expect(path.match(/M/g)).toHaveLength(2);
  });
  it("of one point is not drawn", async () => {
    await render_as(ana, <Sparkline label="Weeks" values={[1, null]} />);
    expect(screen.queryByRole("img")).toBeNull();
  });
});

describe("a table", () => {
  it("keeps its roles when it is laid out as cards", async () => {
    const columns = [
      { key: "name", title: "Name", is_row_header: true, cell: (row: { name: string; count: number }) => row.name },
      { key: "count", title: "Count", cell: (row: { name: string; count: number }) => row.count },
    ];
    await render_as(ana, <Table caption="People" columns={columns} rows={[{ name: "Ana", count: 3 }]} row_key={(row) => row.name} />);
    expect(await screen.findByRole("table", { name: "People" })).toBeTruthy();
    expect(screen.getByRole("rowheader", { name: "Ana" })).toBeTruthy();
    expect(screen.getAllByRole("columnheader").map((header) => header.textContent)).toEqual(["Name", "Count"]);
  });
});

describe("initials", () => {
  it("are of the first and the last name", () => expect(initials("Ana María López")).toBe("AL"));
  it("of a single name are one letter", () => expect(initials(" Ana ")).toBe("A"));
});
