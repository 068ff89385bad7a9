// What somebody typed into the questionnaire is not lost: not by leaving too soon, by a slow line, or by a session that ended.
import type { BrowserContext, Page } from "@playwright/test";
import { card, choice, expectSaved, note, practicesOf, saveAll, state } from "../support/cards.ts";
import { openAssessment, openBody } from "../support/steps.ts";
import { expect, fillSignIn, signIn, test } from "../support/test.ts";
import type { Words } from "../support/words.ts";

/** Longer than the island waits for an answer. */
const TOO_LONG = 31_000;

/** Opens the first domain of the assessment that the demo left open. */
async function openDomain(page: Page, words: Words): Promise<{ domain: string; practice: string; other: string }> {
  await openBody(page);
  const domain = `${await openAssessment(page, words)}/GOV`;
  await page.goto(domain);
  const [practice, other] = await practicesOf(page);
  return { domain, practice, other };
}

/** Chooses an answer that is not chosen yet. */
async function change(page: Page, practice: string): Promise<string> {
  const answer = (await choice(page, practice, "unknown").isChecked()) ? "not-implemented" : "unknown";
  await choice(page, practice, answer).check();
  return answer;
}

/** The session ends; the language stays chosen. */
async function endSession(context: BrowserContext): Promise<void> {
  await context.clearCookies({ name: "polder" });
}

test("a form that came after the session had ended is sent again", async ({ visitor, words, scripting }) => {
  const page = await visitor("assessor");
  const { domain, practice } = await openDomain(page, words);
  const text = "Typed for an hour: <b>“quotes”</b> & عربي\nand a second line";
  await note(page, practice).fill(text);
  await endSession(page.context());
  const answer = await change(page, practice);
  if (scripting) await expect(state(page, practice)).toContainText(words.t("assess-state-signed-out"));
  await saveAll(page);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(words.t("error-signed-out-title"));

  const elsewhere = page.context().waitForEvent("page");
  await page.getByRole("link", { name: words.t("error-sign-in-elsewhere") }).click();
  const door = await elsewhere;
  await fillSignIn(door, "assessor", words);
  await expect(door.getByRole("button", { name: words.t("sign-out") })).toBeVisible();
  await door.close();
  await page.getByRole("button", { name: words.t("error-send-again") }).click();
  // Who typed it is not known any longer: the person who is signed in now is asked.
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(words.t("error-another-name-title"));
  await page.getByRole("button", { name: words.pattern("error-send-as") }).click();
  await expect(page.locator("form.questionnaire-form")).toBeVisible();
  await page.goto(domain);
  await expect(choice(page, practice, answer)).toBeChecked();
  await expect(note(page, practice)).toHaveValue(text);
});

