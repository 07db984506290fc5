// Every route in both themes at 1440 and 320 px, and the dialogs: no axe violation, no sideways scroll, no console error, no refusal of the content security policy.
// A page is opened once at each width and asked everything; in the other theme it stands as it is and is asked what colours can break. What failed is looked at once more.
//   BASE_URL=http://127.0.0.1:8787 node tests/e2e/accessibility.mjs [only-paths-containing,...]   (SIZES, SCHEMES, ROLES narrow it; WORKERS pages at a time)
import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { axe_violations, base_url, context_as, demo_logins, open, start_browser } from "./browser.mjs";

const only = (process.argv[2] ?? "").split(",");
const is_wanted = (path) => only.some((part) => path.includes(part));
const widths = (process.env.SIZES ?? "1440,320").split(",").map(Number);
const schemes = (process.env.SCHEMES ?? "light,dark").split(",");
const roles = process.env.ROLES?.split(",");
const logins = Object.fromEntries(Object.entries(await demo_logins()).filter(([role]) => roles?.includes(role) ?? true));

/** What a page needs to have something on it and the demonstration does not bring: a calibration of a manager, and a calendar that was read. */
async function prepare(browser) {
  if (!logins.leader || !logins.manager) return;
  const { context } = await context_as(browser, logins.leader);
  const ask = async (method, path, rest = {}) => {
    const reply = await context.request[method](path, { ...rest, headers: { Origin: base_url, ...rest.headers } });
    if (!reply.ok()) throw new Error(`${path} answered ${reply.status()}: ${await reply.text()}`);
    return reply.json();
  };
  if ((await ask("get", "/api/calibrations")).items.length === 0) {
    const { items } = await ask("get", "/api/scorecards/months");
    const { month } = items.find(({ latest }) => latest) ?? items[0];
    const { cards } = await ask("get", `/api/scorecards?month=${month}`);
    const card = cards.find(({ who, about }) => who === "manager" && about.name === logins.manager.name) ?? cards.find(({ who }) => who === "manager");
    await ask("post", "/api/calibrations", { data: { manager_id: card.about.id, month, measure: "held_by_format" } });
  }
  if ((await ask("get", "/api/calendars")).items.length === 0) {
    await ask("post", "/api/calendars", { headers: { "Content-Type": "text/calendar" }, data: readFileSync(new URL("../fixtures/calendars/ana.ics", import.meta.url)) });
  }
  await context.close();
}

/** A path may be computed by asking the server as that person. */
async function paths_of(role, request) {
  const json = async (path) => {
    const reply = await request.get(path);
    return reply.ok() ? reply.json() : {};
  };
  const people = (await json("/api/people?limit=5")).items ?? [];
  const me = await json("/api/me");
  const sessions = (await json("/api/sessions")).items ?? [];
  const rides = (await json("/api/ride-alongs")).items ?? [];
  const ride_pages = ["/ride-alongs", ...rides.slice(0, 3).map(({ id }) => `/ride-alongs/${id}`)];
  const month = ((await json("/api/scorecards/months")).items ?? []).find(({ latest }) => latest)?.month;
  const of_month = month ? `month=${month}` : "";
  const cards = (await json(`/api/scorecards?${of_month}`)).cards ?? [];
  const talks = (await json("/api/calibrations")).items ?? [];
  const talk_pages = ["/calibrations", ...talks.slice(0, 2).map(({ id }) => `/calibrations/${id}`)];
  const card_pages = ["/scorecards", ...(month ? [`/scorecards?${of_month}`] : []), ...cards.slice(0, 1).map(({ about, who }) => `/scorecards?${of_month}&person=${about.id}${who === "leader" ? "&who=leader" : ""}`)];
  const first_manager = ((await json("/api/capacity/quarter")).managers ?? []).find(({ manager }) => manager)?.manager;
  const runs = role === "revops" ? ((await json("/api/imports")).runs ?? []) : [];
  const seasons = role === "enablement" ? ((await json("/api/circle-seasons")).items ?? []) : [];
  const proposals = seasons[0] ? ((await json(`/api/circle-seasons/${seasons[0].id}`)).proposals ?? []) : [];
  const two = proposals.filter(({ result }) => result).slice(0, 2).map(({ id }) => id);
  const season_pages = ["/circles/season", ...(two.length === 2 ? [`/circles/season?compare=${two}`] : []), "/circles/season?part=people", "/circles/season?part=circles", "/circles/season?part=rules", ...proposals.slice(0, 1).map(({ id }) => `/circles/proposals/${id}`), "/circles/scorecard"];
  const mine = role === "rep" ? ((await json("/api/my-circles")).circles ?? []) : [];
  const room = mine[0] ? await json(`/api/circles/${mine[0].id}/room`) : {};
  const hours = ["planned", "held"].map((state) => room.meetings?.find((meeting) => meeting.state === state)).filter(Boolean);
  const circle_pages = ["/circles", "/circles?part=profile", "/circles?part=seen", ...mine.slice(0, 1).map(({ id }) => `/circles/${id}`), ...hours.map(({ id }) => `/circle-meetings/${id}`)];
  const own = {
    rep: ["/", ...circle_pages, `/people/${me.person.id}`, "/playbook", "/settings", "/calendars", "/calls", ...sessions.slice(0, 2).map(({ id }) => `/sessions/${id}`), ...ride_pages],
    manager: ["/", "/team", "/capacity", "/circles/programme", "/calendars", "/calls", "/calls?unmatched=true", ...card_pages, ...talk_pages, "/people", ...people.slice(0, 1).map(({ id }) => `/people/${id}`), "/cadence", "/playbook", "/playbook?part=owed", "/playbook?part=skills", "/playbook?part=numbers", "/nowhere", ...sessions.slice(0, 2).map(({ id }) => `/sessions/${id}`), ...ride_pages],
    leader: ["/", "/team", "/cadence", "/capacity", ...(first_manager ? [`/capacity?manager=${first_manager.id}`] : []), "/ride-alongs", "/calls", "/calendars", ...card_pages, ...talk_pages],
    enablement: ["/", "/cadence", "/capacity", ...season_pages, "/playbook/versions", "/playbook/edit"],
    revops: ["/", "/capacity", ...card_pages, "/imports", "/imports/new", ...runs.slice(0, 1).map(({ id }) => `/imports/runs/${id}`)],
    executive: ["/", "/cadence", "/capacity?apply=fewer:weekly_one_on_one:ae", ...card_pages],
    admin: ["/", "/users", "/imports", "/mail", "/settings"],
  };
  return own[role] ?? ["/"];
}

