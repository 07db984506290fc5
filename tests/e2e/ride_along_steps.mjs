// What both journeys of a ride-along share: from the pre-brief of a booked one to the inspected commitment, with two people in two browsers.
import assert from "node:assert/strict";
import { context_as, open } from "./browser.mjs";
import { accessible, plan, post } from "./pair.mjs";

const second = 1_000 * Number(process.env.SLACK ?? 1);
export const patient = 5 * second;
const phone = { width: 390, height: 780, touch: true };

let steps = 0;
export async function step(says, run) {
  const from = Date.now();
  await run();
  steps += 1;
  console.log(`ok   ${says} (${Date.now() - from} ms)`);
}

export const fits = async (page, where) => {
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), 0, `${where} scrolls sideways`);
  await accessible(page, where);
};
export const text = (page, words) => page.getByText(words).filter({ visible: true }).first().waitFor({ timeout: patient });
export const in_list = (page, name) => page.getByRole("list", { name });
/** The pad says "Saved" while it has nothing to send, too; what counts is what the server holds. */
async function held_notes(context, id, count) {
  for (const until = Date.now() + patient; ; await new Promise((resolve) => setTimeout(resolve, 200))) {
    const { notes } = await (await context.request.get(`/api/ride-alongs/${id}`)).json();
    if (notes.length >= count) return notes;
    assert.ok(Date.now() < until, `the server holds ${notes.length} of ${count} notes`);
  }
}

/** The manager's and the rep's browsers; `end` says what either complained of. */
export async function two_at_work(browser, { manager, rep }) {
  const complaints = [];
  const sign_in = async (login, size) => {
    const signed = await context_as(browser, login, size);
    complaints.push(signed.complaints);
    return signed.context;
  };
  const [managers, reps] = [await sign_in(manager), await sign_in(rep)];
  const end = () => {
    assert.deepEqual(complaints.flat(), [], "console errors or refusals of the content security policy");
    console.log(`${steps} steps, no complaint`);
  };
  return { managers, reps, ben: await managers.newPage(), ana: await reps.newPage(), sign_in, end };
}

/**
 * From the pre-brief on. `work` is what `two_at_work` made, `people` the logins `manager`, `rep` and `leader` with `rep_id`, `booked` the `id` and `account` of the ride-along;
 * `until_the_day(managers)` moves the server's clock to the day of the call.
 */
