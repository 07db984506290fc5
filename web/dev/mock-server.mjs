// An invented organisation in memory that answers the wire contract, for developing and looking at pages. Serves dist/ too. Not shipped.
//   node dev/mock-server.mjs [port]
import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { access } from "./mock/access.mjs";
import { cadence } from "./mock/cadence.mjs";
import { home } from "./mock/home.mjs";
import { imports } from "./mock/imports.mjs";
import { people } from "./mock/people.mjs";
import { playbook } from "./mock/playbook.mjs";
import { ridealong } from "./mock/ridealong.mjs";
import { session } from "./mock/session.mjs";
import { me_of, signed_in } from "./mock/world.mjs";

const port = Number(process.argv[2] ?? 8787);
const dist = process.env.DIST ?? new URL("../dist/", import.meta.url).pathname;
const types = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".woff2": "font/woff2", ".json": "application/json" };
const csp = "default-src 'self'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'";

const routes = [...access, ...home, ...people, ...cadence, ...playbook, ...imports, ...session, ...ridealong].map(([method, pattern, handler, is_public]) => {
  const names = [];
  const expression = new RegExp(`^${pattern.replace(/\{(\w+)\}/g, (_, name) => (names.push(name), "([^/]+)"))}$`);
  return { method, expression, names, handler, is_public };
});

function problem(status, code, detail, extra = {}) {
  return { status, type: "application/problem+json", body: { type: `https://backbeat.example/problems/${code}`, title: code, status, detail, code, request_id: "mock", ...extra } };
}

function serve_file(path, response) {
  let file = join(dist, normalize(path));
  if (!existsSync(file) || !statSync(file).isFile()) file = join(dist, "index.html");
  response.writeHead(200, { "Content-Type": types[extname(file)] ?? "application/octet-stream", "Content-Security-Policy": csp });
  createReadStream(file).pipe(response);
}

async function body_of(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}

createServer(async (request, response) => {
  const url = new URL(request.url, "http://mock");
  if (!url.pathname.startsWith("/api/")) return serve_file(url.pathname, response);
  const text = await body_of(request);
  const user = signed_in(request.headers.cookie);
  let reply = problem(404, "not_found", "There is nothing here.");
  for (const route of routes) {
    const match = route.method === request.method && route.expression.exec(url.pathname);
    if (!match) continue;
    if (!user && !route.is_public) {
      reply = problem(401, "not_signed_in", "Sign in first.");
      break;
    }
    const params = Object.fromEntries(route.names.map((name, index) => [name, decodeURIComponent(match[index + 1])]));
    const json = request.headers["content-type"]?.includes("json") && text ? JSON.parse(text) : undefined;
    const result = route.handler({ user, me: user && me_of(user), params, query: url.searchParams, body: json, text, request, response, problem });
    if (result === "streaming") return;
    reply = result?.status && result?.type ? result : { status: result === undefined ? 204 : 200, ...(result?.reply ? result.reply : { body: result }) };
    break;
  }
  const headers = { ...(reply.headers ?? {}) };
  if (reply.body !== undefined) headers["Content-Type"] = reply.type ?? "application/json";
  response.writeHead(reply.status, headers);
  response.end(reply.body === undefined ? "" : typeof reply.body === "string" ? reply.body : JSON.stringify(reply.body));
}).listen(port, "127.0.0.1", () => console.log(`http://127.0.0.1:${port}`));