/** Windows that open over a page: who, where (`at` finds the very one among the paths looked at), and how. */
const dialogs = [
  { role: "manager", path: "/", name: "command palette", press: "Control+k" },
  { role: "manager", path: "/", name: "shortcuts", press: "?" },
  { role: "manager", path: "/team", name: "plan a conversation", click: "Plan a conversation" },
  { role: "manager", path: "/ride-alongs", name: "book a ride-along", click: "Book another call" },
  { role: "manager", path: "/cadence", name: "behind a cell", selector: "[data-at='0:0']" },
  { role: "leader", path: "/calendars", name: "what was understood", click: "What was understood" },
  { role: "leader", path: "/scorecards", at: (paths) => paths.find((path) => /person=/.test(path)), name: "talk about it", click: "Talk about it" },
  { role: "rep", path: "/people/me", name: "time off", click: "Add time off" },
  { role: "manager", path: "/settings", name: "new token", click: "Make a token" },
  { role: "enablement", path: "/playbook/versions", name: "text of a version", click: /^Read/ },
  { role: "enablement", path: "/circles/season", name: "open a season", click: "New season" },
  { role: "enablement", path: "/circles/proposals", at: (paths) => paths.find((path) => path.startsWith("/circles/proposals/")), name: "move somebody", click: /Move$/ },
  { role: "admin", path: "/users", name: "give access", click: "Give somebody access" },
  { role: "admin", path: "/users", name: "change access", click: /^Change the access/ },
];

/** What the theme can change; everything else is the same markup in the same boxes. */
const of_colours = ["color-contrast", "link-in-text-block"];

let looked_at = 0;

/** What is wrong with a page as it stands, in every theme. */
async function faults_of(page, complaints) {
  const faults = [];
  for (const [n, scheme] of schemes.entries()) {
    looked_at += 1;
    // Colours on their way from one theme to the other are neither's.
    if (n > 0) {
      await page.evaluate(stand_still);
      await page.emulateMedia({ colorScheme: scheme });
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
    }
    for (const { id, nodes } of await axe_violations(page, n > 0 ? of_colours : undefined))
      faults.push(`${scheme}: ${id}: ${nodes.slice(0, 3).map(({ target, message }) => `${target} ${message}`).join(" | ")}`);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (overflow > 0) faults.push(`${scheme}: scrolls sideways by ${overflow} px`);
    for (const complaint of complaints.splice(0)) faults.push(`${scheme}: console: ${complaint}`);
  }
  const broken = await page.evaluate(broken_words);
  if (broken.length > 0) faults.push(`words broken in two: ${broken.join(", ")}`);
  return faults;
}