test.describe("with a script", () => {
  test.skip(({ scripting }) => !scripting, "the island is a script");

  test("saving all while a card is being saved is no conflict with oneself", async ({ visitor, words }) => {
    const page = await visitor("assessor");
    const { domain, practice, other } = await openDomain(page, words);
    let saves = 0;
    await page.route("**/save", async (route) => {
      saves += 1;
      await new Promise((done) => setTimeout(done, 1_000));
      await route.continue();
    });
    const answer = await change(page, practice);
    await note(page, practice).fill("typed while the answer was under way");
    const second = await change(page, other);
    await saveAll(page);
    // Not before the cards are saved, and then by itself.
    await expect(page).toHaveURL(domain);
    await expect(page).not.toHaveURL(domain);
    expect(saves).toBeGreaterThanOrEqual(2);
    await page.unroute("**/save");
    await page.goto(domain);
    await expect(choice(page, practice, answer)).toBeChecked();
    await expect(choice(page, other, second)).toBeChecked();
    await expect(note(page, practice)).toHaveValue("typed while the answer was under way");
  });

  test("a line that is silent is no line, and keeps the form where it is", async ({ visitor, words }) => {
    const page = await visitor("assessor");
    await page.clock.install();
    const { domain, practice } = await openDomain(page, words);
    await page.route("**/save", () => {});
    const answer = await change(page, practice);
    await saveAll(page);
    await page.clock.fastForward(TOO_LONG);
    await expect(state(page, practice)).toContainText(words.t("assess-state-offline"));
    const retry = card(page, practice).getByRole("button", { name: words.t("assess-state-retry") });
    await expect(retry).toBeFocused();
    await expect(page).toHaveURL(domain);
    await page.unroute("**/save");
    await page.keyboard.press("Enter");
    await expectSaved(page, practice, words);
    // The button is gone; the next key starts from its card.
    expect(await page.evaluate(() => document.activeElement?.closest("[data-practice]")?.id)).toBe(practice);
    await saveAll(page);
    await expect(page).not.toHaveURL(domain);
    await page.goto(domain);
    await expect(choice(page, practice, answer)).toBeChecked();
  });

  test("who leaves is asked only while something is not saved, and what was typed last is sent", async ({ visitor, words }) => {
    const page = await visitor("assessor");
    const { domain, practice } = await openDomain(page, words);
    const asked: string[] = [];
    page.on("dialog", (dialog) => {
      asked.push(dialog.type());
      void dialog.accept();
    });
    await change(page, practice);
    await expectSaved(page, practice, words);
    await page.goto("/learn");
    expect(asked).toEqual([]);

    await page.goto(domain);
    await note(page, practice).pressSequentially("the last words");
    await page.goto("/learn");
    expect(asked).toEqual(["beforeunload"]);
    await expect(async () => {
      await page.goto(domain);
      await expect(note(page, practice)).toHaveValue(/the last words$/, { timeout: 500 });
    }).toPass();

    asked.length = 0;
    await page.route("**/save", (route) => route.abort("internetdisconnected"));
    await change(page, practice);
    await expect(state(page, practice)).toContainText(words.t("assess-state-offline"));
    await page.goto("/learn");
    expect(asked).toEqual(["beforeunload"]);
  });

  test("when the line is back it is saved by itself", async ({ visitor, words }) => {
    const page = await visitor("assessor");
    await page.clock.install();
    const { domain, practice } = await openDomain(page, words);
    let tries = 0;
    await page.route("**/save", (route) => {
      tries += 1;
      return route.abort("internetdisconnected");
    });
    const answer = await change(page, practice);
    await expect(state(page, practice)).toContainText(words.t("assess-state-offline"));
    // Again and again, and without a word: what is said was said.
    for (const wait of [2_000, 4_000, 8_000]) {
      const before = tries;
      await page.clock.fastForward(wait);
      await expect.poll(() => tries).toBeGreaterThan(before);
      await expect(state(page, practice)).toContainText(words.t("assess-state-offline"));
    }
    // The form waits for the line too: the browser would put its own page in place of what was typed.
    await saveAll(page);
    await expect(card(page, practice).getByRole("button", { name: words.t("assess-state-retry") })).toBeFocused();
    await expect(page).toHaveURL(domain);
    await page.unroute("**/save");
    await page.evaluate(() => window.dispatchEvent(new Event("online")));
    await expectSaved(page, practice, words);
    await page.goto(domain);
    await expect(choice(page, practice, answer)).toBeChecked();
  });

  test("what the server found wrong goes away once it is saved", async ({ visitor, words }) => {
    const page = await visitor("assessor");
    const { practice } = await openDomain(page, words);
    await choice(page, practice, "not-applicable").check();
    await page.locator(`textarea[name="${practice}-reason"]`).fill("");
    await saveAll(page);
    await expect(card(page, practice).locator(".field-error")).toBeVisible();
    await expect(page).toHaveTitle(new RegExp(words.t("error-page-title", { title: "" }).trim()));
    await page.locator(`textarea[name="${practice}-reason"]`).fill("There is no such office.");
    await expectSaved(page, practice, words);
    await expect(card(page, practice).locator(".field-error, [aria-invalid]")).toHaveCount(0);
  });

  test("a session that ended is mended in another tab", async ({ visitor, words }) => {
    const page = await visitor("assessor");
    const { practice } = await openDomain(page, words);
    await endSession(page.context());
    await change(page, practice);
    await expect(state(page, practice)).toContainText(words.t("assess-state-signed-out"));
    const door = await page.context().newPage();
    await signIn(door, "assessor", words);
    await door.close();
    // By itself, as soon as the person is back.
    await page.evaluate(() => window.dispatchEvent(new Event("focus")));
    await expectSaved(page, practice, words);
  });

  test("nothing is saved under another name", async ({ visitor, words }) => {
    const page = await visitor("assessor");
    const { practice } = await openDomain(page, words);
    await endSession(page.context());
    const other = await page.context().newPage();
    await signIn(other, "lead", words);
    await change(page, practice);
    await expect(state(page, practice)).toContainText(words.t("assess-state-another-name"));
    await endSession(page.context());
    await signIn(other, "assessor", words);
    await other.close();
    await card(page, practice).getByRole("button", { name: words.t("assess-state-retry") }).click();
    await expectSaved(page, practice, words);
  });
});