export async function ride_along(work, { manager, rep, rep_id, leader }, { id, account }, until_the_day) {
  let { managers, reps, ben, ana } = work;
  const { sign_in } = work;
  const [rep_name, manager_name] = [rep.name.split(" ")[0], manager.name.split(" ")[0]];
  const address = `/ride-alongs/${id}`;
  const mark = new Date().toISOString().slice(11, 19);
  const commitment = `I will ask “what does a week of that cost you?” and count to ten before I speak. (${mark})`;

  await step("the rep's home page asks for the pre-brief, which is saved as it is typed and survives a lost network and a closed tab", async () => {
    await open(ana, "/");
    await in_list(ana, "Ride-alongs").getByRole("link", { name: new RegExp(`Prepare ${account}`) }).click();
    await ana.getByLabel("Who will be there, and what does each of them want?").fill("Dana, finance: sees what it costs.");
    await ana.getByText("Saved").first().waitFor({ timeout: patient });
    await reps.setOffline(true);
    await ana.getByLabel("What will be different after this call?").fill("They say what one week costs.");
    await text(ana, "Offline, kept on this device");
    await ana.close();
    await reps.setOffline(false);
    ana = await reps.newPage();
    await open(ana, address);
    await ana.waitForFunction(() => [...document.querySelectorAll("textarea")].some(({ value }) => value === "They say what one week costs."), undefined, { timeout: patient });
    await ana.getByLabel("What do you expect to hear against it, and how will you meet it?").fill("“Not this quarter.” I ask what waiting costs.");
    await ana.getByLabel("Which skill are you working on?").fill("Asking for the number and waiting");
    await ana.getByRole("button", { name: "I am ready" }).click({ timeout: patient });
    await text(ana, /^Ready since/);
    await fits(ana, "the pre-brief");
  });

  await step("the rep consents to a takeover, and the manager reads the plan, says what they listen for and confirms the format", async () => {
    await ana.getByRole("button", { name: `Yes, ${manager_name} may` }).click();
    await open(ben, address);
    await text(ben, "They say what one week costs.");
    await text(ben, `Yes, signed by ${rep_name}.`);
    await ben.getByLabel("What will you listen for?").fill("The silence after the question.");
    await ben.getByRole("button", { name: "Confirm the format" }).click();
    await text(ana, "The silence after the question.");
    await text(ana, `Confirmed by ${manager_name}`);
    await fits(ben, "before the call");
  });

  await step("on the day, the call begins on the manager's phone, and consent can no longer be changed", async () => {
    await until_the_day(managers);
    for (const context of [managers, reps]) await context.close(); // a day without a request may end a sign-in
    [managers, reps] = [await sign_in(manager, phone), await sign_in(rep)];
    [ben, ana] = [await managers.newPage(), await reps.newPage()];
    await open(ben, address);
    await ben.getByRole("button", { name: "The call begins" }).click();
    await ben.getByRole("group", { name: "Put down a note" }).waitFor({ timeout: patient });
    await open(ana, address);
    await text(ana, "The silence after the question.");
    assert.equal(await ana.getByRole("button", { name: "No", exact: true }).count(), 0);
    await fits(ben, "the note pad on a phone");
  });

  const pad = () => ben.getByRole("group", { name: "Put down a note" });
  await step("one tap is a note, under the thumb, and words can follow", async () => {
    const box = await pad().getByRole("button", { name: "Objection" }).boundingBox();
    assert.ok(box && box.y > phone.height / 2 && box.y + box.height <= phone.height && box.height >= 44, JSON.stringify(box));
    await pad().getByRole("button", { name: "Question asked" }).tap();
    await ben.getByRole("textbox", { name: /^Words for: Question asked/ }).fill("What does a week of that cost you?");
    await ben.getByRole("textbox", { name: /^Words for/ }).press("Enter");
    await held_notes(reps, id, 1);
  });

  await step("notes taken without a network survive a closed tab and reach the server once", async () => {
    await managers.setOffline(true);
    await pad().getByRole("button", { name: "Objection" }).tap();
    await ben.getByRole("textbox", { name: /^Words for: Objection/ }).fill("We tried this two years ago");
    await pad().getByRole("button", { name: "Price" }).tap();
    await text(ben, "Offline, kept on this device");
    await ben.close();
    await managers.setOffline(false);
    ben = await managers.newPage();
    await open(ben, address);
    const notes = await held_notes(reps, id, 3);
    assert.deepEqual(notes.map(({ tag, text: words }) => [tag, words]), [["question", "What does a week of that cost you?"], ["objection", "We tried this two years ago"], ["price", ""]]);
    await text(ben, "Saved");
  });

  await step("a note is removed and taken back", async () => {
    await ben.getByRole("button", { name: /^Remove: Price/ }).tap();
    await ben.getByRole("button", { name: "Undo" }).tap();
    await in_list(ben, "Notes of the call").getByText("Price").waitFor({ timeout: patient });
  });

  await step("a takeover takes two presses, shows on the rep's side, and is handed back by one", async () => {
    await ben.getByRole("button", { name: "Take over" }).tap();
    await text(ben, `${rep_name} consented. Press once more to take over.`);
    await ben.getByRole("button", { name: "Take over now" }).tap();
    await text(ana, `${manager_name} has the call, and hands it back before the close.`);
    await fits(ben, "a call taken over");
    await ben.getByRole("button", { name: "Hand back" }).tap();
    await ana.getByText(`${manager_name} has the call`).waitFor({ state: "detached", timeout: patient });
  });

  await step("the call is over, and both home pages count down to the debrief", async () => {
    await ben.getByRole("button", { name: "End", exact: true }).tap();
    await ben.getByRole("button", { name: "The call is over" }).tap();
    await ben.getByRole("button", { name: "Begin the debrief" }).waitFor({ timeout: patient });
    await managers.close();
    managers = await sign_in(manager); // the debrief is at a desk
    ben = await managers.newPage();
    for (const [page, name] of [[ben, rep_name], [ana, manager_name]]) {
      await open(page, "/");
      await in_list(page, "Ride-alongs").getByRole("link", { name: new RegExp(`Debrief ${account} with ${name}.*left`) }).waitFor({ timeout: patient });
    }
    await accessible(ben, "home with a debrief due");
    await open(ben, address);
    await open(ana, address);
  });

  const part = (page, name) => page.getByRole("region", { name });
  await step("the rep says first how they saw it, and the manager's comments come after", async () => {
    await ben.getByRole("button", { name: "Begin the debrief" }).click();
    await text(ben, "First the rep says how they saw it.");
    assert.equal(await part(ben, "At most three comments").getByRole("textbox").count(), 0);
    await ana.getByLabel("How did you see it?").fill("I asked for the number, and the second time I waited.");
    await text(ben, "I asked for the number, and the second time I waited.");
    await fits(ben, "the debrief");
    await ben.locator("body").press("n");
    await part(ana, "At most three comments").getByRole("timer").waitFor({ timeout: patient });
  });

  await step("three comments arrive on the other side, and a fourth is kindly refused", async () => {
    for (const number of [1, 2, 3]) {
      const said = part(ben, "At most three comments");
      await said.getByRole("textbox").fill(`Comment ${number}: eleven seconds of nothing.`);
      await said.getByRole("button", { name: "Say it" }).click();
      await in_list(ana, `${manager_name}'s comments`).getByText(`Comment ${number}:`).waitFor({ timeout: patient });
    }
    await text(ben, "That is 3, and nobody works on more at a time.");
    assert.equal(await part(ben, "At most three comments").getByRole("textbox").count(), 0);
    const fourth = await post(managers, `/api${address}/comments`, { text: "And another thing." });
    assert.equal(fourth.status, 409, JSON.stringify(fourth.body));
  });

  await step("the rep's next step is a commitment; the next session is confirmed, and the debrief ends in time", async () => {
    await ben.getByRole("button", { name: "Next: Your next step" }).click();
    await part(ana, "Your next step").getByRole("timer").waitFor({ timeout: patient });
    await part(ana, "Your next step").getByLabel("What will you do, in your own words?").fill(commitment);
    await part(ana, "Your next step").getByRole("button", { name: "Commit", exact: true }).click();
    await part(ben, "Your next step").getByText(commitment).waitFor({ timeout: patient });
    const session = await plan(managers, rep_id);
    await ben.reload();
    await part(ben, "Next session").getByRole("button", { name: "Confirm it" }).click();
    await part(ana, "Next session").getByText(/^Confirmed:/).waitFor({ timeout: patient });
    assert.equal((await (await managers.request.get(`/api${address}`)).json()).debrief.next_session_id, session);
    await ben.getByRole("button", { name: "End the debrief" }).click();
    await text(ben, "Within 24 hours");
    await text(ana, "Was this useful?");
    await fits(ana, "a ride-along that is done");
  });

  await step("their next conversation opens on it, word for word, and it is inspected", async () => {
    const { debrief } = await (await managers.request.get(`/api${address}`)).json();
    await open(ben, `/sessions/${debrief.next_session_id}`);
    await ben.locator("blockquote", { hasText: commitment }).waitFor({ timeout: patient });
    await ben.getByRole("button", { name: "Start the conversation" }).click();
    const gate = ben.getByRole("region", { name: "Commitment to inspect" });
    await gate.locator("blockquote").waitFor({ timeout: patient });
    for (let judged = 0; judged < 12 && !(await gate.locator("blockquote", { hasText: commitment }).isVisible()); judged++) {
      const quote = await gate.locator("blockquote").textContent();
      await ben.locator("body").press("2");
      await ben.waitForFunction((was) => document.querySelector("[aria-label='Commitment to inspect'] blockquote")?.textContent !== was, quote, { timeout: patient });
    }
    await gate.locator("blockquote", { hasText: commitment }).waitFor({ timeout: patient });
    await ben.locator("body").press("1");
    await ben.waitForFunction((said) => !document.querySelector("[aria-label='Commitment to inspect'] blockquote")?.textContent?.includes(said), mark, { timeout: patient });
    // The page is ahead of the server; what counts is what the server holds.
    for (const until = Date.now() + patient; ; await new Promise((resolve) => setTimeout(resolve, 200))) {
      const { gate: inspected } = await (await managers.request.get(`/api/sessions/${debrief.next_session_id}`)).json();
      const verdicts = inspected.commitments.filter(({ text: words }) => words === commitment).map(({ verdict }) => verdict);
      if (verdicts.length === 1 && verdicts[0] === "kept") break;
      assert.ok(Date.now() < until, `the server holds the verdicts ${JSON.stringify(verdicts)}`);
    }
  });

  await step("it stands on the rep's timeline, and a second-line leader sees counts and no words", async () => {
    await open(ben, `/people/${rep_id}`);
    await ben.getByRole("link", { name: `Open: Ride-along on ${account}` }).waitFor({ timeout: patient });
    const leaders = await sign_in(leader);
    const vera = await leaders.newPage();
    await open(vera, "/ride-alongs");
    assert.equal(await vera.getByRole("button", { name: /^Book/ }).count(), 0);
    await fits(vera, "a leader's view of a desk");
    assert.equal((await leaders.request.get(`/api${address}`)).status(), 404);
  });
}
