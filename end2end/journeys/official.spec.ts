// An election official finds a course, reads a lesson, marks it as read, fails the quiz, and passes it.
import type { Page } from "@playwright/test";
import { feedbackTexts, quizzes } from "../support/content.ts";
import { answerQuestion, answerSomehow, solutions } from "../support/quiz.ts";
import { chooseLanguage, expect, expectLanguage, fillSignIn, test } from "../support/test.ts";
import { type Lang, LANGS } from "../support/words.ts";

const COURSE = "/learn/security-for-everyone";
const known = solutions(quizzes());

/** Answers every question of the open attempt, all of them correctly or none. */
async function answer(page: Page, lang: Lang, rightly: boolean): Promise<number> {
  const questions = await page.getByRole("main").locator("form fieldset").all();
  for (const question of questions) await answerQuestion(question, known, lang, rightly);
  return questions.length;
}

test("an official learns and passes the quiz", async ({ visitor, words, lang }) => {
  const page = await visitor();
  const main = page.getByRole("main");
  const other = LANGS.find((one) => one !== lang) as string;

  await test.step("chooses the language", async () => {
    await page.goto("/");
    await chooseLanguage(page, other);
    await expectLanguage(page, other);
    await chooseLanguage(page, lang);
    await expectLanguage(page, lang);
  });

  await test.step("finds the course from the first page", async () => {
    await main.getByRole("link", { name: words.t("landing-official-link") }).click();
    await expect(page.getByRole("heading", { level: 1, name: words.t("learn-title") })).toBeVisible();
    await main.locator(`h2 a[href="${COURSE}"]`).click();
    await expect(page).toHaveURL(COURSE);
  });

  const lessons = await main.locator(`a[href^="${COURSE}/"]`).evaluateAll((links) =>
    [...new Set(links.map((link) => link.getAttribute("href") ?? ""))].filter((href) => !href.includes("/quiz/")),
  );
  expect(lessons).toHaveLength(6);

  await test.step("reads a lesson without an account", async () => {
    await main.locator(`a[href="${lessons[0]}"]`).first().click();
    await expect(page).toHaveURL(lessons[0]);
    await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
    await expect(main.getByRole("heading", { name: words.t("learn-objectives") })).toBeVisible();
  });

  await test.step("signs in, and is back at the lesson", async () => {
    await main.getByRole("link", { name: words.t("learn-sign-in-link") }).click();
    await fillSignIn(page, "learner", words);
    await expect(page).toHaveURL(lessons[0]);
  });

  await test.step("marks lessons as read, one after the other", async () => {
    for (const lesson of lessons) {
      await page.goto(lesson);
      const button = main.getByRole("button", { name: words.t("learn-read-button") });
      // The demo's learner has read some of them.
      if ((await button.count()) === 0) continue;
      await button.click();
      await expect(page).not.toHaveURL(lesson);
      await page.goto(lesson);
      await expect(main.getByText(words.pattern("learn-read-on"))).toBeVisible();
      await expect(button).toHaveCount(0);
    }
  });

  /** Opens a quiz from the course, the first or the last of it. */
  const open = async (which: "first" | "last"): Promise<void> => {
    await page.goto(COURSE);
    const links = main.locator(`a[href^="${COURSE}/quiz/"]`);
    await (which === "first" ? links.first() : links.last()).click();
    const start = ["learn-quiz-start", "learn-quiz-resume", "learn-quiz-again"].map((key) => words.t(key));
    await main.locator("form button").filter({ hasText: new RegExp(`^(${start.join("|")})$`) }).click();
    await expect(page).toHaveURL(/\/learn\/attempts\//);
  };

  await test.step("passes the quiz of the first module", async () => {
    await open("first");
    await answer(page, lang, true);
    await main.getByRole("button", { name: words.t("learn-hand-in") }).click();
    await expect(main.getByText(words.t("learn-passed"), { exact: true })).toBeVisible();
  });

  await test.step("opens the last quiz from the course", () => open("last"));

  await test.step("hands in too early: what is missing is said, what was chosen is kept", async () => {
    // Nothing about the answers is there before they are handed in.
    const html = await page.content();
    for (const feedback of feedbackTexts()) expect(html).not.toContain(feedback);
    const first = main.locator("form fieldset").first();
    await answerSomehow(first);
    const count = await main.locator("form fieldset").count();
    await main.getByRole("button", { name: words.t("learn-hand-in") }).click();
    await expect(page.getByRole("alert").getByRole("link")).toHaveCount(count - 1);
    await expect(first.locator('input:checked, option:checked:not([value=""])').first()).toBeAttached();
  });

  await test.step("fails", async () => {
    await answer(page, lang, false);
    await main.getByRole("button", { name: words.t("learn-hand-in") }).click();
    await expect(main.getByText(words.t("learn-not-passed"), { exact: true })).toBeVisible();
    await expect(main.getByText(words.t("learn-wrong"), { exact: true }).first()).toBeVisible();
  });

  await test.step("tries again and passes", async () => {
    await main.getByRole("button", { name: words.t("learn-quiz-again") }).click();
    // The last thing of the page: every question is there with it.
    await expect(main.getByRole("button", { name: words.t("learn-hand-in") })).toBeVisible();
    const count = await answer(page, lang, true);
    expect(count).toBeGreaterThanOrEqual(8);
    await main.getByRole("button", { name: words.t("learn-hand-in") }).click();
    await expect(main.getByText(words.t("learn-passed"), { exact: true })).toBeVisible();
    await expect(main.getByText(words.t("learn-wrong"), { exact: true })).toHaveCount(0);
    const result = page.url();
    await page.reload();
    expect(page.url()).toBe(result);
  });

  await test.step("the course is completed", async () => {
    await page.goto(COURSE);
    await expect(main.getByText(words.pattern("learn-course-completed")).first()).toBeVisible();
  });

  await test.step("signs out", async () => {
    await page.getByRole("button", { name: words.t("sign-out") }).click();
    await page.goto(lessons[0]);
    await expect(main.getByRole("button", { name: words.t("learn-read-button") })).toHaveCount(0);
  });
});
