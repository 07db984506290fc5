// Takes pictures of pages to look at:  node tests/e2e/shots.mjs OUT_DIR [role:path ...]   e.g. manager:/team rep:/
import { mkdirSync } from "node:fs";
import { context_as, demo_logins, open, start_browser } from "./browser.mjs";

const [out = "build/shots", ...wanted] = process.argv.slice(2);
const sizes = (process.env.SIZES ?? "1440,390").split(",").map(Number);
const schemes = (process.env.SCHEMES ?? "light,dark").split(",");
mkdirSync(out, { recursive: true });
const logins = await demo_logins();
const browser = await start_browser();
try {
  for (const width of sizes) {
    for (const scheme of schemes) {
      for (const item of wanted) {
        const [role, path] = [item.slice(0, item.indexOf(":")), item.slice(item.indexOf(":") + 1)];
        const { context, complaints } = await context_as(browser, logins[role], { width, height: width < 600 ? 844 : 900, scheme });
        const page = await context.newPage();
        await open(page, path);
        await page.waitForTimeout(250);
        const name = `${role}${path.replace(/[^a-z0-9]+/gi, "-").replace(/-$/, "")}-${width}-${scheme}.png`;
        await page.screenshot({ path: `${out}/${name}`, fullPage: true });
        if (complaints.length > 0) console.log(name, complaints);
        await context.close();
      }
    }
  }
} finally {
  await browser.close();
}
