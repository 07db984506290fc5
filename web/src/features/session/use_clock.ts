// Re-renders once a second, on the second, while the timer runs.
import { useEffect, useState } from "react";
import type { ConversationTimer } from "@/api";
import { untilNextTick } from "./timer";
import { serverNow } from "@/live/server_clock";

/** The server's time in milliseconds, fresh for every shown second. */
export function useClock(timer: ConversationTimer): number {
  const [, tick] = useState(0);
  useEffect(() => {
    if (timer.state !== "running") return;
    let wake: ReturnType<typeof setTimeout>;
    const again = () => {
      tick((count) => count + 1);
      wake = setTimeout(again, untilNextTick(timer, serverNow()));
    };
    wake = setTimeout(again, untilNextTick(timer, serverNow()));
    return () => clearTimeout(wake);
  }, [timer]);
  return serverNow();
}
