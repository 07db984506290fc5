// A real mail server that does as the address says: later@ is refused for now at its first letter, never@ for good, hangup@ is cut off between
// the message and its answer the first time. Says its port, then one JSON line for each letter it took or cut off, as a mailbox reads it.
//
//   node server.mjs [open | auth | plain] [KEY CERTIFICATE [tls]]
//
// `open` takes letters from anybody, `auth` from who signs in, `plain` knows no STARTTLS. With a key and a certificate it is the server of that
// name; `tls` encrypts from the first byte.
import { readFileSync } from "node:fs";
import { simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";

const seen = new Map();
const times = (address) => {
  seen.set(address, (seen.get(address) ?? 0) + 1);
  return seen.get(address);
};
const refusal = (code, text) => Object.assign(new Error(text), { responseCode: code });
const local = (address) => address.split("@")[0];
const say = (line) => process.stdout.write(`${JSON.stringify(line)}\n`);

const [way = "open", key, certificate, from_the_start] = process.argv.slice(2);
const server = new SMTPServer({
  authOptional: way !== "auth",
  hideSTARTTLS: way === "plain",
  ...(key && { key: readFileSync(key), cert: readFileSync(certificate), secure: from_the_start === "tls" }),
  allowInsecureAuth: false,
  logger: false,
  onAuth: ({ username, password }, _session, done) => (username === "backbeat" && password === "correct horse" ? done(null, { user: username }) : done(refusal(535, "5.7.8 wrong password"))),
  onRcptTo({ address }, _session, done) {
    if (local(address) === "never") return done(refusal(550, "5.1.1 no such user"));
    if (local(address) === "later" && times(address) === 1) return done(refusal(450, "4.2.0 mailbox busy"));
    done();
  },
  async onData(stream, session, done) {
    const chunks = [];
    for await (const chunk of stream) chunks.push(chunk);
    const raw = Buffer.concat(chunks).toString("latin1");
    const to = session.envelope.rcptTo[0].address;
    const cut = local(to) === "hangup" && times(to) === 1;
    const mail = await simpleParser(Buffer.concat(chunks));
    say({
      to,
      cut,
      secure: session.secure,
      user: session.user,
      from: session.envelope.mailFrom.address,
      id: mail.messageId,
      subject: mail.subject,
      shown_from: mail.from?.text,
      shown_to: mail.to?.text,
      reply_to: mail.replyTo?.text,
      headers: [...mail.headers.keys()],
      text: mail.text,
      calendars: mail.attachments.filter((one) => one.contentType === "text/calendar").map((one) => one.content.toString("utf8")),
      calendar_types: raw.replaceAll("\r\n ", " ").match(/Content-Type: text\/calendar[^\r]*/g) ?? [],
      longest_line: Math.max(...raw.split("\r\n").map((line) => line.length)),
      bare: /(^|[^\r])\n|\r(?!\n)/.test(raw),
    });
    if (cut) return session.socket?.destroy() ?? [...server.connections].forEach((one) => one._socket.destroy());
    done(null, "kept");
  },
});
server.on("error", () => {});
server.listen(0, "127.0.0.1", () => say({ port: server.server.address().port }));
process.on("SIGTERM", () => process.exit(0));
