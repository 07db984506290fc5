// The manager holds a 1:1 on a phone, with one thumb: nothing scrolls sideways, the timer stays on top, the next step and the four parts stay at the foot.
//   BASE_URL=http://127.0.0.1:8787 node tests/e2e/conversation_phone.mjs      (WIDTH=320 for the smallest)
import assert from "node:assert/strict";
import { context_as, open, start_browser } from "./browser.mjs";
import { accessible, pair_of_logins, plan } from "./pair.mjs";

const second = 1_000 * Number(process.env.SLACK ?? 1);
const size = { width: Number(process.env.WIDTH ?? 390), height: 780 };

let steps = 0;
async function step(says, run) {
  await run();
  steps += 1;
  console.log(`ok   ${says}`);
}

const browser = await start_browser();
try {
  const { manager, rep_id } = await pair_of_logins(browser);
  const { context, complaints } = await context_as(browser, manager, size);
  const address = `/sessions/${await plan(context, rep_id)}`;
  const page = await context.newPage();
  const fits = async (where) => {
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), 0, `${where} scrolls sideways`);
    await accessible(page, where);
  };
  const parts = page.getByRole("navigation", { name: "Parts of the conversation" });
  const go_to = (part) => parts.getByRole("button", { name: part }).click();
  /** In the lower half of the screen, where a thumb reaches, and large enough for it. */
  const within_reach = async (locator) => {
    const box = await locator.boundingBox();
    assert.ok(box && box.y > size.height / 2 && box.y + box.height <= size.height && box.height >= 40, JSON.stringify(box));
  };

  await step("before the start", async () => {
    await open(page, address);
    await fits("before the start");
    await page.getByRole("button", { name: "Start the conversation" }).click();
    await page.getByRole("timer").first().waitFor({ timeout: 5 * second });
  });

  await step("the verdicts stay within reach at the gate", async () => {
    const gate = page.getByRole("region", { name: "Commitment to inspect" });
    for (let judged = 0; judged < 12 && (await gate.isVisible()); judged++) {
      if (judged === 0) await fits("the gate");
      const quote = await gate.locator("blockquote").textContent();
      await within_reach(gate.getByRole("button", { name: /No occasion/ }));
      await gate.getByRole("button", { name: /Partly/ }).click();
      await page.waitForFunction((was) => document.querySelector("[aria-label='Commitment to inspect'] blockquote")?.textContent !== was, quote, { timeout: 5 * second });
    }
    await parts.waitFor({ timeout: 5 * second });
  });

  await step("the four parts take the place of the application's bar", async () => {
    assert.equal(await page.getByRole("navigation", { name: "Main" }).filter({ visible: true }).count(), 0);
    for (const part of ["Notes", "Evidence", "Commitment", "Agenda"]) {
      await go_to(part);
      await within_reach(parts.getByRole("button", { name: part }));
      await fits(part);
    }
  });

  await step("the next stage is one tap from every part, and the timer stays on top", async () => {
    for (const [part, stage] of [["Notes", "Open"], ["Evidence", "Goal"], ["Commitment", "Reality"]]) {
      await go_to(part);
      const next = page.getByRole("button", { name: `Next: ${stage}` });
      await within_reach(next);
      await next.click();
      await page.getByRole("timer", { name: `Time in ${stage}` }).filter({ visible: true }).first().waitFor({ timeout: 5 * second });
    }
    await page.mouse.wheel(0, 2_000);
    const timer = await page.getByRole("timer", { name: "Time in Reality" }).filter({ visible: true }).first().boundingBox();
    assert.ok(timer && timer.y >= 0 && timer.y < size.height / 4, JSON.stringify(timer));
  });

  await step("a note is written and kept", async () => {
    await go_to("Notes");
    await page.getByRole("textbox", { name: "Notes on Reality, seen by both of you" }).fill("One moment of one call.");
    await page.getByRole("region", { name: "Notes on Reality" }).getByText("Saved").waitFor({ timeout: 5 * second });
  });

  assert.deepEqual(complaints, [], "console errors or refusals of the content security policy");
  console.log(`${steps} steps, no complaint`);
} finally {
  await browser.close();
}
