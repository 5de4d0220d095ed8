import { breathing } from "../../language/sv/breathing.js";
import { grammar } from "../../language/sv/grammar.js";
import { grove } from "../../language/sv/grove.js";
import { things } from "../../language/sv/things.js";
import { web } from "../../language/sv/web.js";
import type { PageWords } from "./page-words.ts";

export const SWEDISH: PageWords = { language: "sv", grammar, things, breathing, grove, web };
