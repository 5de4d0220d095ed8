import type { Files } from "../ports/files.js";

/** How many damaged files are kept for somebody to look at; older ones go, so that a bad card does not fill itself. */
const KEPT = 5;

/**
 * Moves a damaged file aside as `<name>.damaged-<n>.json`. Resolves to the new file's name, or undefined if it could not be moved
 * (a read-only disk): that must not keep a node from starting.
 */
export async function quarantine(
  files: Files,
  folder: string,
  file: string,
  name: string,
): Promise<string | undefined> {
  const taken = await damagedNumbers(files, folder, name);
  const aside = damagedName(name, (taken.at(-1) ?? 0) + 1);
  try {
    await files.rename(`${folder}/${file}`, `${folder}/${aside}`);
  } catch {
    return undefined;
  }
  for (const old of taken.slice(0, -(KEPT - 1)))
    await files.remove(`${folder}/${damagedName(name, old)}`).catch(() => {}); // the next one tries again
  return aside;
}

async function damagedNumbers(files: Files, folder: string, name: string): Promise<number[]> {
  const names = await files.list(folder).catch(() => []);
  const numbers = names.map((file) => numberIn(file, name)).filter((n) => n > 0);
  return numbers.sort((a, b) => a - b);
}

function damagedName(name: string, n: number): string {
  return `${name}.damaged-${n}.json`;
}

/** The `<n>`, or 0 for any other file. */
function numberIn(file: string, name: string): number {
  const digits = file.startsWith(name) ? file.slice(name.length).match(/^\.damaged-(\d+)\.json$/)?.[1] : undefined;
  return digits === undefined ? 0 : Number(digits);
}
