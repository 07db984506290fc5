// A manager and a rep, each in their own browser, hold a 1:1 from the inspection gate to the next session: notes live both ways, words typed without a
// network survive a closed tab, the rep confirms and rates, and the next session opens on the commitment.
//   BASE_URL=http://127.0.0.1:8787 node tests/e2e/conversation.mjs      (a demonstration: its clock is moved to the next session at the end)
import assert from "node:assert/strict";
import { context_as, open, start_browser } from "./browser.mjs";
import { accessible, pair_of_logins, plan, post } from "./pair.mjs";

/** Waiting is bounded: what is promised within a second is asked for within a second, times SLACK on a busy machine. */
const second = 1_000 * Number(process.env.SLACK ?? 1);
const commitment = `I will ask “what does a week of that cost you?” on every discovery call, and wait for the number. (${new Date().toISOString().slice(11, 19)})`;

let steps = 0;
async function step(says, run) {
  const from = Date.now();
  await run();
  steps += 1;
  console.log(`ok   ${says} (${Date.now() - from} ms)`);
}

const note_on = (page, stage) => page.getByRole("textbox", { name: `Notes on ${stage}, seen by both of you` });
const value_is = (page, locator, holds, within) => page.waitForFunction(([node, wanted]) => node.value.includes(wanted), [locator, holds], { timeout: within });
const sees = async (page, stage, words, within = second) => value_is(page, await note_on(page, stage).elementHandle(), words, within);
const stage_is = (page, stage, within = second) => page.getByRole("heading", { level: 2, name: stage, exact: true }).waitFor({ timeout: within });

