// Every route in both themes at 1440 and 320 px, and the dialogs: no axe violation, no sideways scroll, no console error, no refusal of the content security policy.
//   BASE_URL=http://127.0.0.1:8787 node tests/e2e/accessibility.mjs [only-paths-containing,...]   (SIZES, SCHEMES, ROLES narrow it)
import { readFileSync } from "node:fs";
import { AxeBuilder, base_url, context_as, demo_logins, open, start_browser } from "./browser.mjs";

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
  const own = {
    rep: ["/", `/people/${me.person.id}`, "/playbook", "/settings", "/calendars", "/calls", ...sessions.slice(0, 2).map(({ id }) => `/sessions/${id}`), ...ride_pages],
    manager: ["/", "/team", "/capacity", "/calendars", "/calls", "/calls?unmatched=true", ...card_pages, ...talk_pages, "/people", ...people.slice(0, 1).map(({ id }) => `/people/${id}`), "/cadence", "/playbook", "/playbook?part=owed", "/playbook?part=skills", "/playbook?part=numbers", "/nowhere", ...sessions.slice(0, 2).map(({ id }) => `/sessions/${id}`), ...ride_pages],
    leader: ["/", "/team", "/cadence", "/capacity", ...(first_manager ? [`/capacity?manager=${first_manager.id}`] : []), "/ride-alongs", "/calls", "/calendars", ...card_pages, ...talk_pages],
    enablement: ["/", "/cadence", "/capacity", "/playbook/versions", "/playbook/edit"],
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
  { role: "admin", path: "/users", name: "give access", click: "Give somebody access" },
  { role: "admin", path: "/users", name: "change access", click: /^Change the access/ },
];

const failures = [];
const fail = (text) => {
  failures.push(text);
  console.log(text);
};
let looked_at = 0;

async function check(page, label, complaints) {
  looked_at += 1;
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]).analyze();
  for (const violation of violations) fail(`${label}: ${violation.id}: ${violation.nodes.slice(0, 3).map((node) => `${node.target} ${node.any[0]?.message ?? node.all[0]?.message ?? ""}`).join(" | ")}`);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (overflow > 0) fail(`${label}: scrolls sideways by ${overflow} px`);
  // Long words may break anywhere so that nothing scrolls; short ones stay whole, or a box is too narrow.
  const broken = await page.evaluate(() => {
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
  });
  if (broken.length > 0) fail(`${label}: words broken in two: ${broken.join(", ")}`);
  for (const complaint of complaints.splice(0)) fail(`${label}: console: ${complaint}`);
}

const index = await fetch(base_url, { headers: { Accept: "text/html" } });
const policy = index.headers.get("content-security-policy") ?? "";
if (!/default-src 'self'/.test(policy) || /unsafe/.test(policy)) fail(`the page's content security policy is "${policy}"`);

const browser = await start_browser();
try {
  await prepare(browser);
  for (const width of widths) {
    for (const scheme of schemes) {
      const size = { width, height: width < 600 ? 640 : 900, scheme };
      const outside = await context_as(browser, undefined, size);
      const door = await outside.context.newPage();
      for (const path of ["/sign-in", "/set-up/unknown-token"].filter(is_wanted)) {
        await open(door, path);
        await check(door, `outside ${path} ${width} ${scheme}`, outside.complaints);
      }
      await outside.context.close();
      for (const role of Object.keys(logins)) {
        const { context, complaints } = await context_as(browser, logins[role], size);
        const page = await context.newPage();
        const me = await (await context.request.get("/api/me")).json();
        const paths = await paths_of(role, context.request);
        for (const path of paths.filter(is_wanted)) {
          await open(page, path);
          await check(page, `${role} ${path} ${width} ${scheme}`, complaints);
        }
        for (const dialog of dialogs.filter((one) => one.role === role && is_wanted(one.path))) {
          const label = `${role} ${dialog.path} (${dialog.name}) ${width} ${scheme}`;
          await open(page, dialog.at?.(paths) ?? dialog.path.replace("/me", `/${me.person.id}`));
          if (dialog.press) await page.keyboard.press(dialog.press);
          else if (dialog.click) await page.getByRole("button", { name: dialog.click }).first().click();
          else await page.locator(dialog.selector).click();
          await page.getByRole("dialog").waitFor();
          await page.waitForTimeout(200);
          await check(page, label, complaints);
          await page.keyboard.press("Escape");
          await page.getByRole("dialog").waitFor({ state: "detached" });
        }
        await context.close();
      }
    }
  }
} finally {
  await browser.close();
}
console.log(`${looked_at} pages and dialogs looked at, ${failures.length} failures`);
process.exit(failures.length > 0 ? 1 : 0);
