// S5: every text of every reply carries markup that would run if a page took it for markup, and every page and dialog is looked at as each role. The replies are
// changed on their way to the browser, by what the API's description says is text; so no text is forgotten because nobody wrote a form for it here.
// Nothing may run, nothing may become an element, a handler or a link, and the content security policy may have nothing to refuse.
//   BASE_URL=http://127.0.0.1:8787 node tests/e2e/hostile_replies.mjs      (a demonstration; SHORT=1 for two of the three ways; FIGURES names a file for the figures)
import { writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { base_url, context_as, demo_logins, open, start_browser } from "./browser.mjs";
import { dialogs, open_dialog, paths_of, prepare } from "./routes.mjs";

const markup = [
  `<script>window.taken = 1</script>`,
  `<img src=x onerror="window.taken = 1">`,
  `"><svg onload=window.taken=1>`,
  `'-window["taken"]=1-'`,
  `</textarea></title></style><iframe srcdoc="<script>parent.taken=1</script>"></iframe>`,
  `{{constructor.constructor("window.taken=1")()}}`,
  `<a href="javascript:window.taken=1">word</a>`,
  `<math><mtext><table><mglyph><style><img src=x onerror=window.taken=1>`,
].join(" ");
const without_markup = (sent) => sent.replaceAll(` ${markup}`, "").replaceAll(JSON.stringify(` ${markup}`).slice(1, -1), "");
const address = "javascript:window.taken=1//";

/** The ways: markup after every text; the same, with something made up in every place that is empty; every text an address that runs.
    `undo` takes it off what the page sends back. */
const ways = [
  { name: "markup", of: (text) => `${text} ${markup}`, words: "<script>window.taken", undo: without_markup },
  { name: "markup in what is empty, too", of: (text) => `${text} ${markup}`, words: "<script>window.taken", undo: without_markup, fills: true },
  { name: "addresses", of: (text) => `${address}${text}`, words: address, undo: (sent) => sent.replaceAll(address, "") },
].slice(0, process.env.SHORT ? 2 : 3);

/** Words that programs compare, not texts of anybody: the server chooses them or holds them to a pattern. */
const of_programs = new Set(
  `id obligation_id key kind session_type job_role job_roles tenure_band tenure_bands role roles competency focus_skill focus_competency themes wishes indicator allowed state
  source signal silent verdict commitment_verdicts format part form group formula month quarter quarters time_zone free next_cursor href fingerprint sha256 mapping_sha256 secret link
  set_up_link password conversation`.split(/\s+/),
);
/** `stage` is a word of the agenda in these, and a text of the CRM elsewhere. */
const stages_of_agendas = new Set(["CircleMeeting", "ConversationTimer", "DebriefView", "MeetingNote", "SharedNote"]);
const is_text = (owner, member) => !of_programs.has(member) && !(member === "stage" && stages_of_agendas.has(owner)) && !(owner === "MadeCalendarFeed" && member === "path");

const description = await (await fetch(`${base_url}/api/openapi.json`)).json();
const operations = Object.entries(description.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, { responses }]) => ({
    method: method.toUpperCase(),
    pattern: new RegExp(`^${path.replace(/\{[^}]+\}/g, "[^/]+")}$`),
    is_fixed: !path.includes("{"),
    schema: Object.entries(responses).find(([status, { content }]) => status.startsWith("2") && content?.["application/json"])?.[1].content["application/json"].schema,
  })),
);
operations.sort((a, b) => Number(b.is_fixed) - Number(a.is_fixed)); // /api/people/me before /api/people/{id}

const is_string = ({ type, enum: values, format, pattern, const: one }) => [type].flat().includes("string") && !values && !format && !pattern && one === undefined;

/** Something a reply could hold, made up from its description. */
function made_up(schema, owner, member, depth) {
  if (!schema || depth > 5) return undefined;
  if (schema.$ref) {
    const name = schema.$ref.split("/").at(-1);
    return made_up(description.components.schemas[name], name, "", depth + 1);
  }
  const one_of = schema.anyOf ?? schema.oneOf ?? schema.allOf;
  if (one_of) return made_up(one_of.find(({ type }) => type !== "null"), owner, member, depth);
  if (schema.enum) return schema.enum[0];
  const now = new Date().toISOString();
  switch ([schema.type].flat().find((type) => type !== "null")) {
    case "array": {
      const item = made_up(schema.items, owner, member, depth + 1);
      return item === undefined ? [] : [item];
    }
    case "object":
      return Object.fromEntries(Object.entries(schema.properties ?? {}).map(([name, each]) => [name, made_up(each, owner, name, depth)]).filter(([, value]) => value !== undefined));
    case "string":
      if (schema.format) return schema.format === "date" ? now.slice(0, 10) : now;
      if (schema.pattern) return schema.pattern.includes("{13}") ? "0000000000001" : schema.pattern.includes("W") ? "2027-W13" : "09:30";
      return { quarter: "2027-Q1", quarters: "2027-Q1", month: "2027-03", time_zone: "Europe/Madrid" }[member] ?? "x";
    case "boolean":
      return true;
    default:
      return 1;
  }
}

