// Every form to print fits on one sheet of A4, in every language.
import { formPaths } from "./support/content.ts";
import { expect, test } from "./support/test.ts";
import { LANGS } from "./support/words.ts";

/** A4 in points, of which there are 72 to an inch. */
const A4 = { width: 595, height: 842 };

/** The sheets of a PDF: their number, and the size of the first. */
function sheets(pdf: Buffer): { count: number; width: number; height: number } {
  const text = pdf.toString("latin1");
  const [, width, height] = /\/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)\s*\]/.exec(text) ?? [];
  return {
    count: [...text.matchAll(/\/Type\s*\/Page\b(?!s)/g)].length,
    width: Math.round(Number(width)),
    height: Math.round(Number(height)),
  };
}

test.describe.configure({ timeout: 600_000 });

for (const lang of LANGS) {
  test.describe(`forms, ${lang}`, () => {
    test.use({ lang });

    test("each is printed on one sheet of A4", async ({ visitor }) => {
      const page = await visitor();
      const paths = formPaths();
      expect(paths.length).toBeGreaterThan(0);
      for (const path of paths) {
        const answer = await page.goto(path);
        expect(answer?.status(), path).toBe(200);
        const { count, width, height } = sheets(await page.pdf({ preferCSSPageSize: true }));
        expect.soft(count, path).toBe(1);
        expect.soft(Math.abs(width - A4.width) + Math.abs(height - A4.height), path).toBeLessThanOrEqual(2);
      }
    });
  });
}
