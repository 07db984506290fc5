// Every destination of the application: the navigation, the phone's bottom bar, the command palette and the go-to shortcuts are drawn from this list.
import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import BookOpen from "lucide-react/icons/book-open";
import ChartNoAxesColumn from "lucide-react/icons/chart-no-axes-column";
import Gauge from "lucide-react/icons/gauge";
import CircleDot from "lucide-react/icons/circle-dot";
import ClipboardCheck from "lucide-react/icons/clipboard-check";
import Headphones from "lucide-react/icons/headphones";
import MessagesSquare from "lucide-react/icons/messages-square";
import House from "lucide-react/icons/house";
import Import from "lucide-react/icons/import";
import KeyRound from "lucide-react/icons/key-round";
import Mail from "lucide-react/icons/mail";
import Phone from "lucide-react/icons/phone";
import Route from "lucide-react/icons/route";
import Settings from "lucide-react/icons/settings";
import UsersRound from "lucide-react/icons/users-round";
import UserRoundSearch from "lucide-react/icons/user-round-search";
import type { ComponentType } from "react";
import type { Me, Role } from "@/api";

export interface Destination {
  key: string;
  label: MessageDescriptor;
  href: string;
  icon: ComponentType<{ size?: number | string; "aria-hidden"?: boolean | "true" | "false" }>;
  /** After `g`. */
  letter: string;
  place: "main" | "operate" | "own";
}

type Entry = Omit<Destination, "href"> & { href: string | ((me: Me) => string); roles?: Role[] };

const beyond_rep: Role[] = ["manager", "leader", "enablement", "revops", "executive", "admin"];

const entries: Entry[] = [
  { key: "home", label: msg`Home`, href: "/", icon: House, letter: "h", place: "main" },
  { key: "team", label: msg`My team`, href: "/team", icon: UsersRound, letter: "t", place: "main", roles: ["manager", "leader"] },
  { key: "sessions", label: msg`Sessions`, href: "/sessions", icon: MessagesSquare, letter: "o", place: "main", roles: ["rep", "manager"] },
  { key: "ride-alongs", label: msg`Ride-alongs`, href: "/ride-alongs", icon: Headphones, letter: "r", place: "main", roles: ["rep", "manager", "leader"] },
  { key: "circles", label: msg`Circles`, href: "/circles", icon: CircleDot, letter: "v", place: "main", roles: ["rep", "manager", "leader", "enablement", "revops", "executive"] },
  { key: "calls", label: msg`Calls`, href: "/calls", icon: Phone, letter: "l", place: "main", roles: ["rep", "manager", "leader"] },
  { key: "timeline", label: msg`My timeline`, href: (me) => `/people/${me.person.id}`, icon: Route, letter: "m", place: "main", roles: ["rep"] },
  { key: "cadence", label: msg`Cadence`, href: "/cadence", icon: ChartNoAxesColumn, letter: "c", place: "main", roles: ["manager", "leader", "enablement", "revops", "executive"] },
  { key: "capacity", label: msg`Capacity`, href: "/capacity", icon: Gauge, letter: "y", place: "main", roles: ["manager", "leader", "enablement", "revops", "executive"] },
  { key: "scorecards", label: msg`Scorecards`, href: "/scorecards", icon: ClipboardCheck, letter: "k", place: "main", roles: ["manager", "leader", "revops", "executive"] },
  { key: "people", label: msg`People`, href: "/people", icon: UserRoundSearch, letter: "p", place: "main", roles: beyond_rep },
  { key: "playbook", label: msg`Playbook`, href: "/playbook", icon: BookOpen, letter: "b", place: "main" },
  { key: "imports", label: msg`Imports`, href: "/imports", icon: Import, letter: "i", place: "operate", roles: ["revops", "admin"] },
  { key: "users", label: msg`Users`, href: "/users", icon: KeyRound, letter: "u", place: "operate", roles: ["admin"] },
  { key: "mail", label: msg`Mail`, href: "/mail", icon: Mail, letter: "e", place: "operate", roles: ["admin"] },
  { key: "settings", label: msg`Settings`, href: "/settings", icon: Settings, letter: "s", place: "own" },
];

export function destinations_of(me: Me): Destination[] {
  return entries
    .filter((entry) => !entry.roles || entry.roles.some((role) => me.roles.includes(role)))
    .map(({ roles: _roles, ...entry }) => ({ ...entry, href: typeof entry.href === "function" ? entry.href(me) : entry.href }));
}

/** The destination a path belongs to: the longest that it begins with. */
export function destination_at(destinations: Destination[], path: string) {
  return destinations
    .filter(({ href }) => (href === "/" ? path === "/" : path === href || path.startsWith(`${href}/`)))
    .sort((a, b) => b.href.length - a.href.length)[0];
}
