// A season of circles from the first rep who joins to the second session: enablement forms it in the browser, two browsers run an hour to its end, the next one
// opens on its commitments, one of them is taken into a 1:1, and the managers' side has none of the rest.
//   PROGRAM=build/dev/bin/backbeat node tests/e2e/circle.mjs      (starts and stops its own server)
import assert from "node:assert/strict";
import { start_installation } from "./circle_installation.mjs";

const program = process.env.PROGRAM;
assert.ok(program, "PROGRAM says which backbeat to run");
const installation = await start_installation(program, "2026-03-23T09:00:00Z");
const { logins, reps } = installation;
process.env.BASE_URL = installation.address;
const { base_url, context_as, open, start_browser } = await import("./browser.mjs");
const { fits, in_list, patient, step, text } = await import("./ride_along_steps.mjs");

const complaints = [];
const browser = await start_browser();
const sign_in = async (login, size) => {
  const signed = await context_as(browser, login, size);
  complaints.push(signed.complaints);
  return signed.context;
};
const get = async (context, path) => {
  const reply = await context.request.get(path);
  assert.ok(reply.ok(), `${path} answered ${reply.status()}: ${await reply.text()}`);
  return reply.json();
};
const send = async (context, method, path, data = {}) => {
  const reply = await context.request[method](path, { data, headers: { Origin: base_url, "Idempotency-Key": crypto.randomUUID() } });
  assert.ok(reply.ok(), `${method} ${path} answered ${reply.status()}: ${await reply.text()}`);
  return reply.status() === 204 ? undefined : reply.json();
};
const button = (page, name) => page.getByRole("button", { name });
const first_name = ({ name }) => name.split(" ")[0];

/** Words that only the circle may read. */
const words = {
  situation: "Hooli Freight, quillwort in procurement",
  tried: "Two calls about the loganberry clause",
  chat: "The marzipan template is on its way",
  note: "Ask what saxifrage cost them last year",
  feedback: "Keep the bergamot pause",
  hers: "I ask what a tamarind week of waiting costs",
  his: "I open every call with the cardamom agenda",
};

