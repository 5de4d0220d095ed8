import type { Language } from "../domain/language.js";
import type { Catalogue } from "./catalogue/catalogue.js";
import { ENGLISH } from "./en/english.js";
import { SWEDISH } from "./sv/swedish.js";

const CATALOGUES: Readonly<Record<Language, Catalogue>> = { en: ENGLISH, sv: SWEDISH };

/**
 * What the node says, in the language of its card.
 * @param dated whether it lives in a time whose hours mean something: false for a recording that does not say when it was made
 */
export function catalogueOf(language: Language, dated = true): Catalogue {
  const words = CATALOGUES[language];
  return dated ? words : { ...words, insights: { ...words.insights, ...words.insights.undated } };
}
