// A rep's calendars: an .ics with a line that cannot be understood, an address that is read and then fails, a feed made and ended; and a customer's call that moves
// in the calendar: the manager's ride-along on it follows, on both people's feeds.
//   BASE_URL=http://127.0.0.1:8787 node tests/e2e/calendars.mjs      (a demonstration that may fetch plain http from private addresses)
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { base_url, open, start_browser } from "./browser.mjs";
import { pair_of_logins, post } from "./pair.mjs";
import { fits, in_list, patient, step, text, two_at_work } from "./ride_along_steps.mjs";

const mark = new Date().toISOString().slice(11, 19).replaceAll(":", "");
const compact = (at) => at.toISOString().replace(/[-:]|\.\d+/g, "");

/** A calendar of meetings of 45 minutes with somebody from outside: a UID and a start each; `odd` adds one that repeats by no rule there is. */
function calendar(name, meetings, { sequence = 0, odd = false } = {}) {
  const events = meetings.flatMap(({ uid, starts }) => [
    "BEGIN:VEVENT",
    `UID:${uid}`,
    `SEQUENCE:${sequence}`,
    "DTSTAMP:20200101T000000Z",
    `SUMMARY:Roadmap with Tyrell ${mark}`,
    `DTSTART:${compact(starts)}`,
    `DTEND:${compact(new Date(starts.getTime() + 45 * 60_000))}`,
    "ATTENDEE;CN=Rachael:mailto:rachael@tyrell.example",
    "END:VEVENT",
  ]);
  const puzzle = ["BEGIN:VEVENT", `UID:odd-${mark}`, "SUMMARY:Every other full moon", `DTSTART:${compact(meetings[0].starts)}`, "RRULE:FREQ=LUNAR", "END:VEVENT"];
  return ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Example//Calendar//EN", `X-WR-CALNAME:${name}`, ...events, ...(odd ? puzzle : []), "END:VCALENDAR", ""].join("\r\n");
}
const as_file = (content) => ({ name: "own.ics", mimeType: "text/calendar", buffer: Buffer.from(content) });

/** The entries of a feed that stand, by their title: start and sequence number. */
async function feed_of(path) {
  const reply = await fetch(base_url + path);
  assert.equal(reply.status, 200);
  const found = [];
  for (const line of (await reply.text()).replace(/\r\n[ \t]/g, "").split("\r\n")) {
    if (line === "BEGIN:VEVENT") found.push({});
    const [, name, value] = /^(UID|DTSTART|SEQUENCE|STATUS|SUMMARY)(?:;[^:]*)?:(.*)$/.exec(line) ?? [];
    if (name && found.length > 0) found.at(-1)[name] ??= value;
  }
  return new Map(found.filter(({ STATUS }) => STATUS !== "CANCELLED").map((entry) => [entry.UID, entry]));
}

let answer = { status: 200, body: "" };
const elsewhere = createServer((_, reply) => {
  reply.writeHead(answer.status, { "Content-Type": "text/calendar" });
  reply.end(answer.body);
});
await new Promise((resolve) => elsewhere.listen(0, "127.0.0.1", resolve));

