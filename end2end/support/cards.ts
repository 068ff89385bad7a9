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

/** The box that says of a part that it is true. */
export function tick(page: Page, practice: string, part: string): Locator {
  return page.locator(`input[name="${practice}-tick"][value="${part}"]`);
}

/** Which parts are ticked where the answer is that: all, some with those that are needed, or one. */
async function ticksFor(page: Page, practice: string, answer: string): Promise<{ part: string; on: boolean }[]> {
  const parts = await card(page, practice)
    .locator("ul.parts > li")
    .evaluateAll((lines) =>
      lines.map((line) => ({ part: line.querySelector("input")?.value ?? "", needed: line.querySelector(".tag") !== null })),
    );
  const most = Math.floor(parts.length / 2) + 1;
  const order = [...parts].sort((a, b) => Number(b.needed) - Number(a.needed));
  const needed = order.filter((part) => part.needed).length;
  const count = answer === "fully" ? parts.length : answer === "largely" ? Math.max(needed, most) : 1;
  if (answer === "largely" && count >= parts.length) throw new Error(`${practice} has nothing between some and all`);
  const on = new Set(order.slice(0, count).map(({ part }) => part));
  return parts.map(({ part }) => ({ part, on: on.has(part) }));
}

/** Answers a practice: by its parts, or by the answer itself where nothing is to be ticked. */
export async function choose(page: Page, practice: string, answer: string): Promise<void> {
  if (!["partly", "largely", "fully"].includes(answer)) {
    await choice(page, practice, answer).check();
    return;
  }
  await choice(page, practice, "").check();
  const ticks = await ticksFor(page, practice, answer);
  for (const { part, on } of ticks.filter(({ on }) => on).concat(ticks.filter(({ on }) => !on))) await tick(page, practice, part).setChecked(on);
}

/** The answer that follows from what is ticked, as the page says it. */
export async function expectAnswer(page: Page, practice: string, answer: string, words: Words): Promise<void> {
  await expect(choice(page, practice, "")).toBeChecked();
  const says = words.t("assess-as-ticked-is", { answer: words.t(`answer-${answer}`) });
  await expect(card(page, practice).locator("[data-follows]")).toHaveText(says);
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
