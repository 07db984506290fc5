// A month's scorecards from RevOps to the conversation they open: published, printed, downloaded, corrected with a reason while the first version stays readable; a
// calibration that a rule opened is held by the leader with the manager, both read it, and nobody else does.
//   BASE_URL=http://127.0.0.1:8787 node tests/e2e/scorecards.mjs      (a demonstration: its clock is moved beyond the end of the month)
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { base_url, context_as, open, start_browser } from "./browser.mjs";
import { post } from "./pair.mjs";
import { fits, patient, step, text } from "./ride_along_steps.mjs";

const mark = new Date().toISOString().slice(11, 19);
const in_the_way = `Renewals took every Tuesday afternoon (${mark}).`;
const help = `The forecast call moves to Thursday (${mark}).`;

const { logins } = await (await fetch(`${base_url}/api/demo`)).json();
const login_of = (role, name) => logins.find((login) => login.role === role && (!name || login.name === name));
const browser = await start_browser();
const complaints = [];
const signed = async (login) => {
  const one = await context_as(browser, login);
  complaints.push(one.complaints);
  return one.context;
};
const json = async (context, path) => (await context.request.get(path)).json();

try {
  let revops = await signed(login_of("revops"));
  let page;
  let month;
  let person;

  await step("the last month of the quarter is over, with what was owed and not held in it", async () => {
    const { now } = await json(revops, "/api/me");
    const [year, number] = now.split("-").map(Number);
    const last = Math.ceil(number / 3) * 3;
    month = `${year}-${String(last).padStart(2, "0")}`;
    for (let days = Math.ceil((Date.UTC(year, last, 2) - Date.parse(now)) / 86_400_000); days > 0; days -= 60) {
      assert.ok((await post(revops, "/api/demo/clock", { days: Math.min(days, 60) })).status < 300);
      await revops.close(); // a month without a request ends a sign-in
      revops = await signed(login_of("revops"));
    }
    page = await revops.newPage();
  });

  await step("RevOps sees what publishing keeps and opens, and publishes", async () => {
    await open(page, `/scorecards?month=${month}`);
    await text(page, "Not published");
    await page.getByRole("button", { name: "Publish", exact: true }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText("Calibrations it opens").waitFor({ timeout: patient });
    await dialog.getByText(/manager.*card/).waitFor({ timeout: patient });
    await fits(page, "publishing a month");
    await dialog.getByRole("button", { name: "Publish", exact: true }).click();
    await dialog.waitFor({ state: "detached", timeout: patient });
    await text(page, /^Version 1, published/);
    const { cards } = await json(revops, `/api/scorecards?month=${month}`);
    // A manager with a login of their own, so that both of the later conversation can be looked at.
    person = cards.filter(({ who }) => who === "manager").map(({ about }) => about).find(({ name }) => login_of("manager", name));
    assert.ok(person, "no manager of the demonstration has a card");
  });

  await step("a card prints on one page", async () => {
    await open(page, `/scorecards?month=${month}&person=${person.id}&who=manager`);
    await page.getByRole("article", { name: `Scorecard of ${person.name}` }).waitFor({ timeout: patient });
    const pdf = (await page.pdf({ format: "A4", preferCSSPageSize: true })).toString("latin1");
    assert.equal(pdf.match(/\/Type\s*\/Page\b(?!s)/g)?.length, 1, "pages");
  });

  await step("the same numbers are downloaded as CSV and as a workbook", async () => {
    await open(page, `/scorecards?month=${month}`);
    const files = {};
    for (const name of ["CSV", "Excel"]) {
      const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name, exact: true }).click()]);
      files[name] = { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
    }
    assert.match(files.CSV.name, /\.csv$/);
    const lines = files.CSV.bytes.toString("utf8").trim().split(/\r?\n/);
    assert.ok(lines.length > 10 && lines[0].includes("measure"), lines[0]);
    assert.ok(lines.some((line) => line.includes(person.name)));
    assert.match(files.Excel.name, /\.xlsx$/);
    assert.equal(files.Excel.bytes.subarray(0, 2).toString(), "PK");
  });

  const manager = login_of("manager", person.name);
  let reps_away;
  await step("a fact that was wrong is put right and the month corrected with a reason; the first version reads as it did", async () => {
    const first = await json(revops, `/api/scorecards?month=${month}`);
    const managers = await signed(manager);
    const team = await json(managers, "/api/team");
    const [year, last] = month.split("-").map(Number);
    const from = `${year}-${String(last - 2).padStart(2, "0")}-01`;
    const to = new Date(Date.UTC(year, last, 0)).toISOString().slice(0, 10);
    for (const { person: rep } of team.reps) {
      const said = await post(managers, `/api/people/${rep.id}/time-off`, { from, to, reason: "leave" });
      if (said.status < 300) {
        reps_away = rep.name;
        break;
      }
      assert.ok([400, 409, 422].includes(said.status), JSON.stringify(said.body)); // days off that are known already
    }
    assert.ok(reps_away, "every rep has days off in the quarter already");
    await managers.close();

    await open(page, `/scorecards?month=${month}`);
    await page.getByRole("button", { name: "Correct", exact: true }).click();
    const dialog = page.getByRole("dialog");
    const publish = dialog.getByRole("button", { name: "Publish the correction" });
    await dialog.getByText(/becomes/).first().waitFor({ timeout: patient });
    assert.ok(await publish.isDisabled(), "without a reason nothing is corrected");
    await dialog.getByLabel("Why it is corrected").fill(`${reps_away} was on leave all quarter (${mark}).`);
    await publish.click();
    await dialog.waitFor({ state: "detached", timeout: patient });
    await text(page, /^Version 2, published/);
    await text(page, `Corrected: ${reps_away} was on leave all quarter (${mark}).`);
    await fits(page, "a corrected month");

    await page.getByLabel("Version").selectOption("1");
    await text(page, "Corrected since");
    await text(page, /^Version 1, published/);
    const again = await json(revops, `/api/scorecards?month=${month}&version=1`);
    assert.deepEqual(again.cards, first.cards);
    assert.notDeepEqual((await json(revops, `/api/scorecards?month=${month}`)).cards, first.cards);
  });

  const leaders = await signed(login_of("leader"));
  const managers = await signed(manager);
  let id;
  await step("a calibration that a rule opened waits for the leader, who holds it with the manager", async () => {
    const { items } = await json(leaders, "/api/calibrations");
    const opened = items.find(({ is_by_hand, state, manager: of }) => !is_by_hand && state === "opened" && of.id === person.id);
    assert.ok(opened, `no rule opened a calibration with ${person.name}: ${JSON.stringify(items)}`);
    id = opened.id;
    const vera = await leaders.newPage();
    await open(vera, "/calibrations");
    await vera.locator(`a[href="/calibrations/${id}"]`).click();
    await vera.getByLabel(/^Too little time/).check();
    await vera.getByLabel("In the manager’s words").fill(in_the_way);
    await vera.getByLabel("What would help, and what you agreed").fill(help);
    await vera.getByRole("button", { name: "Keep it" }).click();
    await text(vera, in_the_way);
    await text(vera, /You look again on/);
    await fits(vera, "a calibration that was held");
    await vera.close();
  });

  await step("the manager reads the same; everybody else at most that they talk", async () => {
    const ben = await managers.newPage();
    await open(ben, `/calibrations/${id}`);
    await text(ben, in_the_way);
    await text(ben, help);
    await ben.close();
    let others = 0;
    for (const login of logins.filter(({ email }) => email !== manager.email && email !== login_of("leader").email)) {
      const context = await signed(login);
      for (const path of [`/api/calibrations/${id}`, "/api/calibrations", "/api/home"]) {
        const words = await (await context.request.get(path)).text();
        assert.ok(!words.includes(mark), `${login.role} ${login.name} reads it at ${path}`);
      }
      const looked = await context.request.get(`/api/calibrations/${id}`);
      if (looked.ok() && login.role === "revops") {
        const stranger = await context.newPage();
        await open(stranger, `/calibrations/${id}`);
        await text(stranger, "What is in the way and what helps is between the two. You see that they talk.");
        assert.ok(!(await stranger.content()).includes(mark));
      }
      others += 1;
      await context.close();
    }
    assert.ok(others >= 5, `${others} others were asked`);
  });
  assert.deepEqual(complaints.flat(), [], "console errors or refusals of the content security policy");
} finally {
  await browser.close();
}
