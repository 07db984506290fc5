// The room of a circle: its sessions and open commitments. Who has left finds their own words in it.
import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { Badge, DateTime, ErrorState, Link, Loading, Page, Section } from "@/ui";
import { AskedCommitment } from "./CheckIn";
import { roomQuery } from "./queries";
import type { Room } from "./wire";
import { attendances, meeting_states } from "./words";

export function RoomPage() {
  const { t } = useLingui();
  const { circle_id } = useParams({ strict: false }) as { circle_id: string };
  const room = useQuery(roomQuery(circle_id));
  return (
    <Page title={room.data?.name ?? t`Circle`} width="reading" breadcrumb={[{ label: t`Circles`, href: "/circles" }]} lead={room.data?.reads === "own" ? <Trans>You are no longer in this circle. What you wrote stays yours; what others wrote is not shown any more.</Trans> : undefined}>
      {room.isPending ? <Loading lines={4} /> : room.isError ? <ErrorState error={room.error} retry={() => void room.refetch()} /> : <Body room={room.data} />}
    </Page>
  );
}

function Body({ room }: { room: Room }) {
  const { t, i18n } = useLingui();
  return (
    <>
      {room.commitments.length > 0 && (
        <Section title={<Trans>Open commitments</Trans>}>
          <div className="grid gap-4">
            {room.commitments.map((commitment) => (
              <AskedCommitment key={commitment.id} commitment={commitment} />
            ))}
          </div>
        </Section>
      )}
      <Section title={<Trans>Sessions</Trans>}>
        <ul aria-label={t`Sessions`} className="divide-y divide-line">
          {room.meetings.map((meeting) => (
            <li key={meeting.id}>
              <Link href={`/circle-meetings/${meeting.id}`} look="plain" className="flex min-h-11 flex-wrap items-center gap-x-4 gap-y-1 rounded-lg py-1.5 text-sm hover:bg-sunken">
                <span className="font-medium">{t`Session ${meeting.number}`}</span>
                <span className="text-soft">
                  <DateTime at={meeting.starts_at} show="day" />
                </span>
                <Badge tone={meeting_states[meeting.state].tone}>{i18n._(meeting_states[meeting.state].name)}</Badge>
                {meeting.mine && meeting.mine !== "expected" && <span className="text-faint">{i18n._(attendances[meeting.mine].name)}</span>}
              </Link>
            </li>
          ))}
        </ul>
      </Section>
    </>
  );
}
