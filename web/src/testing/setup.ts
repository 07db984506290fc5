import { i18n } from "@lingui/core";
import { cleanup, configure } from "@testing-library/react";
import { afterEach } from "vitest";

// Tests read the English texts; in development builds they are inside the code.
i18n.loadAndActivate({ locale: "en", messages: {} });
configure({ asyncUtilTimeout: 8_000 });
// jsdom has no layout to scroll.
window.scrollTo = () => undefined;
Element.prototype.scrollIntoView = () => undefined;
afterEach(cleanup);
