// Opens an address of the whole application, shell and routes included, as somebody who is signed in (or nobody).
import { CSPProvider } from "@base-ui/react/csp-provider";
import { i18n } from "@lingui/core";
import { I18nProvider } from "@lingui/react";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createMemoryHistory, RouterProvider } from "@tanstack/react-router";
import { render } from "@testing-library/react";
import { type Me, meQuery } from "@/api";
import { make_router } from "@/router";
import { ToastProvider } from "@/ui/Toast";

export async function open_page(me: Me | null, path: string) {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: 10_000 }, mutations: { networkMode: "always" } } });
  client.setQueryData(meQuery.queryKey, me);
  const router = make_router(client);
  router.update({ ...router.options, history: createMemoryHistory({ initialEntries: [path] }) });
  await router.load();
  const rendered = render(
    <I18nProvider i18n={i18n}>
      <CSPProvider disableStyleElements>
        <QueryClientProvider client={client}>
          <ToastProvider>
            <RouterProvider router={router} />
          </ToastProvider>
        </QueryClientProvider>
      </CSPProvider>
    </I18nProvider>,
  );
  return { ...rendered, router, client };
}
