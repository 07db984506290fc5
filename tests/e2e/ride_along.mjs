// From what is owed to an inspected commitment, with two people: the manager books a call from the desk, the rep prepares it and signs, the manager takes
// notes on a phone that loses its network, takes the call over and hands it back, both debrief live, and their next 1:1 opens on what the rep said.
//   BASE_URL=http://127.0.0.1:8787 node tests/e2e/ride_along.mjs      (a demonstration: its clock is moved by a day)
import assert from "node:assert/strict";
import { demo_logins, open, start_browser } from "./browser.mjs";
import { accessible, pair_of_logins, post } from "./pair.mjs";
import { fits, in_list, patient, ride_along, step, two_at_work } from "./ride_along_steps.mjs";

const account = `Hooli Freight ${new Date().toISOString().slice(11, 19)}`;

const browser = await start_browser();
try {
  const people = { ...(await pair_of_logins(browser)), leader: (await demo_logins()).leader };
  const { rep } = people;
  const work = await two_at_work(browser, people);
  const { managers, ben } = work;
  let id;

  await step("the desk says what is owed, and a call is booked from it with its pre-brief and debrief", async () => {
    await open(ben, "/ride-alongs");
    await in_list(ben, "What is owed").getByText(rep.name).waitFor({ timeout: patient });
    await fits(ben, "the desk");
    const { now, time_zone } = await (await managers.request.get("/api/me")).json();
    // A day and two hours from now: the clock is moved by a day, and a call may start twelve hours early. Where the two are busy then, a little later.
    for (let minutes = 120; ; minutes += 60) {
      assert.ok(minutes < 700, "no hour tomorrow at which the two are free");
      const starts = new Date(Date.parse(now) + 86_400_000 + minutes * 60_000);
      const there = Object.fromEntries(new Intl.DateTimeFormat("en-CA", { timeZone: time_zone, year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).formatToParts(starts).map(({ type, value }) => [type, value]));
      if (!(await ben.getByRole("dialog").filter({ hasText: "Book a ride-along" }).isVisible())) await ben.getByRole("button", { name: "Book another call" }).click();
      const dialog = ben.getByRole("dialog").filter({ hasText: "Book a ride-along" });
      await dialog.getByLabel("With").selectOption({ label: rep.name });
      await dialog.getByLabel("Account").fill(account);
      await dialog.getByLabel("Day of the call").fill(`${there.year}-${there.month}-${there.day}`);
      await dialog.getByLabel("Time", { exact: true }).fill(`${there.hour}:00`);
      if (minutes === 120) await accessible(ben, "booking");
      const answered = ben.waitForResponse((response) => response.url().endsWith("/api/ride-alongs") && response.request().method() === "POST");
      await dialog.getByRole("button", { name: "Book", exact: true }).click();
      const response = await answered;
      if (response.status() < 300) {
        id = (await response.json()).id;
        break;
      }
      assert.ok([409, 422, 400].includes(response.status()), await response.text());
    }
    await in_list(ben, "On the calendar").getByText(account).waitFor({ timeout: patient });
    const { pre_brief_slot, debrief_slot } = await (await managers.request.get(`/api/ride-alongs/${id}`)).json();
    assert.ok(pre_brief_slot && debrief_slot, "a pre-brief and a debrief are on the calendar");
  });

  await ride_along(work, people, { id, account }, (context) => post(context, "/api/demo/clock", { days: 1 }));
  work.end();
} finally {
  await browser.close();
}
