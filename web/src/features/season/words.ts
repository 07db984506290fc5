// The words of a season.
import type { MessageDescriptor } from "@lingui/core";
import { msg, t } from "@lingui/core/macro";
import { format_locale } from "@/i18n";
import { number_text, percent_text, type Tone } from "@/ui";
import type { DisbandReason, ProposalState, SeasonState } from "./wire";

export const season_states: Record<SeasonState, { name: MessageDescriptor; tone: Tone }> = {
  forming: { name: msg`Forming`, tone: "warn" },
  published: { name: msg`Published`, tone: "accent" },
  running: { name: msg`Running`, tone: "accent" },
  over: { name: msg`Over`, tone: "plain" },
};

export const proposal_states: Record<ProposalState, { name: MessageDescriptor; tone: Tone }> = {
  running: { name: msg`Computing`, tone: "accent" },
  done: { name: msg`Ready`, tone: "plain" },
  cancelled: { name: msg`Stopped early`, tone: "plain" },
  cut_off: { name: msg`Cut off`, tone: "warn" },
  failed: { name: msg`Failed`, tone: "bad" },
};

export const end_reasons = { remix: msg`Re-mixed`, disbanded: msg`Disbanded`, season_over: msg`Season over` };

export const disband_reasons: Record<DisbandReason, MessageDescriptor> = {
  attendance: msg`Attendance was too low for too long`,
  enps: msg`The members would not recommend it`,
  members_asked: msg`The members asked for it`,
  too_small: msg`Too few are left`,
  other: msg`Another reason`,
};

const weekday_format = new Intl.DateTimeFormat(format_locale, { weekday: "long", timeZone: "UTC" });
/** The name of weekday 1 (Monday) to 7. */
export const weekday_name = (weekday: number) => weekday_format.format(Date.UTC(2027, 0, 3 + weekday));

/** "Tuesday 15:00". */
export const slot_text = ({ weekday, starts_at_local }: { weekday: number; starts_at_local: string }) => `${weekday_name(weekday)} ${starts_at_local.slice(0, 5)}`;
export const zone_name = (zone: string) => zone.replaceAll("_", " ");

/** How far a cost may be from the best there is: the share by which it may be too high; where the bound says little (people wait whom no bound places), the difference. */
export const gap_text = ({ gap, bound }: { gap: number; bound: number }) => (gap <= 0 ? t`no gap` : gap <= bound ? percent_text(gap / bound, gap < bound / 10 ? 1 : 0) : number_text(gap));

/** What is said beside a cost that is not proven to be the best. */
export const quality_text = (quality: { gap: number; bound: number }) => (quality.gap <= 0 ? undefined : quality.gap <= quality.bound ? t`at most ${gap_text(quality)} from the best` : t`at least ${number_text(quality.bound)} for any mix`);

const signed = new Intl.NumberFormat(format_locale, { signDisplay: "exceptZero" });
/** "+12" or "−3". */
export const change_text = (change: number) => signed.format(change);

export const months_text = (months: number) => (months < 24 ? t`${number_text(months)} mo` : t`${number_text(Math.floor(months / 12))} y`);
