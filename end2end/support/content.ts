// What the tests must know of the content.
import { readFileSync, readdirSync } from "node:fs";
import { basename, join, resolve } from "node:path";

const courses = resolve(import.meta.dirname, "../../content/courses");

/** The text of every quiz. */
export function quizzes(): string[] {
  return readdirSync(courses, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith("quiz.toml"))
    .map((file) => readFileSync(join(courses, file), "utf8"));
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
