// No test: pictures of every page, to be looked at. `make screenshots` runs it; POLDER_SCREENSHOTS names the folder.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Person } from "./support/accounts.ts";
import { crawl, declaredPatterns } from "./support/crawl.ts";
import { test } from "./support/test.ts";
import { LANGS } from "./support/words.ts";

const folder = process.env.POLDER_SCREENSHOTS ?? "";
const READERS: [Person | undefined, string[]][] = [
  [undefined, ["/", "/sign-in"]],
  ["learner", ["/learn", "/account"]],
  ["lead", ["/assess"]],
  ["donor", ["/insight"]],
  ["operator", ["/admin"]],
];
const LOOKS = [1280, 360].flatMap((width) => (["light", "dark"] as const).map((colorScheme) => ({ width, colorScheme })));

test.describe.configure({ timeout: 900_000 });

for (const [person, from] of READERS) {
  for (const lang of LANGS) {
    test.describe(`${person ?? "visitor"}, ${lang}`, () => {
      test.use({ lang });
      test("pictures", async ({ visitor }) => {
        const page = await visitor(person);
        const target = join(folder, person ?? "visitor");
        mkdirSync(target, { recursive: true });
        for (const [pattern, paths] of await crawl(page.request, from, declaredPatterns(), 2)) {
          for (const [index, path] of paths.entries()) {
            const name = `${pattern.replaceAll(/[{}]/g, "").replaceAll("/", "-").replace(/^-$/, "-first")}${index || ""}`.slice(1);
            await page.goto(path);
            for (const { width, colorScheme } of LOOKS) {
              await page.setViewportSize({ width, height: width === 360 ? 740 : 900 });
              await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
              await page.screenshot({ path: join(target, `${name}.${lang}.${width}.${colorScheme}.png`), fullPage: true });
            }
          }
        }
      });
    });
  }
}
