// Every route in both themes at 1440 and 320 px, and the dialogs: no axe violation, no sideways scroll, no console error, no refusal of the content security policy.
// A page is opened once at each width and asked everything; in the other theme it stands as it is and is asked what colours can break. What failed is looked at once more.
//   BASE_URL=http://127.0.0.1:8787 node tests/e2e/accessibility.mjs [only-paths-containing,...]   (SIZES, SCHEMES, ROLES narrow it; WORKERS pages at a time)
import { availableParallelism } from "node:os";
import { axe_violations, base_url, context_as, demo_logins, open, start_browser } from "./browser.mjs";
import { dialogs, open_dialog, paths_of, prepare } from "./routes.mjs";

const only = (process.argv[2] ?? "").split(",");
const is_wanted = (path) => only.some((part) => path.includes(part));
const widths = (process.env.SIZES ?? "1440,320").split(",").map(Number);
const schemes = (process.env.SCHEMES ?? "light,dark").split(",");
const roles = process.env.ROLES?.split(",");
const logins = Object.fromEntries(Object.entries(await demo_logins()).filter(([role]) => roles?.includes(role) ?? true));

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
  await open_dialog(page, path, dialog);
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
  await prepare(browser, logins);
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