try {
  await step("a rep joins on her own page with the hours she is free, and five others do", async () => {
    const context = await sign_in(logins.ana);
    const page = await context.newPage();
    await open(page, "/circles");
    await button(page, "Join a circle").click();
    const monday = page.getByRole("gridcell", { name: "Monday 9:00 to 9:30" });
    await monday.waitFor({ timeout: patient });
    const was_free = await monday.getAttribute("aria-selected");
    await monday.focus();
    await page.keyboard.press("Space");
    assert.notEqual(await monday.getAttribute("aria-selected"), was_free);
    await page.keyboard.press("Space");
    await fits(page, "joining a circle");
    await button(page, "I am in").click();
    await text(page, "You are in. Your circle comes with the next mix.");
    const { free, time_zone } = await get(context, "/api/circle-profile");
    assert.ok(free.length > 0);
    await context.close();
    for (const login of reps.filter((one) => one !== logins.ana)) {
      const other = await sign_in(login);
      await send(other, "put", "/api/circle-profile", { themes: [], wishes: [], time_zone, free });
      await other.close();
    }
  });

  const enablement = await sign_in(logins.enya);
  const enya = await enablement.newPage();
  await step("enablement opens a season, sees who is in, and certifies two who may facilitate", async () => {
    await open(enya, "/circles");
    await enya.waitForURL(/\/circles\/season/, { timeout: patient });
    await button(enya, /^Open /).click();
    await enya.getByRole("dialog").getByRole("button", { name: "Open it" }).click();
    await enya.getByRole("tab", { name: "People" }).click();
    for (const { name } of [logins.bo, logins.dan]) {
      await button(enya, `Certificate of ${name}`).click();
      await enya.getByRole("menuitem", { name: "Certify from today" }).click();
      await enya.getByText(`${name} may facilitate.`).first().waitFor({ timeout: patient });
    }
    await fits(enya, "people of a season");
  });

  await step("the mix is computed, changed by hand with its cost in sight, and published", async () => {
    await enya.getByRole("tab", { name: "Proposals" }).click();
    await button(enya, "Compute").click();
    await enya.waitForURL(/\/circles\/proposals\//, { timeout: patient });
    const board = in_list(enya, "Circles of the proposal");
    for (const { name } of reps) await board.getByText(name).waitFor({ timeout: patient });
    await fits(enya, "a proposal");
    // By the keys: the cost is there before the move is made.
    await board.getByRole("button", { name: new RegExp(`^${logins.finn.name}`) }).focus();
    await enya.keyboard.press("Enter");
    await enya.getByRole("dialog").getByRole("radio", { name: "Waiting" }).check();
    await enya.getByRole("dialog").getByText(/^Cost \+/).waitFor({ timeout: patient });
    await enya.getByRole("dialog").getByRole("button", { name: "Move" }).click();
    await in_list(enya, "Waiting").getByText(logins.finn.name).waitFor({ timeout: patient });
    await fits(enya, "a proposal being changed");
    // By the mouse: back to where he was, so that nothing is left to save.
    await in_list(enya, "Waiting").getByRole("button", { name: new RegExp(logins.finn.name) }).dragTo(board.getByRole("listitem").first());
    await board.getByText(logins.finn.name).waitFor({ timeout: patient });
    assert.equal(await button(enya, "Save").count(), 0);
    await button(enya, "Publish").click();
    await enya.getByRole("dialog").getByRole("button", { name: "Publish" }).click();
    await enya.waitForURL(/part=circles/, { timeout: patient });
    await enya.getByRole("rowheader", { name: "AE 1" }).waitFor({ timeout: patient });
    await fits(enya, "the circles of a season");
  });

  const reader = await sign_in(logins.ana);
  const [{ id: circle_id, next }] = (await get(reader, "/api/my-circles")).circles;
  const by_id = Object.fromEntries((await get(reader, `/api/circles/${circle_id}/room`)).members.map(({ id, name }) => [id, reps.find((one) => one.name === name)]));
  const leading = by_id[next.facilitator.id];
  const agenda = (await get(reader, `/api/circle-meetings/${next.id}`)).agenda;
  const presenting = by_id[agenda.find(({ case_number }) => case_number === 1).presenter.id];
  await reader.close();
  const other = [presenting, ...reps].find((one) => one !== leading);

  await step("who presents writes their case before, and nobody else reads it yet", async () => {
    const context = await sign_in(presenting);
    const page = await context.newPage();
    await open(page, `/circle-meetings/${next.id}`);
    await page.getByLabel("The situation").fill(words.situation);
    await page.getByText("Saved").first().waitFor({ timeout: patient });
    await fits(page, "before the session");
    // Without a network it is on the device: the tab is closed, another one opens with it and sends it.
    await context.setOffline(true);
    await page.getByLabel("What I tried").fill(words.tried);
    await text(page, "Offline, kept on this device");
    await page.close();
    await context.setOffline(false);
    const again = await context.newPage();
    await open(again, `/circle-meetings/${next.id}`);
    await again.waitForFunction((said) => [...document.querySelectorAll("textarea")].some(({ value }) => value === said), words.tried, { timeout: patient });
    await again.getByText("Saved").first().waitFor({ timeout: patient });
    const { my_case } = await get(context, `/api/circle-meetings/${next.id}`);
    assert.deepEqual([my_case.situation, my_case.tried], [words.situation, words.tried]);
    await context.close();
    const peer = await sign_in(reps.find((one) => one !== presenting));
    assert.ok(!(await (await peer.request.get(`/api/circle-meetings/${next.id}`)).text()).includes(words.situation));
    await peer.close();
  });

  installation.set_clock(new Date(Date.parse(next.starts_at) - 60_000).toISOString());
  let [leads, joins] = [await sign_in(leading), await sign_in(other, { width: 390, height: 780, touch: true })];
  let [ben, ana] = [await leads.newPage(), await joins.newPage()];
  const go_on = async (name) => {
    await button(ben, new RegExp(`^(Next|Begin): ${name}`)).click();
    await ben.getByRole("heading", { name: new RegExp(`^${name}`) }).waitFor({ timeout: patient });
  };
  const tab = (name) => ana.getByRole("navigation", { name: "Parts of the session" }).getByRole("button", { name }).tap();

  await step("the facilitator begins the hour, and whoever opens the page is there", async () => {
    await open(ben, `/circle-meetings/${next.id}`);
    await button(ben, "Begin").click();
    await ben.getByRole("region", { name: "Who has the floor" }).waitFor({ timeout: patient });
    await open(ana, `/circle-meetings/${next.id}`);
    await text(ben, "2 of 6 here");
    await fits(ben, "a running session");
    await fits(ana, "a running session on a phone");
  });

  await step("the case comes up for both, and the floor is given with a tap and seen on the other side", async () => {
    await go_on("First case");
    await text(ana, words.situation);
    await ben.getByRole("button", { name: new RegExp(other.name) }).click();
    await tab("Floor");
    await ana.getByRole("button", { name: new RegExp(other.name), pressed: true }).waitFor({ timeout: patient });
    await fits(ana, "the floor on a phone");
    await tab("Chat");
    await ana.getByLabel("Write to the circle").fill(words.chat);
    await button(ana, "Send").tap();
    await text(ben, words.chat);
    await ben.getByLabel("A note on First case").fill(words.note);
    await button(ben, "Put it down").click();
    await tab("Now");
    await text(ana, words.note);
  });

  await step("a drill is picked from the library, and feedback said", async () => {
    for (const name of ["Second case", "Third case", "Skill drill"]) await go_on(name);
    await ben.getByLabel("Which drill?").selectOption({ index: 1 });
    await ana.getByRole("heading", { level: 2 }).filter({ visible: true }).first().waitFor({ timeout: patient });
    await ana.getByLabel("Feedback to").selectOption({ label: leading.name });
    await ana.getByLabel("One thing to keep, one thing to try").fill(words.feedback);
    await button(ana, "Give it").tap();
    await text(ben, words.feedback);
  });

  await step("both commit in their own words, and the hour ends", async () => {
    await go_on("Commitments");
    for (const [page, words_of] of [[ana, words.hers], [ben, words.his]]) {
      await page.getByLabel(/^What will you do until the next session/).fill(words_of);
      await button(page, "Commit").click();
      await in_list(page, "Commitments of this session").getByText(words_of).waitFor({ timeout: patient });
    }
    await go_on("Close");
    await button(ben, "End the session").click();
    await ben.getByRole("dialog").getByRole("button", { name: "End the session" }).click();
    await ben.getByRole("link", { name: "The next session" }).waitFor({ timeout: patient });
    await ana.getByRole("link", { name: "The next session" }).waitFor({ timeout: patient });
    await fits(ben, "after a session");
    await fits(ana, "after a session on a phone");
  });

  await step("two weeks later the next session opens on what both said", async () => {
    const second = (await get(joins, "/api/my-circles")).circles[0].next;
    installation.set_clock(new Date(Date.parse(second.starts_at) - 60_000).toISOString());
    for (const context of [leads, joins]) await context.close(); // weeks without a request end a sign-in
    leads = await sign_in(by_id[second.facilitator.id]);
    joins = await sign_in(other === by_id[second.facilitator.id] ? leading : other, { width: 390, height: 780, touch: true });
    [ben, ana] = [await leads.newPage(), await joins.newPage()];
    await open(ben, `/circle-meetings/${second.id}`);
    await button(ben, "Begin").click();
    const asked = in_list(ben, "Commitments from the last session");
    for (const said of [words.hers, words.his]) await asked.getByText(said).waitFor({ timeout: patient });
    await open(ana, `/circle-meetings/${second.id}`);
    await ana.getByRole("group", { name: "What became of it?" }).getByRole("button", { name: "Goes on" }).tap();
    await asked.getByText("Goes on").first().waitFor({ timeout: patient });
    await fits(ben, "the check-in");
    await fits(ana, "the check-in on a phone");
  });

  await step("one commitment is taken into the next 1:1, and the manager sees that one and nothing else of the circle", async () => {
    const manager = { ana: logins.mara, bo: logins.mara, cleo: logins.nils, dan: logins.nils, eve: logins.olga, finn: logins.olga }[other.key];
    const managers = await sign_in(manager);
    const { now } = await get(managers, "/api/me");
    const rep_id = Object.keys(by_id).find((id) => by_id[id] === other);
    const starts_at = new Date(Date.parse(now) + 26 * 3_600_000).toISOString().replace(/\.\d+Z$/, "Z");
    const session = await send(managers, "post", "/api/sessions", { kind: "weekly_one_on_one", rep_id, starts_at, minutes: 30 });
    const own = await sign_in(other);
    const page = await own.newPage();
    await open(page, "/circles");
    await in_list(page, "My commitments").getByRole("listitem").filter({ hasText: words.hers }).getByRole("button", { name: "Take it into my 1:1" }).click();
    await text(page, /Your manager will see this one commitment in your next 1:1/);
    await fits(page, "my circle");
    await page.getByRole("tab", { name: "What my manager can see" }).click();
    await text(page, "No quarter has closed yet.");
    const [shown, theirs] = [await (await own.request.get("/api/circle-pulse/what-my-manager-sees")).text(), await (await managers.request.get("/api/circle-programme")).text()];
    assert.equal(shown, theirs, "what the member is shown is what the manager gets");
    assert.equal(await page.getByRole("region", { name: "The answer as it is sent" }).textContent(), theirs, "and stands on the page letter for letter");
    await fits(page, "what my manager can see");
    const seen = [];
    for (const path of ["/api/home", "/api/team", `/api/people/${rep_id}`, `/api/people/${rep_id}/timeline`, "/api/circle-programme", "/api/calendars", `/api/sessions/${session.id}`]) seen.push(await (await managers.request.get(path)).text());
    const view = await managers.newPage();
    await open(view, "/circles");
    await view.waitForURL(/\/circles\/programme/, { timeout: patient });
    await fits(view, "the programme as a manager sees it");
    await open(view, `/sessions/${session.id}`);
    await text(view, words.hers);
    seen.push(await view.content());
    for (const [name, said] of Object.entries(words)) if (name !== "hers") for (const each of seen) assert.ok(!each.includes(said), `the manager reads the ${name}`);
    for (const path of [`/api/circles/${circle_id}/room`, `/api/circle-meetings/${next.id}`, `/api/circle-meetings/${next.id}/enps`]) assert.equal((await managers.request.get(path)).status(), 404, path);
    assert.equal((await managers.request.get("/api/circle-pulse")).status(), 403, "numbers of single circles are enablement's");
    await open(view, `/circle-meetings/${next.id}`);
    await text(view, "There is nothing here that you can see.");
    for (const context of [managers, own]) await context.close();
  });

  assert.deepEqual(complaints.flat(), [], "console errors or refusals of the content security policy");
  console.log("the circle's season ran, no complaint");
} finally {
  await browser.close();
  await installation.stop();
}