const browser = await start_browser();
try {
  const { manager, rep, rep_id } = await pair_of_logins(browser);
  const work = await two_at_work(browser, { manager, rep });
  const { managers, reps, ben, ana } = work;
  const { now } = await (await reps.request.get("/api/me")).json();
  const begin = Math.ceil((Date.parse(now) + 2 * 86_400_000) / 3_600_000) * 3_600_000;
  // Some of these hours suit both; the moved one is a little later the same day.
  const meetings = Array.from({ length: 24 }, (_, n) => ({ uid: `call-${mark}-${n}@tyrell.example`, starts: new Date(begin + n * 4 * 3_600_000) }));
  const own = `Ana at work ${mark}`;

  await step("a file is looked at first; what was not understood is named, and the rest is added", async () => {
    await open(ana, "/calendars");
    await ana.getByRole("button", { name: "Add a calendar" }).first().click();
    await ana.getByRole("tab", { name: "A file" }).click();
    await ana.getByLabel("Choose an .ics file").setInputFiles(as_file(calendar(own, meetings, { odd: true })));
    await text(ana, "1 line to look at");
    await ana.getByRole("list", { name: "Lines to look at" }).getByText("Every other full moon").waitFor({ timeout: patient });
    await fits(ana, "a calendar with troubles");
    await ana.getByRole("button", { name: "Add this calendar" }).click();
    await ana.getByRole("heading", { name: own }).waitFor({ timeout: patient });
  });

  await step("an address is read by itself, and when it fails it says so and what was read before stands", async () => {
    const name = `Shared ${mark}`;
    answer.body = calendar(name, meetings.slice(0, 1).map(({ starts }) => ({ uid: `shared-${mark}@tyrell.example`, starts })));
    await ana.getByRole("button", { name: "Add a calendar" }).click();
    await ana.getByLabel("Address", { exact: true }).fill("not an address");
    await ana.getByRole("dialog").getByRole("button", { name: "Add", exact: true }).click();
    await ana.getByRole("dialog").locator("input[aria-invalid=true]").waitFor({ timeout: patient });
    await ana.getByLabel("Address", { exact: true }).fill(`http://127.0.0.1:${elsewhere.address().port}/private.ics`);
    await ana.getByLabel("Name").fill(name);
    await ana.getByRole("dialog").getByRole("button", { name: "Add", exact: true }).click();
    const card = ana.getByRole("listitem").filter({ hasText: name });
    const until = async (freshness) => {
      for (const limit = Date.now() + 15_000 + patient; ; await new Promise((resolve) => setTimeout(resolve, 250))) {
        const { items } = await (await reps.request.get("/api/calendars")).json();
        if (items.find((one) => one.name === name)?.freshness === freshness) return;
        assert.ok(Date.now() < limit, `the calendar never was ${freshness}: ${JSON.stringify(items)}`);
      }
    };
    await until("fresh");
    await open(ana, "/calendars");
    await card.getByText("Up to date").waitFor({ timeout: patient });
    answer = { status: 500, body: "" };
    await card.getByRole("button", { name: `Read again: ${name}` }).click();
    await until("failing");
    await open(ana, "/calendars");
    await card.getByText(/The last try failed: .*What was read before still stands\./).waitFor({ timeout: patient });
    await fits(ana, "a calendar that is not reached");
    await card.getByRole("button", { name: `Remove ${name}` }).click();
    await card.waitFor({ state: "detached", timeout: patient });
  });

  const feeds = [];
  await step("both make a feed; the address is shown once", async () => {
    for (const page of [ana, ben]) {
      await open(page, "/calendars");
      const made = page.waitForResponse((response) => response.url().endsWith("/api/calendar/feed") && response.request().method() === "POST");
      const end = page.getByRole("button", { name: "End the feed" });
      if (await end.isVisible()) {
        await end.click();
        await end.waitFor({ state: "detached", timeout: patient });
      }
      await page.getByRole("button", { name: "Make a feed" }).click();
      feeds.push((await (await made).json()).path);
      assert.ok((await page.getByLabel("Address of your feed").inputValue()).endsWith(feeds.at(-1)));
    }
    await open(ana, "/calendars");
    await text(ana, /You made a feed/);
    assert.equal(await ana.getByLabel("Address of your feed").count(), 0);
  });

  await step("a customer moves the call in the calendar: the ride-along and its holds follow on both feeds", async () => {
    const { calls } = await (await managers.request.get(`/api/calls?rep=${rep_id}&limit=200`)).json();
    const before = await Promise.all(feeds.map(feed_of));
    let booked;
    let meeting;
    for (meeting of meetings) {
      const call = calls.find(({ starts_at, title }) => Date.parse(starts_at) === meeting.starts.getTime() && title.includes(mark));
      assert.ok(call, `the meeting at ${meeting.starts.toISOString()} is no call`);
      booked = await post(managers, "/api/ride-alongs", { rep_id, format: "observe", call_id: call.id });
      if (booked.status < 300) break;
      assert.ok([409, 422, 400].includes(booked.status), JSON.stringify(booked.body));
    }
    assert.ok(booked.status < 300, "the two are never free");
    const after = await Promise.all(feeds.map(feed_of));
    const holds = after.map((feed, n) => [...feed.values()].filter(({ UID }) => !before[n].has(UID)));
    assert.deepEqual(holds.map(({ length }) => length), [2, 3], "a pre-brief and a debrief on both, and the call on the manager's");

    const later = new Date(meeting.starts.getTime() + 7 * 86_400_000 + 15 * 60_000);
    const newer = calendar(own, meetings.map((one) => (one === meeting ? { ...one, starts: later } : one)), { sequence: 1 });
    await open(ana, "/calendars");
    await ana.getByLabel(`Newer file of ${own}`).setInputFiles(as_file(newer));
    await text(ana, /1 moved, 0 cancelled/);
    const { call_from, starts_at, call } = await (await managers.request.get(`/api/ride-alongs/${booked.body.id}`)).json();
    assert.equal(Date.parse(call?.starts_at ?? call_from ?? starts_at), later.getTime());
    for (const [n, feed] of (await Promise.all(feeds.map(feed_of))).entries()) {
      for (const hold of holds[n]) {
        const now_at = feed.get(hold.UID);
        assert.ok(now_at, `${hold.SUMMARY} is gone`);
        assert.notEqual(now_at.DTSTART, hold.DTSTART, `${hold.SUMMARY} did not move`);
        assert.ok(Number(now_at.SEQUENCE) > Number(hold.SEQUENCE), `${hold.SUMMARY} has sequence ${now_at.SEQUENCE} after ${hold.SEQUENCE}`);
      }
    }
    await open(ben, "/ride-alongs");
    await in_list(ben, "On the calendar").getByRole("listitem").filter({ has: ben.locator(`a[href="/ride-alongs/${booked.body.id}"]`) }).getByText("Moved", { exact: true }).waitFor({ timeout: patient });
    assert.ok((await post(managers, `/api/ride-alongs/${booked.body.id}/cancel`, { reason: "Only tried" })).status < 300);
  });

  await step("an ended feed answers nobody", async () => {
    await open(ana, "/calendars");
    await ana.getByRole("button", { name: "End the feed" }).click();
    await text(ana, "The feed ended; its address works no more.");
    assert.equal((await fetch(base_url + feeds[0])).status, 404);
    assert.equal((await fetch(base_url + feeds[1])).status, 200);
    await ana.getByRole("button", { name: `Remove ${own}` }).click();
    await ana.getByRole("heading", { name: own }).waitFor({ state: "detached", timeout: patient });
  });
  work.end();
} finally {
  elsewhere.close();
  await browser.close();
}
