import { writeFile } from "node:fs/promises";
import { AndasError, messageOf } from "../../domain/errors.js";
import type { Options } from "../options.js";

/** The same options wherever a command draws. */
export const PICTURE_OPTIONS = {
  svg: { type: "string" },
  from: { type: "string" },
  to: { type: "string" },
} as const;

/** Where the picture goes, if there is to be one. */
export function pictureOf(options: Options): string | undefined {
  const svg = options.text("svg");
  if (svg !== undefined) return svg;
  if ((options.number("from") ?? options.number("to")) !== undefined)
    throw new AndasError("usage", "--from and --to say what to draw: add --svg FILE");
  return undefined;
}

export async function writePicture(path: string, picture: string): Promise<void> {
  try {
    await writeFile(path, picture);
  } catch (error) {
    const what = `the picture cannot be written to ${path} (${messageOf(error)}); give --svg a file in a folder that is there`;
    throw new AndasError("usage", what, error);
  }
}
