// The server's clock as the signed-in page last heard it, for pages that count towards an instant.
import { useQuery } from "@tanstack/react-query";
import { meQuery } from "@/api";
import { observeServerTime } from "./server_clock";

export function useServerTime() {
  const me = useQuery(meQuery);
  if (me.data) observeServerTime(me.data.now, me.dataUpdatedAt);
}
