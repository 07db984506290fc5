import { at, date, find, now_text, me_of, move_clock, people, users, id } from "./world.mjs";

const tokens = [{ id: "k1", name: "Warehouse export", created_at: at(-30), last_used_at: at(-1), expires_on: date(200) }];
const session_cookie = (user) => ({ "Set-Cookie": `backbeat=${user.id}; Path=/; HttpOnly; SameSite=Lax` });
const enter = (user) => ({ reply: { body: me_of(user), headers: session_cookie(user) } });
const user_row = ({ time_zone: _zone, single_key_shortcuts: _keys, ...user }) => user;

export const access = [
  ["GET", "/api/me", ({ me }) => me],
  ["PATCH", "/api/me", ({ user, body }) => (Object.assign(user, body), me_of(user))],
  ["POST", "/api/sign-in", ({ body, problem }) => {
    const user = users.find(({ email }) => email === body.email);
    return user && body.password === "demo" ? enter(user) : problem(401, "wrong_credentials", "That e-mail and password do not belong together.");
  }, true],
  ["POST", "/api/sign-out", () => ({ reply: { status: 204, headers: { "Set-Cookie": "backbeat=; Path=/; Max-Age=0" } } })],
  ["POST", "/api/sign-out-everywhere", () => ({ reply: { status: 204, headers: { "Set-Cookie": "backbeat=; Path=/; Max-Age=0" } } })],
  ["POST", "/api/password", ({ body, problem }) => (body.current === "demo" ? undefined : problem(422, "invalid", "Check the marked fields.", { errors: [{ field: "current", code: "wrong", detail: "This is not your current password." }] }))],
  ["GET", "/api/set-up/{token}", ({ params, problem }) => (params.token === "gone" ? problem(404, "not_found", "This link has been used or has expired.") : { email: users[4].email, name: users[4].person.name, organisation: "Meridian Instruments" }), true],
  ["POST", "/api/set-up/{token}", () => enter(users[4]), true],
  ["GET", "/api/tokens", () => ({ items: tokens })],
  ["POST", "/api/tokens", ({ body }) => {
    const made = { id: id("k", tokens.length + 1), name: body.name, created_at: now_text(), expires_on: body.expires_on };
    tokens.push(made);
    return { id: made.id, name: made.name, secret: "bb_7f3c9a1e5d2b4c6f8091a2b3c4d5e6f7" };
  }],
  ["DELETE", "/api/tokens/{id}", ({ params }) => void tokens.splice(tokens.findIndex((token) => token.id === params.id), 1)],
  ["GET", "/api/sign-in/sessions", () => ({ items: [
    { id: "s1", created_at: at(-2), last_seen_at: now_text(), agent: "Chromium on Linux", is_current: true },
    { id: "s2", created_at: at(-20), last_seen_at: at(-3), agent: "Safari on iPhone", is_current: false },
  ] })],
  ["GET", "/api/demo", () => ({ now: now_text(), logins: users.map((user) => ({ role: user.roles[0], name: user.person.name, email: user.email, password: "demo" })) }), true],
  ["POST", "/api/demo/clock", ({ body }) => (move_clock(body.days), { now: now_text() })],
  ["GET", "/api/users", ({ query }) => ({ items: users.map(user_row).filter((user) => user.person.name.toLowerCase().includes((query.get("search") ?? "").toLowerCase())) })],
  ["POST", "/api/users", ({ body }) => {
    const who = find(body.person_id) ?? people[5];
    const user = { id: id("u", users.length + 1), person: { id: who.id, name: who.name }, email: who.email, roles: body.roles, active: true, has_password: false, version: 1, time_zone: "Europe/Madrid", single_key_shortcuts: true };
    users.push(user);
    return { ...user_row(user), set_up_link: "/set-up/9d1f0c7a6b" };
  }],
  ["PATCH", "/api/users/{id}", ({ params, body }) => { const user = users.find(({ id: own }) => own === params.id); Object.assign(user, body, { version: user.version + 1 }); return user_row(user); }],
  ["POST", "/api/users/{id}/set-up-link", () => ({ link: "/set-up/5e8a2c41d7", expires_at: at(7) })],
];
