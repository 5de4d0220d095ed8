import { z } from "zod";
import { AndasError } from "../../domain/errors.js";
import { GLYPHS } from "../../domain/glyph.js";
import { EVENTS } from "../../domain/reading.js";
import { parseArtistsFile } from "../by-hand/artists-file.js";

/** What a line can be told of, as words; which of them are known differs from moment to moment. */
export const FACTS = [
  "one", // the electrode that it speaks of
  "other", // another that moved near it in time
  "earlier", // that of the line which is answered
  "rise", // how long the spike took from its onset to its peak
  "fall", // from its peak to its end
  "span", // both
  "height", // in microvolts
  "quiet", // since the electrode's last spike
  "lag", // between the other's onset and its own
  "count", // how many spikes this inhale took in, from two on
  "window", // from the first onset of these to the last end
  "hour", // by the clock, or of listening where no clock is known
  "ago", // since the line that is answered
  "expected", // the glyph that the model had counted on, where a spike came instead
  "warmth", // the air's, where it is measured
] as const;
export type Fact = (typeof FACTS)[number];
export type Facts = Readonly<Partial<Record<Fact, string>>>;

/** What an alternative may ask of the moment. */
export const TRAITS = {
  event: EVENTS,
  next: GLYPHS,
  way: ["up", "down"],
  pace: ["quick", "slow"],
  company: ["alone", "together"],
  part: ["night", "morning", "day", "evening"],
  weather: ["rain", "frost", "dry"],
} as const;
export type Trait = keyof typeof TRAITS;
export const TRAIT_NAMES: readonly Trait[] = ["event", "next", "way", "pace", "company", "part", "weather"];
export type Traits = Readonly<Partial<Record<Trait, string>>>;

const counted = z.strictObject({ one: z.string(), many: z.string().includes("{n}") });

const asked = z.strictObject({
  event: z.array(z.enum(TRAITS.event)).exactOptional(),
  next: z.array(z.enum(TRAITS.next)).exactOptional(),
  way: z.array(z.enum(TRAITS.way)).exactOptional(),
  pace: z.array(z.enum(TRAITS.pace)).exactOptional(),
  company: z.array(z.enum(TRAITS.company)).exactOptional(),
  part: z.array(z.enum(TRAITS.part)).exactOptional(),
  weather: z.array(z.enum(TRAITS.weather)).exactOptional(),
});

const alternative = z.union([
  z
    .string()
    .min(1)
    .transform((say): { say: string; when: z.output<typeof asked> } => ({ say, when: {} })),
  z.strictObject({ say: z.string().min(1), when: asked.default({}) }),
]);

const words = z.strictObject({
  /** 0 to 19; then the tens from 20 to 90, and how a ten and a one are joined. */
  numbers: z.array(z.string()).length(20),
  tens: z.array(z.string()).length(8),
  joined: z.string().includes("{ten}").includes("{one}"),
  units: z.strictObject({ second: counted, minute: counted, hour: counted, day: counted }),
  /** Hours and a half: of one, and of more. */
  half: counted,
  microvolt: counted,
  millivolt: counted,
  degree: counted,
  /** What the electrodes are called that bear a number or a code, in the order of the card; and those beyond the list. */
  electrodes: z.array(z.string()).min(1),
  another: z.string().includes("{n}"),
  /** The hour in twelve steps of five minutes: `{h}` the hour that goes on, `{next}` the one that comes. */
  clock: z.array(z.string()).length(12),
  /** The hour where no clock is known. */
  listening: z.string().includes("{n}"),
  glyphs: z.partialRecord(z.enum(GLYPHS), z.string()),
});

const grammarSchema = z.strictObject({
  $comment: z.union([z.string(), z.array(z.string())]).exactOptional(),
  language: z.string().min(1),
  words,
  rules: z.record(z.string(), z.array(alternative).min(1)).refine((rules) => "in" in rules && "out" in rules, {
    message: 'needs the rules "in" and "out": the short half of a line, and the long one',
  }),
});

/** A language, as an artist writes it: what things are called, and of which alternatives a line is made. */
export type Grammar = z.output<typeof grammarSchema>;
export type Alternative = Grammar["rules"][string][number];

/**
 * @param file for the message
 * @throws AndasError `config` that names the place and says what would be right
 */
export function parseGrammar(text: string, file: string): Grammar {
  const grammar = parseArtistsFile(grammarSchema, text, file);
  const { rules } = grammar;
  for (const [name, alternatives] of Object.entries(rules))
    for (const [i, { say }] of alternatives.entries())
      for (const slot of slotsOf(say))
        if (!isFact(slot) && !Object.hasOwn(rules, slot))
          throw new AndasError(
            "config",
            `${file}: rules.${name}.${i}: {${slot}} is neither a rule of this file nor one of ${FACTS.join(", ")}`,
          );
  return grammar;
}

/** The names in curly brackets. */
export function slotsOf(say: string): string[] {
  return [...say.matchAll(/\{([^{}]*)\}/g)].map(([, name]) => name!);
}

export function isFact(name: string): name is Fact {
  return (FACTS as readonly string[]).includes(name);
}
