// The cards of the questionnaire.
import type { Locator, Page } from "@playwright/test";
import { expect } from "./test.ts";
import type { Words } from "./words.ts";

/** The card of a practice. */
export function card(page: Page, practice: string): Locator {
  return page.locator(`[data-practice="${practice}"]`);
}

export function choice(page: Page, practice: string, answer: string): Locator {
  return page.locator(`input[name="${practice}-answer"][value="${answer}"]`);
}

export function note(page: Page, practice: string): Locator {
  return page.locator(`textarea[name="${practice}-note"]`);
}

/** What the card says of its answer. */
export function state(page: Page, practice: string): Locator {
  return card(page, practice).locator(".practice-state");
}

export async function expectSaved(page: Page, practice: string, words: Words): Promise<void> {
  // Without the time.
  await expect(state(page, practice)).toContainText(words.t("assess-state-saved", { time: "\u0001" }).split("\u0001")[0].trim());
}

/** The practices of the page. */
export async function practicesOf(page: Page): Promise<string[]> {
  return page.locator("[data-practice]").evaluateAll((cards) => cards.map((one) => one.getAttribute("data-practice") ?? ""));
}

export async function saveAll(page: Page): Promise<void> {
  await page.locator("form.questionnaire-form button[type=submit]").last().click();
}
