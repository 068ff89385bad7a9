// What the tests must know of the content: which answers to the questions are correct.
import { readFileSync, readdirSync } from "node:fs";
import { basename, join, resolve } from "node:path";

const courses = resolve(import.meta.dirname, "../../content/courses");

function quizzes(): string[] {
  return readdirSync(courses, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith("quiz.toml"))
    .map((file) => readFileSync(join(courses, file), "utf8"));
}

/** The correct choices of every question of every quiz. */
export function correctChoices(): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const quiz of quizzes()) {
    let item = "";
    let choice = "";
    let inChoice = false;
    for (const line of quiz.split("\n").map((line) => line.trim())) {
      if (line.startsWith("[[")) inChoice = line === "[[items.choices]]";
      const [, id] = /^id = "([^"]+)"/.exec(line) ?? [];
      if (id && inChoice) choice = id;
      else if (id) found.set((item = id), new Set());
      if (line === "correct = true") found.get(item)?.add(choice);
    }
  }
  return found;
}

/** The address of every form to print. */
export function formPaths(): string[] {
  return readdirSync(courses, { recursive: true, encoding: "utf8" })
    .filter((file) => /\/forms\/[^/]+\.md$/.test(file))
    .sort()
    .map((file) => {
      const [, lesson] = /^lesson = "([^"]+)"/m.exec(readFileSync(join(courses, file), "utf8")) ?? [];
      if (!lesson) throw new Error(`${file} names no lesson`);
      return `/learn/${file.split("/")[0]}/${lesson}/forms/${basename(file, ".md")}`;
    });
}

/** The beginning of everything that is said about choices after an attempt, as it stands in HTML. */
export function feedbackTexts(): string[] {
  const texts = quizzes().flatMap((quiz) => [...quiz.matchAll(/^\s*feedback = "([^"&<>]{20,40})/gm)].map(([, text]) => text));
  if (texts.length === 0) throw new Error("no feedback found in the quizzes");
  return texts;
}
