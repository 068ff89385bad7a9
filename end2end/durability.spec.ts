// A power cut: the server is killed in the middle of many saved answers. What it acknowledged is there afterwards.
import { cardsOf, pathOf, saveCard, type Card } from "./support/calls.ts";
import { crawl, declaredPatterns } from "./support/crawl.ts";
import { expect, test } from "./support/test.ts";

test("no acknowledged answer is lost when the server is killed", async ({ site, visitor }) => {
  const page = await visitor("assessor");
  const found = await crawl(page.request, ["/assess"], declaredPatterns(), 30);
  const cards: Card[] = [];
  for (const path of found.get("/assess/{org}/{assessment}/{domain}") ?? []) cards.push(...cardsOf(await (await page.request.get(path)).text()));
  const workers = cards.slice(0, 12);
  expect(workers.length).toBe(12);
  const cookies = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");

  const acknowledged = new Map<string, number>();
  let saved = 0;
  let killed = false;
  const save = async (card: Card): Promise<void> => {
    for (let count = 1; !killed; count += 1) {
      let stored: { version: number; was: string };
      try {
        const answer = await saveCard(site.origin, cookies, card, { answer: count % 2 ? "not-implemented" : "unknown", note: `saved ${count} times`, evidence: "interview" });
        const text = await answer.text();
        if (!answer.ok) throw new Error(`${answer.status}: ${text}`);
        stored = JSON.parse(text) as typeof stored;
      } catch (error) {
        // Cut off: no acknowledgement came.
        if (killed) return;
        throw error;
      }
      card.version = stored.version;
      card.was = stored.was;
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
  for (const path of new Set(workers.map(pathOf))) {
    await page.goto(path);
    for (const { practice } of workers.filter((card) => pathOf(card) === path)) {
      const note = await page.locator(`textarea[name="${practice}-note"]`).inputValue();
      const count = Number(/^saved (\d+) times$/.exec(note)?.[1]);
      const last = acknowledged.get(practice) ?? 0;
      // The one that was under way may have been written without a word.
      expect([last, last + 1], `${practice}: ${note}`).toContain(count);
      const answer = count % 2 ? "not-implemented" : "unknown";
      await expect(page.locator(`input[name="${practice}-answer"][value="${answer}"]`)).toBeChecked();
    }
  }
});
