// A learner takes a quiz with a question of each kind: makes mistakes in the form, mends them, fails, and passes.
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { answerQuestion, solutions } from "../support/quiz.ts";
import { Server } from "../support/server.ts";
import { expect, test as base } from "../support/test.ts";

const root = resolve(import.meta.dirname, "../..");
const course = join(root, "server/tests/kinds");
const known = solutions([readFileSync(join(course, "01-all/quiz.toml"), "utf8")]);
const QUIZ = "/learn/kinds/quiz/all";

/** The content of this repository with one more course, which asks every kind of question. */
const test = base.extend({
  site: async ({}, use) => {
    const content = mkdtempSync(join(tmpdir(), "polder-content-"));
    cpSync(join(root, "content"), content, { recursive: true });
    cpSync(course, join(content, "courses/kinds"), { recursive: true });
    const server = await Server.start(content);
    await use(server);
    await server.stop();
    rmSync(content, { recursive: true, force: true });
  },
});

test("a learner answers every kind of question", async ({ visitor, words, lang }) => {
  const page = await visitor("learner");
  const main = page.getByRole("main");
  const questions = main.locator("form fieldset");
  const handIn = main.getByRole("button", { name: words.t("learn-hand-in") });
  const answerAll = async (wrong: number[]): Promise<void> => {
    for (const [index, question] of (await questions.all()).entries()) {
      await answerQuestion(question, known, lang, !wrong.includes(index));
    }
  };

  await test.step("opens the quiz, which gives nothing away", async () => {
    await page.goto(QUIZ);
    await main.getByRole("button", { name: words.t("learn-quiz-start") }).click();
    await expect(questions).toHaveCount(5);
    expect(await page.content()).not.toContain(" told:");
    const entries = await questions.nth(2).locator(".part label").allTextContents();
    expect(entries.map((entry) => entry.trim())).not.toEqual([
      "Leave it where it is",
      "Take a picture",
      "Call the desk",
      "Write the sheet",
    ]);
  });

  await test.step("gives one place twice and one answer twice, and is told where", async () => {
    await answerAll([]);
    const places = questions.nth(2).locator("select");
    const kept = await places.nth(0).inputValue();
    await places.nth(1).selectOption(kept);
    const answers = questions.nth(3).locator("select");
    await answers.nth(2).selectOption("");
    await handIn.click();
    const links = page.getByRole("alert").getByRole("link");
    await expect(links).toHaveText([
      words.t("learn-question-same-place", { n: 3 }),
      words.t("learn-question-unmatched", { n: 4 }),
    ]);
    await expect(questions.nth(2).locator("select[aria-invalid=true]")).toHaveCount(2);
    await expect(questions.nth(3).locator("select[aria-invalid=true]")).toHaveCount(1);
    // What was answered is still there.
    await expect(places.nth(1)).toHaveValue(kept);
    await expect(answers.nth(0)).not.toHaveValue("");
    await expect(questions.nth(4).locator("input:checked")).toHaveCount(2);
    await links.nth(1).click();
    await expect(answers.nth(2)).toBeInViewport();
  });

  await test.step("fails, and is not told what would have been right", async () => {
    await answerAll([2, 3, 4]);
    for (const line of await questions.nth(4).locator("input").all()) await line.uncheck();
    await answerQuestion(questions.nth(4), known, lang, false);
    await handIn.click();
    await expect(main.getByText(words.t("learn-not-passed"), { exact: true })).toBeVisible();
    await expect(main.getByText(words.t("learn-not-in-place"), { exact: true }).first()).toBeVisible();
    await expect(main.getByText(words.t("learn-pair-wrong"), { exact: true }).first()).toBeVisible();
    await expect(main.getByText(words.t("learn-line-mistaken"), { exact: true })).toBeVisible();
    for (const key of ["learn-right-order", "learn-pair-belongs", "learn-line-missed"]) {
      await expect(main.getByText(words.t(key), { exact: true })).toHaveCount(0);
    }
  });

  await test.step("passes with one mistake, and is told what was missed", async () => {
    await main.getByRole("button", { name: words.t("learn-quiz-again") }).click();
    await expect(questions).toHaveCount(5);
    await answerAll([2]);
    await handIn.click();
    await expect(main.getByText(words.t("learn-passed"), { exact: true })).toBeVisible();
    await expect(main.getByText(words.t("learn-right-order"), { exact: true })).toBeVisible();
    await expect(main.getByText("Ordering told: nobody moves it before it was pictured.")).toBeVisible();
    await expect(main.getByText(words.t("learn-line-found"), { exact: true })).toHaveCount(2);
    await expect(main.getByText(words.t("learn-pair-right"), { exact: true })).toHaveCount(3);
  });

  await test.step("the result fits onto a narrow screen", async () => {
    await page.setViewportSize({ width: 360, height: 740 });
    await expect(main.locator(".artefact")).toBeVisible();
    const box = await main.locator(".artefact").boundingBox();
    expect(box && box.x >= 0 && box.x + box.width <= 360).toBe(true);
  });
});
