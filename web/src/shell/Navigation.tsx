// The left column on wide screens, the bottom bar on narrow ones.
import { useLingui } from "@lingui/react/macro";
import { useRouterState } from "@tanstack/react-router";
import Ellipsis from "lucide-react/icons/ellipsis";
import Search from "lucide-react/icons/search";
import { useState, type ReactNode } from "react";
import { cx, Initials, Kbd, Link } from "@/ui";
import { Brand } from "./Brand";
import { destination_at, destinations_of, type Destination } from "./destinations";
import { useMe } from "./me";
import { on_demand, useOnDemand } from "./on_demand";
import { open_palette } from "./palette_state";
import { is_mac } from "./shortcuts";

const load_more = on_demand(() => import("./MoreSheet").then((module) => module.MoreSheet));

function useDestinations() {
  const destinations = destinations_of(useMe());
  const path = useRouterState({ select: (state) => state.location.pathname });
  return { destinations, current: destination_at(destinations, path) };
}

function Entry({ destination, is_current }: { destination: Destination; is_current: boolean }) {
  const { i18n } = useLingui();
  const Icon = destination.icon;
  return (
    <li>
      <Link
        href={destination.href}
        look="plain"
        aria-current={is_current ? "page" : undefined}
        className={cx("flex min-h-9 items-center gap-2.5 rounded-lg px-2.5 text-sm font-medium turns", is_current ? "bg-sunken text-ink" : "text-soft hover:bg-sunken hover:text-ink")}
      >
        <Icon size={17} aria-hidden />
        {i18n._(destination.label)}
      </Link>
    </li>
  );
}

export function SideNavigation({ foot }: { foot?: ReactNode }) {
  const { t, i18n } = useLingui();
  const me = useMe();
  const { destinations, current } = useDestinations();
  const of = (place: Destination["place"]) => destinations.filter((destination) => destination.place === place);
  return (
    <nav aria-label={t`Main`} className="no-print sticky top-0 hidden h-dvh w-58 shrink-0 flex-col border-r border-line px-3 py-4 lg:flex">
      <div className="mb-3 px-2.5">
        <Brand />
        <p className="truncate text-xs text-faint">{me.organisation.name}</p>
      </div>
      <button type="button" onClick={open_palette} className="mb-4 flex min-h-9 cursor-pointer items-center gap-2 rounded-lg border border-line bg-surface px-2.5 text-sm text-faint hover:border-line-strong hover:text-ink">
        <Search size={15} aria-hidden />
        <span className="flex-1 text-left">{t`Find or do`}</span>
        <Kbd>{is_mac ? "⌘K" : "Ctrl K"}</Kbd>
      </button>
      <ul className="grid gap-0.5">
        {of("main").map((destination) => (
          <Entry key={destination.key} destination={destination} is_current={destination === current} />
        ))}
      </ul>
      {of("operate").length > 0 && (
        <ul className="mt-4 grid gap-0.5 border-t border-line pt-4">
          {of("operate").map((destination) => (
            <Entry key={destination.key} destination={destination} is_current={destination === current} />
          ))}
        </ul>
      )}
      <div className="mt-auto grid gap-2">
        {foot}
        {of("own").map((destination) => (
          <Link key={destination.key} href={destination.href} look="plain" aria-current={destination === current ? "page" : undefined} className={cx("flex items-center gap-2.5 rounded-lg px-2 py-1.5 hover:bg-sunken", destination === current && "bg-sunken")}>
            <Initials name={me.person.name} />
            <span className="min-w-0 text-sm">
              <span className="block truncate font-medium">{me.person.name}</span>
              <span className="block truncate text-xs text-faint">{i18n._(destination.label)}</span>
            </span>
          </Link>
        ))}
      </div>
    </nav>
  );
}

export function BottomNavigation() {
  const { t, i18n } = useLingui();
  const [is_open, set_is_open] = useState(false);
  const MoreSheet = useOnDemand(load_more, is_open);
  const { destinations, current } = useDestinations();
  const shown = destinations.slice(0, 3);
  const rest = destinations.slice(3);
  const rest_is_current = rest.some((destination) => destination === current);
  const item = "flex min-h-14 flex-1 flex-col items-center justify-center gap-0.5 text-xs font-medium cursor-pointer min-w-0 px-0.5";
  return (
    <nav aria-label={t`Main`} className="no-print fixed inset-x-0 bottom-0 z-30 flex border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] lg:hidden [body:has([data-own-bottom-bar])_&]:hidden">
      {shown.map((destination) => {
        const Icon = destination.icon;
        return (
          <Link key={destination.key} href={destination.href} look="plain" aria-current={destination === current ? "page" : undefined} className={cx(item, destination === current ? "text-accent" : "text-soft")}>
            <Icon size={20} aria-hidden />
            <span className="max-w-full truncate">{i18n._(destination.label)}</span>
          </Link>
        );
      })}
      <button type="button" onClick={open_palette} className={cx(item, "text-soft")}>
        <Search size={20} aria-hidden />
        {t`Find`}
      </button>
      <button type="button" aria-haspopup="dialog" onClick={() => set_is_open(true)} className={cx(item, rest_is_current ? "text-accent" : "text-soft")}>
        <Ellipsis size={20} aria-hidden />
        {t`More`}
      </button>
      {MoreSheet && <MoreSheet destinations={rest} current={current} onClose={() => set_is_open(false)} />}
    </nav>
  );
}

