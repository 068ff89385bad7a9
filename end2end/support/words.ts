// The interface's words, from the same files as the program takes them, so that no text is written twice.
import { readFileSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { FluentBundle, FluentResource, type FluentVariable } from "@fluent/bundle";

/** The tag of a language. */
export type Lang = string;

type Language = { tag: Lang; dir: "ltr" | "rtl"; ownName: string };

/** The languages, from the program's own table. */
function table(): Language[] {
  const source = readFileSync(resolve(import.meta.dirname, "../../crates/domain/src/content.rs"), "utf8");
  const lines = source.matchAll(/^    \w+ = "([\w-]+)", "(ltr|rtl)", "([^"]+)";$/gm);
  const found = [...lines].map(([, tag, dir, ownName]) => ({ tag, dir: dir as Language["dir"], ownName }));
  if (found.length < 2) throw new Error("no table of languages in crates/domain/src/content.rs: has its form changed?");
  return found;
}

const LANGUAGES = table();
export const LANGS: readonly Lang[] = LANGUAGES.map(({ tag }) => tag);

function language(lang: Lang): Language {
  const found = LANGUAGES.find(({ tag }) => tag === lang);
  if (!found) throw new Error(`no language ${lang}`);
  return found;
}

/** How a language calls itself, on the button that chooses it. */
export const ownName = (lang: Lang): string => language(lang).ownName;

/** The direction in which a language is written. */
export const direction = (lang: Lang): "ltr" | "rtl" => language(lang).dir;

const locales = resolve(import.meta.dirname, "../../crates/words/locales");

function load(lang: Lang): FluentBundle {
  const files = readdirSync(join(locales, lang));
  // Figures as the program writes them.
  const formats = /^formats = (\S+)$/m.exec(readFileSync(join(locales, lang, "common.ftl"), "utf8"))?.[1];
  if (!formats) throw new Error(`crates/words/locales/${lang}/common.ftl does not say how numbers are written`);
  const bundle = new FluentBundle(formats, { useIsolating: false });
  for (const file of files) {
    if (!file.endsWith(".ftl")) continue;
    const errors = bundle.addResource(new FluentResource(readFileSync(join(locales, lang, file), "utf8")));
    if (errors.length > 0) throw new Error(`${lang}/${file}: ${errors.join(", ")}`);
  }
  return bundle;
}

const bundles: Record<Lang, FluentBundle> = Object.fromEntries(LANGS.map((lang) => [lang, load(lang)]));

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
