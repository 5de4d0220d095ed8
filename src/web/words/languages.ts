import { LANGUAGES, type Language } from "../../domain/language.js";
import { ENGLISH } from "./english.ts";
import type { PageWords } from "./page-words.ts";

/** As those call it who speak it. */
export const OWN_NAMES: Readonly<Record<Language, string>> = { en: "English", sv: "Svenska" };

/** English comes with the page; each other language is a file of its own, which is loaded when it is wanted. */
const WORDS: Readonly<Record<Language, () => Promise<PageWords>>> = {
  en: () => Promise.resolve(ENGLISH),
  sv: () => import("./swedish.ts").then(({ SWEDISH }) => SWEDISH),
};

const KEPT = "andas:language";

/** Rejects where it must be loaded and cannot be. */
export function wordsIn(language: Language): Promise<PageWords> {
  return WORDS[language]();
}

/** What somebody chose here before, or else the first of the browser's languages that the page speaks. */
export function languageWanted(): Language {
  return [kept(), ...navigator.languages].map((tag) => languageOf(tag ?? "")).find((one) => one !== undefined) ?? "en";
}

/** `sv` of `sv-FI`; undefined of a language that the page does not speak. */
export function languageOf(tag: string): Language | undefined {
  const [spoken] = tag.toLowerCase().split("-");
  return LANGUAGES.find((language) => language === spoken);
}

/** Remembered in this browser, where it lets the page remember. */
export function keepLanguage(language: Language): void {
  try {
    localStorage.setItem(KEPT, language);
  } catch {
    // Storage is switched off, or full: the choice lasts as long as the page is open.
  }
}

function kept(): string | undefined {
  try {
    return localStorage.getItem(KEPT) ?? undefined;
  } catch {
    return undefined;
  }
}
