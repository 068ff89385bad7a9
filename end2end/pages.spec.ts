// Every page, as everybody who may see it, in both languages and both colour schemes: accessible, valid, quiet.
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { PASSWORD, type Person, email } from "./support/accounts.ts";
import { crawl, declaredPatterns, isFile } from "./support/crawl.ts";
import { htmlProblems } from "./support/html.ts";
import { answerSomehow } from "./support/quiz.ts";
import { expect, test } from "./support/test.ts";
import { Watch } from "./support/watch.ts";
import { LANGS } from "./support/words.ts";

const patterns = declaredPatterns();
const AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** Who looks at which part of the site. What everybody sees alike is looked at once. */
const READERS: { person: Person | undefined; from: string[]; parts: string[]; examples?: number }[] = [
  { person: undefined, from: ["/", "/sign-in", "/assess", "/insight"], parts: ["/"] },
  { person: "learner", from: ["/learn", "/account", "/assess"], parts: ["/learn", "/account", "/assess"] },
  { person: "assessor", from: ["/assess"], parts: ["/assess"] },
  // Two examples: a draft and a submitted assessment.
  { person: "lead", from: ["/assess"], parts: ["/assess"], examples: 2 },
  { person: "reviewer", from: ["/assess"], parts: ["/assess"] },
  { person: "donor", from: ["/insight", "/requests"], parts: ["/insight", "/requests"] },
  { person: "partner", from: ["/", "/assess", "/insight", "/requests"], parts: ["/assess", "/insight", "/requests"] },
  { person: "operator", from: ["/admin"], parts: ["/admin"] },
];

/** Everything that is to be right about the page that is shown. */
async function expectGood(page: Page, watch: Watch, html: string, name: string): Promise<void> {
  const problems: string[] = [];
  for (const problem of await htmlProblems(html)) problems.push(`HTML: ${problem}`);
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const { violations } = await new AxeBuilder({ page }).withTags(AXE_TAGS).setLegacyMode(true).analyze();
    for (const violation of violations) {
      const where = violation.nodes.slice(0, 3).map((node) => `${node.target.join(" ")}: ${node.failureSummary ?? ""}`);
      problems.push(`axe, ${colorScheme}: ${violation.id}: ${violation.help}\n    ${where.join("\n    ")}`);
    }
  }
  await page.setViewportSize({ width: 360, height: 740 });
  const overflow = await page.evaluate(() => {
    const root = document.documentElement;
    if (root.scrollWidth <= root.clientWidth) return "";
    // What sticks out furthest, without those inside a box that scrolls by itself.
    const guilty = [...document.body.querySelectorAll("*")].filter((element) => {
      const { left, right } = element.getBoundingClientRect();
      if (right <= root.clientWidth + 1 && left >= -1) return false;
      for (let up = element.parentElement; up; up = up.parentElement) {
        if (["auto", "scroll", "hidden"].includes(getComputedStyle(up).overflowX)) return false;
      }
      return true;
    });
    return `${root.scrollWidth} px wide: ${[...guilty.slice(0, 2), ...guilty.slice(-2)].map((element) => element.outerHTML.slice(0, 120)).join(" | ")}`;
  });
  if (overflow) problems.push(`at 360 px: ${overflow}`);
  await page.setViewportSize({ width: 1280, height: 900 });
  problems.push(...watch.take());
  expect.soft(problems, name).toEqual([]);
}

test.describe.configure({ timeout: 600_000 });

for (const { person, from, parts, examples = 1 } of READERS) {
  for (const lang of LANGS) {
    test.describe(`${person ?? "visitor"}, ${lang}`, () => {
      test.use({ lang });

      test("every page is accessible, valid and quiet", async ({ visitor, words }) => {
        const page = await visitor(person);
        const watch = new Watch(page);
        const found = await crawl(page.request, from, patterns, 3);
        const paths = [...found.entries()]
          .filter(([pattern]) => parts.some((part) => pattern === part || pattern.startsWith(part)))
          .flatMap(([, same]) => same.slice(0, examples));
        expect(paths.length).toBeGreaterThan(0);
        for (const path of paths) {
          const response = await page.goto(path);
          await expectGood(page, watch, (await response?.text()) ?? "", `${path} in ${words.lang}`);
        }
      });
    });
  }
}

