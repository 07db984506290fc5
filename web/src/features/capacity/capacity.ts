// What the server says about a quarter ahead, and how it is asked for. Hours are of the quarter unless a name says otherwise.
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api } from "@/api";
import type { components } from "@/api/schema";

type Sent = components["schemas"];
export type Hours = Sent["CapacityHours"];
export type Kind = Sent["CapacityKind"];
export type Week = Sent["CapacityWeek"];
export type LeftOver = Sent["CapacityLeftOver"];
export type Load = Sent["CapacityLoad"];
export type Rate = Sent["CapacityRate"];
export type Cut = Sent["CapacityCut"];
export type Cuts = Sent["CapacityCuts"];
export type Quarter = Sent["CapacityQuarter"];
export type Conversations = Sent["CapacityConversations"];
export type RepAsked = Sent["CapacityRep"];
export type ManagerQuarter = Sent["CapacityManager"];
export type Shift = Sent["CapacityShift"];
export type Effect = Sent["CapacityEffect"];
export type Lever = Sent["CapacityLever"];
export type Option = Sent["CapacityOption"];
export type Options = Sent["CapacityOptions"];

export const quarterQuery = (quarter?: string) =>
  queryOptions({ queryKey: ["capacity", "quarter", quarter ?? "next"], queryFn: ({ signal }) => api.get<Quarter>("/api/capacity/quarter", { quarter }, signal), placeholderData: keepPreviousData });

export const managerQuery = (manager: string, quarter?: string) =>
  queryOptions({ queryKey: ["capacity", "manager", manager, quarter ?? "next"], queryFn: ({ signal }) => api.get<ManagerQuarter>(`/api/capacity/quarter/${manager}`, { quarter }, signal), placeholderData: keepPreviousData });

export const optionsQuery = (manager: string | undefined, quarter: string | undefined, pulled: string[]) =>
  queryOptions({
    queryKey: ["capacity", "options", manager ?? "all", quarter ?? "next", ...pulled],
    queryFn: ({ signal }) => api.get<Options>(manager ? `/api/capacity/options/${manager}` : "/api/capacity/options", { quarter, apply: pulled.length > 0 ? pulled.join(",") : undefined }, signal),
    placeholderData: keepPreviousData,
  });

/** "2027-Q2" as people say it: "Q2 2027". */
export function quarter_text(quarter: string) {
  const [year, part] = quarter.split("-");
  return part ? `${part} ${year}` : quarter;
}
