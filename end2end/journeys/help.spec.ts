// A body asks for help with one gap of its report; two people decide; a partner offers, the body accepts, help is delivered and confirmed. Who
// pledged nothing sees nothing any more.
import { openBody, submitFull } from "../support/steps.ts";
import { expect, expectLanguage, test } from "../support/test.ts";

test("from a gap to help", async ({ visitor, words, lang }) => {
  const lead = await visitor("lead");
  const second = await visitor("lead2");
  const partner = await visitor("partner");
  const donor = await visitor("donor");
  const main = lead.getByRole("main");

  const body = await openBody(lead);
  const name = await lead.getByRole("heading", { level: 1 }).innerText();
  await submitFull(lead, words, body);

  let practice = "";
  let request = "";
  await test.step("a lead asks from the report, and sees before what will be shown", async () => {
    await lead.goto(`${body}/requests`);
    await expectLanguage(lead, lang);
    await main.getByRole("link", { name: words.t("ledger-own-report") }).click();
    // The demo asks for help with others already.
    const links = await main.locator('a[href*="/requests/new?practice="]').evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).pathname + (link as HTMLAnchorElement).search));
    for (const link of links) {
      await lead.goto(link);
      practice = new URL(lead.url()).searchParams.get("practice") ?? "";
      if ((await lead.locator("#practice").count()) === 0) break;
    }
    await expect(main.locator(".card")).toContainText(name);
    await expect(main.locator(".card")).toContainText(practice);
    await expect(main.getByText(words.t("ledger-text-1"))).toBeVisible();
    await main.getByRole("button", { name: words.t("ledger-propose") }).click();
    await expect(lead.getByRole("alert")).toBeVisible();
    await main.locator('input[name="to"][value="all"]').check();
    await main.getByRole("button", { name: words.t("ledger-propose") }).click();
    await expect(main.getByText(words.t("ledger-own-waits"))).toBeVisible();
    request = new URL(lead.url()).pathname;
  });
  const id = request.split("/").pop() ?? "";

  await test.step("until a second person confirms, nobody else sees it", async () => {
    expect((await partner.goto(`/requests/${id}`))?.status()).toBe(404);
    await second.goto(request);
    await second.getByRole("button", { name: words.t("sharing-confirm") }).click();
    await expect(second.getByRole("main")).toContainText(words.t("ledger-stage-open"));
    expect((await donor.goto(`/requests/${id}`))?.status()).toBe(200);
  });

  const theirs = partner.getByRole("main");
  await test.step("the partner's first page leads to it, and they offer", async () => {
    await partner.goto("/");
    await expect(partner).toHaveURL("/requests");
    await partner.goto(`/requests?practice=${practice}`);
    await theirs.locator(`a[href="/requests/${id}"]`).click();
    await theirs.locator('select[name="help"]').selectOption({ index: 1 });
    await theirs.getByLabel(words.t("ledger-who-delivers")).fill("Our trainers");
    await theirs.getByRole("button", { name: words.t("ledger-offer") }).click();
    await expect(theirs).toContainText(words.t("ledger-offer-made"));
  });

  await test.step("the body accepts, and the request is closed to others", async () => {
    await lead.goto(request);
    await expect(main).toContainText("Our trainers");
    await main.getByRole("button", { name: words.t("ledger-accept") }).click();
    await expect(main).toContainText(words.t("ledger-offer-accepted"));
    expect((await donor.goto(`/requests/${id}`))?.status()).toBe(404);
  });

  await test.step("help is delivered, and the body confirms it", async () => {
    await partner.goto("/requests/offers");
    await theirs.locator(`a[href="/requests/${id}"]`).click();
    await theirs.getByLabel(words.t("ledger-day"), { exact: true }).fill(new Date().toISOString().slice(0, 10));
    await theirs.getByLabel(words.t("ledger-delivery-words")).fill("Two workshops.");
    await theirs.getByRole("button", { name: words.t("ledger-deliver") }).click();
    await expect(theirs).toContainText(words.t("ledger-offer-delivered"));
    await lead.reload();
    await main.getByRole("button", { name: words.t("ledger-confirm-delivery") }).click();
    await expect(main).toContainText(words.t("ledger-close-later"));
  });
});
