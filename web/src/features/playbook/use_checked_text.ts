import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { api, type PlaybookCheck } from "@/api";

/** The server's opinion of the text, asked for when the writer pauses. Undefined while it is being asked for. */
export function useCheckedText(text: string): PlaybookCheck | undefined {
  const [settled, set_settled] = useState(text);
  useEffect(() => {
    const timer = window.setTimeout(() => set_settled(text), 500);
    return () => window.clearTimeout(timer);
  }, [text]);
  const check = useQuery({ queryKey: ["playbook", "check", settled], queryFn: () => api.post<PlaybookCheck>("/api/playbook/check", { text: settled }), staleTime: Infinity, gcTime: 60_000 });
  return settled === text ? check.data : undefined;
}
