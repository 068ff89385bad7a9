// Steps that several journeys take.
import type { Page } from "@playwright/test";
import { expect } from "./test.ts";
import type { Words } from "./words.ts";

/** Goes to the body of the person who is signed in, and says its address. */
export async function openBody(page: Page): Promise<string> {
  await page.goto("/assess");
  await expect(page).toHaveURL(/\/assess\/[^/]+$/);
  return new URL(page.url()).pathname;
}

/** The address of the assessment that is open, from the body's overview. */
export async function openAssessment(page: Page, words: Words): Promise<string> {
  const link = page.getByRole("main").getByRole("link", { name: words.t("assess-all-domains") });
  return (await link.getAttribute("href")) ?? "";
}

/** Decides about every answer that says "not applicable": approved. */
export async function approveAll(page: Page, words: Words): Promise<number> {
  const main = page.getByRole("main");
  const verdicts = await main.locator('input[type=radio][value="approve"]').all();
  for (const verdict of verdicts) await verdict.check();
  if (verdicts.length > 0) {
    await main.getByRole("button", { name: words.t("review-decide") }).click();
    await expect(main.locator('input[type=radio][value="approve"]')).toHaveCount(0);
  }
  return verdicts.length;
}

/** A lead reviews and submits an assessment, and is at its report. */
export async function submit(page: Page, words: Words, assessment: string): Promise<void> {
  const main = page.getByRole("main");
  await page.goto(`${assessment}/review`);
  await approveAll(page, words);
  await main.getByLabel(words.t("review-confirm")).check();
  await main.getByRole("button", { name: words.t("review-submit") }).click();
  await expect(page).toHaveURL(`${assessment}/report`);
}
