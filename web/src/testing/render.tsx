// Renders a component as it stands in the application: texts, queries, a router, and somebody signed in.
import { i18n } from "@lingui/core";
import { I18nProvider } from "@lingui/react";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createMemoryHistory, createRootRoute, createRoute, createRouter, RouterProvider } from "@tanstack/react-router";
import { render } from "@testing-library/react";
import type { ReactNode } from "react";
import type { Me } from "@/api";
import { MeContext } from "@/shell/me";
import { ToastProvider } from "@/ui/Toast";

export const ana: Me = {
  user_id: "u1",
  person: { id: "p1", name: "Ana Almeida" },
  email: "ana@backbeat.test",
  roles: ["manager"],
  organisation: { id: "o1", name: "Meridian", time_zone: "Europe/Madrid", fiscal_first_month: 1, is_simulated: false },
  time_zone: "Europe/Madrid",
  single_key_shortcuts: true,
  now: "2027-03-29T08:00:00Z",
  demo: false,
};

export async function render_as(me: Me, node: ReactNode, path = "/") {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false }, mutations: { networkMode: "always" } } });
  const root = createRootRoute({ component: () => <MeContext value={me}>{node}</MeContext> });
  const anywhere = createRoute({ getParentRoute: () => root, path: "$", component: () => null });
  const router = createRouter({ routeTree: root.addChildren([anywhere]), history: createMemoryHistory({ initialEntries: [path] }) });
  await router.load();
  const rendered = render(
    <I18nProvider i18n={i18n}>
      <QueryClientProvider client={client}>
        <ToastProvider>
          {/* The test's own routes are not the application's. */}
          <RouterProvider router={router as never} />
        </ToastProvider>
      </QueryClientProvider>
    </I18nProvider>,
  );
  return { ...rendered, router, client };
}
