import type { Files } from "../ports/files.js";
import { BoundedFolder } from "./bounded-folder.js";

/** So many files of a family are kept for somebody to look at; older ones go, so that a bad card does not fill itself. */
const KEPT = { count: 5, bytes: Number.POSITIVE_INFINITY };

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
  const family = `${name}.damaged`;
  try {
    const damaged = familyIn(files, folder, family);
    const aside = nextOf(family, (await damaged.names()).at(-1));
    await damaged.moveIn(file, aside);
    return aside;
  } catch {
    return undefined;
  }
}

/**
 * Keeps what could not be read as `<name>.set-aside-<n>.json`, once, however often it is asked to. Resolves to the file's name when
 * it lies on the medium.
 * @throws AndasError `state` when it cannot be written
 */
export async function setAside(files: Files, folder: string, name: string, text: string): Promise<string> {
  const family = `${name}.set-aside`;
  const kept = familyIn(files, folder, family);
  const last = (await kept.names()).at(-1);
  // The power went before the state could do without it: here it is again.
  if (last !== undefined && (await files.read(`${folder}/${last}`)) === text) return last;
  const aside = nextOf(family, last);
  await kept.keep(aside, text);
  return aside;
}

/** `<family>-<n>.json` in a folder of many other files. */
function familyIn(files: Files, folder: string, family: string): BoundedFolder {
  return new BoundedFolder(files, folder, new RegExp(`^${family.replaceAll(".", "\\.")}-\\d+\\.json$`), KEPT);
}

function nextOf(family: string, last: string | undefined): string {
  return `${family}-${Number(last?.match(/(\d+)\.json$/)?.[1] ?? 0) + 1}.json`;
}
