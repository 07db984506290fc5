import { fileURLToPath } from "node:url";
import { lingui } from "@lingui/vite-plugin";
import babel from "@rolldown/plugin-babel";
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";
import { texts_in_place } from "./tools/texts_in_place.mjs";

// The server (or dev/mock-server.mjs) that answers /api in development.
const api = process.env.API_URL ?? "http://127.0.0.1:8787";

/** Takes out what Tailwind adds for browsers older than ours, which know no @property: dead weight in every first load. */
function without_old_fallbacks(): Plugin {
  return {
    name: "without-old-fallbacks",
    generateBundle(_options, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type === "asset" && file.fileName.endsWith(".css") && typeof file.source === "string") {
          file.source = file.source.replace(/@layer properties\{@supports[^{]*\{\*,:before,:after,::backdrop\{[^}]*\}\}\}/, "");
        }
      }
    },
  };
}

export default defineConfig(({ command }) => ({
  plugins: [
    without_old_fallbacks(),
    react(),
    // Texts stay with the code that says them; only another language than English is a catalogue of its own.
    babel({ plugins: [["@lingui/babel-plugin-lingui-macro", { stripMessageField: false }], ...(command === "build" ? [texts_in_place] : [])] }),
    lingui(),
    tailwindcss(),
  ],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  build: {
    target: ["chrome123", "firefox128", "safari17.5"],
    cssTarget: ["chrome123", "firefox128", "safari17.5"],
    assetsInlineLimit: 0, // data: URLs are not allowed by the content security policy
    modulePreload: { polyfill: false },
    manifest: true,
  },
  server: { port: 5173, proxy: { "/api": api } },
  test: {
    environment: "jsdom",
    setupFiles: ["src/testing/setup.ts"],
    include: ["src/**/*.test.{ts,tsx}"],
    testTimeout: 30_000, // a busy machine is slow, not wrong
  },
}));
