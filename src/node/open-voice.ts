import { isAbsolute, join } from "node:path";
import type { Configuration } from "../config/configuration.js";
import { AndasError, messageOf } from "../domain/errors.js";
import { LANGUAGES } from "../domain/language.js";
import type { DeviceKind } from "../ports/device.js";
import type { Files } from "../ports/files.js";
import type { Log } from "../ports/log.js";
import { installed } from "../ports/os/package-folder.js";
import { SeededRandom } from "../ports/seeded-random.js";
import { parseMapping } from "../voice/score/mapping.js";
import { builtInScale, parseScala, SCALES, type Scale } from "../voice/score/scale.js";
import type { VoiceParts } from "../voice/voice.js";
import { parseGrammar } from "../voice/words/grammar.js";
import type { NodeVoiceParts } from "./node-voice.js";
import { kindOf } from "./plan-devices.js";

/** Where the words and the mapping lie that came with this version. */
const OWN = installed("src/voice");

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

/**
 * The voice that a card asks for; undefined where it asks for none. What keeps it from speaking is said, and the node lives without it: its
 * words and scale are wrong, or what it listens to is simulated.
 */
export async function voiceOfCard(
  { node, devices }: Pick<Configuration, "node" | "devices">,
  world: {
    readonly kinds: readonly DeviceKind[];
    readonly files: Files;
    readonly folder: string | undefined;
    readonly seed: number;
    readonly log: Log;
  },
): Promise<NodeVoiceParts | undefined> {
  const { voice, language } = node;
  const { kinds, files, folder, seed, log } = world;
  if (voice === undefined) return undefined;
  const simulated = devices.find((device) => kindOf(device, kinds).simulated);
  if (simulated !== undefined && !voice.demo) {
    log(
      "warn",
      `voice: "${simulated.name}" (${simulated.kind}) is not alive, so nothing is said; "demo": true lets it speak`,
    );
    return undefined;
  }
  try {
    const { words, scale, mapping } = voice;
    const parts = await openVoice({ language: words ?? language, scale, mapping }, files, folder);
    const knowsTime: NodeVoiceParts["knowsTime"] = ({ quality }) => quality === "ntp" || quality === "rtc";
    return { ...parts, knowsTime, random: new SeededRandom(seed).fork("voice") };
  } catch (error) {
    log("warn", `${messageOf(error)}; the node lives without its voice`);
    return undefined;
  }
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
