// A fresh installation with an organisation big enough for one circle: three managers with two reps each, and somebody in enablement. It serves until it is
// stopped, and its clock is put where a journey needs it.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

const password = "correct horse battery staple";
const roster = `employee_id,name,email,job_role,segment,region,time_zone,manager_email,hire_date
N01,Xavi Prat,xavi@northwind.example,executive,,EMEA,Europe/Madrid,,2020-01-07
N02,Lena Holm,lena@northwind.example,sales_leader,,EMEA,Europe/Madrid,xavi@northwind.example,2021-02-01
N03,Mara Soler,mara@northwind.example,sales_manager,,EMEA,Europe/Madrid,lena@northwind.example,2022-03-01
N04,Nils Berg,nils@northwind.example,sales_manager,,EMEA,Europe/Madrid,lena@northwind.example,2022-05-02
N05,Olga Ferro,olga@northwind.example,sales_manager,,EMEA,Europe/Madrid,lena@northwind.example,2022-05-02
N06,Enya Park,enya@northwind.example,enablement,,EMEA,Europe/Madrid,xavi@northwind.example,2021-09-01
N11,Ana Ruiz,ana@northwind.example,ae,mid_market,EMEA,Europe/Madrid,mara@northwind.example,2025-11-03
N12,Bo Lind,bo@northwind.example,ae,enterprise,EMEA,Europe/Madrid,mara@northwind.example,2023-06-05
N13,Cleo Adams,cleo@northwind.example,ae,smb,EMEA,Europe/Madrid,nils@northwind.example,2024-01-12
N14,Dan Okoro,dan@northwind.example,ae,smb,EMEA,Europe/Madrid,nils@northwind.example,2022-02-15
N15,Eve Moss,eve@northwind.example,ae,mid_market,EMEA,Europe/Madrid,olga@northwind.example,2024-08-01
N16,Finn Roe,finn@northwind.example,ae,enterprise,EMEA,Europe/Madrid,olga@northwind.example,2021-08-01
`;
const role_of = { executive: "executive", sales_leader: "leader", sales_manager: "manager", enablement: "enablement", ae: "rep" };
const people = roster.trim().split("\n").slice(1).map((line) => {
  const [, name, email, job_role] = line.split(",");
  return { key: email.split("@")[0], name, email, role: role_of[job_role], password };
});
/** By first name. */
export const logins = Object.fromEntries(people.map((one) => [one.key, one]));
export const reps = people.filter(({ role }) => role === "rep");

export async function start_installation(program, now) {
  const folder = mkdtempSync(join(tmpdir(), "backbeat-circle-"));
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
    writeFileSync(join(folder, "roster.csv"), roster);
    command(["init", "--name", "Northwind", "--zone", "Europe/Madrid", "--effective", "2020-01-01"]);
    command(["import", "roster", join(folder, "roster.csv"), "--mapping", "backbeat", "--effective", "2025-12-01"]);
    for (const { email, role } of people) command(["user", "add", email, "--role", role, "--password-stdin"], password);
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
    return { address, set_clock, stop };
  } catch (problem) {
    await stop().catch(() => undefined);
    throw problem;
  }
}
