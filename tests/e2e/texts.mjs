// Looks for texts that escaped the catalogue, in a build with the pseudo-locale (VITE_LOCALE=pseudo npm run build): every letter of ours is accented there, so a plain word is a stray one.
//   BASE_URL=... node tests/e2e/texts.mjs
import { context_as, demo_logins, open, start_browser } from "./browser.mjs";

const pages = { manager: ["/", "/team", "/cadence", "/people", "/playbook", "/settings"], revops: ["/imports", "/imports/new"], enablement: ["/playbook/edit", "/playbook/versions"], admin: ["/users"] };
const logins = await demo_logins();
const browser = await start_browser();
let wide = 0;
try {
  for (const [role, paths] of Object.entries(pages)) {
    const { context } = await context_as(browser, logins[role], { width: 320, height: 640 });
    const page = await context.newPage();
    for (const path of paths) {
      await open(page, path);
      const { overflow, plain } = await page.evaluate(() => ({
        overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
        plain: [...document.querySelectorAll("button, h1, h2, label, [role=tab], legend, summary")].map((node) => node.textContent.trim()).filter((text) => /^[A-Za-z][a-z]+( [a-z]+)*$/.test(text)),
      }));
      if (overflow > 0) wide += 1;
      console.log(`${role} ${path}: ${overflow > 0 ? `scrolls sideways by ${overflow} px` : "fits"}${plain.length > 0 ? `; plain: ${[...new Set(plain)].slice(0, 12).join(", ")}` : ""}`);
    }
    await context.close();
  }
} finally {
  await browser.close();
}
process.exit(wide > 0 ? 1 : 0);
