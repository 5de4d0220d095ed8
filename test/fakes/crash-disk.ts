import { dirname } from "node:path";

/** What lies on the medium: names, and the files that they name (one file may have several). */
export interface Image {
  readonly names: Map<string, number>;
  readonly contents: Map<number, Uint8Array>;
  readonly folders: Set<string>;
}

/** One change of the disk. `path` is the name that comes, goes or is changed. */
export type Step =
  | { readonly do: "empty"; readonly path: string; readonly file: number }
  | { readonly do: "write"; readonly path: string; readonly file: number; readonly bytes: Uint8Array }
  | { readonly do: "fsync"; readonly path: string; readonly file: number }
  | { readonly do: "link"; readonly from: string; readonly path: string; readonly file: number }
  | { readonly do: "rename"; readonly from: string; readonly path: string; readonly file: number }
  | { readonly do: "remove"; readonly path: string }
  | { readonly do: "syncFolder"; readonly path: string }
  | { readonly do: "makeFolder"; readonly path: string };

/** What becomes of that which was never synced. A file system may choose anew each time it is asked. */
export interface Fate {
  /** Does this change of a name reach the medium? */
  keepsName(): boolean;
  /** Of these bytes, what is read afterwards. */
  bytes(unsynced: Uint8Array): Uint8Array;
}

/** All that was not synced is gone. */
export const LOST: Fate = { keepsName: () => false, bytes: () => new Uint8Array() };
/** All is there, as if it had been synced. */
export const KEPT: Fate = { keepsName: () => true, bytes: (unsynced) => unsynced };

/** The names are there, their bytes only as far as `cut`: what a journal of names alone does. */
export function torn(cut: number): Fate {
  return { keepsName: () => true, bytes: (unsynced) => unsynced.subarray(0, cut) };
}

/** The names and the lengths are there; from `cut` on there are zeros in place of bytes. */
export function zeroed(cut: number): Fate {
  return { keepsName: () => true, bytes: (unsynced) => unsynced.map((byte, i) => (i < cut ? byte : 0)) };
}

/** The disk after a power cut: `start`, all of `steps` that was synced, and of the rest what `fate` leaves. */
export function afterCrash(start: Image, steps: readonly Step[], fate: Fate): Image {
  const names = new Map(start.names);
  const contents = new Map(start.contents);
  const folders = new Set(start.folders);
  const unsynced = new Map<number, Uint8Array>();
  let waiting: NameStep[] = [];
  for (const step of steps) {
    switch (step.do) {
      case "makeFolder":
        for (let at = step.path; !folders.has(at); at = dirname(at)) folders.add(at);
        break;
      case "syncFolder":
        for (const each of waiting) if (dirname(each.path) === step.path) rename(names, each);
        waiting = waiting.filter((each) => dirname(each.path) !== step.path);
        break;
      case "fsync":
        contents.set(step.file, unsynced.get(step.file) ?? contents.get(step.file) ?? new Uint8Array());
        unsynced.delete(step.file);
        break;
      case "write":
        unsynced.set(step.file, step.bytes);
        break;
      case "empty":
        unsynced.set(step.file, new Uint8Array());
        waiting.push(step);
        break;
      default:
        waiting.push(step);
    }
  }
  for (const each of waiting) if (fate.keepsName()) rename(names, each);
  for (const [file, bytes] of unsynced) contents.set(file, fate.bytes(bytes));
  for (const file of names.values()) if (!contents.has(file)) contents.set(file, new Uint8Array());
  return { names, contents, folders };
}

type NameStep = Extract<Step, { do: "empty" | "link" | "rename" | "remove" }>;

function rename(names: Map<string, number>, step: NameStep): void {
  if (step.do === "remove") names.delete(step.path);
  else {
    if (step.do === "rename") names.delete(step.from);
    names.set(step.path, step.file);
  }
}
