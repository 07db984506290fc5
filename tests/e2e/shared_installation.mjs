// A fresh installation out of files that others made: the people of shared/data/hr-roster, and one deal so that a call has a stage. It serves until it is stopped.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

export const shared_data = process.env.BACKBEAT_SHARED_DATA ?? new URL("../../../shared/data", import.meta.url).pathname;
export const roster_file = join(shared_data, "hr-roster/HRDataset_v14_semicolon.csv");
export const calendar_file = join(shared_data, "calendars/agreed/icaljs__parserv2.ics");
export const is_there = existsSync(roster_file) && existsSync(calendar_file);

const password = "correct horse battery staple";
/** The roster has no addresses; those who sign in get one by their number. */
const logins = {
  manager: { name: "Lynn Daneault", employee_id: "10099", email: "lynn.daneault@dental.example", role: "manager" },
  rep: { name: "Jac McKinzie", employee_id: "10202", email: "jac.mckinzie@dental.example", role: "rep" },
  leader: { name: "Debra Houlihan", employee_id: "10272", email: "debra.houlihan@dental.example", role: "leader" },
};
/** The customer of the calendar's meeting is known to the CRM by the domain of its guests. */
export const account = "Foobar Logistics";

const csv = (...rows) => `${rows.map((row) => row.join(",")).join("\n")}\n`;

/** Serves from `now` on, in the organisation's time zone; its clock runs, and `set_clock` puts it elsewhere. */
export async function start_installation(program, { now, zone }) {
  const folder = mkdtempSync(join(tmpdir(), "backbeat-shared-"));
  const clock = join(folder, "clock");
  let ahead = 0;
  const tick = () => {
    writeFileSync(`${clock}.new`, `${new Date(Date.now() + ahead).toISOString()}\n`);
    renameSync(`${clock}.new`, clock);
  };
  const set_clock = (at) => {
    ahead = Date.parse(at) - Date.now();
    tick();
  };
  set_clock(now);
  const env = { ...process.env, BACKBEAT_DATA: join(folder, "data"), BACKBEAT_CLOCK_FILE: clock, BACKBEAT_LISTEN: "127.0.0.1:0", BACKBEAT_REQUESTS_PER_MINUTE: "1000000", BACKBEAT_SIGN_INS_PER_MINUTE: "1000000" };
  const command = (words, input) => execFileSync(program, words, { env, input, encoding: "utf8", stdio: ["pipe", "pipe", "inherit"] });
  const file = (name, text) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  let server;
  let ticking;
  const stop = async () => {
    clearInterval(ticking);
    let code = 0;
    if (server && server.exitCode === null) {
      const ended = new Promise((resolve) => server.once("exit", resolve));
      server.kill("SIGTERM");
      code = await ended;
    }
    const said = server ? readFileSync(join(folder, "log"), "utf8").slice(-2_000) : "";
    rmSync(folder, { recursive: true, force: true });
    assert.equal(code, 0, `the program did not end well: ${said}`);
  };
  try {
    const people = Object.values(logins);
    command(["init", "--name", "Dental", "--zone", zone, "--effective", "2018-01-01"]);
    command(["import", "roster", roster_file, "--mapping", "hr-dataset", "--effective", "2018-10-01"]);
    command(["import", "roster", file("addresses.csv", csv(["employee_id", "name", "email"], ...people.map((one) => [one.employee_id, one.name, one.email]))), "--mapping", "backbeat", "--effective", "2018-10-01"]);
    for (const { email, role } of people) command(["user", "add", email, "--role", role, "--password-stdin"], password);
    command(["import", "crm", file("accounts.csv", csv(["account", "name", "domain"], ["A1", account, "bar.com"])), "--kind", "accounts"]);
    command(["import", "crm", file("deals.csv", csv(["opportunity", "account", "email", "stage", "opened", "stage_since"], ["O1", "A1", logins.rep.email, "Discovery", "2018-10-08", "2018-10-15"]))]);
    command(["import", "crm", file("stages.csv", csv(["opportunity", "stage", "entered_at"], ["O1", "Prospecting", "2018-10-08"], ["O1", "Discovery", "2018-10-15"])), "--kind", "stage-history"]);

    server = spawn(program, ["serve"], { env, stdio: ["ignore", "pipe", "pipe"] });
    // However this ends, the server does not outlive it.
    process.once("exit", () => server.kill("SIGKILL"));
    for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(1));
    server.stderr.on("data", (said) => writeFileSync(join(folder, "log"), said, { flag: "a" }));
    writeFileSync(join(folder, "log"), "");
    const address = await new Promise((resolve, reject) => {
      createInterface(server.stdout).on("line", (line) => {
        const found = /^serving on (http:\/\/[^/]+)/.exec(line);
        if (found) resolve(found[1]);
      });
      server.once("exit", (code) => reject(new Error(`the program did not start and ended with ${code}: ${readFileSync(join(folder, "log"), "utf8").slice(-2_000)}`)));
    });
    ticking = setInterval(tick, 100);
    const with_password = Object.fromEntries(Object.entries(logins).map(([role, login]) => [role, { ...login, password }]));
    return { address, logins: with_password, set_clock, stop };
  } catch (problem) {
    await stop().catch(() => undefined);
    throw problem;
  }
}