/** A reply with every text changed; `seen` is told whose. */
function changed(value, schema, way, seen, owner = "", member = "") {
  if (way.fills && schema && (value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0))) value = made_up(schema, owner, member, 0);
  if (value === null || value === undefined || !schema) return value;
  if (schema.$ref) {
    const name = schema.$ref.split("/").at(-1);
    return changed(value, description.components.schemas[name], way, seen, name, "");
  }
  const one_of = schema.anyOf ?? schema.oneOf ?? schema.allOf;
  if (one_of) return one_of.reduce((so_far, each) => (typeof so_far === typeof value && each.type !== "null" ? changed(so_far, each, way, seen, owner, member) : so_far), value);
  if (Array.isArray(value)) return value.map((each) => changed(each, schema.items, way, seen, owner, member));
  if (typeof value === "object") {
    const names = new Set([...Object.keys(value), ...(way.fills ? Object.keys(schema.properties ?? {}) : [])]);
    const members = [...names].map((name) => [name, changed(value[name], schema.properties?.[name] ?? schema.additionalProperties, way, seen, owner, name)]);
    return Object.fromEntries(members.filter(([, each]) => each !== undefined));
  }
  if (typeof value !== "string" || !is_string(schema) || !is_text(owner, member)) return value;
  seen.add(`${owner}.${member}`);
  return way.of(value);
}

/** Every text a reply can have, as "schema.member". */
function all_texts() {
  const found = new Set();
  const visited = new Set();
  const walk = (schema, owner, member) => {
    if (!schema || typeof schema !== "object") return;
    if (schema.$ref) {
      const name = schema.$ref.split("/").at(-1);
      if (!visited.has(name)) {
        visited.add(name);
        walk(description.components.schemas[name], name, "");
      }
      return;
    }
    if (is_string(schema) && member && is_text(owner, member)) found.add(`${owner}.${member}`);
    for (const each of schema.anyOf ?? schema.oneOf ?? schema.allOf ?? []) walk(each, owner, member);
    walk(schema.items, owner, member);
    walk(schema.additionalProperties, owner, member);
    for (const [name, each] of Object.entries(schema.properties ?? {})) walk(each, owner, name);
  };
  for (const { method, schema } of operations) if (method === "GET") walk(schema, "", "");
  return found;
}

/** Changes what a context is told, and sends on what its pages say without the change. */
async function poison(context, way, seen) {
  await context.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => (window.refused ??= []).push(`${violatedDirective} ${blockedURI}`));
  });
  await context.route(`${base_url}/api/**`, async (route) => {
    const request = route.request();
    if (request.headers().accept?.includes("text/event-stream")) return route.continue();
    const url = new URL(request.url());
    const body = request.postData();
    const there = new URL(base_url);
    there.pathname = encodeURI(way.undo(decodeURIComponent(url.pathname)));
    for (const [name, value] of url.searchParams) there.searchParams.append(name, way.undo(value));
    const response = await route.fetch({ url: String(there), ...(body === null ? {} : { postData: way.undo(body) }) }).catch(() => undefined);
    if (!response) return route.abort().catch(() => undefined);
    const operation = operations.find(({ method, pattern, schema }) => schema && method === request.method() && pattern.test(there.pathname));
    // Nobody has a link to set up an account here; what its page would be told is made up.
    if (way.fills && !response.ok() && there.pathname.startsWith("/api/set-up/")) return route.fulfill({ status: 200, json: changed(undefined, operation.schema, way, seen) });
    if (!response.ok() || !operation || !/^application\/json/.test(response.headers()["content-type"] ?? "")) return route.fulfill({ response });
    return route.fulfill({ response, json: changed(await response.json(), operation.schema, way, seen) });
  });
}

/** What came in, in the page. */
function what_came_in() {
  const found = [];
  if (window.taken !== undefined) found.push("something ran");
  for (const refusal of window.refused ?? []) found.push(`the policy refused ${refusal}`);
  for (const element of document.querySelectorAll("*")) {
    if (element.matches("iframe, object, embed, base, math, body script, img[src=x]")) found.push(`an element <${element.localName}>`);
    for (const { name, value } of element.attributes) {
      if (/^on/i.test(name)) found.push(`a handler ${element.localName} ${name}`);
      if (/^(href|src|action|formaction|xlink:href|srcdoc|data)$/i.test(name) && /^\s*(javascript|data|vbscript):/i.test(value)) found.push(`an address ${element.localName} ${name}="${value.slice(0, 40)}"`);
    }
  }
  return [...new Set(found)];
}
const are_words_there = (words) => document.body.textContent.includes(words) || [...document.querySelectorAll("input, textarea")].some(({ value }) => value.includes(words));

