// A person's calendars as the server tells of them.
import { queryOptions } from "@tanstack/react-query";
import { api, type List } from "@/api";

export interface Calendar {
  id: string;
  name: string;
  /** Of the address it is read from; absent: a file. */
  host?: string;
  series: number;
  troubles: number;
  created_at: string;
  read_at?: string;
  freshness: "waiting" | "fresh" | "stale" | "failing";
  error?: string;
  removed_at?: string;
}
export interface Series {
  line: number;
  title: string;
  rule?: string;
  starts_at: string;
  is_all_day: boolean;
  repeats: boolean;
  changed: number;
  cancelled: number;
  count: number;
  next_at?: string;
}
export interface Trouble {
  weight: "repaired" | "part_left_out" | "series_left_out";
  line: number;
  title?: string;
  text: string;
}
export interface Reading {
  name?: string;
  occurrences: number;
  series: Series[];
  series_total: number;
  troubles: Trouble[];
  troubles_total: number;
}
export interface CalendarDetail {
  calendar: Calendar;
  reading: Reading;
}
export interface Applied {
  calendar: Calendar;
  appeared: number;
  moved: number;
  cancelled: number;
  vanished: number;
  edited: number;
}
export interface Feed {
  made_at?: string;
  last_read_at?: string;
  invitations: "mail" | "feed";
}

export const calendarsQuery = queryOptions({
  queryKey: ["calendars"],
  queryFn: async () => (await api.get<List<Calendar>>("/api/calendars")).items,
  // One that waits for its first reading is looked at again soon.
  refetchInterval: (query) => (query.state.data?.some((one) => one.freshness === "waiting" && !one.removed_at) ? 4_000 : false),
});
export const calendarQuery = (id: string) => queryOptions({ queryKey: ["calendars", id], queryFn: () => api.get<CalendarDetail>(`/api/calendars/${id}`) });
export const feedQuery = queryOptions({ queryKey: ["calendar-feed"], queryFn: () => api.get<Feed>("/api/calendar/feed") });

/** The parts of a rule that people use: how often, every how many, on which days. */
export function rule_parts(rule: string) {
  const parts = new Map(rule.split(";").map((part) => part.split("=", 2) as [string, string]));
  const of = (name: string) => parts.get(name)?.toUpperCase();
  const days = of("BYDAY")?.split(",").filter((day) => /^(MO|TU|WE|TH|FR|SA|SU)$/.test(day)) ?? [];
  return { every: of("FREQ"), interval: Number(of("INTERVAL") ?? 1), days };
}
