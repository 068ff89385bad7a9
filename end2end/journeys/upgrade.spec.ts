// A body that was assessed with version 1 of the model begins with version 2 from its old answers: nothing is lost, what to look at again is
// listed, and what was submitted stays as it was, byte for byte.
import type { Page } from "@playwright/test";
import { card, choice, choose, expectAnswer, expectSaved, saveAll, state, tick } from "../support/cards.ts";
import { becomeLead } from "../support/people.ts";
import { submit } from "../support/steps.ts";
import { expect, test } from "../support/test.ts";

/** A body of the demo that counts by hand, and one that votes on machines. */
const PAPER = "brannoch";
const MACHINES = "ulvenia";

async function overview(page: Page, body: string): Promise<string[]> {
  await page.goto(`/assess/${body}`);
  const reports = page.getByRole("main").locator(`a[href^="/assess/${body}/"][href$="/report"]`);
  return reports.evaluateAll((links) => links.map((link) => link.getAttribute("href") ?? ""));
}

for (const [body, tier] of [
  [PAPER, "T1"],
  [MACHINES, "T4"],
] as const) {
  test(`a body of tier ${tier} takes its answers over`, async ({ visitor, words, site, scripting }) => {
    const page = await visitor();
    const main = page.getByRole("main");
    await becomeLead(page, site, body, words);
    const [old] = await overview(page, body);
    expect(old).toBeTruthy();
    const bytes = async (): Promise<string> => (await page.request.get(`${old}.json`)).text();
    const before = await bytes();
    expect(before).toMatch(/"model_version":\s*1\b/);

    const assessment = await test.step("it begins from its old answers", async () => {
      await page.goto(`/assess/${body}`);
      await main.locator('input[name="scope"][value="full"]').check();
      await expect(main.locator('input[name="after"]').first()).toBeChecked();
      await main.getByRole("button", { name: words.t("assess-start") }).click();
      await expect(main.getByRole("heading", { name: words.t("assess-again-title") })).toBeVisible();
      // What to look at again, and what is new: each list can be opened without a script.
      expect(await main.locator(".look-again details").count()).toBeGreaterThanOrEqual(3);
      return new URL(page.url()).pathname;
    });

    await test.step("what has new words is confirmed, and is on the list no more", async () => {
      const list = main.locator(".look-again details").first();
      const link = list.locator("a").first();
      const href = (await link.getAttribute("href")) ?? "";
      await list.locator("summary").click();
      await link.click();
      const practice = href.split("#")[1];
      await main.locator(`input[name="${practice}-still"]`).check();
      if (scripting) await expectSaved(page, practice, words);
      else await saveAll(page);
      await page.goto(href.split("#")[0]);
      await expect(main.locator(`input[name="${practice}-still"]`)).toHaveCount(0);
      await page.goto(assessment);
      await expect(main.locator(`.look-again a[href="${href}"]`)).toHaveCount(0);
    });

    await test.step("what is asked anew shows the old answers, and is answered by its parts", async () => {
      await page.goto(`${assessment}/ITB`);
      const card = main.locator('[data-practice="ITB-01"]');
      await expect(card.locator(".before")).toBeVisible();
      await choose(page, "ITB-01", "largely");
      await tick(page, "ITB-01", "a").check();
      if (scripting) await expectSaved(page, "ITB-01", words);
      else await saveAll(page);
      await page.goto(`${assessment}/ITB`);
      await expect(tick(page, "ITB-01", "a")).toBeChecked();
      await expectAnswer(page, "ITB-01", "largely", words);
      await expect(choice(page, "ITB-01", "fully")).toHaveCount(0);
    });

    await test.step("two pages differ about one part: the later one sees both, and decides", async () => {
      const other = await page.context().newPage();
      for (const one of [other, page]) await one.goto(`${assessment}/ITB`);
      const isTicked = await tick(page, "ITB-01", "b").isChecked();
      await tick(other, "ITB-01", "b").setChecked(!isTicked);
      if (scripting) await expectSaved(other, "ITB-01", words);
      else await saveAll(other);
      await tick(page, "ITB-01", "a").uncheck();
      if (scripting) {
        await expect(state(page, "ITB-01")).toHaveAttribute("data-state", "conflict");
        await card(page, "ITB-01").getByRole("button", { name: words.t("assess-keep-mine") }).click();
        await expectSaved(page, "ITB-01", words);
      } else {
        await saveAll(page);
        await expect(page.getByRole("alert")).toBeVisible();
        await page.locator('input[name="ITB-01-keep"][value="mine"]').check();
        await saveAll(page);
        await expect(page).not.toHaveURL(/ITB$/);
      }
      await page.goto(`${assessment}/ITB`);
      await expect(tick(page, "ITB-01", "a")).not.toBeChecked();
      expect(await tick(page, "ITB-01", "b").isChecked()).toBe(isTicked);
      await other.close();
    });

    await test.step("the report names lessons, and says why the first come first", async () => {
      await submit(page, words, assessment);
      await expect(main.getByText(words.t("report-top-why"))).toBeVisible();
      const report = (await (await page.request.get(`${assessment}/report.json`)).json()) as Report;
      expect(report.model_version).toBe(2);
      const basic = report.gaps.filter((gap) => gap.level === 1);
      expect(basic.length).toBeGreaterThan(0);
      for (const gap of basic) {
        const row = main.locator(".gap-table tr", { hasText: gap.practice });
        await expect(row.locator('.lesson-links a[href^="/learn/"]').first(), gap.practice).toBeVisible();
      }
    });

    await test.step("what was submitted before is what it was", async () => {
      expect(await bytes()).toBe(before);
      expect(await overview(page, body)).toContain(old);
    });
  });
}

type Report = { model_version: number; gaps: { level: number; practice: string }[] };
