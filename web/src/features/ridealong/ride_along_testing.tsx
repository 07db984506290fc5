// Renders a part of a ride-along's page, with what was asked of the server.
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { Me } from "@/api";
import { ana, render_as } from "@/testing/render";
import { rideAlongKey } from "./queries";
import { RideAlongContext, useScope, type Live } from "./use_ride_along";
import type { RideAlong } from "./wire";

function Scope({ start, live, children }: { start: RideAlong; live: Live; children: ReactNode }) {
  const ride_along = useQuery<RideAlong>({ queryKey: rideAlongKey(start.id), queryFn: () => start, initialData: start, staleTime: Infinity }).data;
  return <RideAlongContext value={useScope(ride_along, live)}>{children}</RideAlongContext>;
}

export async function render_ride(ride_along: RideAlong, node: ReactNode, { me = {}, live = {} }: { me?: Partial<Me>; live?: Partial<Live> } = {}) {
  const viewer = ride_along.viewer === "manager" ? ride_along.manager : ride_along.rep;
  return render_as({ ...ana, user_id: "u-ride", person: viewer, now: ride_along.now, ...me }, <Scope start={ride_along} live={{ is_connected: true, people: [], ...live }}>{node}</Scope>);
}
