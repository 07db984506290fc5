// The line above a circle's hour: which circle, who leads, who is here.
import { Trans, useLingui } from "@lingui/react/macro";
import Lock from "lucide-react/icons/lock";
import { useEffect, type ReactNode } from "react";
import { Breadcrumb, cx, Popover } from "@/ui";
import { first_name, useMeeting } from "./use_meeting";

export function useMeetingTitle() {
  const { t } = useLingui();
  const { meeting } = useMeeting();
  const title = t`${meeting.circle_name}, session ${meeting.number}`;
  useEffect(() => {
    document.title = `${title} · Backbeat`;
  }, [title]);
  return title;
}

export function MeetingHeader({ actions, className }: { actions?: ReactNode; className?: string }) {
  const { t } = useLingui();
  const { meeting } = useMeeting();
  const title = useMeetingTitle();
  return (
    <header className={cx("flex flex-wrap items-end justify-between gap-x-6 gap-y-2", className)}>
      <div className="min-w-0">
        <div className="max-lg:hidden">
          <Breadcrumb items={[{ label: t`Circles`, href: "/circles" }]} />
        </div>
        <h1 className="title text-xl lg:text-2xl">{title}</h1>
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-soft">
          <span>{meeting.facilitator ? (meeting.is_facilitator ? <Trans>You lead</Trans> : t`${first_name(meeting.facilitator)} leads`) : <Trans>Nobody leads yet</Trans>}</span>
          <Here />
          <Vault />
        </div>
      </div>
      {actions && <div className="no-print flex flex-wrap items-center gap-2">{actions}</div>}
    </header>
  );
}

function Here() {
  const { t } = useLingui();
  const { meeting, live } = useMeeting();
  if (!live.is_connected)
    return (
      <span role="status" className="text-warn">
        <Trans>Reconnecting</Trans>
      </span>
    );
  if (meeting.state !== "running") return null;
  const here = meeting.members.filter((member) => member.here).length;
  return <span role="status">{t`${here} of ${meeting.members.length} here`}</span>;
}

/** Who reads this page, one tap away. */
export function Vault() {
  return (
    <Popover
      title={<Trans>Only this circle reads this page</Trans>}
      trigger={
        <button type="button" className="inline-flex min-h-6 cursor-pointer items-center gap-1 rounded-sm text-faint hover:text-ink hover:underline">
          <Lock size={13} aria-hidden />
          <Trans>Stays in the circle</Trans>
        </button>
      }
    >
      <p className="text-soft">
        <Trans>No manager, administrator or executive can open it, by any road: it is stored under a key of the circle’s own. Enablement sees who is in the circle and who came. Your manager sees a commitment only if you take it into your 1:1 yourself.</Trans>
      </p>
    </Popover>
  );
}
