// The end-to-end tests: `make e2e`, or `scripts/e2e journeys/official` for some of them.
import { defineConfig } from "@playwright/test";
import { browserArguments, browserPath } from "./support/browser.ts";
import type { Options } from "./support/test.ts";
import { LANGS } from "./support/words.ts";

/** Each journey in each of these: with and without scripting, in each language. */
const variants = LANGS.flatMap((lang) =>
  [true, false].map((scripting) => ({
    name: `${lang}${scripting ? "" : ", no script"}`,
    testMatch: "journeys/*.spec.ts",
    use: { lang, scripting },
  })),
);

export default defineConfig<Options>({
  testDir: ".",
  outputDir: "test-results",
  globalSetup: "./support/global-setup.ts",
  // Each test has a server and a database of its own, so they may run side by side.
  fullyParallel: true,
  workers: Number(process.env.POLDER_E2E_WORKERS ?? 2),
  forbidOnly: Boolean(process.env.CI),
  retries: 0,
  timeout: 240_000,
  expect: { timeout: 15_000 },
  reporter: process.env.CI ? [["line"]] : [["list"]],
  use: {
    browserName: "chromium",
    launchOptions: { executablePath: browserPath(), args: browserArguments() },
    viewport: { width: 1280, height: 900 },
    trace: "retain-on-failure",
    screenshot: "only-on-failure",
  },
  projects: [
    ...variants,
    { name: "all pages", testMatch: ["pages.spec.ts", "forms.spec.ts"] },
    ...(process.env.POLDER_SCREENSHOTS ? [{ name: "screenshots", testMatch: ["screenshots.spec.ts"] }] : []),
    { name: "budgets and durability", testMatch: ["budgets.spec.ts", "durability.spec.ts"] },
  ],
});
