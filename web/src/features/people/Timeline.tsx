// What happened, newest first. The words of a conversation are here only for those who were in it.
import { Trans, useLingui } from "@lingui/react/macro";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import ArrowRightLeft from "lucide-react/icons/arrow-right-left";
import Crosshair from "lucide-react/icons/crosshair";
import DoorOpen from "lucide-react/icons/door-open";
import Headphones from "lucide-react/icons/headphones";
import ListChecks from "lucide-react/icons/list-checks";
import LogOut from "lucide-react/icons/log-out";
import MessagesSquare from "lucide-react/icons/messages-square";
import Quote from "lucide-react/icons/quote";
import type { ReactNode } from "react";
import { timelineQuery, type TimelineEntry, type TimelineKind } from "@/api";
import { useMe } from "@/shell/me";
import { Button, DateTime, EmptyState, ErrorState, Link, Loading } from "@/ui";
import { FormatName, PhaseBadge } from "@/features/ridealong/PhaseBadge";
import { rideAlongsOfQuery } from "@/features/ridealong/queries";
import type { RideAlongRow } from "@/features/ridealong/wire";
import { SessionStateBadge } from "./SessionStateBadge";
import { withRideAlongs } from "./with_ride_alongs";

const icons: Record<TimelineKind, typeof Quote> = { session: MessagesSquare, commitment: Quote, inspection: ListChecks, assignment: ArrowRightLeft, hire: DoorOpen, leave: LogOut, focus: Crosshair };

export function Timeline({ person_id }: { person_id: string }) {
  const me = useMe();
  const timeline = useInfiniteQuery(timelineQuery(person_id));
  const ride_alongs = useQuery(rideAlongsOfQuery(person_id, me.now));
  if (timeline.isPending) return <Loading lines={6} />;
  if (timeline.isError) return <ErrorState error={timeline.error} retry={() => void timeline.refetch()} />;
  const ridden = new Set(ride_alongs.data?.items.map((row) => row.id));
  const lines = withRideAlongs(timeline.data.pages.flatMap((page) => page.items), ride_alongs.data?.items ?? [], timeline.hasNextPage);
  if (lines.length === 0) {
    return (
      <EmptyState title={<Trans>Nothing has happened yet.</Trans>}>
        <Trans>Conversations, commitments and changes of team will stand here as they happen. Nobody writes them down twice.</Trans>
      </EmptyState>
    );
  }
  return (
    <>
      <ol className="grid">
        {lines.map(({ at, entry, row }, index) =>
          row ? <RideAlongEntry key={row.id} row={row} is_last={index === lines.length - 1} /> : <Entry ridden={ridden} key={`${at}-${entry.kind}-${index}`} entry={entry} is_last={index === lines.length - 1} />,
        )}
      </ol>
      {timeline.hasNextPage && (
        <Button busy={timeline.isFetchingNextPage} onClick={() => void timeline.fetchNextPage()}>
          <Trans>Show earlier</Trans>
        </Button>
      )}
      {me.person.id === person_id && (
        <p className="mt-4 text-sm text-faint">
          <Trans>What you and your manager said to each other is readable here by the two of you alone.</Trans>
        </p>
      )}
    </>
  );
}

/** One line of it: its mark, its title with what belongs beside it, and what else there is to say. */
function Line({ icon: Icon, is_last, title, beside, children }: { icon: typeof Quote; is_last: boolean; title: ReactNode; beside: ReactNode; children?: ReactNode }) {
  return (
    <li className="relative flex gap-3.5 pb-6">
      {!is_last && <span aria-hidden className="absolute bottom-0 left-[0.9375rem] top-8 w-px bg-line" />}
      <span aria-hidden className="flex size-8 shrink-0 items-center justify-center rounded-full bg-sunken text-soft">
        <Icon size={15} aria-hidden />
      </span>
      <div className="min-w-0 flex-1 pt-1">
        <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
          <h3 className="font-medium">{title}</h3>
          {beside}
        </div>
        {children}
      </div>
    </li>
  );
}

function Opens({ href, title }: { href: string; title: string }) {
  const { t } = useLingui();
  return (
    <Link href={href} look="plain" className="rounded-sm hover:underline" aria-label={t`Open: ${title}`}>
      {title}
    </Link>
  );
}

function Entry({ entry, ridden, is_last }: { entry: TimelineEntry; ridden: ReadonlySet<string>; is_last: boolean }) {
  // A commitment can come from the debrief of a ride-along, which has a page of its own.
  const place = entry.session_id && ridden.has(entry.session_id) ? "ride-alongs" : "sessions";
  return (
    <Line
      icon={icons[entry.kind] ?? MessagesSquare}
      is_last={is_last}
      title={entry.session_id ? <Opens href={`/${place}/${entry.session_id}`} title={entry.title} /> : entry.title}
      beside={
        <>
          {entry.state && <SessionStateBadge state={entry.state} />}
          <span className="text-sm text-faint">
            <DateTime at={entry.at} show={entry.kind === "session" ? "date_time" : "day"} />
          </span>
        </>
      }
    >
      {entry.detail && <p className="text-sm text-soft">{entry.detail}</p>}
      {entry.text && <blockquote className="said mt-1.5 border-l-2 border-accent pl-3">{entry.text}</blockquote>}
    </Line>
  );
}

/** A ride-along: metadata for whoever may see the timeline, opened by its two people alone. */
function RideAlongEntry({ row, is_last }: { row: RideAlongRow; is_last: boolean }) {
  const { t } = useLingui();
  const me = useMe();
  const title = t`Ride-along on ${row.account}`;
  return (
    <Line
      icon={Headphones}
      is_last={is_last}
      title={[row.rep.id, row.manager.id].includes(me.person.id) ? <Opens href={`/ride-alongs/${row.id}`} title={title} /> : title}
      beside={
        <>
          <PhaseBadge state={row.state} />
          <span className="text-sm text-faint">
            <DateTime at={row.call.starts_at} />
          </span>
        </>
      }
    >
      <p className="flex flex-wrap gap-x-3 text-sm text-soft">
        <FormatName format={row.format} />
        {row.manager.id === me.person.id ? row.rep.name : row.manager.name}
      </p>
    </Line>
  );
}
