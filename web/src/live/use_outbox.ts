// Sends what a closed tab or a lost connection left on this device, from whatever page is open, and empties the device on signing out.
import { useRouterState } from "@tanstack/react-router";
import { useEffect } from "react";
import type { Me } from "@/api";

const load_flush = () => import("./flush");
const open_session_at = (path: string) => /^\/(?:sessions|ride-alongs|circle-meetings)\/([^/]+)/.exec(path)?.[1];

/** Once in the signed-in shell. */
export function useOutbox(me: Me | null | undefined) {
  const open_session = useRouterState({ select: (state) => open_session_at(state.location.pathname) });
  const user_id = me?.user_id;
  useEffect(() => {
    if (!user_id) return;
    const flush = () => void load_flush().then((module) => module.flushOutbox(user_id, open_session)).catch(() => undefined);
    const soon = window.setTimeout(flush, 1_000);
    const again = window.setInterval(flush, 60_000);
    window.addEventListener("online", flush);
    return () => {
      window.clearTimeout(soon);
      window.clearInterval(again);
      window.removeEventListener("online", flush);
    };
  }, [user_id, open_session]);
}

/** Before signing out: sends what waits, then leaves nothing of this person on the device. What could not be sent stays for their next sign-in. */
export const flushBeforeSignOut = (user_id: string) => load_flush().then((module) => module.flushAndForget(user_id)).catch(() => 0);
