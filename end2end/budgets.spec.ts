// What a visit weighs: measured in the browser, as it comes over the wire.
import { request as http } from "node:http";
import { brotliCompressSync } from "node:zlib";
import type { Page } from "@playwright/test";
import { crawl, declaredPatterns } from "./support/crawl.ts";
import { expect, test } from "./support/test.ts";
import { LANGS } from "./support/words.ts";

const KB = 1000;
const patterns = declaredPatterns();

type Transfer = { url: string; type: string; bytes: number };

/** Everything that the page fetches while something is done, with its headers, compressed as sent. */
async function transfers(page: Page, what: () => Promise<unknown>): Promise<Transfer[]> {
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  const found = new Map<string, Transfer>();
  session.on("Network.requestWillBeSent", ({ requestId, request, type }) => {
    found.set(requestId, { url: request.url, type: type ?? "Other", bytes: 0 });
  });
  session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    const transfer = found.get(requestId);
    if (transfer) transfer.bytes = encodedDataLength;
  });
  session.on("Network.requestServedFromCache", ({ requestId }) => found.delete(requestId));
  await what();
  await page.waitForLoadState("networkidle");
  await session.detach();
  return [...found.values()].filter((transfer) => !transfer.url.startsWith("data:"));
}

function total(list: Transfer[]): number {
  return list.reduce((sum, transfer) => sum + transfer.bytes, 0);
}

for (const lang of LANGS) {
  test.describe(`a lesson, ${lang}`, () => {
    test.use({ lang });

    test("weighs at most 35 kB the first time and 15 kB the next with its figures, and needs no script", async ({ visitor }) => {
      const page = await visitor();
      // Figures are fetched when they come into view: whoever reads a lesson to its end has them all.
      const read = async (lesson: string): Promise<void> => {
        await page.goto(lesson);
        for (const figure of await page.locator(".lesson-body img").all()) await figure.scrollIntoViewIfNeeded();
      };
      const found = await crawl(page.request, ["/learn"], patterns, 20);
      const lessons = found.get("/learn/{course}/{lesson}") ?? [];
      expect(lessons.length).toBeGreaterThan(2);
      const first = await transfers(page, () => read(lessons[0]));
      expect(first.filter((transfer) => transfer.url.includes("/media/")).length).toBeGreaterThan(0);
      expect(first.filter((transfer) => transfer.type === "Script" || /\.(js|wasm)/.test(transfer.url))).toEqual([]);
      expect(total(first), JSON.stringify(first)).toBeLessThanOrEqual(35 * KB);
      for (const lesson of lessons.slice(1)) {
        const next = await transfers(page, () => read(lesson));
        expect(next.filter((transfer) => transfer.type === "Script" || /\.(js|wasm)/.test(transfer.url))).toEqual([]);
        expect(total(next), `${lesson}: ${JSON.stringify(next)}`).toBeLessThanOrEqual(15 * KB);
      }
    });
  });
}

/** The bytes of an answer's body as sent to a client that takes brotli. */
function sentBytes(url: string): Promise<{ encoding: string | undefined; bytes: number }> {
  return new Promise((done, fail) => {
    http(url, { headers: { "accept-encoding": "br" } }, (answer) => {
      let bytes = 0;
      answer.on("data", (chunk: Buffer) => (bytes += chunk.length));
      answer.on("end", () => done({ encoding: answer.headers["content-encoding"], bytes }));
    })
      .on("error", fail)
      .end();
  });
}

test("an island page brings at most 120 kB of script and WebAssembly", async ({ visitor, site }) => {
  const page = await visitor("assessor");
  const found = await crawl(page.request, ["/assess"], patterns, 3);
  const domain = found.get("/assess/{org}/{assessment}/{domain}")?.[0];
  if (!domain) throw new Error("no questionnaire was found");
  const loaded = await transfers(page, () => page.goto(domain));
  const code = loaded.filter((transfer) => /\.(js|wasm)$/.test(transfer.url));
  expect(code.map((transfer) => transfer.url.split(".").pop()).sort()).toEqual(["js", "wasm"]);
  let sum = 0;
  for (const { url } of code) {
    const { encoding, bytes } = await sentBytes(url);
    expect(encoding).toBe("br");
    sum += bytes;
  }
  // What is written inside of the document counts as well.
  const inline = await page.locator("script:not([src])").allTextContents();
  sum += brotliCompressSync(inline.join("\n")).length;
  expect(sum).toBeLessThanOrEqual(120 * KB);
  expect(new URL(code[0].url).origin).toBe(site.origin);
});
