import type { Seconds } from "../../../src/domain/time.js";

/** What a person marked while it was recorded: a key pressed, a leaf touched. */
export interface Mark {
  /** Since the first sample. */
  readonly at: Seconds;
  readonly name: string;
}

/** `X-events.txt` beside `X.wav`, as the SpikerBox apps write it; undefined beside anything else. */
export function marksPath(file: string): string | undefined {
  const path = file.replace(/\.wav(\.gz)?$/i, "-events.txt");
  return path === file ? undefined : path;
}

/** A name and a time in seconds on each line, a comma or tab between; `#` in front of what is none. */
export function marksIn(text: string): Mark[] {
  return text
    .split(/\r\n|\r|\n/)
    .flatMap((line) => {
      const found = /^\s*([^#,\t][^,\t]*?)\s*[,\t]\s*([\d.]+)\s*$/.exec(line);
      const at = Number(found?.[2]);
      return found?.[1] === undefined || !Number.isFinite(at) ? [] : [{ at, name: found[1] }];
    })
    .sort((a, b) => a.at - b.at);
}
