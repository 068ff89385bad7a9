// A visitor reads a lesson to its end: asks themselves its questions, opens a form to print, and finds whom to ask.
import { expect, test } from "../support/test.ts";

const LESSON = "/learn/security-for-everyone/phishing-and-pretexts";

test("a visitor checks themselves, and opens a form", async ({ visitor, words }) => {
  const page = await visitor();
  const main = page.getByRole("main");
  await page.goto(LESSON);

  await test.step("sees the figure of the lesson", async () => {
    const figure = main.locator(".lesson-body img").first();
    await figure.scrollIntoViewIfNeeded();
    await expect(figure).toHaveAttribute("alt", /\S/);
    await expect.poll(() => figure.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
  });

  await test.step("opens each choice with the keyboard and is told at once", async () => {
    const check = main.getByRole("region", { name: words.t("learn-check-title") });
    const choices = await check.locator("details").all();
    expect(choices.length).toBeGreaterThanOrEqual(9);
    const verdicts = new Set<string>();
    for (const choice of choices) {
      const feedback = choice.locator("p");
      await expect(feedback).toBeHidden();
      await choice.locator("summary").press("Enter");
      await expect(feedback).toBeVisible();
      verdicts.add((await feedback.locator("strong").textContent()) ?? "");
    }
    expect([...verdicts].sort()).toEqual([words.t("learn-choice-correct"), words.t("learn-choice-wrong")].sort());
    expect(new URL(page.url()).pathname).toBe(LESSON);
  });

  await test.step("opens a form and comes back", async () => {
    await main.getByRole("region", { name: words.t("learn-forms-title") }).getByRole("link").first().click();
    await expect(page).toHaveURL(new RegExp(`${LESSON}/forms/[a-z-]+$`));
    await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
    await expect(main.getByText(words.t("form-hint"))).toBeVisible();
    await expect(main.locator(".blank").first()).toBeVisible();
    await main.getByRole("navigation").locator(`a[href="${LESSON}"]`).click();
    await expect(page).toHaveURL(LESSON);
  });

  await test.step("finds whom to ask", async () => {
    await page.getByRole("contentinfo").getByRole("link", { name: words.t("nav-guides") }).click();
    await main.getByRole("link", { name: words.t("partners-title") }).click();
    await main.getByRole("navigation", { name: words.t("partners-contents") }).getByRole("link").first().click();
    await expect(page).toHaveURL("/guides/partners#home");
    await expect(main.getByRole("heading", { level: 3 }).first()).toBeVisible();
  });
});
