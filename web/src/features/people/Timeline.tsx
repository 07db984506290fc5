// What happened, newest first. The words of a conversation are here only for those who were in it.
import { Trans, useLingui } from "@lingui/react/macro";
import { useInfiniteQuery } from "@tanstack/react-query";
import ArrowRightLeft from "lucide-react/icons/arrow-right-left";
import Crosshair from "lucide-react/icons/crosshair";
import DoorOpen from "lucide-react/icons/door-open";
import ListChecks from "lucide-react/icons/list-checks";
import LogOut from "lucide-react/icons/log-out";
import MessagesSquare from "lucide-react/icons/messages-square";
import Quote from "lucide-react/icons/quote";
import { timelineQuery, type TimelineEntry, type TimelineKind } from "@/api";
import { useMe } from "@/shell/me";
import { Button, DateTime, EmptyState, ErrorState, Link, Loading } from "@/ui";
import { SessionStateBadge } from "./SessionStateBadge";

const icons: Record<TimelineKind, typeof Quote> = { session: MessagesSquare, commitment: Quote, inspection: ListChecks, assignment: ArrowRightLeft, hire: DoorOpen, leave: LogOut, focus: Crosshair };

export function Timeline({ person_id }: { person_id: string }) {
  const me = useMe();
  const timeline = useInfiniteQuery(timelineQuery(person_id));
  if (timeline.isPending) return <Loading lines={6} />;
  if (timeline.isError) return <ErrorState error={timeline.error} retry={() => void timeline.refetch()} />;
  const entries = timeline.data.pages.flatMap((page) => page.items);
  if (entries.length === 0) {
    return (
      <EmptyState title={<Trans>Nothing has happened yet.</Trans>}>
        <Trans>Conversations, commitments and changes of team will stand here as they happen. Nobody writes them down twice.</Trans>
      </EmptyState>
    );
  }
  return (
    <>
      <ol className="grid">
        {entries.map((entry, index) => (
          <Entry key={`${entry.at}-${entry.kind}-${index}`} entry={entry} is_last={index === entries.length - 1} />
        ))}
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

function Entry({ entry, is_last }: { entry: TimelineEntry; is_last: boolean }) {
  const { t } = useLingui();
  const Icon = icons[entry.kind] ?? MessagesSquare;
  return (
    <li className="relative flex gap-3.5 pb-6">
      {!is_last && <span aria-hidden className="absolute bottom-0 left-[0.9375rem] top-8 w-px bg-line" />}
      <span aria-hidden className="flex size-8 shrink-0 items-center justify-center rounded-full bg-sunken text-soft">
        <Icon size={15} aria-hidden />
      </span>
      <div className="min-w-0 flex-1 pt-1">
        <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
          <h3 className="font-medium">
            {entry.session_id ? (
              <Link href={`/sessions/${entry.session_id}`} look="plain" className="rounded-sm hover:underline" aria-label={t`Open: ${entry.title}`}>
                {entry.title}
              </Link>
            ) : (
              entry.title
            )}
          </h3>
          {entry.state && <SessionStateBadge state={entry.state} />}
          <span className="text-sm text-faint">
            <DateTime at={entry.at} show={entry.kind === "session" ? "date_time" : "day"} />
          </span>
        </div>
        {entry.detail && <p className="text-sm text-soft">{entry.detail}</p>}
        {entry.text && <blockquote className="said mt-1.5 border-l-2 border-accent pl-3">{entry.text}</blockquote>}
      </div>
    </li>
  );
}
