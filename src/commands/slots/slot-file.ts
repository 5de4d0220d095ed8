import { closeSync, mkdtempSync, openSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { AndasError, type ErrorCode, messageOf, systemCode } from "../../domain/errors.js";
import { GLYPHS } from "../../domain/glyph.js";
import { LAYOUT, SLOT_FEATURES } from "../../spiralformer/slots/features.js";
import type { Slot } from "../../spiralformer/slots/slot-maker.js";
import { GrowingPart } from "./growing-part.js";
import { npyHeader, npyInteger, npyTexts } from "./npy.js";
import { StoredZip } from "./stored-zip.js";

/**
 * Slots as a file for NumPy (`numpy.load`, nothing pickled): `t[S]`, `glyph[S,E]`, `feature[S,E,F]`, the names `glyphs`, `features`,
 * `electrodes`, and `layout`. How many there will be is known at the end, so the arrays grow in a folder beside the file, and
 * become it in one step. Memory is that of a few blocks.
 */
export class SlotFile {
  readonly #path: string;
  readonly #folder: string;
  readonly #t: GrowingPart;
  readonly #glyph: GrowingPart;
  readonly #feature: GrowingPart;
  readonly #end = new Float64Array(1);
  #count = 0;

  /** @throws AndasError `usage` when nothing can be written there, or when that is `input` itself */
  constructor(path: string, input: string) {
    refuse(path, input);
    this.#path = path;
    this.#folder = orSay(path, "usage", () => mkdtempSync(`${path}.`));
    const part = (name: string) => orSay(path, "usage", () => new GrowingPart(join(this.#folder, name)));
    this.#t = part("t");
    this.#glyph = part("glyph");
    this.#feature = part("feature");
  }

  /** How many slots it holds. */
  get count(): number {
    return this.#count;
  }

  add({ end, glyph, feature }: Slot): void {
    this.#end[0] = end;
    orSay(this.#path, "recording", () => {
      this.#t.add(this.#end);
      this.#glyph.add(glyph);
      this.#feature.add(feature);
    });
    this.#count++;
  }

  /** The file is there after this, in the place of what was. */
  finish(electrodes: readonly string[]): void {
    orSay(this.#path, "recording", () => this.#finish(electrodes));
    this.discard();
  }

  /** Leaves nothing behind but what `finish` made. */
  discard(): void {
    for (const part of [this.#t, this.#glyph, this.#feature]) part.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #finish(electrodes: readonly string[]): void {
    const whole = join(this.#folder, "whole");
    const file = openSync(whole, "wx+");
    try {
      const zip = new StoredZip(file);
      const shape = [this.#count, electrodes.length];
      zip.add("t.npy", npyHeader("<f8", [this.#count]), grown(this.#t));
      zip.add("glyph.npy", npyHeader("|u1", shape), grown(this.#glyph));
      zip.add("feature.npy", npyHeader("<f4", [...shape, SLOT_FEATURES.length]), grown(this.#feature));
      zip.add("glyphs.npy", npyTexts(GLYPHS));
      zip.add("features.npy", npyTexts(SLOT_FEATURES.map(([name]) => name)));
      zip.add("electrodes.npy", npyTexts(electrodes));
      zip.add("layout.npy", npyInteger(LAYOUT));
      zip.end();
    } finally {
      closeSync(file);
    }
    renameSync(whole, this.#path);
  }
}

function grown(part: GrowingPart): { file: number; length: number } {
  part.flush();
  return part;
}

/** What is there already must be a file, and not the recording. */
function refuse(path: string, input: string): void {
  if (path === "") throw new AndasError("usage", "--slots: give the name of an .npz file");
  const there = orSay(path, "usage", () => statSync(path, { throwIfNoEntry: false }));
  if (there === undefined) return;
  if (!there.isFile()) throw new AndasError("usage", `--slots ${path}: is no file: give the name of an .npz file`);
  const read = statSync(input, { throwIfNoEntry: false });
  if (read !== undefined && read.dev === there.dev && read.ino === there.ino)
    throw new AndasError("usage", `--slots ${path}: is the recording itself: give another name`);
}

function orSay<T>(path: string, code: ErrorCode, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const full = systemCode(error) === "ENOSPC";
    const next = full
      ? "make room, or choose another disk"
      : "give a file in a folder that is there and may be written";
    throw new AndasError(code, `--slots ${path}: cannot be written (${messageOf(error)}); ${next}`, error);
  }
}
