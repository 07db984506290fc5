// The whole map of addresses. Each page is its own chunk.
import type { QueryClient } from "@tanstack/react-query";
import { createRootRouteWithContext, createRoute, createRouter, lazyRouteComponent, Outlet, redirect } from "@tanstack/react-router";
import { meQuery } from "@/api";
import { Broken, BrokenAlone, NotFound } from "@/shell/Fallbacks";
import { page_chunk } from "@/shell/page_chunk";
import { Shell } from "@/shell/Shell";

const root = createRootRouteWithContext<{ client: QueryClient }>()({ component: Outlet, errorComponent: BrokenAlone });

const text = (value: unknown) => (typeof value === "string" && value !== "" ? value : undefined);

const sign_in = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  validateSearch: (search: Record<string, unknown>) => ({ next: text(search.next) }),
  component: lazyRouteComponent(page_chunk(() => import("@/features/access/SignInPage")), "SignInPage"),
});
const set_up = createRoute({
  getParentRoute: () => root,
  path: "/set-up/$token",
  component: lazyRouteComponent(page_chunk(() => import("@/features/access/SetUpPage")), "SetUpPage"),
});

const shell = createRoute({
  getParentRoute: () => root,
  id: "shell",
  component: Shell,
  errorComponent: BrokenAlone,
  beforeLoad: async ({ context, location }) => {
    const me = await context.client.ensureQueryData(meQuery);
    if (!me) throw redirect({ to: "/sign-in", search: { next: location.href === "/" ? undefined : location.href } });
  },
});

const home = createRoute({ getParentRoute: () => shell, path: "/", component: lazyRouteComponent(page_chunk(() => import("@/features/home/HomePage")), "HomePage") });
const team = createRoute({
  getParentRoute: () => shell,
  path: "/team",
  validateSearch: (search: Record<string, unknown>) => ({ manager: text(search.manager), plan: search.plan === true || undefined }),
  component: lazyRouteComponent(page_chunk(() => import("@/features/team/TeamPage")), "TeamPage"),
});
const people = createRoute({
  getParentRoute: () => shell,
  path: "/people",
  validateSearch: (search: Record<string, unknown>) => ({ search: text(search.search), role: text(search.role), former: search.former === true || undefined }),
  component: lazyRouteComponent(page_chunk(() => import("@/features/people/PeoplePage")), "PeoplePage"),
});
const person = createRoute({
  getParentRoute: () => shell,
  path: "/people/$person_id",
  validateSearch: (search: Record<string, unknown>) => ({ plan: text(search.plan) }),
  component: lazyRouteComponent(page_chunk(() => import("@/features/people/PersonPage")), "PersonPage"),
});
const cadence = createRoute({
  getParentRoute: () => shell,
  path: "/cadence",
  validateSearch: (search: Record<string, unknown>) => ({ weeks: Number(search.weeks) || undefined, until: text(search.until), kind: text(search.kind), manager: text(search.manager), week: text(search.week) }),
  component: lazyRouteComponent(page_chunk(() => import("@/features/cadence/CadencePage")), "CadencePage"),
});
const capacity = createRoute({
  getParentRoute: () => shell,
  path: "/capacity",
  validateSearch: (search: Record<string, unknown>) => ({ quarter: text(search.quarter), manager: text(search.manager), apply: text(search.apply) }),
  component: lazyRouteComponent(page_chunk(() => import("@/features/capacity/CapacityPage")), "CapacityPage"),
});
const playbook = createRoute({
  getParentRoute: () => shell,
  path: "/playbook",
  validateSearch: (search: Record<string, unknown>) => ({ part: text(search.part) }),
  component: lazyRouteComponent(page_chunk(() => import("@/features/playbook/PlaybookPage")), "PlaybookPage"),
});
const playbook_versions = createRoute({ getParentRoute: () => shell, path: "/playbook/versions", component: lazyRouteComponent(page_chunk(() => import("@/features/playbook/VersionsPage")), "VersionsPage") });
const playbook_edit = createRoute({
  getParentRoute: () => shell,
  path: "/playbook/edit",
  validateSearch: (search: Record<string, unknown>) => ({ from: text(search.from), apply: text(search.apply) }),
  component: lazyRouteComponent(page_chunk(() => import("@/features/playbook/EditorPage")), "EditorPage"),
});
const imports = createRoute({
  getParentRoute: () => shell,
  path: "/imports",
  validateSearch: (search: Record<string, unknown>) => ({ kind: text(search.kind) }),
  component: lazyRouteComponent(page_chunk(() => import("@/features/imports/ImportsPage")), "ImportsPage"),
});
const import_new = createRoute({
  getParentRoute: () => shell,
  path: "/imports/new",
  validateSearch: (search: Record<string, unknown>) => ({ kind: text(search.kind) }),
  component: lazyRouteComponent(page_chunk(() => import("@/features/imports/NewImportPage")), "NewImportPage"),
});
const import_run = createRoute({ getParentRoute: () => shell, path: "/imports/runs/$run_id", component: lazyRouteComponent(page_chunk(() => import("@/features/imports/RunPage")), "RunPage") });
const users = createRoute({ getParentRoute: () => shell, path: "/users", component: lazyRouteComponent(page_chunk(() => import("@/features/access/UsersPage")), "UsersPage") });
const settings = createRoute({ getParentRoute: () => shell, path: "/settings", component: lazyRouteComponent(page_chunk(() => import("@/features/access/SettingsPage")), "SettingsPage") });
const calls = createRoute({
  getParentRoute: () => shell,
  path: "/calls",
  validateSearch: (search: Record<string, unknown>) => ({ rep: text(search.rep), unmatched: search.unmatched === true || undefined }),
  component: lazyRouteComponent(page_chunk(() => import("@/features/calls/CallsPage")), "CallsPage"),
});
const mail = createRoute({ getParentRoute: () => shell, path: "/mail", component: lazyRouteComponent(page_chunk(() => import("@/features/mail/MailPage")), "MailPage") });
const calendars = createRoute({ getParentRoute: () => shell, path: "/calendars", component: lazyRouteComponent(page_chunk(() => import("@/features/calendar/CalendarsPage")), "CalendarsPage") });
const sessions = createRoute({ getParentRoute: () => shell, path: "/sessions", component: lazyRouteComponent(page_chunk(() => import("@/features/session/SessionsPage")), "SessionsPage") });
const session = createRoute({ getParentRoute: () => shell, path: "/sessions/$session_id", component: lazyRouteComponent(page_chunk(() => import("@/features/session/SessionPage")), "SessionPage") });
const ride_alongs = createRoute({
  getParentRoute: () => shell,
  path: "/ride-alongs",
  validateSearch: (search: Record<string, unknown>) => ({ manager: text(search.manager), book: search.book === true || undefined }),
  component: lazyRouteComponent(page_chunk(() => import("@/features/ridealong/RideAlongsPage")), "RideAlongsPage"),
});
const ride_along = createRoute({ getParentRoute: () => shell, path: "/ride-alongs/$ride_along_id", component: lazyRouteComponent(page_chunk(() => import("@/features/ridealong/RideAlongPage")), "RideAlongPage") });

