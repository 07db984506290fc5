// What the pages read, one query per address. A query's key is its address and parameters, so that one invalidation reaches every reader.
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, ApiError } from "./client";
import type { Cadence, CadenceRow, Demo, Home, ImportMapping, Imports, List, Me, OpenOpportunity, PersonDetail, PersonRow, Playbook, PlaybookVersion, Signals, Team, TimelineEntry, UnmatchedName, User } from "./types";

export const meQuery = queryOptions({
  queryKey: ["me"],
  queryFn: async ({ signal }) => {
    try {
      return await api.get<Me>("/api/me", undefined, signal);
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) return null;
      throw error;
    }
  },
  staleTime: 60_000,
});

export const demoQuery = queryOptions({
  queryKey: ["demo"],
  queryFn: async ({ signal }) => {
    try {
      return await api.get<Demo>("/api/demo", undefined, signal);
    } catch (error) {
      if (error instanceof ApiError && error.status === 404) return null;
      throw error;
    }
  },
});

export const homeQuery = queryOptions({ queryKey: ["home"], queryFn: ({ signal }) => api.get<Home>("/api/home", undefined, signal) });

export const teamQuery = (manager_id?: string) =>
  queryOptions({ queryKey: ["team", manager_id ?? "mine"], queryFn: ({ signal }) => api.get<Team>("/api/team", { manager_id }, signal) });

export interface PeopleFilter {
  search?: string;
  role?: string;
  active?: boolean;
}
export const peopleQuery = (filter: PeopleFilter) =>
  infiniteQueryOptions({
    queryKey: ["people", "list", filter],
    queryFn: ({ pageParam, signal }) => api.get<List<PersonRow>>("/api/people", { ...filter, cursor: pageParam, limit: 100 }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor,
  });

/** The first few people whose name matches; for pickers and the command palette. */
export const peopleSearchQuery = (search: string, limit = 8) =>
  queryOptions({
    queryKey: ["people", "search", search, limit],
    queryFn: ({ signal }) => api.get<List<PersonRow>>("/api/people", { search, limit }, signal),
    staleTime: 30_000,
  });

export const personQuery = (id: string) =>
  queryOptions({ queryKey: ["people", id], queryFn: ({ signal }) => api.get<PersonDetail>(`/api/people/${id}`, undefined, signal) });

export const timelineQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ["people", id, "timeline"],
    queryFn: ({ pageParam, signal }) => api.get<List<TimelineEntry>>(`/api/people/${id}/timeline`, { cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor,
  });

export const signalsQuery = (id: string) =>
  queryOptions({ queryKey: ["people", id, "signals"], queryFn: ({ signal }) => api.get<Signals>(`/api/people/${id}/signals`, undefined, signal) });

export const openOpportunitiesQuery = (person_id: string) =>
  queryOptions({
    queryKey: ["people", person_id, "opportunities"],
    queryFn: ({ signal }) => api.get<List<OpenOpportunity>>(`/api/people/${person_id}/opportunities`, undefined, signal),
    staleTime: 300_000,
    retry: false,
  });

export interface CadenceRange {
  weeks: number;
  until?: string;
  kind: string;
}
export const cadenceQuery = (range: CadenceRange) =>
  queryOptions({ queryKey: ["cadence", range], queryFn: ({ signal }) => api.get<Cadence>("/api/cadence", { ...range }, signal) });

export const cadenceCellQuery = (manager_id: string, week: string, kind: string) =>
  queryOptions({
    queryKey: ["cadence", manager_id, week, kind],
    queryFn: ({ signal }) => api.get<List<CadenceRow>>(`/api/cadence/${manager_id}/${week}`, { kind }, signal),
  });

export const playbookQuery = queryOptions({ queryKey: ["playbook"], queryFn: ({ signal }) => api.get<Playbook>("/api/playbook", undefined, signal), staleTime: 300_000 });

export const playbookVersionsQuery = queryOptions({
  queryKey: ["playbook", "versions"],
  queryFn: ({ signal }) => api.get<List<PlaybookVersion>>("/api/playbook/versions", undefined, signal),
});

export const playbookTextQuery = (version_id: string) =>
  queryOptions({
    queryKey: ["playbook", "text", version_id],
    queryFn: ({ signal }) => api.get<string>(`/api/playbook/versions/${version_id}/text`, undefined, signal),
    staleTime: Infinity, // a published version never changes
  });

export const importsQuery = queryOptions({ queryKey: ["imports"], queryFn: ({ signal }) => api.get<Imports>("/api/imports", undefined, signal) });

export const importRunsQuery = infiniteQueryOptions({
  queryKey: ["imports", "runs"],
  queryFn: ({ pageParam, signal }) => api.get<Imports>("/api/imports", { cursor: pageParam }, signal),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (page) => page.next_cursor,
});

export const mappingsQuery = (kind: string) =>
  queryOptions({ queryKey: ["imports", "mappings", kind], queryFn: ({ signal }) => api.get<List<ImportMapping>>("/api/import-mappings", { kind }, signal) });

export const unmatchedQuery = queryOptions({ queryKey: ["unmatched"], queryFn: ({ signal }) => api.get<List<UnmatchedName>>("/api/unmatched", undefined, signal) });

export const usersQuery = (search: string) =>
  infiniteQueryOptions({
    queryKey: ["users", search],
    queryFn: ({ pageParam, signal }) => api.get<List<User>>("/api/users", { search, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor,
  });
