// What the pages of a season read, one query per address.
import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, type List } from "@/api";
import type { CircleProfile, Circles, Move, PairApart, Places, Proposal, Season, SeasonPerson, Seasons, Trial } from "./wire";

export const profileQuery = queryOptions({ queryKey: ["circle-profile"], queryFn: ({ signal }) => api.get<CircleProfile>("/api/circle-profile", undefined, signal) });

export const seasonsQuery = queryOptions({ queryKey: ["circle-seasons", "list"], queryFn: ({ signal }) => api.get<Seasons>("/api/circle-seasons", undefined, signal) });

export const seasonKey = (id: string) => ["circle-seasons", id] as const;
export const seasonQuery = (id: string) =>
  queryOptions({
    queryKey: seasonKey(id),
    queryFn: ({ signal }) => api.get<Season>(`/api/circle-seasons/${id}`, undefined, signal),
    // While a proposal is being computed the page follows it.
    refetchInterval: ({ state }) => (state.data?.proposals.some((proposal) => proposal.state === "running") ? 1_500 : false),
  });

export type PeopleState = "in" | "not_in" | "kept_out" | "certificate_due";
export const seasonPeopleQuery = (season: string, state: PeopleState, search: string) =>
  infiniteQueryOptions({
    queryKey: ["circle-seasons", season, "people", state, search],
    queryFn: ({ pageParam, signal }) => api.get<List<SeasonPerson>>(`/api/circle-seasons/${season}/people`, { state, search, cursor: pageParam, limit: 50 }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: keepPreviousData,
  });

/** So many circles of a proposal are on a page. */
export const circles_a_page = 60;
export const proposalKey = (id: string) => ["circle-proposals", id] as const;
export const proposalQuery = (id: string, from = 1, search = "") =>
  queryOptions({
    queryKey: [...proposalKey(id), "part", from, search],
    queryFn: ({ signal }) => api.get<Proposal>(`/api/circle-proposals/${id}`, { from, limit: circles_a_page, search }, signal),
    refetchInterval: ({ state }) => (state.data?.proposal.state === "running" ? 700 : false),
    placeholderData: keepPreviousData,
  });

/** What moves would cost; nothing is saved. */
export const trialQuery = (id: string, version: number, moves: Move[]) =>
  queryOptions({
    queryKey: [...proposalKey(id), "try", version, moves],
    queryFn: ({ signal }) => api.post<Trial>(`/api/circle-proposals/${id}/try`, { moves }, { signal }),
    enabled: moves.length > 0,
    staleTime: Infinity,
    placeholderData: keepPreviousData,
  });

/** Where somebody could go after these moves, the best places first. */
export const places_shown = 8;
export const placesQuery = (id: string, version: number, person_id: string, moves: Move[], search: string) =>
  queryOptions({
    queryKey: [...proposalKey(id), "places", version, person_id, moves, search],
    queryFn: ({ signal }) => api.post<Places>(`/api/circle-proposals/${id}/places`, { person_id, moves, search, limit: places_shown }, { signal }),
    staleTime: Infinity,
    placeholderData: keepPreviousData,
  });

/** So many circles of a season are on a page. */
export const rows_a_page = 100;
export const circlesQuery = (season: string, state: "running" | "ended", from = 1) =>
  queryOptions({ queryKey: ["circles", season, state, from], queryFn: ({ signal }) => api.get<Circles>("/api/circles", { season, state, from, limit: rows_a_page }, signal), placeholderData: keepPreviousData });

export const pairsApartQuery = queryOptions({ queryKey: ["circle-pairs-apart"], queryFn: ({ signal }) => api.get<List<PairApart>>("/api/circle-pairs-apart", undefined, signal) });

/** What tells of circles elsewhere, to be read again when one changes. */
export const told_of_in = [["circle-seasons"], ["circle-proposals"], ["circles"]];
