import { isAbsolute, join } from "node:path";
import { fileURLToPath } from "node:url";
import { AndasError } from "../domain/errors.js";
import { LANGUAGES } from "../domain/language.js";
import type { Files } from "../ports/files.js";
import { parseMapping } from "../voice/score/mapping.js";
import { builtInScale, parseScala, SCALES, type Scale } from "../voice/score/scale.js";
import type { VoiceParts } from "../voice/voice.js";
import { parseGrammar } from "../voice/words/grammar.js";

/** Where the words and the mapping lie that came with this version. */
const OWN = fileURLToPath(new URL("../../../src/voice", import.meta.url));

/** What the voice is made of: names of what comes with andas, or files of an artist's own. */
export interface VoiceWish {
  /** `en`, `sv`, or a file of words. */
  readonly language: string;
  /** `pentatonic`, `just`, `harmonic`, or a file of Scala's. */
  readonly scale: string;
  /** A file; the one that comes with andas when absent. */
  readonly mapping?: string | undefined;
}

/**
 * Reads and checks them.
 * @param folder that relative paths start at
 * @throws AndasError `config` that names the file, the place and what would be right
 */
export async function openVoice(wish: VoiceWish, files: Files, folder = "."): Promise<VoiceParts> {
  const { language, scale } = wish;
  const own = (LANGUAGES as readonly string[]).includes(language);
  const words = own ? join(OWN, "words", `${language}.json`) : beside(folder, language);
  const mapping = wish.mapping === undefined ? join(OWN, "score", "mapping.json") : beside(folder, wish.mapping);
  return {
    grammar: parseGrammar(await text(files, words, `a language: ${LANGUAGES.join(", ")}, or a file of words`), words),
    scale: builtInScale(scale) ?? (await scaleIn(files, beside(folder, scale))),
    mapping: parseMapping(await text(files, mapping, "a mapping"), mapping),
  };
}

async function scaleIn(files: Files, path: string): Promise<Scale> {
  return parseScala(await text(files, path, `a scale: ${SCALES.join(", ")}, or a Scala file (.scl)`), path);
}

async function text(files: Files, path: string, what: string): Promise<string> {
  const found = await files.read(path).catch((error: unknown) => {
    throw new AndasError("config", `${path}: cannot be read; name ${what}`, error);
  });
  if (found === undefined) throw new AndasError("config", `${path}: there is no such file; name ${what}`);
  return found;
}

function beside(folder: string, path: string): string {
  return isAbsolute(path) ? path : join(folder, path);
}
