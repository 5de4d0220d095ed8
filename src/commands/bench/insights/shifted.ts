import { z } from "zod";
import type { AttentionRules } from "../../../attention/state/state.js";
import { AndasError } from "../../../domain/errors.js";
import type { Noticed } from "../../../domain/percept.js";
import { type ElectrodeSource, isElectrodeSource } from "../../../domain/percept-source.js";
import type { Seconds } from "../../../domain/time.js";
import { SeededRandom } from "../../../ports/seeded-random.js";
import type { Io } from "../../cli/command.js";
import { patternsTold } from "./patterns-told.js";
import { replayed } from "./replayed.js";

/** What an electrode noticed, as a line of a replay. */
const PERCEPT = z.object({
  at: z.number(),
  source: z.string().refine((source): source is ElectrodeSource => isElectrodeSource(source)),
  percept: z.string(),
  intensity: z.number(),
  tags: z.array(z.string()),
  data: z.record(z.string(), z.json()),
});

/**
 * How many patterns are told of a recording as it is, and when every electrode is shifted in time by chance, each around the recording's own
 * length: then nothing that is told of two of them can be true. The recording is heard once; what was noticed is shifted.
 */
export async function shiftedRecording(file: string, shifts: number, rules: AttentionRules, io: Io) {
  io.err("andas: insights, the recording …\n");
  const heard = (await replayed(file, "percept", PERCEPT)).map(
    ({ percept, ...line }): Noticed => ({ ...line, type: percept }),
  );
  if (heard.length === 0)
    throw new AndasError("recording", `${file}: nothing was noticed on its electrodes that could be shifted`);
  const end = 1 + heard.reduce((last, { at }) => Math.max(last, at), 0);
  const formsOf = (percepts: readonly Noticed[]) => patternsTold(percepts, end, rules).map(({ data }) => data.form);
  const shifted: string[][] = [];
  for (let shift = 1; shift <= shifts; shift++)
    shifted.push(formsOf(shiftedBy(heard, end, new SeededRandom(`insights/shift/${shift}`))));
  return {
    percepts: heard.length,
    hours: Math.round(end / 3600),
    patterns: formsOf(heard),
    shifts,
    patterns_a_shift: shifted.flat().length / Math.max(1, shifts),
    shifts_with_patterns: shifted.filter((forms) => forms.length > 0),
  };
}

function shiftedBy(heard: readonly Noticed[], end: Seconds, random: SeededRandom): readonly Noticed[] {
  const offset = new Map<string, Seconds>();
  for (const { source } of heard) if (!offset.has(source)) offset.set(source, random.next() * end);
  return heard.map((one) => ({ ...one, at: (one.at + offset.get(one.source)!) % end }));
}
