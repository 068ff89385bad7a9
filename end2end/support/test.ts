// What the tests share: a server of their own, a language, scripting on or off, and people who sign in.
import { type BrowserContext, type Page, expect, test as base } from "@playwright/test";
import { PASSWORD, type Person, email } from "./accounts.ts";
import { Server } from "./server.ts";
import { Watch } from "./watch.ts";
import { type Lang, Words, direction, ownName } from "./words.ts";

export type Options = {
  /** The interface's language. */
  lang: Lang;
  /** Whether the browser runs scripts. */
  scripting: boolean;
};

type Fixtures = Options & {
  /** A server on its own copy of the demo. */
  site: Server;
  /** The interface's words in this test's language. */
  words: Words;
  /** A new browser for somebody: nobody signed in, or one of the demo's people. */
  visitor: (person?: Person) => Promise<Page>;
};

export const test = base.extend<Fixtures>({
  lang: ["en", { option: true }],
  scripting: [true, { option: true }],

  site: async ({}, use, info) => {
    const server = await Server.start();
    await use(server);
    await server.stop();
    if (info.status !== info.expectedStatus && server.output) {
      await info.attach("server.log", { body: server.output, contentType: "text/plain" });
    }
  },

  words: async ({ lang }, use) => use(new Words(lang)),

  visitor: async ({ browser, site, lang, scripting, words }, use) => {
    const opened: { context: BrowserContext; watch: Watch }[] = [];
    await use(async (person) => {
      const context = await browser.newContext({
        baseURL: site.origin,
        locale: words.t("formats").split("-u-")[0],
        javaScriptEnabled: scripting,
        viewport: { width: 1280, height: 900 },
      });
      // As if the language had been chosen with the button.
      await context.addCookies([{ name: "lang", value: lang, url: site.origin }]);
      const page = await context.newPage();
      opened.push({ context, watch: new Watch(page, scripting) });
      if (person) await signIn(page, person, words);
      return page;
    });
    for (const { context, watch } of opened) {
      const problems = watch.take();
      await context.close();
      expect(problems).toEqual([]);
    }
  },
});

export { expect };

/** Signs in on the page of that name. */
export async function signIn(page: Page, person: Person, words: Words): Promise<void> {
  await page.goto("/sign-in");
  await fillSignIn(page, person, words);
  await expect(page.getByRole("button", { name: words.t("sign-out") })).toBeVisible();
}

/** Fills in the form to sign in that is shown, and sends it. */
export async function fillSignIn(page: Page, person: Person, words: Words): Promise<void> {
  await page.getByLabel(words.t("field-email")).fill(email(person));
  await page.getByLabel(words.t("field-password")).fill(PASSWORD);
  await page.getByRole("main").getByRole("button", { name: words.t("sign-in-button") }).click();
  await expect(page).not.toHaveURL(/\/sign-in/);
  // An account's own language comes before the browser's: the account is given this test's.
  const isOther = (await page.locator("html").getAttribute("lang")) !== words.lang;
  if (isOther && (await page.locator(".language-link").count()) > 0) await chooseLanguage(page, words.lang);
  await expectLanguage(page, words.lang);
}

/** Chooses a language as people do: on the page to which the header leads. */
export async function chooseLanguage(page: Page, lang: Lang): Promise<void> {
  await page.locator(".language-link").click();
  await page.getByRole("button", { name: ownName(lang), exact: true }).click();
}

/** The document's direction and language are those of this test. */
export async function expectLanguage(page: Page, lang: Lang): Promise<void> {
  await expect(page.locator("html")).toHaveAttribute("lang", lang);
  await expect(page.locator("html")).toHaveAttribute("dir", direction(lang));
}
