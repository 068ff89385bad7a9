// Which pages there are: the addresses that the program declares, and the links that its pages hold.
import { readFileSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import type { APIRequestContext } from "@playwright/test";

const pages = resolve(import.meta.dirname, "../../app/src/pages");

/** The pattern of every address that is read with GET, from the source of the pages. */
export function declaredPatterns(): string[] {
  const found = new Set<string>();
  const visit = (folder: string): void => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) visit(path);
      else if (entry.name.endsWith(".rs")) {
        for (const [, pattern] of readFileSync(path, "utf8").matchAll(/\.get\(\s*"(\/[^"]*)"\s*,\s*Action::/g)) {
          found.add(pattern);
        }
      }
    }
  };
  visit(pages);
  if (found.size === 0) throw new Error("no address found in app/src/pages: has the way to declare them changed?");
  return [...found].sort();
}

function asExpression(pattern: string): RegExp {
  const parts = pattern.split("/").map((part) => (part.startsWith("{") ? "[^/]+" : part.replace(/[.*+?^$()|[\]\\]/g, "\\$&")));
  return new RegExp(`^${parts.join("/")}$`);
}

/** The pattern that an address follows; of several the one with the fewest parameters. */
export function patternOf(path: string, patterns: string[]): string | undefined {
  return patterns
    .filter((pattern) => asExpression(pattern).test(path))
    .sort((a, b) => a.split("{").length - b.split("{").length)[0];
}

/** Whether an address answers with a file and not with a page. */
export function isFile(pattern: string): boolean {
  return /\.(csv|json)$/.test(pattern) || pattern.includes("/media/");
}

/**
 * Follows links from the given addresses, as far as they go, and keeps `perPattern` addresses of each pattern:
 * the first lesson stands for all of them.
 */
export async function crawl(
  request: APIRequestContext,
  from: string[],
  patterns: string[],
  perPattern = 1,
): Promise<Map<string, string[]>> {
  const kept = new Map<string, string[]>();
  const seen = new Set<string>();
  const queue = [...from];
  // The question with which a page was linked, for those that say nothing without one.
  const asked = new Map<string, string>();
  while (queue.length > 0) {
    const path = queue.shift() as string;
    if (seen.has(path)) continue;
    seen.add(path);
    const pattern = patternOf(path, patterns);
    if (!pattern || isFile(pattern)) continue;
    const same = kept.get(pattern) ?? [];
    if (same.length >= perPattern) continue;
    let address = path;
    let response = await request.get(address);
    const question = asked.get(path);
    const leadsOn = new URL(response.url()).pathname !== path;
    if (question && (leadsOn || response.status() === 400)) {
      address = `${path}?${question}`;
      response = await request.get(address);
    }
    if (!response.ok()) throw new Error(`a link leads to ${path}, which answers ${response.status()}`);
    // Addresses that only lead on to another page are not pages.
    const landed = new URL(response.url()).pathname;
    if (landed !== path) {
      queue.unshift(landed);
      continue;
    }
    kept.set(pattern, [...same, address]);
    for (const [, href, query] of (await response.text()).matchAll(/<a\b[^>]*?\bhref="(\/[^"#?]*)(?:\?([^"#]*))?/g)) {
      const target = href.replaceAll("&amp;", "&");
      if (query && !asked.has(target)) asked.set(target, query.replaceAll("&amp;", "&"));
      queue.push(target);
    }
  }
  return kept;
}