const scorecards = createRoute({
  getParentRoute: () => shell,
  path: "/scorecards",
  validateSearch: (search: Record<string, unknown>) => ({
    month: text(search.month),
    version: Number(search.version) || undefined,
    person: text(search.person),
    who: search.who === "leader" ? ("leader" as const) : undefined,
    rows: text(search.rows),
  }),
  component: lazyRouteComponent(page_chunk(() => import("@/features/scorecard/ScorecardsPage")), "ScorecardsPage"),
});
const calibrations = createRoute({ getParentRoute: () => shell, path: "/calibrations", component: lazyRouteComponent(page_chunk(() => import("@/features/scorecard/CalibrationsPage")), "CalibrationsPage") });
const calibration = createRoute({ getParentRoute: () => shell, path: "/calibrations/$calibration_id", component: lazyRouteComponent(page_chunk(() => import("@/features/scorecard/CalibrationPage")), "CalibrationPage") });

const circles = createRoute({
  getParentRoute: () => shell,
  path: "/circles",
  validateSearch: (search: Record<string, unknown>): { part?: string } => ({ part: text(search.part) }),
  component: lazyRouteComponent(page_chunk(() => import("@/features/season/CirclesPage")), "CirclesPage"),
});
const circle_season = createRoute({
  getParentRoute: () => shell,
  path: "/circles/season",
  validateSearch: (search: Record<string, unknown>): { season?: string; part?: string; state?: string; compare?: string } => ({ season: text(search.season), part: text(search.part), state: text(search.state), compare: text(search.compare) }),
  component: lazyRouteComponent(page_chunk(() => import("@/features/season/SeasonPage")), "SeasonPage"),
});
const circle_proposal = createRoute({ getParentRoute: () => shell, path: "/circles/proposals/$proposal_id", component: lazyRouteComponent(page_chunk(() => import("@/features/season/ProposalPage")), "ProposalPage") });
const of_quarter = { validateSearch: (search: Record<string, unknown>): { quarter?: string } => ({ quarter: text(search.quarter) }) };
const circle_scorecard = createRoute({ getParentRoute: () => shell, path: "/circles/scorecard", ...of_quarter, component: lazyRouteComponent(page_chunk(() => import("@/features/pulse/PulsePage")), "PulsePage") });
const circle_programme = createRoute({ getParentRoute: () => shell, path: "/circles/programme", ...of_quarter, component: lazyRouteComponent(page_chunk(() => import("@/features/pulse/ProgrammePage")), "ProgrammePage") });
const circle = createRoute({ getParentRoute: () => shell, path: "/circles/$circle_id", component: lazyRouteComponent(page_chunk(() => import("@/features/meeting/RoomPage")), "RoomPage") });
const circle_meeting = createRoute({ getParentRoute: () => shell, path: "/circle-meetings/$meeting_id", component: lazyRouteComponent(page_chunk(() => import("@/features/meeting/MeetingPage")), "MeetingPage") });

// Any other address: said inside the shell, so that the way on is at hand.
const not_found = createRoute({ getParentRoute: () => shell, path: "$", component: NotFound });

const route_tree = root.addChildren([
  sign_in,
  set_up,
  shell.addChildren([home, team, people, person, cadence, capacity, playbook, playbook_versions, playbook_edit, imports, import_new, import_run, users, settings, calendars, calls, mail, sessions, session, ride_alongs, ride_along, scorecards, calibrations, calibration, circles, circle_season, circle_proposal, circle_scorecard, circle_programme, circle, circle_meeting, not_found]),
]);

export function make_router(client: QueryClient) {
  return createRouter({ routeTree: route_tree, context: { client }, defaultPreload: "intent", scrollRestoration: true, defaultErrorComponent: Broken, defaultNotFoundComponent: NotFound });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof make_router>;
  }
}
