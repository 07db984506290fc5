// Expands weekly rules with ical.js. Standard input, one JSON object a line: {"zone": "BEGIN:VTIMEZONE..."} sets the zone, {"start": "2027-03-01T10:00:00",
// "interval": 1, "count": 20} expands a rule in it; for each a line with the instants in milliseconds comes out.
import readline from 'node:readline';
import ICAL from 'ical.js';

let zone = ICAL.Timezone.utcTimezone;
const out = [];
for await (const line of readline.createInterface({ input: process.stdin })) {
  const asked = JSON.parse(line);
  if (asked.zone) {
    const component = new ICAL.Component(ICAL.parse(`BEGIN:VCALENDAR\r\n${asked.zone}END:VCALENDAR\r\n`)).getFirstSubcomponent('vtimezone');
    zone = new ICAL.Timezone({ component, tzid: component.getFirstPropertyValue('tzid') });
    continue;
  }
  const start = ICAL.Time.fromDateTimeString(asked.start);
  start.zone = zone;
  const rule = ICAL.Recur.fromString(`FREQ=WEEKLY;INTERVAL=${asked.interval};COUNT=${asked.count}`);
  const each = rule.iterator(start);
  const instants = [];
  for (let at = each.next(); at; at = each.next()) {
    at.zone = zone;
    instants.push(at.toUnixTime() * 1000);
  }
  out.push(instants.join(' '));
}
process.stdout.write(`${out.join('\n')}\n`);
