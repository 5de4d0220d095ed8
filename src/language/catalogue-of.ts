import type { Language } from "../domain/language.js";
import type { Catalogue } from "./catalogue/catalogue.js";
import { ENGLISH } from "./en/english.js";
import { SWEDISH } from "./sv/swedish.js";

const CATALOGUES: Readonly<Record<Language, Catalogue>> = { en: ENGLISH, sv: SWEDISH };

/** What the node says, in the language of its card. */
export function catalogueOf(language: Language): Catalogue {
  return CATALOGUES[language];
}