test("every lesson, guide and kind of help is accessible, valid and quiet", async ({ visitor }) => {
  const page = await visitor();
  const watch = new Watch(page);
  const found = await crawl(page.request, ["/learn", "/guides"], patterns, 200);
  // What is written, and not only how it is shown: tables, figures and links differ from text to text.
  const texts = ["/learn/{course}/{lesson}", "/guides/{guide}", "/guides/help/{intervention}"].flatMap((pattern) => found.get(pattern) ?? []);
  expect(texts.length).toBeGreaterThan(90);
  for (const path of texts) {
    const response = await page.goto(path);
    await expectGood(page, watch, (await response?.text()) ?? "", path);
  }
});

for (const lang of LANGS) {
  test.describe(`pages in between, ${lang}`, () => {
    test.use({ lang });

    test("what goes wrong is said accessibly", async ({ visitor, words }) => {
      const page = await visitor();
      const watch = new Watch(page);
      let response = await page.goto("/no-such-page");
      expect(response?.status()).toBe(404);
      await expectGood(page, watch, (await response?.text()) ?? "", "404");

      await page.goto("/sign-in");
      await expect(page.getByRole("main"), "the demo says as whom one may sign in").toContainText(PASSWORD);
      const [refused] = await Promise.all([
        page.waitForResponse((answer) => answer.request().method() === "POST"),
        page.getByRole("main").getByRole("button", { name: words.t("sign-in-button") }).click(),
      ]);
      expect(refused.status()).toBe(422);
      await expectGood(page, watch, await refused.text(), "a form that was not taken");

      response = await page.goto("/set-password/this-link-was-never-given-out");
      await expectGood(page, watch, (await response?.text()) ?? "", "a link that is not valid");
    });

    test("a quiz, open and handed in", async ({ visitor }) => {
      const page = await visitor("learner");
      const watch = new Watch(page);
      const quiz = (await crawl(page.request, ["/learn"], patterns, 3)).get("/learn/{course}/quiz/{module}")?.at(-1);
      if (!quiz) throw new Error("no quiz was found");
      await page.goto(quiz);
      const start = page.getByRole("main").locator("form[method=post] button[type=submit]").first();
      await start.click();
      await page.waitForURL("**/learn/attempts/*");
      let response = await page.reload();
      await expectGood(page, watch, (await response?.text()) ?? "", "an open attempt");

      const [incomplete] = await Promise.all([
        page.waitForResponse((answer) => answer.request().method() === "POST"),
        page.getByRole("main").locator("form[method=post] button[type=submit]").last().click(),
      ]);
      await expectGood(page, watch, await incomplete.text(), "an attempt with items left open");

      for (const item of await page.getByRole("main").locator("fieldset").all()) {
        await answerSomehow(item);
      }
      await page.getByRole("main").locator("form[method=post] button[type=submit]").last().click();
      await page.waitForURL("**/learn/attempts/*");
      response = await page.reload();
      await expectGood(page, watch, (await response?.text()) ?? "", "an attempt that was handed in");
    });
  });
}

test("every page that is declared is looked at by somebody", async ({ site, browser }) => {
  const seen = new Set<string>();
  for (const { person, from } of READERS) {
    const context = await browser.newContext({ baseURL: site.origin });
    if (person) {
      const answer = await context.request.post("/sign-in", {
        form: { email: email(person), password: PASSWORD },
        headers: { origin: site.origin },
      });
      expect(answer.status()).toBe(200);
    }
    for (const pattern of (await crawl(context.request, from, patterns, 3)).keys()) seen.add(pattern);
    await context.close();
  }
  // Reached by a form or a letter; the tests above and the journeys go there.
  const elsewhere = ["/set-password/{secret}", "/learn/attempts/{attempt}", "/learn/attempts/{id}", "/admin/rounds/{round}/closing"];
  const forgotten = patterns.filter((pattern) => !isFile(pattern) && !seen.has(pattern) && !elsewhere.includes(pattern));
  expect(forgotten).toEqual([]);
});
