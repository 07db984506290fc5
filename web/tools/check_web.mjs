// What must hold before a change is taken: types, one complete catalogue, file sizes, no inline styles, and the weight of the first load.
//   node tools/check_web.mjs          (dist/ must be built)
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const budget = { first_load_js: 175 * 1024, css: 8 * 1024, route_chunk_js: 45 * 1024, component_lines: 200 };
const failures = [];
const kib = (bytes) => `${(bytes / 1024).toFixed(1)} KiB`;

function files_under(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? files_under(join(folder, entry.name)) : [join(folder, entry.name)]));
}

function check_types() {
  try {
    execFileSync("node_modules/.bin/tsc", ["--noEmit"], { encoding: "utf8", stdio: "pipe" });
  } catch (error) {
    failures.push(`types:\n${error.stdout}`);
  }
}

function check_sources() {
  for (const file of files_under("src").filter((name) => name.endsWith(".tsx"))) {
    const text = readFileSync(file, "utf8");
    const lines = text.split("\n").length - 1;
    if (lines > budget.component_lines && !file.includes(".test.")) failures.push(`${file}: ${lines} lines, a component has at most ${budget.component_lines}`);
    if (/\sstyle=\{/.test(text) || /<style[\s>]/.test(text)) failures.push(`${file}: an inline style; the content security policy forbids style attributes, use a class`);
    if (/dangerouslySetInnerHTML/.test(text)) failures.push(`${file}: HTML as text is not shown`);
    for (const [, inside] of text.matchAll(/<Trans>([^]*?)<\/Trans>/g)) {
      // Attributes and spaces aside, a value inside <Trans> is read for tags unless it says that it is not.
      const value = inside.replace(/=\{[^{}]*\}|\{" "\}/g, "").match(/\{(?!as_written\()[^{}]*\}/);
      if (value) failures.push(`${file}: ${value[0]} inside <Trans> is read for tags; write the sentence with t\`\`, or the value as {as_written(...)}`);
    }
  }
}

function check_texts() {
  const before = readFileSync("locales/en.po", "utf8");
  execFileSync("node_modules/.bin/lingui", ["extract", "--clean"], { stdio: "pipe" });
  const without_date = (text) => text.replace(/^"POT-Creation-Date.*$/m, "");
  if (without_date(before) !== without_date(readFileSync("locales/en.po", "utf8"))) failures.push("locales/en.po: texts were missing or no longer used; it has been brought up to date, commit it");
  if (/"resolved"/.test(readFileSync("package-lock.json", "utf8"))) failures.push("package-lock.json: holds download addresses; .npmrc keeps them out");
}

/** Texts are compiled into the code that says them (tools/texts_in_place.mjs); without them the pages show their ids. */
function check_texts_are_built() {
  if (!existsSync("dist/assets")) return;
  const built = readdirSync("dist/assets").some((file) => file.endsWith(".js") && readFileSync(join("dist/assets", file), "utf8").includes("Skip to content"));
  if (!built) failures.push("dist/: the built pages hold no texts");
}

function check_weight() {
  if (!existsSync("dist/.vite/manifest.json")) {
    failures.push("dist/: not built, run npm run build first");
    return;
  }
  const manifest = JSON.parse(readFileSync("dist/.vite/manifest.json", "utf8"));
  const weight = (file) => gzipSync(readFileSync(join("dist", file)), { level: 9 }).length;
  const entry = Object.values(manifest).find((chunk) => chunk.isEntry);
  const with_imports = (chunk, seen = new Set()) => {
    if (seen.has(chunk.file)) return seen;
    seen.add(chunk.file);
    for (const key of chunk.imports ?? []) with_imports(manifest[key], seen);
    return seen;
  };
  const first = with_imports(entry);
  // The page that is opened first is part of the first load; the home page stands for it.
  const home = Object.values(manifest).find((chunk) => chunk.src?.endsWith("HomePage.tsx"));
  if (home) with_imports(home, first);
  const js = [...first].reduce((sum, file) => sum + weight(file), 0);
  const css_files = readdirSync("dist/assets").filter((file) => file.endsWith(".css"));
  const css = css_files.reduce((sum, file) => sum + weight(join("assets", file)), 0);
  console.log(`first load ${kib(js)} of ${kib(budget.first_load_js)} JavaScript, ${kib(css)} of ${kib(budget.css)} CSS`);
  if (js > budget.first_load_js) failures.push(`first load: ${kib(js)} JavaScript, at most ${kib(budget.first_load_js)}: ${[...first].map((file) => `${file} ${kib(weight(file))}`).join(", ")}`);
  if (css > budget.css) failures.push(`first load: ${kib(css)} CSS, at most ${kib(budget.css)}`);
  for (const chunk of Object.values(manifest)) {
    if (!chunk.file.endsWith(".js") || first.has(chunk.file)) continue;
    const bytes = weight(chunk.file);
    if (bytes > budget.route_chunk_js) failures.push(`${chunk.file}: ${kib(bytes)}, a route's chunk has at most ${kib(budget.route_chunk_js)}`);
  }
}

check_types();
check_sources();
check_texts();
check_texts_are_built();
check_weight();
for (const failure of failures) console.error(failure);
console.log(failures.length === 0 ? "web: all checks hold" : `web: ${failures.length} checks fail`);
process.exit(failures.length === 0 ? 0 : 1);
