// Where somebody of each role can be, with something to see there, and the windows that open over it.
import { readFileSync } from "node:fs";
import { base_url, context_as, open } from "./browser.mjs";

/** What a page needs to have something on it and the demonstration does not bring: a calibration of a manager, and a calendar that was read. */
export async function prepare(browser, logins) {
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
export async function paths_of(role, request) {
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
export const dialogs = [
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

/** Opens a page and one of its dialogs. */
export async function open_dialog(page, path, { press, click, selector }) {
  await open(page, path);
  if (press) await page.keyboard.press(press);
  else if (click) await page.getByRole("button", { name: click }).first().click();
  else await page.locator(selector).click();
  await page.getByRole("dialog").waitFor();
  await page.waitForTimeout(200);
}
