import { join } from "node:path";
import type { Files } from "../ports/files.js";
import { replaceText } from "./kept-file.js";
import type { CardContent } from "./written/content.js";

/** In the state's folder. It holds the card as it was written, and the secrets beside it: the folder is the node's alone. */
const FILE = "last-good.json";
const VERSION = 1;

/** Keeps a good card for the day when the card is bad. Writes only what changed. */
export async function saveLastGood(files: Files, stateFolder: string, content: CardContent): Promise<void> {
  const text = `${JSON.stringify({ v: VERSION, files: content.files, beside: content.beside })}\n`;
  await files.makeFolder(stateFolder);
  await replaceText(files, join(stateFolder, FILE), text);
}

/** The last good card as it was written, or undefined if there is none that can be read. */
export async function readLastGood(files: Files, stateFolder: string): Promise<CardContent | undefined> {
  const text = await files.read(join(stateFolder, FILE));
  if (text === undefined) return undefined;
  try {
    const kept = JSON.parse(text) as Partial<CardContent> & { v?: unknown };
    if (kept.v !== VERSION || !isObject(kept.files) || !isObject(kept.beside)) return undefined;
    if (!Object.values(kept.beside).every((text) => typeof text === "string")) return undefined;
    return { files: kept.files, beside: kept.beside };
  } catch {
    return undefined; // torn: as good as none
  }
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
