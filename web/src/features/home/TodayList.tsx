import { Plural, Trans } from "@lingui/react/macro";
import type { Home } from "@/api";
import { SessionStateBadge } from "@/features/people/SessionStateBadge";
import { DateTime, EmptyState, Link } from "@/ui";

export function TodayList({ today }: { today: Home["today"] }) {
  if (today.length === 0) {
    return (
      <EmptyState title={<Trans>No conversation today.</Trans>}>
        <Trans>Conversations of the day stand here, each one press from being opened.</Trans>
      </EmptyState>
    );
  }
  return (
    <ol className="divide-y divide-line rounded-xl border border-line bg-surface shadow-raised">
      {today.map((session) => (
        <li key={session.session_id}>
          <Link href={`/sessions/${session.session_id}`} look="plain" className="group flex min-h-14 items-center gap-4 rounded-xl px-4 py-2.5 hover:bg-sunken">
            <span className="min-w-12 shrink-0 font-medium">
              <DateTime at={session.starts_at} show="time" />
            </span>
            <span className="min-w-0 flex-1">
              <span className="block truncate font-medium group-hover:underline">{session.with.name}</span>
              <span className="block truncate text-sm text-faint">
                {session.kind_name} · <Plural value={session.minutes} one="# minute" other="# minutes" />
              </span>
            </span>
            <SessionStateBadge state={session.state} />
          </Link>
        </li>
      ))}
    </ol>
  );
}
