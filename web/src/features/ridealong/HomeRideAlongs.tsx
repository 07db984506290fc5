// Ride-alongs on the home page: what each asks now, with the clock that runs, and how much of the quarter is slipping.
import { plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { serverNow } from "@/live/server_clock";
import { useServerTime } from "@/live/use_server_time";
import { has_role, useMe } from "@/shell/me";
import { DateTime, Link, Section } from "@/ui";
import { TimeLeft } from "./Countdown";
import { atRisk, homeItems, type HomeItem } from "./home_items";
import { deskQuery, rideAlongsQuery } from "./queries";

const shown_most = 4;

export function HomeRideAlongs() {
  const { t } = useLingui();
  const me = useMe();
  useServerTime();
  const list = useQuery(rideAlongsQuery);
  const desk = useQuery({ ...deskQuery(), enabled: has_role(me, "manager"), retry: false });
  const items = homeItems(list.data?.items ?? [], me.person.id, serverNow());
  const at_risk = desk.data ? atRisk(desk.data) : 0;
  if (items.length === 0 && at_risk === 0) return null;
  return (
    <Section title={<Trans>Ride-alongs</Trans>} aside={at_risk > 0 && <Link href="/ride-alongs">{plural(at_risk, { one: "# owed this quarter is at risk", other: "# owed this quarter are at risk" })}</Link>}>
      {items.length > 0 && (
        <ul aria-label={t`Ride-alongs`} className="divide-y divide-line rounded-xl border border-line bg-surface shadow-raised">
          {items.slice(0, shown_most).map((item) => (
            <li key={item.row.id}>
              <Item item={item} />
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function Item({ item: { kind, row, other, due_at } }: { item: HomeItem }) {
  const { t } = useLingui();
  const { account } = row;
  const name = other.name.split(" ")[0];
  const says = {
    running: t`Your call with ${name} runs: ${account}`,
    debrief: t`Debrief ${account} with ${name}`,
    pre_brief: t`Prepare ${account}: four short answers before ${name} rides along`,
    consent: t`May ${name} take over on ${account}? Say yes or no before the call`,
    not_prepared: t`${name} has not prepared ${account} yet`,
    coming: t`Ride along with ${name}: ${account}`,
  }[kind];
  return (
    <Link href={`/ride-alongs/${row.id}`} look="plain" className="group flex min-h-14 flex-wrap items-center justify-between gap-x-4 gap-y-0.5 rounded-xl px-4 py-2.5 hover:bg-sunken">
      <span className="min-w-0 font-medium group-hover:underline">{says}</span>
      {kind === "debrief" ? (
        <TimeLeft due_at={due_at} />
      ) : (
        <span className="text-sm text-faint">
          <DateTime at={due_at} />
        </span>
      )}
    </Link>
  );
}
