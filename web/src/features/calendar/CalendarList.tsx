import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import CalendarDays from "lucide-react/icons/calendar-days";
import Link2 from "lucide-react/icons/link-2";
import { type ReactNode, useState } from "react";
import { api, request } from "@/api";
import { useAct } from "@/shell/act";
import { Badge, Button, Card, DateTime, EmptyState, ErrorState, Loading } from "@/ui";
import { CalendarDrawer } from "./CalendarDrawer";
import { type Applied, type Calendar, calendarsQuery } from "./calendar";
import { FileButton } from "./FileButton";

export function CalendarList({ add }: { add: ReactNode }) {
  const calendars = useQuery(calendarsQuery);
  const [open, set_open] = useState<Calendar | null>(null);
  if (calendars.isPending) return <Loading lines={3} />;
  if (calendars.isError) return <ErrorState error={calendars.error} retry={() => void calendars.refetch()} />;
  const standing = calendars.data.filter((one) => !one.removed_at);
  if (standing.length === 0)
    return (
      <EmptyState title={<Trans>No calendar yet.</Trans>} action={add}>
        <Trans>Give the private iCal address of your Google, Outlook or Apple calendar, or upload an .ics file.</Trans>
      </EmptyState>
    );
  return (
    <>
      <ul className="grid gap-3" role="list">
        {standing.map((calendar) => (
          <li key={calendar.id}>
            <CalendarCard calendar={calendar} onOpen={() => set_open(calendar)} />
          </li>
        ))}
      </ul>
      <div className="mt-4">{add}</div>
      {open && <CalendarDrawer calendar={open} onClose={() => set_open(null)} />}
    </>
  );
}

function CalendarCard({ calendar, onOpen }: { calendar: Calendar; onOpen: () => void }) {
  const { t } = useLingui();
  const refreshes = [["calendars"]];
  const remove = useAct<void>({
    run: () => api.delete(`/api/calendars/${calendar.id}`),
    says: () => t`${calendar.name} was removed.`,
    undo: () => api.post(`/api/calendars/${calendar.id}/restore`),
    refreshes,
  });
  const refresh = useAct<void>({ run: () => api.post(`/api/calendars/${calendar.id}/refresh`), says: () => t`It is read again within a minute.`, refreshes });
  const replace = useAct<File, Applied>({
    run: async (file) => (await request<Applied>("POST", `/api/calendars/${calendar.id}/file`, { raw: { type: "text/calendar", content: file } })).data,
    says: (done) => {
      const changes = done.appeared + done.moved + done.cancelled + done.vanished + done.edited;
      return changes === 0 ? t`Nothing changed since the last file.` : t`Read: ${done.appeared} new, ${done.moved} moved, ${done.cancelled} cancelled, ${done.vanished} gone.`;
    },
    refreshes,
  });
  return (
    <Card className="grid gap-3">
      <div className="flex items-start gap-3">
        <span className="mt-0.5 text-faint">{calendar.host ? <Link2 size={18} aria-hidden /> : <CalendarDays size={18} aria-hidden />}</span>
        <div className="min-w-0 flex-1">
          <h3 className="font-semibold [overflow-wrap:anywhere]">{calendar.name}</h3>
          <p className="text-sm text-faint [overflow-wrap:anywhere]">
            {calendar.host ?? <Trans>A file</Trans>}
            {calendar.read_at && (
              <>
                {" · "}
                {calendar.host ? <Trans>read</Trans> : <Trans>uploaded</Trans>} <DateTime at={calendar.read_at} />
              </>
            )}
          </p>
        </div>
        <State calendar={calendar} />
      </div>
      {calendar.error && (
        <p className="rounded-lg bg-bad-soft px-3 py-2 text-sm text-bad [overflow-wrap:anywhere]">
          {t`The last try failed: ${calendar.error}`} {calendar.read_at && <Trans>What was read before still stands.</Trans>}
        </p>
      )}
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        {calendar.read_at && (
          <span className="mr-auto text-sm text-soft">
            <Plural value={calendar.series} one="# series or meeting" other="# series and meetings" />
            {calendar.troubles > 0 && (
              <>
                {" · "}
                <span className="text-warn">
                  <Plural value={calendar.troubles} one="# line to look at" other="# lines to look at" />
                </span>
              </>
            )}
          </span>
        )}
        {calendar.read_at && (
          <Button size="small" onClick={onOpen} aria-label={t`What was understood: ${calendar.name}`}>
            <Trans>What was understood</Trans>
          </Button>
        )}
        {calendar.host ? (
          <Button size="small" busy={refresh.isPending} onClick={() => refresh.mutate()} aria-label={t`Read again: ${calendar.name}`}>
            <Trans>Read again</Trans>
          </Button>
        ) : (
          <FileButton label={t`Newer file`} described={t`Newer file of ${calendar.name}`} busy={replace.isPending} onFile={(file) => replace.mutate(file)} />
        )}
        <Button size="small" look="danger" onClick={() => remove.mutate()} aria-label={t`Remove ${calendar.name}`}>
          <Trans>Remove</Trans>
        </Button>
      </div>
    </Card>
  );
}

function State({ calendar }: { calendar: Calendar }) {
  if (calendar.freshness === "failing") return <Badge tone="bad"><Trans>Not reached</Trans></Badge>;
  if (calendar.freshness === "waiting") return <Badge><Trans>Being read</Trans></Badge>;
  if (calendar.freshness === "stale") return <Badge tone="warn"><Trans>Not fresh</Trans></Badge>;
  return <Badge tone="accent"><Trans>Up to date</Trans></Badge>;
}
