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

/** The address of the assessment that is open, from the body's overview; nothing if none is. */
export async function openAssessment(page: Page, words: Words): Promise<string | undefined> {
  const link = page.getByRole("main").getByRole("link", { name: words.t("assess-all-domains") });
  return (await link.count()) > 0 ? ((await link.getAttribute("href")) ?? undefined) : undefined;
}

/** A lead starts an assessment, and is at its page. */
export async function start(page: Page, words: Words, body: string, scope: "quick" | "full"): Promise<string> {
  const main = page.getByRole("main");
  await page.goto(body);
  const choice = main.locator(`input[name="scope"][value="${scope}"]`);
  if ((await choice.count()) === 0) {
    // A body that is new here says first which technology it uses.
    await page.goto(`${body}/profile`);
    await main.getByRole("button", { name: words.t("profile-save") }).click();
    await expect(page).toHaveURL(body);
  }
  await choice.check();
  await main.getByRole("button", { name: words.t("assess-start") }).click();
  await expect(page).toHaveURL(new RegExp(`${body}/[^/]+$`));
  return new URL(page.url()).pathname;
}

/** A lead makes sure that a full assessment is submitted: the open one, or a new one. */
export async function submitFull(page: Page, words: Words, body: string): Promise<void> {
  const main = page.getByRole("main");
  let assessment = await openAssessment(page, words);
  if (!assessment) {
    assessment = await start(page, words, body, "full");
    await page.goto(`${assessment}/GOV`);
    const form = page.locator("form.questionnaire-form");
    await form.locator('input[value="not-implemented"]').first().check();
    await form.locator("button[type=submit]").last().click();
    await expect(page).not.toHaveURL(/GOV$/);
  }
  await page.goto(assessment);
  const extend = main.getByRole("button", { name: words.t("assess-extend"), exact: true });
  if ((await extend.count()) > 0) await extend.click();
  await submit(page, words, assessment);
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