function stand_still() {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("*, ::before, ::after { transition: none !important; }");
  document.adoptedStyleSheets.push(sheet);
}

/** Long words may break anywhere so that nothing scrolls; short ones stay whole, or a box is too narrow. */
function broken_words() {
  const found = [];
  const range = document.createRange();
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    if (node.parentElement.closest(".sr-only, textarea, pre") || !node.parentElement.checkVisibility()) continue;
    for (const { 0: word, index } of node.textContent.matchAll(/[\p{L}\p{N}]{2,18}/gu)) {
      range.setStart(node, index);
      range.setEnd(node, index + word.length);
      const tops = [...range.getClientRects()].filter(({ width }) => width > 0).map(({ top }) => top);
      if (tops.length > 1 && Math.max(...tops) - Math.min(...tops) > 4) found.push(word);
    }
  }
  return found.slice(0, 5);
}

async function look_at_page(page, path, complaints) {
  await page.emulateMedia({ colorScheme: schemes[0] });
  await open(page, path);
  return faults_of(page, complaints);
}

async function look_at_dialog(page, path, dialog, complaints) {
  await page.emulateMedia({ colorScheme: schemes[0] });
  await open(page, path);
  if (dialog.press) await page.keyboard.press(dialog.press);
  else if (dialog.click) await page.getByRole("button", { name: dialog.click }).first().click();
  else await page.locator(dialog.selector).click();
  await page.getByRole("dialog").waitFor();
  await page.waitForTimeout(200);
  const faults = await faults_of(page, complaints);
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  return faults;
}

/** What is to be looked at, once at each width: where, and how. */
async function looks_of(browser, role) {
  if (!role) return ["/sign-in", "/set-up/unknown-token"].filter(is_wanted).map((path) => ({ name: `outside ${path}`, run: (page, complaints) => look_at_page(page, path, complaints) }));
  const { context } = await context_as(browser, logins[role]);
  const me = await (await context.request.get("/api/me")).json();
  const paths = await paths_of(role, context.request);
  await context.close();
  return [
    ...paths.filter(is_wanted).map((path) => ({ name: `${role} ${path}`, run: (page, complaints) => look_at_page(page, path, complaints) })),
    ...dialogs
      .filter((one) => one.role === role && is_wanted(one.path))
      .map((one) => ({
        name: `${role} ${one.path} (${one.name})`,
        run: (page, complaints) => look_at_dialog(page, one.at?.(paths) ?? one.path.replace("/me", `/${me.person.id}`), one, complaints),
      })),
  ];
}

/** Takes looks of one person at one width, one after the other; answers those that failed, each with what was found. */
async function take(browser, { role, width, looks }) {
  const failed = [];
  const { context, complaints } = await context_as(browser, role && logins[role], { width, height: width < 600 ? 640 : 900, scheme: schemes[0] });
  let page = await context.newPage();
  for (const look of looks) {
    complaints.splice(0);
    const faults = await look.run(page, complaints).catch((fault) => [fault.message]);
    if (faults.length === 0) continue;
    failed.push({ role, width, look, faults });
    await page.close(); // with whatever stands on it
    page = await context.newPage();
  }
  await context.close();
  return failed;
}

const failures = [];
const fail = (text) => {
  failures.push(text);
  console.log(text);
};
const index = await fetch(base_url, { headers: { Accept: "text/html" } });
const policy = index.headers.get("content-security-policy") ?? "";
if (!/default-src 'self'/.test(policy) || /unsafe/.test(policy)) fail(`the page's content security policy is "${policy}"`);

const browser = await start_browser();
try {
  await prepare(browser);
  const parts = [];
  for (const role of [undefined, ...Object.keys(logins)]) {
    const looks = await looks_of(browser, role);
    for (const width of widths) if (looks.length > 0) parts.push({ role, width, looks });
  }
  parts.sort((a, b) => a.looks.length - b.looks.length); // the longest is taken first
  const failed = [];
  const work = async () => {
    while (parts.length > 0) failed.push(...(await take(browser, parts.pop())));
  };
  await Promise.all(Array.from({ length: Number(process.env.WORKERS ?? Math.min(3, availableParallelism())) }, work));
  for (const { role, width, look, faults } of failed) {
    console.log(`${look.name} ${width}: looked at once more, since: ${faults.join("; ")}`);
    for (const again of await take(browser, { role, width, looks: [look] })) for (const fault of again.faults) fail(`${look.name} ${width} ${fault}`);
  }
} finally {
  await browser.close();
}
console.log(`${looked_at} pages and dialogs looked at, ${failures.length} failures`);
process.exit(failures.length > 0 ? 1 : 0);
