// Every text that a person or a file can bring in carries markup that would run if any page took it for markup; then every page is looked at as each role. Nothing may
// run, no dialog may open, the content security policy may have nothing to refuse, and the words must be there as words.
//   BASE_URL=http://127.0.0.1:8787 node tests/e2e/payloads.mjs      (a demonstration)
import assert from "node:assert/strict";
import { base_url, context_as, demo_logins, open, start_browser } from "./browser.mjs";
import { look_at_long_words } from "./long_words.mjs";
import { pair_of_logins, plan, post } from "./pair.mjs";

const payloads = [
  `<script>window.taken = 1</script>`,
  `<img src=x onerror="window.taken = 1">`,
  `"><svg onload=window.taken=1>`,
  `javascript:window.taken=1`,
  `'-window["taken"]=1-'`,
  `</textarea><iframe srcdoc="<script>parent.taken=1</script>"></iframe>`,
  `{{constructor.constructor("window.taken=1")()}}`,
  `<a href="javascript:window.taken=1">word</a>`,
];
const all = payloads.join(" ");

const browser = await start_browser();
const complaints_of = [];
try {
  const logins = await demo_logins();
  const { manager, rep, rep_id } = await pair_of_logins(browser);
  const managers = await context_as(browser, manager);
  const reps = await context_as(browser, rep);

  // What the two say.
  const session = await plan(managers.context, rep_id);
  const path = `/api/sessions/${session}`;
  const done = async (context, where, data, ...statuses) => {
    const reply = await post(context, where, data);
    assert.ok([200, 201, 204, ...statuses].includes(reply.status), `${where} answered ${reply.status} ${JSON.stringify(reply.body)}`);
    return reply.body;
  };
  const started = await done(managers.context, `${path}/start`, { skip_gate_reason: all });
  for (const stage of started.agenda.slice(0, 3)) {
    if (stage.state === "waiting") await done(managers.context, `${path}/stage`, { stage: stage.key });
    const note = await managers.context.request.put(`${path}/notes/${stage.key}`, { data: { text: all, base_version: 0 }, headers: { Origin: base_url } });
    assert.ok(note.ok(), await note.text());
  }
  for (const { context } of [managers, reps]) {
    const note = await context.request.put(`${path}/private-note`, { data: { text: all, base_version: 0 }, headers: { Origin: base_url } });
    assert.ok(note.ok(), await note.text());
  }
  for (const payload of payloads) await done(reps.context, `${path}/commitments`, { text: payload });

  // What files and editors bring.
  const revops = await context_as(browser, logins.revops);
  const quoted = (text) => `"${text.replaceAll('"', '""')}"`;
  const people = payloads.map((payload, n) => `X${n},${quoted(payload)},x${n}@northwind-sim.example,${quoted("ae")},${quoted(payload.slice(0, 60))},${quoted(payload.slice(0, 60))},Europe/Madrid,${manager.email},2020-01-01`);
  const roster = ["employee_id,name,email,job_role,segment,region,time_zone,manager_email,hire_date", ...people].join("\n");
  const imported = await revops.context.request.post(`/api/imports/roster?file_name=${encodeURIComponent(`${payloads[1]}.csv`.slice(0, 60))}&mapping=backbeat`, { data: roster, headers: { "Content-Type": "text/csv", Origin: base_url } });
  assert.ok(imported.ok(), await imported.text());
  const enablement = await context_as(browser, logins.enablement);
  await done(enablement.context, "/api/playbook/check", { text: `name = ${JSON.stringify(all)}\n${JSON.stringify(payloads[1])} = 1` });
  await done(managers.context, "/api/tokens", { name: payloads[1] });

  const search = encodeURIComponent(payloads[1]);
  const pages = {
    manager: ["/", "/team", "/people", `/people?search=${search}`, `/people/${rep_id}`, "/cadence", "/playbook", "/settings", "/sessions", `/sessions/${session}`, `/nowhere/${encodeURIComponent("<svg onload=alert(1)>")}`],
    rep: ["/", "/sessions", `/sessions/${session}`, `/people/${rep_id}`],
    revops: ["/", "/imports", "/people"],
    enablement: ["/", "/playbook/versions", "/playbook/edit"],
    leader: ["/", "/team", "/cadence", `/people/${rep_id}`],
    admin: ["/users"],
  };
  let looked = 0;
  for (const [role, paths] of Object.entries(pages)) {
    const login = role === "manager" ? manager : role === "rep" ? rep : logins[role];
    const { context, complaints } = await context_as(browser, login);
    for (const where of paths) {
      const page = await context.newPage();
      let dialogs = 0;
      page.on("dialog", (dialog) => { dialogs += 1; void dialog.dismiss(); });
      await open(page, where).catch((fault) => { throw new Error(`${role} ${where}: ${fault.message}`); });
      assert.equal(await page.evaluate(() => window.taken), undefined, `${role} ${where}: something ran`);
      assert.equal(dialogs, 0, `${role} ${where}: a dialog opened`);
      assert.equal(await page.locator("iframe, main script, main a[href^='javascript:']").count(), 0, `${role} ${where}: markup came in`);
      if (role === "manager" && where.startsWith("/sessions/")) assert.ok((await page.content()).includes("&lt;svg onload"), "the words are not there as words");
      looked += 1;
      await page.close();
    }
    complaints_of.push(...complaints);
    await context.close();
  }
  assert.deepEqual(complaints_of, []);
  console.log(`ok   ${payloads.length} payloads in every text, ${looked} pages looked at, nothing ran`);
  console.log(`ok   unbroken words of 200 characters everywhere, ${await look_at_long_words(browser)} pages looked at, none scrolls sideways`);
} finally {
  await browser.close();
}
