// Every route in both themes at 1440 and 320 px, and the dialogs: no axe violation, no sideways scroll, no console error, no refusal of the content security policy.
//   BASE_URL=http://127.0.0.1:8787 node tests/e2e/accessibility.mjs [only-paths-containing]   (SIZES, SCHEMES narrow it)
import { AxeBuilder, base_url, context_as, demo_logins, open, start_browser } from "./browser.mjs";

const only = process.argv[2] ?? "";
const widths = (process.env.SIZES ?? "1440,320").split(",").map(Number);
const schemes = (process.env.SCHEMES ?? "light,dark").split(",");
const logins = await demo_logins();

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
  const runs = role === "revops" ? ((await json("/api/imports")).runs ?? []) : [];
  const own = {
    rep: ["/", `/people/${me.person.id}`, "/playbook", "/settings", ...sessions.slice(0, 2).map(({ id }) => `/sessions/${id}`), ...ride_pages],
    manager: ["/", "/team", "/capacity", "/people", ...people.slice(0, 1).map(({ id }) => `/people/${id}`), "/cadence", "/playbook", "/playbook?part=owed", "/playbook?part=skills", "/playbook?part=numbers", "/nowhere", ...sessions.slice(0, 2).map(({ id }) => `/sessions/${id}`), ...ride_pages],
    leader: ["/", "/team", "/cadence", "/capacity", "/ride-alongs"],
    enablement: ["/", "/cadence", "/playbook/versions", "/playbook/edit"],
    revops: ["/", "/imports", "/imports/new", ...runs.slice(0, 1).map(({ id }) => `/imports/runs/${id}`)],
    executive: ["/", "/cadence", "/capacity?apply=fewer:weekly_one_on_one:ae"],
    admin: ["/", "/users", "/imports", "/settings"],
  };
  return own[role] ?? ["/"];
}

/** Windows that open over a page: who, where, and how. */
const dialogs = [
  { role: "manager", path: "/", name: "command palette", press: "Control+k" },
  { role: "manager", path: "/", name: "shortcuts", press: "?" },
  { role: "manager", path: "/team", name: "plan a conversation", click: "Plan a conversation" },
  { role: "manager", path: "/ride-alongs", name: "book a ride-along", click: "Book another call" },
  { role: "manager", path: "/cadence", name: "behind a cell", selector: "[data-at='0:0']" },
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
  for (const width of widths) {
    for (const scheme of schemes) {
      const size = { width, height: width < 600 ? 640 : 900, scheme };
      const outside = await context_as(browser, undefined, size);
      const door = await outside.context.newPage();
      for (const path of ["/sign-in", "/set-up/unknown-token"].filter((one) => one.includes(only))) {
        await open(door, path);
        await check(door, `outside ${path} ${width} ${scheme}`, outside.complaints);
      }
      await outside.context.close();
      for (const role of Object.keys(logins)) {
        const { context, complaints } = await context_as(browser, logins[role], size);
        const page = await context.newPage();
        const me = await (await context.request.get("/api/me")).json();
        for (const path of (await paths_of(role, context.request)).filter((one) => one.includes(only))) {
          await open(page, path);
          await check(page, `${role} ${path} ${width} ${scheme}`, complaints);
        }
        for (const dialog of dialogs.filter((one) => one.role === role && one.path.includes(only))) {
          const label = `${role} ${dialog.path} (${dialog.name}) ${width} ${scheme}`;
          await open(page, dialog.path.replace("/me", `/${me.person.id}`));
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
