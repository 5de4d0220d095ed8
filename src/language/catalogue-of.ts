import type { Language } from "../domain/language.js";
import { besideUtc, type Here } from "./beside-utc.js";
import type { Catalogue } from "./catalogue/catalogue.js";
import { ENGLISH } from "./en/english.js";
import { SWEDISH } from "./sv/swedish.js";

const CATALOGUES: Readonly<Record<Language, Catalogue>> = { en: ENGLISH, sv: SWEDISH };

/** In which time somebody lives. */
export interface TimeOfLife {
  /** Its hours mean something: false for a recording that does not say when it was made. */
  readonly dated?: boolean;
  /** Where it is the real time, and read in another zone than UTC. */
  readonly here?: Here | undefined;
}

/** What the node says, in the language of its card. */
export function catalogueOf(language: Language, { dated = true, here }: TimeOfLife = {}): Catalogue {
  const words = CATALOGUES[language];
  if (!dated) return { ...words, insights: { ...words.insights, ...words.insights.undated } };
  return here === undefined ? words : besideUtc(words, here);
}
