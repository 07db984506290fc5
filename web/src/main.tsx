import { CSPProvider } from "@base-ui/react/csp-provider";
import { i18n } from "@lingui/core";
import { I18nProvider } from "@lingui/react";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { ApiError } from "@/api";
import { ToastProvider } from "@/ui/Toast";
import { loadTexts } from "./i18n";
import { make_router } from "./router";
import { apply_theme } from "./shell/theme";
import "./styles.css";

const client = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 10_000, retry: (count, error) => count < 2 && error instanceof ApiError && error.is_transient },
    mutations: { networkMode: "always" },
  },
});
const router = make_router(client);

apply_theme();
await loadTexts();
// What the page says in words needs no line in the console: a refusal, or that there is no network.
const onCaughtError = (error: unknown) => error instanceof ApiError || console.error(error);
createRoot(document.getElementById("root") as HTMLElement, { onCaughtError }).render(
  <StrictMode>
    <I18nProvider i18n={i18n}>
      <CSPProvider disableStyleElements>
        <QueryClientProvider client={client}>
          <ToastProvider>
            <RouterProvider router={router} />
          </ToastProvider>
        </QueryClientProvider>
      </CSPProvider>
    </I18nProvider>
  </StrictMode>,
);
