// What these pages read, one query per address.
import { queryOptions } from "@tanstack/react-query";
import { api } from "@/api";
import type { Meeting, MyCircles, Room } from "./wire";

export const meetingKey = (id: string) => ["circle-meetings", id] as const;
export const getMeeting = (id: string, signal?: AbortSignal) => api.get<Meeting>(`/api/circle-meetings/${id}`, undefined, signal);

export const myCirclesQuery = queryOptions({ queryKey: ["my-circles"], queryFn: ({ signal }) => api.get<MyCircles>("/api/my-circles", undefined, signal) });
export const roomKey = (id: string) => ["circle-room", id] as const;
export const roomQuery = (id: string) => queryOptions({ queryKey: roomKey(id), queryFn: ({ signal }) => api.get<Room>(`/api/circles/${id}/room`, undefined, signal) });

/** What tells of a meeting elsewhere, to be read again when one changes. */
export const told_of_in = [["my-circles"], ["circle-room"]];
