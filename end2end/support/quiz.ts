// Questions of quizzes: what is right, out of the content, and how a person answers them.
import { readFileSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Locator } from "@playwright/test";
import type { Lang } from "./words.ts";

type Part = { id: string; text: string; left: string; right: string; isRight: boolean };

/** A question with its key. */
type Solution = { kind: string; parts: Part[] };

/** The questions of quizzes with their keys, by the item's id. */
export type Solutions = Map<string, Solution>;

/** Reads quizzes, each a text of a quiz.toml. */
export function solutions(quizzes: string[]): Solutions {
  const found: Solutions = new Map();
  for (const quiz of quizzes) {
    let item: Solution = { kind: "", parts: [] };
    let part: Part | undefined;
    for (const line of quiz.split("\n").map((line) => line.trim())) {
      if (line.startsWith("[[")) part = undefined;
      if (line === "[[items]]") item = { kind: "", parts: [] };
      else if (/^\[\[items\.(choices|pairs|lines)\]\]$/.test(line)) {
        part = { id: "", text: "", left: "", right: "", isRight: false };
        item.parts.push(part);
      }
      const [, name, value] = /^(\w+) = (.*)$/.exec(line) ?? [];
      if (!name) continue;
      const text = (): string => JSON.parse(value) as string;
      if (!part && name === "id") found.set(text(), item);
      else if (!part && name === "kind") item.kind = text();
      else if (part && (name === "id" || name === "text" || name === "left" || name === "right")) part[name] = text();
      else if (part && (name === "correct" || name === "wrong")) part.isRight = value === "true";
    }
  }
  return found;
}

const po = resolve(import.meta.dirname, "../../content/po");

/** Translations of content, by the message. */
function translations(lang: Lang): Map<string, string> {
  const found = new Map<string, string>();
  const folder = join(po, lang);
  const files = lang === "en" ? [] : readdirSync(folder).filter((file) => file.endsWith(".po"));
  for (const file of files) {
    const pairs = readFileSync(join(folder, file), "utf8").matchAll(/^msgid (".+")\nmsgstr (".+")$/gm);
    for (const [, message, text] of pairs) found.set(JSON.parse(message) as string, JSON.parse(text) as string);
  }
  return found;
}

const spoken = new Map<Lang, Map<string, string>>();

/** A text of the content as a reader of that language sees it. */
function said(text: string, lang: Lang): string {
  if (!spoken.has(lang)) spoken.set(lang, translations(lang));
  return spoken.get(lang)?.get(text) || text;
}

/** What a form calls the item of a question. */
async function itemOf(question: Locator): Promise<string> {
  const name = await question.locator("input, select").first().getAttribute("name");
  return (name ?? "").split(".")[0];
}

/** Answers a question of an open attempt as its key says, or wrongly. */
export async function answerQuestion(question: Locator, known: Solutions, lang: Lang, rightly: boolean): Promise<void> {
  const item = await itemOf(question);
  const solution = known.get(item);
  if (!solution) throw new Error(`no solution for the question ${item}`);
  const { kind, parts } = solution;
  if (kind === "ordering" || kind === "matching") {
    for (const row of await question.locator(".part").all()) {
      const label = ((await row.locator("label").textContent()) ?? "").trim();
      const at = parts.findIndex((part) => said(kind === "ordering" ? part.text : part.left, lang) === label);
      if (at < 0) throw new Error(`nothing in the content says “${label}”`);
      const wanted = rightly ? at : (at + 1) % parts.length;
      const menu = row.locator("select");
      if (kind === "ordering") await menu.selectOption(String(wanted + 1));
      else await menu.selectOption(await offered(menu, said(parts[wanted].right, lang)));
    }
    return;
  }
  // Of the wrong ones one is enough; where there is none, one of several that are right is too few.
  const wrong = parts.find((part) => !part.isRight) ?? parts[0];
  for (const part of rightly ? parts.filter((part) => part.isRight) : [wrong]) {
    await question.locator(`input[value="${part.id}"]`).check();
  }
}

/** The value under which a menu offers a text; a number stands before it. */
async function offered(menu: Locator, text: string): Promise<string> {
  for (const option of await menu.locator("option").all()) {
    const words = ((await option.textContent()) ?? "").trim();
    if (words.endsWith(` ${text}`)) return (await option.getAttribute("value")) ?? "";
  }
  throw new Error(`the menu does not offer “${text}”`);
}

/** Answers a question of an open attempt with whatever can be taken. */
export async function answerSomehow(question: Locator): Promise<void> {
  const menus = await question.locator("select").all();
  for (const [index, menu] of menus.entries()) await menu.selectOption(String(index + 1));
  if (menus.length === 0) await question.locator("input").first().check();
}
