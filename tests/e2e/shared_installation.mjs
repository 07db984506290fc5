// An organisation out of files that others made: the people of shared/data/hr-roster, and one deal so that a call has a stage.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { start } from "./installation.mjs";

export const shared_data = process.env.BACKBEAT_SHARED_DATA ?? new URL("../../../shared/data", import.meta.url).pathname;
export const roster_file = join(shared_data, "hr-roster/HRDataset_v14_semicolon.csv");
export const calendar_file = join(shared_data, "calendars/agreed/icaljs__parserv2.ics");
export const is_there = existsSync(roster_file) && existsSync(calendar_file);

/** The roster has no addresses; those who sign in get one by their number. */
const logins = {
  manager: { name: "Lynn Daneault", employee_id: "10099", email: "lynn.daneault@dental.example", role: "manager" },
  rep: { name: "Jac McKinzie", employee_id: "10202", email: "jac.mckinzie@dental.example", role: "rep" },
  leader: { name: "Debra Houlihan", employee_id: "10272", email: "debra.houlihan@dental.example", role: "leader" },
};
/** The customer of the calendar's meeting is known to the CRM by the domain of its guests. */
export const account = "Foobar Logistics";

const csv = (...rows) => `${rows.map((row) => row.join(",")).join("\n")}\n`;

/** Serves from `now` on, in the organisation's time zone; with `logins` by role. */
export async function start_installation(program, { now, zone }) {
  const people = Object.values(logins);
  const installation = await start(program, {
    name: "shared",
    now,
    people,
    prepare(command, file) {
      command(["init", "--name", "Dental", "--zone", zone, "--effective", "2018-01-01"]);
      command(["import", "roster", roster_file, "--mapping", "hr-dataset", "--effective", "2018-10-01"]);
      command(["import", "roster", file("addresses.csv", csv(["employee_id", "name", "email"], ...people.map((one) => [one.employee_id, one.name, one.email]))), "--mapping", "backbeat", "--effective", "2018-10-01"]);
      command(["import", "crm", file("accounts.csv", csv(["account", "name", "domain"], ["A1", account, "bar.com"])), "--kind", "accounts"]);
      command(["import", "crm", file("deals.csv", csv(["opportunity", "account", "email", "stage", "opened", "stage_since"], ["O1", "A1", logins.rep.email, "Discovery", "2018-10-08", "2018-10-15"]))]);
      command(["import", "crm", file("stages.csv", csv(["opportunity", "stage", "entered_at"], ["O1", "Prospecting", "2018-10-08"], ["O1", "Discovery", "2018-10-15"])), "--kind", "stage-history"]);
    },
  });
  return { ...installation, logins: Object.fromEntries(installation.people.map((one) => [one.role, one])) };
}
