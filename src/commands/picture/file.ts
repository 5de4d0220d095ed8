import { writeFile } from "node:fs/promises";
import { AndasError, messageOf } from "../../domain/errors.js";
import type { OptionTable } from "../cli/option.js";
import type { Options } from "../cli/options.js";

/** The same options wherever a command draws: what `--svg` shows, and which stretch of it when nobody says. */
export function pictureOptions(svg: string, usual: string) {
  return {
    svg: { value: "FILE", help: svg, offers: "files" },
    from: { value: "S", help: `the beginning of what is drawn, in seconds of the recording (default: ${usual})` },
    to: { value: "S", help: "the end of what is drawn, in seconds of the recording" },
    credit: { value: "TEXT", help: "a line below the picture: whose recording it is, and under which licence" },
  } as const satisfies OptionTable;
}

/** Where the picture goes, if there is to be one. What is no number is said now, and not after hours of recording. */
export function pictureOf(options: Options): string | undefined {
  const svg = options.text("svg");
  const bounds = [options.number("from"), options.number("to")];
  if (svg !== undefined) return svg;
  if (bounds.some((bound) => bound !== undefined))
    throw new AndasError("usage", "--from and --to say what to draw: add --svg FILE");
  if (options.text("credit") !== undefined)
    throw new AndasError("usage", "--credit stands below a picture: add --svg FILE");
  return undefined;
}

/** @param option that named the file */
export async function writePicture(path: string, picture: string, option = "svg"): Promise<void> {
  try {
    await writeFile(path, picture);
  } catch (error) {
    const what = `the picture cannot be written to ${path} (${messageOf(error)}); give --${option} a file in a folder that is there`;
    throw new AndasError("usage", what, error);
  }
}
