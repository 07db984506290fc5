// A manager and a rep of one team in the demonstration, and what both journeys of a conversation ask of the server.
import assert from "node:assert/strict";
import { AxeBuilder, base_url, context_as } from "./browser.mjs";

export async function pair_of_logins(browser) {
  const { logins } = await (await fetch(`${base_url}/api/demo`)).json();
  for (const manager of logins.filter(({ role }) => role === "manager")) {
    const { context } = await context_as(browser, manager);
    const team = await (await context.request.get("/api/team")).json();
    await context.close();
    const rep = logins.find((login) => login.role === "rep" && team.reps.some(({ person }) => person.name === login.name));
    if (rep) return { manager, rep, rep_id: team.reps.find(({ person }) => person.name === rep.name).person.id };
  }
  throw new Error("the demonstration has no manager and rep of one team to sign in as");
}

export async function post(context, path, data = {}) {
  const reply = await context.request.post(path, { data, headers: { Origin: base_url, "Idempotency-Key": crypto.randomUUID() } });
  return { status: reply.status(), body: reply.status() === 204 ? undefined : await reply.json() };
}

/** A weekly 1:1 of the two in the next hours, at a time when neither has another. */
export async function plan(context, rep_id) {
  const me = await (await context.request.get("/api/me")).json();
  for (let minutes = 5; minutes < 660; minutes += 35) {
    const starts_at = new Date(Date.parse(me.now) + minutes * 60_000).toISOString().replace(/\.\d{3}Z$/, "Z");
    const { status, body } = await post(context, "/api/sessions", { kind: "weekly_one_on_one", rep_id, starts_at, minutes: 30 });
    if (status < 300) return body.id;
    assert.equal(status, 409, JSON.stringify(body));
  }
  throw new Error("no free half hour to plan a session in");
}

export async function accessible(page, where) {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]).analyze();
  assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes[0].target}`), [], where);
}
