// Two people of a body decide that donors may see it by name; the operator closes the round; a donor's analyst reads the
// figures and the report, and finds nothing of those who keep theirs private.
import { openBody, submitFull } from "../support/steps.ts";
import { expect, expectLanguage, test } from "../support/test.ts";

const TITLE = "Round of the neighbours";
const SLUG = "round-of-the-neighbours";

test("a donor reads what bodies show", async ({ visitor, words, lang }) => {
  const operator = await visitor("operator");
  const lead = await visitor("lead");
  const second = await visitor("lead2");
  const donor = await visitor("donor");

  await test.step("the operator opens a round", async () => {
    await operator.goto("/admin/rounds");
    await operator.getByRole("main").getByRole("button", { name: words.t("admin-open-button") }).click();
    await expect(operator.getByRole("alert")).toBeVisible();
    await operator.getByLabel(words.t("admin-open-field")).fill(TITLE);
    await operator.getByRole("main").getByRole("button", { name: words.t("admin-open-button") }).click();
    await expect(operator.getByRole("heading", { name: TITLE })).toBeVisible();
  });

  const body = await openBody(lead);
  const name = await lead.getByRole("heading", { level: 1 }).innerText();

  await test.step("the body has a full assessment", async () => {
    await submitFull(lead, words, body);
  });

  const round = `#round-${SLUG}`;
  await test.step("a lead proposes, and cannot confirm", async () => {
    await lead.goto(`${body}/sharing`);
    await expectLanguage(lead, lang);
    await lead.locator(round).locator('input[type=radio][name="level"][value="named"]').check();
    await lead.locator(round).getByRole("button", { name: words.t("sharing-propose"), exact: true }).click();
    await expect(lead.locator(round).getByText(words.t("sharing-own-waits"))).toBeVisible();
    await expect(lead.locator(round).getByRole("button", { name: words.t("sharing-confirm") })).toHaveCount(0);
    await expect(lead.locator(round).getByText(words.t("sharing-default"))).toBeVisible();
  });

  await test.step("a second person confirms, and both have a receipt", async () => {
    await second.goto(`${body}/sharing`);
    await second.locator(round).getByRole("button", { name: words.t("sharing-confirm") }).click();
    await expect(second.locator(round).locator(".notice-good").getByText(words.t("sharing-level-named"), { exact: true })).toBeVisible();
    await second.locator(round).getByRole("link", { name: words.t("sharing-receipt") }).first().click();
    await expect(second.getByRole("heading", { level: 1, name: words.t("sharing-receipt-title") })).toBeVisible();
    await expect(second.getByRole("main")).toContainText(TITLE);
  });

  await test.step("nothing of an open round is shown", async () => {
    await donor.goto("/insight");
    await expect(donor.getByRole("main")).toContainText(TITLE);
    const answer = await donor.goto(`/insight/${SLUG}`);
    expect(answer?.status()).toBe(404);
  });

  await test.step("the operator closes the round, knowingly", async () => {
    await operator.goto(`/admin/rounds/${SLUG}/close`);
    await operator.getByRole("main").getByRole("button", { name: words.t("admin-close-button") }).click();
    await expect(operator.getByRole("alert")).toBeVisible();
    await operator.getByLabel(words.t("admin-close-understood")).check();
    await operator.getByRole("main").getByRole("button", { name: words.t("admin-close-button") }).click();
    // A worker closes it; the page looks again by itself until it has.
    await expect(operator).toHaveURL("/admin/rounds", { timeout: 30_000 });
  });

  const main = donor.getByRole("main");
  await test.step("the donor finds the round and its heatmap", async () => {
    await donor.goto("/insight");
    await main.getByRole("link", { name: TITLE }).click();
    await expect(donor).toHaveURL(`/insight/${SLUG}`);
    await expect(donor.getByRole("heading", { level: 2, name: words.t("insight-regions-title") })).toBeVisible();
    const table = main.getByRole("table", { name: words.t("insight-regions-caption") });
    await expect(table).toBeVisible();
    await expect(table.getByRole("row")).not.toHaveCount(1);
    // Hidden cells say so, and why.
    await expect(table.getByText(words.t("insight-hidden"), { exact: true }).first()).toBeVisible();
    await expect(main.getByText(words.pattern("insight-hidden-why"))).toBeVisible();
  });

  await test.step("it begins with whom to act for first, and what they lack", async () => {
    const first = main.getByRole("region", { name: words.t("needs-first-title") });
    await expect(first.getByRole("listitem")).toHaveCount(1);
    await expect(first.getByRole("link", { name })).toBeVisible();
    const lack = main.getByRole("region", { name: words.t("needs-common-title") });
    expect(await lack.locator('a[href^="/guides/help/"]').count()).toBeGreaterThan(3);
  });

  await test.step("the body that agreed is there by name, with its report", async () => {
    await main.getByRole("link", { name }).first().click();
    await expect(donor).toHaveURL(/\/bodies\//);
    await expect(main).toContainText(name);
    expect(await main.getByRole("table").count()).toBeGreaterThan(0);
  });

  await test.step("a cell leads to its domain and the lessons of help", async () => {
    await donor.goto(`/insight/${SLUG}`);
    await main.getByRole("table").first().getByRole("link").first().click();
    await expect(donor.getByRole("heading", { name: words.t("insight-lessons-title") })).toBeVisible();
  });

  await test.step("the files hold the same, and name nobody else", async () => {
    const csv = await (await donor.request.get(`/insight/${SLUG}/release.csv`)).text();
    const again = await (await donor.request.get(`/insight/${SLUG}/release.csv`)).text();
    expect(again).toBe(csv);
    expect(csv.split("\n").length).toBeGreaterThan(12);
    const json = await (await donor.request.get(`/insight/${SLUG}/release.json`)).text();
    expect(json.length).toBeGreaterThan(100);
    const named = await donor.goto(`/insight/${SLUG}`).then(() =>
      main.locator('a[href*="/bodies/"]').evaluateAll((links) => links.map((link) => link.textContent ?? "")),
    );
    expect(named).toContain(name);
  });

  await test.step("nobody else gets in", async () => {
    for (const page of [lead, operator]) {
      const answer = await page.goto(`/insight/${SLUG}`);
      expect(answer?.status()).toBe(404);
    }
  });
});
