// People beyond the demo's accounts: added by the command, who then choose a password on the page to which their link leads.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { binary, type Server } from "./server.ts";
import { expect } from "./test.ts";
import type { Words } from "./words.ts";

const PASSWORD = "four windmills behind the dunes";

/** Makes somebody lead of a body of the demo, and signs them in. */
export async function becomeLead(page: Page, site: Server, body: string, words: Words): Promise<void> {
  const link = addLead(site, body);
  await page.goto(new URL(link).pathname);
  await page.getByLabel(words.t("field-new-password"), { exact: true }).fill(PASSWORD);
  await page.getByLabel(words.t("field-repeat-password")).fill(PASSWORD);
  await page.getByRole("main").getByRole("button", { name: words.t("set-password-button") }).click();
  await expect(page).not.toHaveURL(/set-password/);
  if ((await page.getByRole("button", { name: words.t("sign-out") }).count()) > 0) return;
  await page.goto("/sign-in");
  await page.getByLabel(words.t("field-email")).fill(`new-lead@${body}.example`);
  await page.getByLabel(words.t("field-password")).fill(PASSWORD);
  await page.getByRole("main").getByRole("button", { name: words.t("sign-in-button") }).click();
  await expect(page.getByRole("button", { name: words.t("sign-out") })).toBeVisible();
}

function addLead(site: Server, body: string): string {
  const args = ["user", "add", "--email", `new-lead@${body}.example`, "--name", "Nour Vandam", "--organisation", body, "--role", "lead"];
  const result = spawnSync(binary, args, {
    encoding: "utf8",
    env: { ...process.env, DATABASE_URL: `sqlite:${join(site.folder, "polder.db")}`, POLDER_PUBLIC_URL: site.origin },
  });
  const link = /https?:\/\/\S*set-password\/\S+/.exec(result.stdout)?.[0];
  if (!link) throw new Error(`polder user add gave no link:\n${result.stdout}\n${result.stderr}`);
  return link;
}
