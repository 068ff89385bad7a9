// The interface's words, from the same files as the program takes them, so that no text is written twice.
import { readFileSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { FluentBundle, FluentResource, type FluentVariable } from "@fluent/bundle";

export type Lang = "en" | "ar";
export const LANGS: readonly Lang[] = ["en", "ar"];

/** How each language calls itself, on the button that chooses it. */
export const OWN_NAMES: Record<Lang, string> = { en: "English", ar: "العربية" };

const locales = resolve(import.meta.dirname, "../../crates/words/locales");

function load(lang: Lang): FluentBundle {
  // Digits as the program writes them.
  const bundle = new FluentBundle(`${lang}-u-nu-latn`, { useIsolating: false });
  for (const file of readdirSync(join(locales, lang))) {
    if (!file.endsWith(".ftl")) continue;
    const errors = bundle.addResource(new FluentResource(readFileSync(join(locales, lang, file), "utf8")));
    if (errors.length > 0) throw new Error(`${lang}/${file}: ${errors.join(", ")}`);
  }
  return bundle;
}

const bundles: Record<Lang, FluentBundle> = { en: load("en"), ar: load("ar") };

/** The words of one language. */
export class Words {
  readonly lang: Lang;

  constructor(lang: Lang) {
    this.lang = lang;
  }

  /** The message with that key; a key that does not exist fails the test. */
  t(key: string, values: Record<string, FluentVariable> = {}): string {
    const message = bundles[this.lang].getMessage(key);
    if (!message?.value) throw new Error(`no message ${key} in crates/words/locales/${this.lang}`);
    const errors: Error[] = [];
    const text = bundles[this.lang].formatPattern(message.value, values, errors);
    if (errors.length > 0) throw new Error(`${key}: ${errors.join(", ")}`);
    return text;
  }

  /** Whatever the message says, for texts with values that the test does not know: a pattern over its fixed parts. */
  pattern(key: string): RegExp {
    const marker = "\u0001";
    const values = new Proxy({}, { get: () => marker, has: () => true, getOwnPropertyDescriptor: () => ({ configurable: true, enumerable: true, value: marker }) });
    const message = bundles[this.lang].getMessage(key);
    if (!message?.value) throw new Error(`no message ${key} in crates/words/locales/${this.lang}`);
    const text = bundles[this.lang].formatPattern(message.value, values as Record<string, FluentVariable>, []);
    const escaped = text.split(marker).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
    return new RegExp(escaped.join(".+"));
  }
}
