// One browser for looking at and checking the pages; playwright-core and axe are resolved from web/node_modules.
//   BASE_URL     the server to look at (a demonstration: GET /api/demo must answer)
//   CHROMIUM     the browser's program, /usr/bin/chromium by default
import { createRequire } from "node:module";

const require = createRequire(new URL("../../web/package.json", import.meta.url));
const { chromium } = require("playwright-core");
export const { default: AxeBuilder } = require("@axe-core/playwright");
const { source: axe_source } = createRequire(require.resolve("@axe-core/playwright"))("axe-core");
const standards = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** How long anything may take before it has failed; SLACK is for machines that others use too. */
export const patience = 7_000 + 3_000 * Number(process.env.SLACK ?? 1);

export const base_url = process.env.BASE_URL ?? "http://127.0.0.1:8787";

export const start_browser = () =>
  chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"] });

/** The demonstration's logins, one per role. */
export async function demo_logins() {
  const response = await fetch(`${base_url}/api/demo`);
  if (!response.ok) throw new Error(`${base_url}/api/demo answered ${response.status}: the checks need a demonstration`);
  const { logins } = await response.json();
  return Object.fromEntries(logins.map((login) => [login.role, login]).reverse());
}

/** A context signed in as that login, which collects console errors, page errors and refusals of the content security policy in `complaints`. */
export async function context_as(browser, login, { width = 1440, height = 900, scheme = "light", touch = false } = {}) {
  const context = await browser.newContext({ baseURL: base_url, viewport: { width, height }, colorScheme: scheme, hasTouch: touch, reducedMotion: "reduce", locale: "en-GB" });
  const complaints = [];
  context.on("page", (page) => {
    page.on("console", (message) => {
      // A refused request is also reported by the browser; whether it was expected is for the scenario to say.
      if (message.type() === "error" && !/Failed to load resource/.test(message.text())) complaints.push(`${page.url()}: ${message.text()}`);
    });
    page.on("pageerror", (error) => complaints.push(`${page.url()}: ${error.message}`));
  });
  if (login) {
    const reply = await context.request.post("/api/sign-in", { data: { email: login.email, password: login.password }, headers: { Origin: base_url } });
    if (!reply.ok()) throw new Error(`signing in as ${login.email} answered ${reply.status()}`);
  }
  return { context, complaints };
}

/** Opens an address and waits until its data has arrived. */
export async function open(page, path) {
  await page.goto(path);
  await page.locator("h1").first().waitFor({ timeout: patience });
  await page.waitForFunction(() => !document.querySelector("[role=status] .sr-only") || ![...document.querySelectorAll("[role=status] .sr-only")].some((node) => node.textContent === "Loading"), undefined, { timeout: patience });
  await page.evaluate(() => document.fonts.ready.then(() => true));
}

/** What axe finds on the page, or by some of its rules alone: the rule, and where with what. */
export async function axe_violations(page, rules) {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe_source);
  return page.evaluate(async (runOnly) => {
    const { violations } = await window.axe.run(document, { runOnly, resultTypes: ["violations"] });
    return violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ target, any, all }) => ({ target: String(target), message: any[0]?.message ?? all[0]?.message ?? "" })) }));
  }, rules ? { type: "rule", values: rules } : { type: "tag", values: standards });
}
