// What these pages read, one query per address.
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, ApiError, request } from "@/api";
import type { CirclePulse, Enps, Facilitation, Programme } from "./wire";

export const pulseQuery = (quarter?: string) =>
  queryOptions({ queryKey: ["circle-pulse", "circles", quarter ?? "latest"], queryFn: ({ signal }) => api.get<CirclePulse>("/api/circle-pulse", { quarter }, signal), placeholderData: keepPreviousData });

export const programmeQuery = (quarter?: string) =>
  queryOptions({ queryKey: ["circle-pulse", "programme", quarter ?? "latest"], queryFn: ({ signal }) => api.get<Programme>("/api/circle-programme", { quarter }, signal), placeholderData: keepPreviousData });

/** The answer a manager gets, and the very text it came as: it is shown byte for byte. Nothing for who never was in a circle. */
export const managersViewQuery = (quarter?: string) =>
  queryOptions({
    queryKey: ["circle-pulse", "what-my-manager-sees", quarter ?? "latest"],
    queryFn: async ({ signal }) => {
      try {
        const text = (await request<string>("GET", "/api/circle-pulse/what-my-manager-sees", { query: { quarter }, as_text: true, signal })).data;
        return { text, programme: JSON.parse(text) as Programme };
      } catch (error) {
        if (error instanceof ApiError && error.status === 404) return null;
        throw error;
      }
    },
    placeholderData: keepPreviousData,
  });

export const facilitationQuery = queryOptions({ queryKey: ["circle-pulse", "facilitation"], queryFn: ({ signal }) => api.get<Facilitation>("/api/circle-facilitation", undefined, signal) });

export const enpsKey = (meeting_id: string) => ["circle-pulse", "enps", meeting_id] as const;
export const enpsQuery = (meeting_id: string) => queryOptions({ queryKey: enpsKey(meeting_id), queryFn: ({ signal }) => api.get<Enps>(`/api/circle-meetings/${meeting_id}/enps`, undefined, signal) });
