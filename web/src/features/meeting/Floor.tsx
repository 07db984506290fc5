// Who has the floor and who had it for how long. The facilitator gives it with a tap or the keys 1 to 6; anybody takes it for themselves.
import { Trans, useLingui } from "@lingui/react/macro";
import Mic from "lucide-react/icons/mic";
import { clockFace } from "@/features/session/timer";
import { useSingleKeys } from "@/live/use_single_keys";
import { useMe } from "@/shell/me";
import { cx, Kbd } from "@/ui";
import { airtimes, unheard, type Airtime } from "./clock";
import { first_name, useMeeting } from "./use_meeting";
import { useTick } from "./use_tick";
import { floor, may } from "./verbs";

export function Floor() {
  const { t } = useLingui();
  const { meeting, perform } = useMeeting();
  const { single_key_shortcuts } = useMe();
  const now_ms = useTick(meeting.floor?.since);
  const all = airtimes(meeting, now_ms);
  const most = Math.max(0.0001, ...all.map(({ share }) => share));
  const holder = meeting.floor?.person.id;
  const may_give = may(meeting, "floor");
  const can_tap = (id: string) => may_give && (meeting.is_facilitator || id === meeting.viewer_id);
  const tap = (id: string) => void perform(floor(holder === id ? undefined : id));
  const keys = Object.fromEntries(all.map(({ member }, index) => [String(index + 1), can_tap(member.id) ? () => tap(member.id) : undefined]));
  useSingleKeys({ ...keys, f: may_give ? () => tap(meeting.viewer_id) : undefined });
  const ask = unheard(all);
  return (
    <section aria-label={t`Who has the floor`} className="grid gap-2">
      <ul className="grid gap-1">
        {all.map((each, index) => (
          <li key={each.member.id}>
            <Speaker airtime={each} most={most} has_floor={each.member.id === holder} onTap={can_tap(each.member.id) ? () => tap(each.member.id) : undefined} mark={single_key_shortcuts && can_tap(each.member.id) ? (meeting.is_facilitator ? String(index + 1) : "F") : undefined} />
          </li>
        ))}
      </ul>
      {meeting.is_facilitator && ask.length > 0 && (
        <p className="text-sm text-soft">
          {ask.length === 1 && ask[0] ? t`${first_name(ask[0])} has hardly spoken. Ask them next?` : <Trans>Some have hardly spoken. Ask one of them next?</Trans>}
        </p>
      )}
      <p className="text-xs text-faint">{meeting.is_facilitator ? <Trans>Tap who speaks; tap again when nobody does.</Trans> : may_give ? <Trans>Tap your own name while you speak, or the facilitator does.</Trans> : null}</p>
    </section>
  );
}

function Speaker({ airtime: { member, seconds, share }, most, has_floor, onTap, mark }: { airtime: Airtime; most: number; has_floor: boolean; onTap?: () => void; mark?: string }) {
  const { t } = useLingui();
  const inside = (
    <>
      <span className="flex items-center gap-2">
        {has_floor ? <Mic size={15} aria-hidden className="shrink-0 text-accent" /> : <span aria-hidden className={cx("ml-0.5 size-2 shrink-0 rounded-full", member.here ? "bg-accent" : "border border-line-strong")} />}
        <span className={cx("min-w-0 flex-1 truncate text-left", has_floor ? "font-semibold text-ink" : member.here ? "text-ink" : "text-faint")}>{member.name}</span>
        <span className="sr-only">{has_floor ? t`has the floor` : member.here ? t`is here` : t`is not here`}</span>
        <span className="tabular text-sm text-soft">{clockFace(seconds)}</span>
        {mark && (
          <span aria-hidden className="max-lg:hidden">
            <Kbd>{mark}</Kbd>
          </span>
        )}
      </span>
      <svg viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden className="mt-1 h-1 w-full">
        <rect width="100" height="4" className="fill-sunken" />
        <rect width={(share / most) * 100} height="4" className={has_floor ? "fill-accent" : "fill-line-strong"} />
      </svg>
    </>
  );
  const box = cx("block w-full rounded-lg border px-2.5 py-2", has_floor ? "border-accent bg-accent-soft" : onTap ? "border-line hover:bg-sunken" : "border-transparent");
  return onTap ? (
    <button type="button" aria-pressed={has_floor} onClick={onTap} className={cx(box, "min-h-12 cursor-pointer")}>
      {inside}
    </button>
  ) : (
    <div className={cx(box, "min-h-12")}>{inside}</div>
  );
}
