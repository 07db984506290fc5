// A fresh installation in a folder of its own, serving until it is stopped; its clock runs and is put where a journey needs it.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

const password = "correct horse battery staple";

/**
 * Serves from `now` on. `prepare` fills it before, with `command(words, input)` of the program and `file(name, text)`, which answers the path of what it wrote;
 * `people` (email, role) can sign in then, and come back with their password.
 */
export async function start(program, { name, now, people, prepare }) {
  const folder = mkdtempSync(join(tmpdir(), `backbeat-${name}-`));
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
  const file = (called, text) => {
    writeFileSync(join(folder, called), text);
    return join(folder, called);
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
    prepare(command, file);
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
    return { address, people: people.map((one) => ({ ...one, password })), set_clock, stop };
  } catch (problem) {
    await stop().catch(() => undefined);
    throw problem;
  }
}
