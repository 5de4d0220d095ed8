import { dirname } from "node:path";

/** What lies on the medium: names, and the files that they name (one file may have several). */
export interface Image {
  readonly names: Map<string, number>;
  readonly contents: Map<number, Uint8Array>;
  readonly folders: Set<string>;
}

/** One change of the disk. `path` is the name that comes, goes or is changed; bytes are written at the end, or over others. */
export type Step =
  | { readonly do: "empty"; readonly path: string; readonly file: number }
  | { readonly do: "write"; readonly path: string; readonly file: number; readonly bytes: Uint8Array }
  | {
      readonly do: "overwrite";
      readonly path: string;
      readonly file: number;
      readonly at: number;
      readonly bytes: Uint8Array;
    }
  | { readonly do: "truncate"; readonly path: string; readonly file: number; readonly length: number }
  | { readonly do: "fsync"; readonly path: string; readonly file: number }
  | { readonly do: "link"; readonly from: string; readonly path: string; readonly file: number }
  | { readonly do: "rename"; readonly from: string; readonly path: string; readonly file: number }
  | { readonly do: "remove"; readonly path: string }
  | { readonly do: "syncFolder"; readonly path: string }
  | { readonly do: "symlink"; readonly path: string; readonly file: number; readonly bytes: Uint8Array }
  | { readonly do: "removeFolder"; readonly path: string }
  | { readonly do: "makeFolder"; readonly path: string };

/** So begins the content of a symbolic link here; the rest says where it leads. */
export const LINK = "-> ";

/** What becomes of that which was never synced. A file system may choose anew each time it is asked. */
export interface Fate {
  /** Does this change of a name, or this cut, reach the medium? */
  keepsName(): boolean;
  /** Of these bytes, what is read afterwards. */
  bytes(unsynced: Uint8Array): Uint8Array;
  /** Is a file empty whose new name reached the medium before it was synced under it? */
  readonly emptiesRenamed?: boolean;
}

/** All that was not synced is gone. */
export const LOST: Fate = { keepsName: () => false, bytes: () => new Uint8Array() };
/** All is there, as if it had been synced. */
export const KEPT: Fate = { keepsName: () => true, bytes: (unsynced) => unsynced };

/** FAT has the length of a file beside its name: who syncs the folder of a renamed file, and not the file, has an empty one. */
export const AS_FAT: Fate = { ...LOST, emptiesRenamed: true };

/** The names are there, their bytes only as far as `cut`: what a journal of names alone does. */
export function torn(cut: number): Fate {
  return { keepsName: () => true, bytes: (unsynced) => unsynced.subarray(0, cut) };
}

/** The names and the lengths are there; from `cut` on there are zeros in place of bytes. */
export function zeroed(cut: number): Fate {
  return { keepsName: () => true, bytes: (unsynced) => unsynced.map((byte, i) => (i < cut ? byte : 0)) };
}

/** All that may become of the last step before the power goes, with its name: of bytes that were being written, a tear at each of them. */
export function fatesAfter(last: Step | undefined): [string, Fate][] {
  const length = last?.do === "write" || last?.do === "overwrite" ? last.bytes.length : 0;
  const cuts = Array.from({ length }, (_, cut) => cut);
  return [
    ["lost", LOST],
    ["kept", KEPT],
    ["as FAT does", AS_FAT],
    ["torn", torn(1)],
    ...cuts.map((cut): [string, Fate] => [`torn at ${cut}`, torn(cut)]),
    ...cuts.map((cut): [string, Fate] => [`zeros from ${cut}`, zeroed(cut)]),
  ];
}

