// The same ride-along on data that others made: a fresh installation out of an HR system's roster, and a customer's meeting in the rep's own calendar file,
// whose times the desk proposes. From what is owed to an inspected commitment, in two browsers.
//   PROGRAM=build/dev/bin/backbeat node tests/e2e/ride_along_shared.mjs      (starts and stops its own server)
import assert from "node:assert/strict";
import { account, calendar_file, is_there, shared_data, start_installation } from "./shared_installation.mjs";

if (!is_there) {
  console.log(`SKIPPED: there is no hr-roster or no calendars in ${shared_data} (BACKBEAT_SHARED_DATA says where else)`);
  process.exit(0);
}
const program = process.env.PROGRAM;
assert.ok(program, "PROGRAM says which backbeat to run");

// A Monday; the clocks of New York and Los Angeles go back on the Sunday after.
const installation = await start_installation(program, { now: "2018-10-29T12:00:00Z", zone: "America/New_York" });
process.env.BASE_URL = installation.address;
const { base_url, open, start_browser } = await import("./browser.mjs");
const { fits, in_list, patient, ride_along, step, text, two_at_work } = await import("./ride_along_steps.mjs");

/** The entries of a feed: name to value, parameters left out. */
function entries(feed) {
  const lines = feed.replace(/\r\n[ \t]/g, "").split("\r\n");
  const found = [];
  for (const line of lines) {
    if (line === "BEGIN:VEVENT") found.push({});
    const [, name, value] = /^([A-Z-]+)(?:;[^:]*)?:(.*)$/.exec(line) ?? [];
    if (found.length > 0 && name) found.at(-1)[name] ??= value;
  }
  return found;
}
const in_los_angeles = new Intl.DateTimeFormat("en-GB", { timeZone: "America/Los_Angeles", weekday: "short", hour: "2-digit", minute: "2-digit" });
const compact = (at) => at.replace(/[-:]|\.\d+/g, "");

let browser;
try {
  browser = await start_browser();
  const { manager, rep, leader } = installation.logins;
  const work = await two_at_work(browser, { manager, rep });
  const { managers, reps, ben, ana } = work;
  const of_desk = async () => (await managers.request.get("/api/ride-alongs/desk")).json();
  let rep_id;

  await step("the desk of a manager of the roster says what each of her reps is owed, and that no call is known", async () => {
    await open(ben, "/ride-alongs");
    const owed = in_list(ben, "What is owed");
    for (const name of [rep.name, "Anton Chigurh", "Xana Potts"]) await owed.getByText(name).waitFor({ timeout: patient });
    assert.equal(await owed.getByText("Alex Forrest").count(), 0, "who left in August is owed nothing");
    await text(ben, "No calls are known: connect the calendars, or import a file of calls.");
    await fits(ben, "a desk without calls");
  });

  await step("the rep looks at their own calendar file first, and adds it", async () => {
    await open(ana, "/calendars");
    await ana.getByRole("button", { name: "Add a calendar" }).first().click();
    await ana.getByRole("tab", { name: "A file" }).click();
    await ana.getByLabel("Choose an .ics file").setInputFiles(calendar_file);
    await text(ana, "Every line was understood.");
    await text(ana, /^Daily \(Mon, Tue, Wed, Thu, Fri\)$/);
    await fits(ana, "what was understood of a calendar");
    await ana.getByRole("button", { name: "Add this calendar" }).click();
    await text(ana, "Calendar was added.");
  });

  const feeds = [];
  await step("both make a feed of what will stand on their calendars", async () => {
    for (const page of [ana, ben]) {
      await open(page, "/calendars");
      const made = page.waitForResponse((response) => response.url().endsWith("/api/calendar/feed") && response.request().method() === "POST");
      await page.getByRole("button", { name: "Make a feed" }).click();
      feeds.push((await (await made).json()).path);
      assert.deepEqual(entries(await (await fetch(base_url + feeds.at(-1))).text()), []);
    }
  });

  let proposed;
  let id;
  await step("the desk proposes the calendar's meeting, with its stage and an hour that holds over the end of summer time, and one press books it", async () => {
    await open(ben, "/ride-alongs");
    const found = (await of_desk()).reps.find((each) => each.rep.name === rep.name);
    rep_id = found.rep.id;
    assert.ok(found.candidates.length >= 3, JSON.stringify(found.candidates));
    for (const { call, account: about } of found.candidates) {
      assert.match(in_los_angeles.format(Date.parse(call.starts_at)), /^(Mon|Tue|Wed|Thu|Fri),? 10:30$/);
      assert.equal(about, account);
    }
    assert.ok(found.candidates.some(({ call }) => call.starts_at > "2018-11-04"), "one of them is after the clocks went back");
    assert.deepEqual((await of_desk()).reps.filter(({ candidates }) => candidates.length > 0).length, 1, "nobody else has a call");
    proposed = found.candidates.find(({ format }) => format === "observe");

    const row = in_list(ben, "What is owed").getByRole("button", { name: rep.name });
    if ((await row.getAttribute("aria-expanded")) !== "true") await row.click();
    const calls = ben.getByRole("region", { name: `Calls for ${rep.name}: Observe` });
    await calls.getByText(/Right stage: Discovery, both free around it, .*the first with/).first().waitFor({ timeout: patient });
    await fits(ben, "a desk with calls of a calendar");
    const answered = ben.waitForResponse((response) => response.url().endsWith("/api/ride-alongs") && response.request().method() === "POST");
    await calls.getByRole("button", { name: `Book ${account} with ${rep.name}` }).first().click();
    const response = await answered;
    assert.ok(response.ok(), await response.text());
    id = (await response.json()).id;
    await in_list(ben, "On the calendar").getByText(account).waitFor({ timeout: patient });
    const observe = (await of_desk()).reps.find((each) => each.rep.name === rep.name).debts[0].lines.find(({ format }) => format === "observe");
    assert.deepEqual([observe.owed, observe.booked, observe.open], [1, 1, 0]);
  });

  await step("both feeds hold the pre-brief and the debrief at the proposed times, and only the manager's the call, which the rep's calendar has", async () => {
    for (const [path, expected] of [[feeds[0], [proposed.pre_brief, proposed.debrief]], [feeds[1], [proposed.pre_brief, proposed.call, proposed.debrief]]]) {
      const held = entries(await (await fetch(base_url + path)).text());
      assert.deepEqual(held.map(({ DTSTART }) => DTSTART).sort(), expected.map(({ starts_at }) => compact(starts_at)), JSON.stringify(held));
      assert.deepEqual(held.map(({ DTEND }) => DTEND).sort(), expected.map(({ ends_at }) => compact(ends_at)));
      assert.equal(new Set(held.map(({ UID }) => UID)).size, expected.length);
    }
  });

  await ride_along(work, { manager, rep, rep_id, leader }, { id, account }, async () => installation.set_clock(proposed.call.starts_at));

  await step("what was owed is held, and nothing waits for a debrief", async () => {
    const signed = await work.sign_in(manager);
    const desk = await (await signed.request.get("/api/ride-alongs/desk")).json();
    const observe = desk.reps.find((each) => each.rep.id === rep_id).debts[0].lines.find(({ format }) => format === "observe");
    assert.deepEqual([observe.held, observe.booked, observe.open], [1, 0, 0]);
    assert.equal(desk.debriefs_due.length, 0);
  });
  work.end();
} finally {
  await browser?.close();
  await installation.stop();
}