const browser = await start_browser();
try {
  const { manager, rep, rep_id } = await pair_of_logins(browser);
  const managers = await context_as(browser, manager);
  const reps = await context_as(browser, rep);
  const session = await plan(managers.context, rep_id);
  const address = `/sessions/${session}`;
  const ben = await managers.context.newPage();
  let ana = await reps.context.newPage();
  await open(ben, address);
  await open(ana, address);

  await step("the rep says that they will be there", async () => {
    await ana.getByRole("button", { name: "I will be there" }).click();
    await ana.getByText("Confirmed", { exact: true }).first().waitFor({ timeout: 5 * second });
    await accessible(ben, "before the start");
  });

  await step("each sees that the other is here", async () => {
    await ben.getByText(`${rep.name.split(" ")[0]} is here`).waitFor({ timeout: 5 * second });
    await ana.getByText(`${manager.name.split(" ")[0]} is here`).waitFor({ timeout: 5 * second });
  });

  await step("the manager starts, and both stand at the gate or in the first stage", async () => {
    await ben.getByRole("button", { name: "Start the conversation" }).click();
    await ben.getByRole("timer").first().waitFor({ timeout: 5 * second });
    await ana.getByRole("timer").first().waitFor({ timeout: 5 * second });
  });

  await step("what is open from before is judged by key, and nothing else is there until then", async () => {
    const gate = ben.getByRole("region", { name: "Commitment to inspect" });
    for (let open_ones = 0; open_ones < 12 && (await gate.isVisible()); open_ones++) {
      assert.equal(await ben.getByRole("textbox", { name: /^Notes on/ }).count(), 0);
      assert.equal(await ana.getByRole("textbox", { name: /^Notes on/ }).count(), 0);
      if (open_ones === 0) await accessible(ben, "at the gate");
      const quote = await gate.locator("blockquote").textContent();
      await ben.locator("body").press("2");
      await ben.waitForFunction((was) => document.querySelector("[aria-label='Commitment to inspect'] blockquote")?.textContent !== was, quote, { timeout: 5 * second });
    }
    await note_on(ben, "Inspect").waitFor({ timeout: 5 * second });
    await note_on(ana, "Inspect").waitFor({ timeout: 5 * second });
  });

  await step("the next stage is reached by key and shows on the other side within a second", async () => {
    await ben.locator("body").press("n");
    await stage_is(ben, "Open");
    await stage_is(ana, "Open");
    await ben.locator("body").press("n");
    await stage_is(ana, "Goal");
  });

  await step("notes appear on the other side within a second, both ways", async () => {
    await note_on(ana, "Goal").pressSequentially("Hear the customer say the cost.");
    await sees(ben, "Goal", "Hear the customer say the cost.");
    await note_on(ben, "Goal").press("Control+End");
    await note_on(ben, "Goal").pressSequentially("\nBy the end of the month.");
    await sees(ana, "Goal", "By the end of the month.");
  });

  await step("both type at once and no word is lost", async () => {
    await note_on(ana, "Goal").press("Control+Home");
    await Promise.all([
      note_on(ana, "Goal").pressSequentially("From the rep, at the same time.\n", { delay: 25 }),
      note_on(ben, "Goal").press("Control+End").then(() => note_on(ben, "Goal").pressSequentially("\nFrom the manager, at the same time.", { delay: 25 })),
    ]);
    for (const page of [ana, ben]) for (const words of ["From the rep, at the same time.", "From the manager, at the same time.", "Hear the customer say the cost.", "By the end of the month."]) await sees(page, "Goal", words, 4 * second);
    const texts = await Promise.all([note_on(ana, "Goal").inputValue(), note_on(ben, "Goal").inputValue()]);
    assert.equal(texts[0], texts[1]);
  });

  await step("a private note stays private", async () => {
    await ana.getByRole("textbox", { name: "Private note, only you can read it" }).fill("canary-of-the-rep");
    await ana.waitForTimeout(second);
    assert.ok(!(await (await managers.context.request.get(`/api${address}`)).text()).includes("canary-of-the-rep"));
  });

  await step("pause stops both clocks, and going on starts them", async () => {
    await note_on(ben, "Goal").press("Escape");
    await ben.keyboard.press(" ");
    await ana.getByRole("timer").getByText("paused").first().waitFor({ timeout: second });
    await ben.keyboard.press(" ");
    await ana.getByRole("timer").getByText("left").first().waitFor({ timeout: second });
  });

  await step("words typed without a network survive a closed tab and reach the other side", async () => {
    await reps.context.setOffline(true);
    await note_on(ana, "Goal").press("Control+End");
    await note_on(ana, "Goal").pressSequentially("\nTyped without a network.");
    await ana.getByText("Offline, kept on this device").first().waitFor({ timeout: 5 * second });
    await note_on(ben, "Goal").press("Control+Home");
    await note_on(ben, "Goal").pressSequentially("Written meanwhile.\n");
    await ben.waitForTimeout(second);
    await ana.close();
    await reps.context.setOffline(false);
    ana = await reps.context.newPage();
    await open(ana, address);
    await sees(ana, "Goal", "Typed without a network.", 5 * second);
    await sees(ana, "Goal", "Written meanwhile.", 5 * second);
    await sees(ben, "Goal", "Typed without a network.", 5 * second);
  });

  await step("the manager goes through the rest of the agenda", async () => {
    for (const stage of ["Reality", "Options", "Will"]) {
      await ben.getByRole("button", { name: `Next: ${stage}` }).click();
      await stage_is(ana, stage);
    }
    await accessible(ben, "the conversation");
  });

  await step("an outcome gets a hint and is not refused; a behaviour is recognised", async () => {
    const words = ana.getByRole("textbox", { name: "What will you do, in your own words?" });
    await words.fill("Book two more meetings.");
    await ana.locator("form [role=status]").filter({ hasText: /\w/ }).waitFor({ timeout: 5 * second });
    await words.fill(commitment);
    await ana.getByRole("button", { name: "Commit", exact: true }).click();
    await ana.getByRole("list", { name: "Commitments of this conversation" }).getByText(commitment).waitFor({ timeout: 5 * second });
    await ben.getByRole("list", { name: "Commitments of this conversation" }).getByText(commitment).waitFor({ timeout: 5 * second });
  });

  await step("a commitment is withdrawn and taken back", async () => {
    await ana.getByRole("button", { name: `Withdraw: ${commitment}` }).click();
    await ana.getByRole("button", { name: "Undo" }).click();
    await ben.getByRole("list", { name: "Commitments of this conversation" }).getByText(commitment).waitFor({ timeout: 5 * second });
  });

  let next;
  await step("the next session takes the same slot in one tap, and the conversation ends", async () => {
    await ben.getByRole("button", { name: "Close the conversation" }).click();
    const closing = ben.getByRole("dialog");
    await accessible(ben, "closing");
    const same_slot = closing.getByRole("button", { name: /^Same slot/ });
    if (await same_slot.isVisible()) await same_slot.click();
    next = await (await closing.getByRole("link", { name: "Open it" }).elementHandle({ timeout: 5 * second })).getAttribute("href");
    await closing.getByRole("button", { name: "End it now" }).click();
    await ben.getByRole("button", { name: "Print" }).waitFor({ timeout: 5 * second });
    await ana.getByRole("button", { name: "Print" }).waitFor({ timeout: 5 * second });
  });

  await step("the rep confirms in one tap and rates; the manager sees only that it is confirmed", async () => {
    await ana.getByRole("button", { name: "Yes, we talked" }).click();
    await ben.getByText(/has confirmed that it was held/).waitFor({ timeout: 5 * second });
    await ana.getByRole("button", { name: "9 of 10" }).click();
    await ana.locator("[aria-pressed=true]", { hasText: "9" }).waitFor({ timeout: 5 * second });
    assert.equal(await ben.getByText("Was this useful?").count(), 0);
    const seen = await (await managers.context.request.get(`/api${address}`)).json();
    assert.equal(seen.confirmation.usefulness, undefined);
    await accessible(ana, "the summary, to the rep");
  });

  await step("the summary fits on one printed page", async () => {
    const pdf = await ben.pdf({ format: "A4" });
    assert.equal(pdf.toString("latin1").match(/\/Type\s*\/Page\b/g).length, 1);
  });

  await step("the next session opens on the commitment, word for word", async () => {
    const { starts_at } = await (await managers.context.request.get(`/api${next}`)).json();
    const { now } = await (await managers.context.request.get("/api/me")).json();
    const days = Math.ceil((Date.parse(starts_at) - Date.parse(now)) / 86_400_000 - 0.5); // it may start twelve hours early
    if (days > 0) await post(managers.context, "/api/demo/clock", { days });
    const { context, complaints } = await context_as(browser, manager); // days without a request end a sign-in
    const ben_later = await context.newPage();
    await open(ben_later, next);
    await ben_later.locator("blockquote", { hasText: commitment }).waitFor({ timeout: 5 * second });
    await ben_later.getByRole("button", { name: "Start the conversation" }).click();
    const gate = ben_later.getByRole("region", { name: "Commitment to inspect" });
    await gate.locator("blockquote", { hasText: commitment }).waitFor({ timeout: 5 * second });
    await ben_later.locator("body").press("1");
    await note_on(ben_later, "Inspect").waitFor({ timeout: 5 * second });
    assert.deepEqual(complaints, []);
  });

  assert.deepEqual([...managers.complaints, ...reps.complaints], [], "console errors or refusals of the content security policy");
  console.log(`${steps} steps, no complaint`);
} finally {
  await browser.close();
}
