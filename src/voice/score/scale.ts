import { AndasError } from "../../domain/errors.js";

/** The steps of an octave (or of whatever the last one is), in cents over the first, ascending; the last is where it begins anew. */
export interface Scale {
  readonly name: string;
  readonly cents: readonly number[];
}

/** Ratios, in just intonation. */
const BUILT_IN: Readonly<Record<string, readonly number[]>> = {
  // A pentatonic without a semitone: whatever sounds together is calm.
  pentatonic: [9 / 8, 5 / 4, 3 / 2, 5 / 3, 2],
  // Ptolemy's intense diatonic.
  just: [9 / 8, 5 / 4, 4 / 3, 3 / 2, 5 / 3, 15 / 8, 2],
  // The eighth to the sixteenth partial of one string.
  harmonic: [9 / 8, 10 / 8, 11 / 8, 12 / 8, 13 / 8, 14 / 8, 15 / 8, 2],
};

export const SCALES: readonly string[] = Object.keys(BUILT_IN);

/** Undefined where there is none of that name. */
export function builtInScale(name: string): Scale | undefined {
  const ratios = Object.hasOwn(BUILT_IN, name) ? BUILT_IN[name] : undefined;
  return ratios && { name, cents: ratios.map(centsOf) };
}

/**
 * A scale of Scala's format (https://www.huygens-fokker.org/scala/scl_format.html): lines with `!` are remarks; the first other line says
 * what it is, the second how many notes, the others are a note each, cents where there is a dot, else a ratio.
 * @throws AndasError `config` that names the line
 */
export function parseScala(text: string, file: string): Scale {
  const lines = text
    .split(/\r?\n/)
    .flatMap((line, i) => (line.startsWith("!") ? [] : [{ line: line.trim(), at: i + 1 }]));
  const [title, count, ...notes] = lines;
  const wanted = Number(count?.line.split(/\s+/)[0]);
  if (title === undefined || !Number.isInteger(wanted) || wanted < 1 || wanted > 1000)
    throw new AndasError("config", `${file}: is no Scala scale: its second line must be the number of notes`);
  const found = notes.filter(({ line }) => line !== "").slice(0, wanted);
  if (found.length < wanted)
    throw new AndasError(
      "config",
      `${file}: says ${wanted} notes and holds ${found.length}; add the others, or mend the count`,
    );
  const cents = found.map(({ line, at }) => {
    const value = noteIn(line);
    if (value === undefined)
      throw new AndasError(
        "config",
        `${file}: line ${at}: "${line}" is no note; write cents with a dot (701.955) or a ratio (3/2)`,
      );
    return value;
  });
  if (cents.some((value, i) => value <= (cents[i - 1] ?? 0)))
    throw new AndasError(
      "config",
      `${file}: its notes do not ascend; a scale goes up, note by note, to where it begins anew`,
    );
  return { name: title.line || file, cents };
}

/** The cents of a step; steps go on above and below the octave. */
export function centsAt(step: number, { cents }: Scale): number {
  const octave = Math.floor(step / cents.length);
  const within = step - octave * cents.length;
  return octave * cents.at(-1)! + (within === 0 ? 0 : cents[within - 1]!);
}

function noteIn(line: string): number | undefined {
  const [, cents] = /^(-?\d*\.\d*)(?:\s|$)/.exec(line) ?? [];
  if (cents !== undefined && cents !== ".") return Number(cents);
  const [, over, under = "1"] = /^(\d+)(?:\/(\d+))?(?:\s|$)/.exec(line) ?? [];
  const ratio = Number(over) / Number(under);
  return ratio > 0 && Number.isFinite(ratio) ? centsOf(ratio) : undefined;
}

function centsOf(ratio: number): number {
  return 1200 * Math.log2(ratio);
}
