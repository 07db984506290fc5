// The circle on a rep's home page: an hour that runs or is near, and the question after two that were missed. Nothing else of it is here.
import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { serverNow } from "@/live/server_clock";
import { useServerTime } from "@/live/use_server_time";
import { DateTime, Link, Section } from "@/ui";
import { myCirclesQuery } from "./queries";

/** An hour is said this long before. */
const near_ms = 2 * 86_400_000;

export function HomeCircle() {
  const { t } = useLingui();
  useServerTime();
  const circle = useQuery(myCirclesQuery).data?.circles.find(({ current }) => current);
  const next = circle?.next;
  const is_near = next && next.mine !== "excused" && (next.state === "running" || Date.parse(next.starts_at) - serverNow() < near_ms);
  if (!circle || (!is_near && !circle.two_missed)) return null;
  return (
    <Section title={<Trans>Your circle</Trans>}>
      <ul aria-label={t`Your circle`} className="divide-y divide-line rounded-xl border border-line bg-surface shadow-raised">
        {next && is_near && (
          <Row href={`/circle-meetings/${next.id}`} says={next.state === "running" ? t`${circle.name} meets now` : t`${circle.name}: session ${next.number}`}>
            <DateTime at={next.starts_at} />
          </Row>
        )}
        {circle.two_missed && (
          <Row href="/circles" says={t`Does the time of ${circle.name} still suit you?`}>
            <Trans>You could not make the last two. Only you see this.</Trans>
          </Row>
        )}
      </ul>
    </Section>
  );
}

function Row({ href, says, children }: { href: string; says: string; children: React.ReactNode }) {
  return (
    <li>
      <Link href={href} look="plain" className="group flex min-h-14 flex-wrap items-center justify-between gap-x-4 gap-y-0.5 rounded-xl px-4 py-2.5 hover:bg-sunken">
        <span className="min-w-0 font-medium group-hover:underline">{says}</span>
        <span className="text-sm text-faint">{children}</span>
      </Link>
    </li>
  );
}
