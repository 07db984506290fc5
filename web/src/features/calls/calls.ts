// Customer calls as the server tells of them.
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, type List, type PersonRef } from "@/api";

export interface Named {
  key: string;
  name: string;
}
export type Reason = "corrected" | "opportunity_id" | "account_id" | "account_name" | "domain" | "title" | "ambiguous" | "none" | "no_customer";
export interface CallMatch {
  reason: Reason;
  found?: string;
  account?: Named;
  opportunity?: Named;
  accounts: Named[];
  opportunities: Named[];
}
export type SameBy = "said" | "opportunity" | "account" | "guest" | "domain";
/** What another source has at that time. */
export interface OtherCallRecord {
  id: string;
  origin: "calendar" | "file";
  starts_at: string;
  title: string;
  /** Why it is the same call. */
  by?: SameBy;
}
export interface Call {
  id: string;
  origin: "calendar" | "file";
  rep: PersonRef;
  starts_at: string;
  ends_at: string;
  is_cancelled: boolean;
  title: string;
  attendees: { address: string; name?: string }[];
  match: CallMatch;
  needs_match: boolean;
  stage?: string;
  stage_order?: number;
  stage_count?: number;
  /** Another source has this call, too; it is listed once. */
  same?: OtherCallRecord;
  /** Perhaps the same call, by nothing that is known. */
  near: OtherCallRecord[];
}
export interface Calls {
  calls: Call[];
  unmatched: number;
  total: number;
  next_cursor?: string;
}
export interface Choice {
  account: Named;
  opportunities: Named[];
}
export interface Said {
  account?: string;
  opportunity?: string;
  is_customer_call?: boolean;
}

/** The coming two weeks, of oneself and everybody below, or of one rep. */
export const callsQuery = (rep?: string, which?: "unmatched") =>
  infiniteQueryOptions({
    queryKey: ["calls", "list", rep, which],
    queryFn: ({ pageParam, signal }) => api.get<Calls>("/api/calls", { rep, which, cursor: pageParam, limit: 100 }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor,
  });
export const choicesQuery = (call: string, search: string) =>
  queryOptions({ queryKey: ["calls", "choices", call, search], queryFn: ({ signal }) => api.get<List<Choice>>(`/api/calls/${call}/choices`, { search: search || undefined }, signal), placeholderData: (previous) => previous });
