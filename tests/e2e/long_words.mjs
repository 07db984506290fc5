// The widest a person or a file can make a page: unbroken words of 200 characters in every name, title and text. No page may scroll sideways, on a desk or on a phone.
import assert from "node:assert/strict";
import { base_url, context_as, demo_logins, open } from "./browser.mjs";
import { plan, post } from "./pair.mjs";

const long = "Unbroken".repeat(25);
const widths = [1440, 390, 320];

export async function look_at_long_words(browser) {
  const logins = await demo_logins();
  const managers = await context_as(browser, logins.manager);
  const json = async (context, path) => {
    const reply = await context.request.get(path);
    assert.ok(reply.ok(), `${path} answered ${reply.status()}`);
    return reply.json();
  };
  const done = async (context, where, data, ...statuses) => {
    const { status, body } = await post(context, where, data);
    assert.ok([200, 201, 204, ...statuses].includes(status), `${where} answered ${status} ${JSON.stringify(body)}`);
    return body;
  };

  // Somebody of the manager's team who signs in nowhere else gets a long name, with a long segment, region and job role; so does the manager.
  const me = await json(managers.context, "/api/me");
  const taken = Object.values(logins).map(({ name }) => name);
  const reps = (await json(managers.context, "/api/team")).reps.map(({ person }) => person).filter(({ name }) => !taken.includes(name));
  assert.ok(reps.length > 0, "the manager has nobody else");
  const rep = await json(managers.context, `/api/people/${reps[0].id}`);
  const manager = await json(managers.context, `/api/people/${me.person.id}`);
  const row = (person, role) => [long, person.email, role, long, long, person.time_zone, person.manager?.id === manager.id ? manager.email : "", person.hire_date].join(",");
  const revops = await context_as(browser, logins.revops);
  const roster = ["name,email,job_role,segment,region,time_zone,manager_email,hire_date", row(rep, rep.job_role), row(manager, manager.job_role)].join("\n");
  const stranger = `${long}@northwind-sim.example`;
  const files = `${roster}\n${long},${stranger.slice(-250)},ae,${long},${long},Europe/Madrid,${manager.email},2020-01-01\n${long},not-an-address-${long},${long},,,Nowhere/${long},,never`;
  const imported = await revops.context.request.post(`/api/imports/roster?file_name=${long.slice(0, 190)}.csv&mapping=backbeat`, { data: files, headers: { "Content-Type": "text/csv", Origin: base_url } });
  assert.ok(imported.ok(), await imported.text());
  const { run_id } = await imported.json();
  assert.equal((await json(managers.context, `/api/people/${rep.id}`)).name, long);
  await done(managers.context, "/api/tokens", { name: long.slice(0, 100) });

  const planned = await plan(managers.context, rep.id);
  const running = await plan(managers.context, rep.id);
  const ended = await plan(managers.context, rep.id);
  for (const session of [ended, running]) {
    const path = `/api/sessions/${session}`;
    const { agenda } = await done(managers.context, `${path}/start`, { skip_gate_reason: long });
    for (const stage of agenda.slice(0, 2)) {
      if (stage.state === "waiting") await done(managers.context, `${path}/stage`, { stage: stage.key });
      const note = await managers.context.request.put(`${path}/notes/${stage.key}`, { data: { text: `${long} ${long}`, base_version: 0 }, headers: { Origin: base_url } });
      assert.ok(note.ok(), await note.text());
    }
    await done(managers.context, `${path}/skip-stage`, { stage: agenda[1].key, reason: long });
    await done(managers.context, `${path}/commitments`, { text: long });
    if (session === ended) await done(managers.context, `${path}/end`);
  }

  const pages = {
    manager: ["/", "/team", "/people", `/people?search=${long.slice(0, 90)}`, `/people/${rep.id}`, "/cadence", "/settings", "/sessions", ...[planned, running, ended].map((id) => `/sessions/${id}`), `/nowhere/${long}`],
    leader: ["/", "/team", "/cadence", "/people", `/people/${rep.id}`],
    enablement: ["/", "/cadence", "/playbook/versions"],
    revops: ["/", "/imports", `/imports/runs/${run_id}`],
    executive: ["/", "/cadence"],
    admin: ["/users"],
  };
  const wide = [];
  let looked = 0;
  for (const [role, paths] of Object.entries(pages)) {
    for (const width of widths) {
      const { context } = await context_as(browser, logins[role], { width, height: width < 600 ? 844 : 900 });
      const page = await context.newPage();
      for (const where of paths) {
        await open(page, where).catch((fault) => { throw new Error(`${role} ${where}: ${fault.message}`); });
        const found = await page.evaluate(() => {
          const over = document.documentElement.scrollWidth - document.documentElement.clientWidth;
          if (over <= 0) return undefined;
          // The element itself, not what holds it: the last of those that reach furthest, but for what its own box clips.
          const reach = (node) => Math.max(node.getBoundingClientRect().right, getComputedStyle(node).overflowX === "visible" ? node.getBoundingClientRect().left + node.scrollWidth : 0);
          const clipped = (node) => node.parentElement && (getComputedStyle(node.parentElement).overflowX !== "visible" || clipped(node.parentElement));
          const all = [...document.querySelectorAll("body *")].filter((node) => !clipped(node));
          const furthest = Math.max(...all.map(reach));
          const widest = all.filter((node) => reach(node) >= furthest - 1).at(-1);
          return `${over} px, because of <${widest?.tagName.toLowerCase()} class="${widest?.getAttribute("class") ?? ""}">`;
        });
        if (found) wide.push(`${role} ${where.replace(long, "…").slice(0, 60)} at ${width}: ${found}`);
        looked += 1;
      }
      await context.close();
    }
  }
  assert.deepEqual(wide, [], "pages scroll sideways");
  return looked;
}
