// A power cut: the server is killed in the middle of many saved answers. What it acknowledged is there afterwards.
import type { APIRequestContext } from "@playwright/test";
import { crawl, declaredPatterns } from "./support/crawl.ts";
import { expect, test } from "./support/test.ts";

type Card = { path: string; practice: string; version: string; was: string };

function unescape(text: string): string {
  return text.replaceAll("&quot;", '"').replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&#x27;", "'").replaceAll("&amp;", "&");
}

function attribute(tag: string, name: string): string {
  return unescape(new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1] ?? "");
}

/** The cards of a domain's questionnaire, as its page shows them. */
async function cardsOf(request: APIRequestContext, path: string): Promise<Card[]> {
  const html = await (await request.get(path)).text();
  const hidden = new Map<string, string>();
  for (const [tag] of html.matchAll(/<input\b[^>]*type="hidden"[^>]*>/g)) hidden.set(attribute(tag, "name"), attribute(tag, "value"));
  return [...hidden]
    .filter(([name]) => name.endsWith("-version"))
    .map(([name, version]) => {
      const practice = name.slice(0, -"-version".length);
      return { path, practice, version, was: hidden.get(`${practice}-was`) ?? "" };
    });
}

test("no acknowledged answer is lost when the server is killed", async ({ site, visitor }) => {
  const page = await visitor("assessor");
  const found = await crawl(page.request, ["/assess"], declaredPatterns(), 30);
  const cards: Card[] = [];
  for (const path of found.get("/assess/{org}/{assessment}/{domain}") ?? []) cards.push(...(await cardsOf(page.request, path)));
  const workers = cards.slice(0, 12);
  expect(workers.length).toBe(12);
  const cookies = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");

  const acknowledged = new Map<string, number>();
  let saved = 0;
  let killed = false;
  const save = async (card: Card): Promise<void> => {
    for (let count = 1; !killed; count += 1) {
      const body = new URLSearchParams({
        [`${card.practice}-answer`]: count % 2 ? "partly" : "largely",
        [`${card.practice}-note`]: `saved ${count} times`,
        [`${card.practice}-evidence`]: "interview",
        [`${card.practice}-reason`]: "",
        [`${card.practice}-version`]: card.version,
        [`${card.practice}-was`]: card.was,
      });
      let text: string;
      try {
        const answer = await fetch(`${site.origin}${card.path}/save`, {
          method: "POST",
          headers: { cookie: cookies, origin: site.origin },
          body,
        });
        text = await answer.text();
        if (!answer.ok) throw new Error(`${answer.status}: ${text}`);
      } catch (error) {
        // Cut off: no acknowledgement came.
        if (killed) return;
        throw error;
      }
      const fields = new URLSearchParams(text);
      expect(fields.get("state")).toBe("saved");
      card.version = fields.get("version") ?? "";
      card.was = fields.get("was") ?? "";
      acknowledged.set(card.practice, count);
      saved += 1;
    }
  };
  const saving = Promise.all(workers.map(save));
  // In the middle: after enough of them, whenever that is.
  while (saved < 150) await Promise.race([saving, new Promise((done) => setTimeout(done, 5))]);
  killed = true;
  await site.kill();
  await saving;
  expect(acknowledged.size).toBe(12);

  await site.launch();
  for (const path of new Set(workers.map((card) => card.path))) {
    await page.goto(path);
    for (const { practice } of workers.filter((card) => card.path === path)) {
      const note = await page.locator(`textarea[name="${practice}-note"]`).inputValue();
      const count = Number(/^saved (\d+) times$/.exec(note)?.[1]);
      const last = acknowledged.get(practice) ?? 0;
      // The one that was under way may have been written without a word.
      expect([last, last + 1], `${practice}: ${note}`).toContain(count);
      const answer = count % 2 ? "partly" : "largely";
      await expect(page.locator(`input[name="${practice}-answer"][value="${answer}"]`)).toBeChecked();
    }
  }
});