let looked_at = 0;
let with_words = 0;
const failures = [];

async function take(browser, { role, login, way, looks, seen }) {
  const { context, complaints } = await context_as(browser, login);
  await poison(context, way, seen);
  let asked = 0;
  for (const look of looks) {
    const page = await context.newPage();
    page.on("dialog", (dialog) => {
      asked += 1;
      void dialog.dismiss();
    });
    try {
      await look.run(page);
      await page.waitForTimeout(150);
      looked_at += 1;
      if (await page.evaluate(are_words_there, way.words)) with_words += 1;
      const faults = [...(await page.evaluate(what_came_in)), ...(asked ? [`${asked} dialogs of the browser`] : []), ...complaints];
      for (const fault of faults) failures.push(`${way.name}, ${role} ${look.name}: ${fault}`);
    } catch (fault) {
      failures.push(`${way.name}, ${role} ${look.name}: ${fault.message.split("\n")[0]}`);
    }
    complaints.splice(0);
    asked = 0;
    await page.close();
  }
  await context.close();
}

/** The looks themselves are tried: markup that is put into a page as markup must be found, and the policy must keep it from running. */
async function find_a_planted_hole(browser, login) {
  const { context } = await context_as(browser, login);
  await poison(context, ways[0], new Set());
  const page = await context.newPage();
  await open(page, "/");
  await page.evaluate((text) => document.querySelector("main").insertAdjacentHTML("beforeend", text), markup);
  await page.waitForTimeout(500);
  const found = await page.evaluate(what_came_in);
  await context.close();
  return { found, has_run: found.includes("something ran"), was_refused: found.some((each) => each.startsWith("the policy refused")), are_seen: ["an element <iframe>", "a handler img onerror", "a handler svg onload"].every((each) => found.includes(each)) };
}

const browser = await start_browser();
const logins = await demo_logins();
const seen = new Set();
let hole;
try {
  await prepare(browser, logins);
  const parts = ways.map((way) => ({ role: "outside", way, looks: ["/sign-in", "/set-up/unknown-token"].map((path) => ({ name: path, run: (page) => open(page, path) })), seen }));
  for (const [role, login] of Object.entries(logins)) {
    const { context } = await context_as(browser, login);
    const me = await (await context.request.get("/api/me")).json();
    const paths = await paths_of(role, context.request);
    await context.close();
    const pages = paths.map((path) => ({ name: path, run: (page) => open(page, path) }));
    const looks = [
      ...pages,
      ...dialogs
        .filter((one) => one.role === role)
        .map((one) => ({ name: `${one.path} (${one.name})`, run: (page) => open_dialog(page, one.at?.(paths) ?? one.path.replace("/me", `/${me.person.id}`), one) })),
    ];
    for (const way of ways) {
      const own = way.fills ? pages : looks; // a made-up page has not always the button of a dialog
      for (let at = 0; at < own.length; at += 12) parts.push({ role, login, way, looks: own.slice(at, at + 12), seen });
    }
  }
  const work = async () => {
    while (parts.length > 0) await take(browser, parts.pop());
  };
  await Promise.all(Array.from({ length: Number(process.env.WORKERS ?? Math.min(3, availableParallelism())) }, work));
  hole = await find_a_planted_hole(browser, logins.rep);
} finally {
  await browser.close();
}
for (const failure of failures) console.log(failure);
const texts = all_texts();
const unseen = [...texts].filter((text) => !seen.has(text)).sort();
console.log(`not on the way to any of these pages: ${unseen.join(", ")}`);
const met = texts.size - unseen.length;
const is_whole = !process.env.SHORT;
const rows = [
  { what: `markup in every text of every reply, every page and dialog as each role: scripts run, elements, handlers, addresses and refusals of the policy`, goal: "0", measured: `${failures.length} on ${looked_at} pages and dialogs, ${with_words} with such words on them`, holds: failures.length === 0 && with_words > looked_at / 2 },
  { what: "texts of replies that carried it, of those a GET can have", goal: "said", measured: `${met} of ${texts.size}${is_whole ? "" : "; two ways of three"}`, holds: true },
  { what: "the same markup put into a page as markup (negative control)", goal: "found, and kept from running by the policy", measured: `${hole.are_seen ? "found" : "not found"}, ${hole.has_run ? "ran" : "did not run"}, ${hole.was_refused ? "refused" : "not refused"}`, holds: hole.are_seen && hole.was_refused && !hole.has_run },
].map((row) => ({ bar: "S5", ...row }));
for (const { what, measured, holds } of rows) console.log(`${holds ? "ok  " : "FAIL"} ${what}: ${measured}`);
if (process.env.FIGURES) writeFileSync(process.env.FIGURES, JSON.stringify({ bar: "S5", rows, command: "node tests/e2e/hostile_replies.mjs" }, null, 1));
process.exit(rows.every(({ holds }) => holds) ? 0 : 1);
