// Everything around a page for somebody who is signed in: navigation, banners, overlays, and what happens when the sign-in ends.
import { Trans } from "@lingui/react/macro";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Outlet, useRouter, useRouterState } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { meQuery, onSessionExpired } from "@/api";
import { useOutbox } from "@/live/use_outbox";
import { toast } from "@/ui";
import { t } from "@lingui/core/macro";
import { Banners, DemoClock } from "./Banners";
import { MeContext } from "./me";
import { on_demand, useOnDemand } from "./on_demand";
import { BottomNavigation, SideNavigation } from "./Navigation";
import { show_overlay, useOverlay } from "./palette_state";
import { useShortcuts } from "./shortcuts";

const load_palette = on_demand(() => import("./CommandPalette").then((module) => module.CommandPalette));
const load_shortcuts = on_demand(() => import("./ShortcutSheet").then((module) => module.ShortcutSheet));

export function Shell() {
  const me = useQuery(meQuery).data;
  useSessionExpiry();
  useFocusOnArrival();
  useOutbox(me);
  if (!me) return null;
  return (
    <MeContext value={me}>
      <a href="#main" className="skip shadow-float">
        <Trans>Skip to content</Trans>
      </a>
      <div className="flex min-h-dvh">
        <SideNavigation foot={<DemoClock />} />
        <div className="min-w-0 flex-1">
          <Banners />
          <main id="main" tabIndex={-1} className="outline-none">
            <Outlet />
          </main>
        </div>
      </div>
      <BottomNavigation />
      <Overlays />
    </MeContext>
  );
}

function Overlays() {
  const overlay = useOverlay();
  const CommandPalette = useOnDemand(load_palette, overlay === "palette");
  const ShortcutSheet = useOnDemand(load_shortcuts, overlay === "shortcuts");
  useShortcuts();
  useEffect(() => {
    // Fetched while nothing else is going on, so that the palette opens at once. Without a network it is fetched when it is opened.
    const idle = window.setTimeout(() => void load_palette().catch(() => undefined), 1500);
    return () => window.clearTimeout(idle);
  }, []);
  return (
    <>
      {CommandPalette && <CommandPalette onClose={() => show_overlay(null)} />}
      {ShortcutSheet && <ShortcutSheet onClose={() => show_overlay(null)} />}
    </>
  );
}

/** A new page begins at its beginning for the keyboard and the screen reader too, as it would after a page load. */
function useFocusOnArrival() {
  const path = useRouterState({ select: (state) => state.resolvedLocation?.pathname });
  const last = useRef(path);
  useEffect(() => {
    const main = document.getElementById("main");
    if (last.current !== undefined && last.current !== path && main && !main.contains(document.activeElement)) main.focus({ preventScroll: true });
    last.current = path;
  }, [path]);
}

function useSessionExpiry() {
  const router = useRouter();
  const client = useQueryClient();
  useEffect(
    () =>
      onSessionExpired(() => {
        if (router.state.location.pathname === "/sign-in") return;
        const next = router.state.location.href;
        client.setQueryData(meQuery.queryKey, null);
        toast(t`Your sign-in has ended. Sign in again to go on where you were.`);
        void router.navigate({ to: "/sign-in", search: { next } });
      }),
    [router, client],
  );
}
