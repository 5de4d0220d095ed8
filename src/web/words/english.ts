import { breathing } from "../../language/en/breathing.js";
import { grammar, things } from "../../language/en/grammar.js";
import { grove } from "../../language/en/grove.js";
import { web } from "../../language/en/web.js";
import type { PageWords } from "./page-words.ts";

export const ENGLISH: PageWords = { language: "en", grammar, things, breathing, grove, web };
