// Renders a part of a circle's hour, with what was asked of the server.
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { Me } from "@/api";
import { ana, render_as } from "@/testing/render";
import { meetingKey } from "./queries";
import { MeetingContext, useScope, type Live } from "./use_meeting";
import type { Meeting } from "./wire";

function Scope({ start, live, children }: { start: Meeting; live: Live; children: ReactNode }) {
  const meeting = useQuery<Meeting>({ queryKey: meetingKey(start.id), queryFn: () => start, initialData: start, staleTime: Infinity }).data;
  return <MeetingContext value={useScope(meeting, live)}>{children}</MeetingContext>;
}

export const render_meeting = (meeting: Meeting, node: ReactNode, me: Partial<Me> = {}) =>
  render_as({ ...ana, now: meeting.now, person: { id: meeting.viewer_id, name: "Ana Almeida" }, ...me }, <Scope start={meeting} live={{ is_connected: true, people: [] }}>{node}</Scope>);