/** The disk after a power cut: `start`, all of `steps` that was synced, and of the rest what `fate` leaves. */
export function afterCrash(start: Image, steps: readonly Step[], fate: Fate): Image {
  const names = new Map(start.names);
  const contents = new Map(start.contents);
  const folders = new Set(start.folders);
  const unsynced = new Map<number, ContentStep[]>();
  const renamed = new Set<number>();
  const emptied = new Set<number>();
  let waiting: NameStep[] = [];
  for (const step of steps) {
    switch (step.do) {
      case "makeFolder":
        for (let at = step.path; !folders.has(at); at = dirname(at)) folders.add(at);
        break;
      case "removeFolder":
        for (const path of [...folders])
          if (path === step.path || path.startsWith(`${step.path}/`)) folders.delete(path);
        break;
      case "symlink":
        // What it leads to is noted with its name.
        contents.set(step.file, step.bytes);
        waiting.push(step);
        break;
      case "syncFolder":
        for (const each of waiting) {
          if (dirname(each.path) !== step.path) continue;
          rename(names, each);
          if (each.do === "rename" && renamed.has(each.file)) emptied.add(each.file);
        }
        waiting = waiting.filter((each) => dirname(each.path) !== step.path);
        break;
      case "fsync":
        contents.set(step.file, settled(contents.get(step.file), unsynced.get(step.file), KEPT));
        unsynced.delete(step.file);
        renamed.delete(step.file);
        emptied.delete(step.file);
        break;
      case "write":
      case "overwrite":
      case "truncate":
        unsynced.set(step.file, [...(unsynced.get(step.file) ?? []), step]);
        break;
      case "empty":
        unsynced.set(step.file, [step]);
        waiting.push(step);
        break;
      case "rename":
        renamed.add(step.file);
        waiting.push(step);
        break;
      default:
        waiting.push(step);
    }
  }
  for (const each of waiting) if (fate.keepsName()) rename(names, each);
  for (const [file, changes] of unsynced) contents.set(file, settled(contents.get(file), changes, fate));
  if (fate.emptiesRenamed) for (const file of emptied) contents.set(file, NOTHING);
  for (const file of names.values()) if (!contents.has(file)) contents.set(file, new Uint8Array());
  // The folder of a file that is there after all.
  for (const path of names.keys()) for (let at = dirname(path); !folders.has(at); at = dirname(at)) folders.add(at);
  // A file that no name leads to is gone.
  const named = new Set(names.values());
  for (const file of [...contents.keys()]) if (!named.has(file)) contents.delete(file);
  return { names, contents, folders };
}

const NOTHING: Uint8Array = new Uint8Array();

type ContentStep = Extract<Step, { do: "empty" | "write" | "overwrite" | "truncate" }>;

/** What becomes of a file: of what was there for sure, and of what came after that. */
function settled(safe: Uint8Array = NOTHING, changes: readonly ContentStep[] = [], fate: Fate): Uint8Array {
  let sure = safe;
  let tail = NOTHING;
  for (const change of changes) {
    if (change.do === "write") tail = joined(tail, change.bytes);
    else if (change.do === "overwrite") sure = writtenOver(sure, change.at, fate.bytes(change.bytes));
    else if (change.do === "empty") [sure, tail] = [NOTHING, NOTHING];
    else if (!fate.keepsName())
      break; // what was cut off is there again, and what was written in its place is not
    else if (change.length <= sure.length) [sure, tail] = [sure.subarray(0, change.length), NOTHING];
    else tail = tail.subarray(0, change.length - sure.length);
  }
  return joined(sure, fate.bytes(tail));
}

/** `bytes` in place of those from `at` on. */
export function writtenOver(whole: Uint8Array, at: number, bytes: Uint8Array): Uint8Array {
  if (at + bytes.length > whole.length) throw new RangeError("only what was synced can be written over");
  const changed = Uint8Array.from(whole);
  changed.set(bytes, at);
  return changed;
}

/** `b` behind `a`. */
function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  if (a.length === 0 || b.length === 0) return a.length === 0 ? b : a;
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

type NameStep = Extract<Step, { do: "symlink" | "empty" | "link" | "rename" | "remove" }>;

function rename(names: Map<string, number>, step: NameStep): void {
  if (step.do === "remove") names.delete(step.path);
  else {
    if (step.do === "rename") names.delete(step.from);
    names.set(step.path, step.file);
  }
}
