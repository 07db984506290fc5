// What is true of the whole screen: simulated people, a moved clock, no network.
import { Trans, useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import FlaskConical from "lucide-react/icons/flask-conical";
import WifiOff from "lucide-react/icons/wifi-off";
import { useSyncExternalStore } from "react";
import { api } from "@/api";
import { Button, DateTime } from "@/ui";
import { useAct } from "./act";
import { useMe } from "./me";

function subscribe_to_network(listener: () => void) {
  window.addEventListener("online", listener);
  window.addEventListener("offline", listener);
  return () => {
    window.removeEventListener("online", listener);
    window.removeEventListener("offline", listener);
  };
}

export const useOnline = () => useSyncExternalStore(subscribe_to_network, () => navigator.onLine);

export function Banners() {
  const { t } = useLingui();
  const me = useMe();
  const is_online = useOnline();
  return (
    <div className="no-print">
      {me.organisation.is_simulated && (
        <aside aria-label={t`Simulated organisation`} className="flex items-center justify-center gap-2 border-b border-line bg-warn-soft px-4 py-1.5 text-center text-xs text-warn">
          <FlaskConical size={14} aria-hidden className="shrink-0" />
          <Trans>Simulated organisation: everything here is invented.</Trans>
        </aside>
      )}
      <div role="status">
        {!is_online && (
          <div className="flex items-center justify-center gap-2 border-b border-line bg-sunken px-4 py-1.5 text-xs text-soft">
            <WifiOff size={14} aria-hidden className="shrink-0" />
            <Trans>You are offline. What you type in a running conversation is kept here and sent later.</Trans>
          </div>
        )}
      </div>
      <div className="px-4 pt-3 lg:hidden">
        <DemoClock />
      </div>
    </div>
  );
}

/** In a demonstration the clock can be moved forward, to watch obligations fall due. */
export function DemoClock() {
  const { t } = useLingui();
  const me = useMe();
  const client = useQueryClient();
  const jump = useAct<number, { now: string }>({
    run: (days) => api.post<{ now: string }>("/api/demo/clock", { days }),
    done: () => void client.invalidateQueries(),
  });
  if (!me.demo) return null;
  return (
    <section aria-label={t`Demo clock`} className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1.5 rounded-xl border border-line px-2.5 py-2 text-xs text-soft">
      <span>
        <Trans>
          Demo clock: <DateTime at={me.now} />
        </Trans>
      </span>
      <span className="flex gap-1.5">
        {[1, 7].map((days) => (
          <Button key={days} size="small" className="!px-2" disabled={jump.isPending} onClick={() => jump.mutate(days)}>
            {days === 1 ? <Trans>+1 day</Trans> : <Trans>+1 week</Trans>}
          </Button>
        ))}
      </span>
    </section>
  );
}
