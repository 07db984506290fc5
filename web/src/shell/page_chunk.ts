// Fetching a page's code. Without a network that says so and can be tried again; the router alone would load the whole application anew, and end on the browser's own error page.
import { ApiError } from "@/api";

const no_network = () => new ApiError(0, { type: "about:blank", title: "No network", status: 0, detail: "", code: "network" });

/** Whether the server answers at all. Where it does and the code is gone, the program was replaced: loading anew is then right, and left to the router. */
const is_reached = () =>
  fetch("/healthz", { cache: "no-store" }).then(
    () => true,
    () => false,
  );

export const page_chunk =
  <Page>(load: () => Promise<Page>) =>
  (): Promise<Page> =>
    load().catch(async (error: unknown) => {
      throw (await is_reached()) ? error : no_network();
    });
