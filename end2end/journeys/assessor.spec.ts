// A lead sets the profile and starts an assessment; an assessor answers; two of them differ about a practice; the lead
// approves, extends, submits; and the report is there in every format.
import type { Page } from "@playwright/test";
import { cardsOf, saveCard } from "../support/calls.ts";
import { card, choice, choose, expectAnswer, expectSaved, practicesOf, saveAll, state, tick } from "../support/cards.ts";
import { approveAll, openAssessment, openBody, start, submit } from "../support/steps.ts";
import { expect, expectLanguage, test } from "../support/test.ts";
import type { Words } from "../support/words.ts";

/** Answers a practice. With a script it is saved at once; without, by the button at the foot. */
async function answer(page: Page, practice: string, value: string, scripting: boolean, words: Words): Promise<void> {
  await choose(page, practice, value);
  if (scripting) {
    await expectSaved(page, practice, words);
  }
}

test("a body measures itself", async ({ visitor, words, lang, scripting, site }) => {
  const lead = await visitor("lead");
  const assessor = await visitor("assessor");
  const main = lead.getByRole("main");
  const body = await openBody(lead);
  await expectLanguage(lead, lang);

  await test.step("the lead finishes what the demo left open", async () => {
    const open = await openAssessment(lead, words);
    if (open) await submit(lead, words, open);
  });

  await test.step("the lead sets the profile", async () => {
    await lead.goto(`${body}/profile`);
    await main.getByLabel(words.t("profile-election")).fill("");
    await main.getByLabel(words.t("profile-freeze")).fill("5000");
    await main.getByRole("button", { name: words.t("profile-save") }).click();
    // What was typed is kept, and what is wrong is said.
    await expect(lead.getByRole("alert")).toBeVisible();
    await expect(main.getByLabel(words.t("profile-freeze"))).toHaveValue("5000");
    await main.getByLabel(words.t("profile-freeze")).fill("6");
    await main.getByLabel(words.t("profile-election")).fill("2031-05-18");
    await main.getByRole("button", { name: words.t("profile-save") }).click();
    await expect(lead).toHaveURL(body);
    await expect(main.getByText("2031")).toBeVisible();
  });

  const assessment = await test.step("the lead starts a Quick Scan", () => start(lead, words, body, "quick"));

  // This domain has several practices at level 1.
  await assessor.goto(assessment);
  const domains = await assessor
    .getByRole("main")
    .locator(`.domain-list a[href^="${assessment}/"]`)
    .evaluateAll((links) => links.map((link) => link.getAttribute("href") ?? ""));
  expect(domains).toHaveLength(12);
  const at = 2;
  const domain = domains[at];
  await assessor.goto(domain);
  const practices = await practicesOf(assessor);
  expect(practices.length).toBeGreaterThanOrEqual(3);
  const [first, second, third] = practices;
  const [openCard] = cardsOf(await (await assessor.request.get(domain)).text());

  await test.step("the assessor answers, and it is saved", async () => {
    await answer(assessor, first, "largely", scripting, words);
    await assessor.locator(`textarea[name="${second}-note"]`).fill("A note with <tags>, “quotes” and عربي");
    await answer(assessor, second, "fully", scripting, words);
    if (!scripting) {
      await saveAll(assessor);
      await expect(assessor).toHaveURL(domains[at + 1]);
    } else {
      // The note was typed before the answer was chosen, and goes with it.
      await assessor.locator(`textarea[name="${second}-note"]`).blur();
      await expectSaved(assessor, second, words);
    }
    await assessor.goto(domain);
    await expectAnswer(assessor, first, "largely", words);
    await expectAnswer(assessor, second, "fully", words);
    await expect(assessor.locator(`textarea[name="${second}-note"]`)).toHaveValue("A note with <tags>, “quotes” and عربي");
  });

  await test.step("“not applicable” needs a reason", async () => {
    await choice(assessor, third, "not-applicable").check();
    if (scripting) {
      await expect(state(assessor, third)).toHaveAttribute("data-state", "failed");
    }
    await saveAll(assessor);
    await expect(assessor.getByRole("alert")).toBeVisible();
    await expect(choice(assessor, third, "not-applicable")).toBeChecked();
    await assessor.locator(`textarea[name="${third}-reason"]`).fill("There is no such office in our country.");
    await saveAll(assessor);
    await expect(assessor).toHaveURL(domains[at + 1]);
    await assessor.goto(domain);
    await expect(assessor.locator(`textarea[name="${third}-reason"]`)).toHaveValue("There is no such office in our country.");
  });

  await test.step("two people differ about a practice: the later one sees both and chooses", async () => {
    await lead.goto(domain);
    await assessor.goto(domain);
    await answer(assessor, first, "fully", scripting, words);
    if (!scripting) await saveAll(assessor);

    // The part that the first of them ticks in the lead's page is not the only one that the assessor ticked.
    await choose(lead, first, "partly");
    if (scripting) {
      await expect(state(lead, first)).toHaveAttribute("data-state", "conflict");
      await card(lead, first).getByRole("button", { name: words.t("assess-keep-mine") }).click();
      await expectSaved(lead, first, words);
    } else {
      await saveAll(lead);
      await expect(lead.getByRole("alert")).toBeVisible();
      // Nothing of the other person is overwritten.
      await assessor.goto(domain);
      await expectAnswer(assessor, first, "fully", words);
      await lead.locator(`input[name="${first}-keep"][value="mine"]`).check();
      await saveAll(lead);
      await expect(lead).toHaveURL(domains[at + 1]);
    }
    await assessor.goto(domain);
    await expectAnswer(assessor, first, "partly", words);
  });

  await test.step("what nobody knows of a part is not also true, and less than what is ticked needs a reason", async () => {
    await tick(assessor, first, "b").check();
    await tick(assessor, first, "b?").check();
    if (scripting) {
      await expect(tick(assessor, first, "b")).not.toBeChecked();
      await expectSaved(assessor, first, words);
    } else {
      await saveAll(assessor);
      await expect(assessor.getByRole("alert")).toBeVisible();
      await expect(tick(assessor, first, "b")).toBeChecked();
      await tick(assessor, first, "b").uncheck();
      await saveAll(assessor);
    }
    await assessor.goto(domain);
    await expect(tick(assessor, first, "b?")).toBeChecked();
    await choice(assessor, first, "not-implemented").check();
    await saveAll(assessor);
    await expect(assessor.getByRole("alert")).toBeVisible();
    await assessor.locator(`textarea[name="${first}-note"]`).fill("The letter was never sent.");
    await saveAll(assessor);
    await expect(assessor).toHaveURL(domains[at + 1]);
    await assessor.goto(domain);
    await expect(choice(assessor, first, "not-implemented")).toBeChecked();
    await choose(assessor, first, "partly");
    if (!scripting) await saveAll(assessor);
    else await expectSaved(assessor, first, words);
  });

  if (scripting) {
    await test.step("without a connection nothing is called saved, and a retry saves it", async () => {
      await assessor.route("**/save", (route) => route.abort("internetdisconnected"));
      await choose(assessor, second, "largely");
      await expect(state(assessor, second)).toContainText(words.t("assess-state-offline"));
      await assessor.unroute("**/save");
      await card(assessor, second).getByRole("button", { name: words.t("assess-state-retry") }).click();
      await expectSaved(assessor, second, words);
      await assessor.reload();
      await expectAnswer(assessor, second, "largely", words);
    });
  }

  await test.step("the Quick Scan becomes a full assessment, without answering again", async () => {
    await lead.goto(assessment);
    await main.getByRole("button", { name: words.t("assess-extend"), exact: true }).click();
    await expect(main.getByRole("button", { name: words.t("assess-extend"), exact: true })).toHaveCount(0);
    await assessor.goto(domain);
    expect(await assessor.locator("[data-practice]").count()).toBeGreaterThan(practices.length);
    await expectAnswer(assessor, first, "partly", words);
  });

  await test.step("what does not apply must be approved before submitting", async () => {
    await lead.goto(`${assessment}/review`);
    await main.getByLabel(words.t("review-confirm")).check();
    await main.getByRole("button", { name: words.t("review-submit") }).click();
    await expect(lead.getByRole("alert")).toBeVisible();
    expect(await approveAll(lead, words)).toBe(1);
  });

  await test.step("the lead submits, and reads the report", async () => {
    await submit(lead, words, assessment);
    await expect(lead.getByRole("heading", { level: 1 })).toHaveCount(1);
    await expect(main.locator("svg[role=img], figure svg").first()).toBeVisible();
    expect(await main.getByRole("table").count()).toBeGreaterThan(0);
  });

  await test.step("the same numbers as CSV and JSON", async () => {
    const csv = await (await lead.request.get(`${assessment}/report.csv`)).text();
    const report = (await (await lead.request.get(`${assessment}/report.json`)).json()) as unknown;
    const html = await main.innerText();
    const averages = numbersAt(report, "average");
    // The domain that was answered, and all of them together.
    expect(averages.length).toBeGreaterThanOrEqual(2);
    for (const average of averages) {
      expect(csv).toContain(average);
      expect(html).toContain(average);
    }
  });

  await test.step("a submitted assessment is frozen", async () => {
    await assessor.goto(domain);
    await expect(assessor.locator("form.questionnaire-form")).toHaveCount(0);
    const cookies = (await assessor.context().cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
    const late = await saveCard(site.origin, cookies, { ...openCard, version: 9 }, { answer: "unknown" });
    expect(late.status).toBe(409);
  });
});

/** Every value of that name in a document, as it is shown: with two decimals. */
function numbersAt(value: unknown, name: string): string[] {
  if (Array.isArray(value)) return value.flatMap((one) => numbersAt(one, name));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    if (key === name && typeof inner === "number") return [inner.toFixed(2)];
    if (key === name && typeof inner === "string") return [inner];
    return numbersAt(inner, name);
  });
}
