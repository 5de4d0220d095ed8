import { z } from "zod";
import type { DayFact, ElectrodeDay, Moment, Morning, Unheard } from "../../domain/morning.js";
import type { Facts } from "../../domain/percept.js";
import type { Seconds } from "../../domain/time.js";
import { STAMP, type Stamped, stamped } from "../envelope.js";
import { given, lazily, read, round } from "../json.js";
import { type TimeStyle, time } from "../time.js";

/** `morning`, as it is heard. */
export interface MorningMessage extends Morning {
  /** The page, a line each. */
  readonly page: readonly string[];
}

const told = z.array(z.object({ id: z.string(), sentence: z.string() }));
const fact = z.object({
  value: z.number().optional(),
  usual: z.number().optional().describe("the mean of the days before"),
  changed: z.enum(["more", "less"]).optional().describe("its own days before do not explain it"),
});
const hour = z.int().min(0).max(23);

export const morningSchema = lazily(() =>
  z
    .object({
      ...STAMP,
      page: z.array(z.string()).describe("for people: 24 lines of 80 characters at most, in the language of the card"),
      from: time,
      to: time,
      electrodes: z
        .array(
          z.object({
            electrode: z.string(),
            heard_s: z.number().describe("of its last day"),
            days: z.int().min(0).max(14).describe("days before it that were heard well enough to compare with"),
            rate: fact.describe("spikes an hour that it was heard"),
            amplitude_mv: fact,
            level_mv: fact.describe("at rest"),
            shape: z.string().optional().describe("of most of its spikes: + or -, and how fast: `+slow`"),
            usual_shape: z.string().optional(),
            liveliest: z.object({ from: hour, to: hour }).optional().describe("hours of the day, UTC"),
          }),
        )
        .describe("each electrode's last day, against its own of the last fourteen before"),
      learnt: told.describe("new insights"),
      lost: told.describe("what is no longer true, or was forgotten"),
      moments: z
        .array(
          z.object({
            ...{ thread: z.string(), electrodes: z.array(z.string()), text: z.string(), from: time, until: time },
            salience: z.number().describe("0 to 1, the highest that it had"),
            raw: z.object({ from: time, until: time }).describe("the signal to look at: andas export --from --to"),
          }),
        )
        .describe("three at most, worth a look"),
      unheard: z.array(
        z.object({
          electrodes: z.array(z.string()),
          all: z.boolean().describe("no electrode was heard then"),
          ...{ from: time, until: time, why: z.string().optional() },
        }),
      ),
    })
    .describe(
      "the page of the day: what changed, what was learnt and lost, what is worth a look, what nobody heard; retained",
    ),
);

export function morningBody(morning: Morning, page: readonly string[], time: TimeStyle): Facts {
  const { suffix, write } = time;
  const spanOf = ({ from, until }: { readonly from: Seconds; readonly until: Seconds }) => ({
    [`from${suffix}`]: write(from),
    [`until${suffix}`]: write(until),
  });
  const toldOf = ({ id, sentence }: { readonly id: string; readonly sentence: string }) => ({ id, sentence });
  return {
    page,
    [`from${suffix}`]: write(morning.from),
    [`to${suffix}`]: write(morning.to),
    electrodes: morning.electrodes.map(dayBody),
    learnt: morning.learnt.map(toldOf),
    lost: morning.lost.map(toldOf),
    moments: morning.moments.map((one) => ({
      ...{ thread: one.thread, electrodes: one.electrodes, text: one.text, ...spanOf(one) },
      ...{ salience: round(one.salience, 3), raw: spanOf(one.raw) },
    })),
    unheard: morning.unheard.map((one) => ({
      ...{ electrodes: one.electrodes, all: one.all, ...spanOf(one), ...given({ why: one.why }) },
    })),
  };
}

function dayBody(day: ElectrodeDay): Facts {
  return {
    ...{ electrode: day.electrode, heard_s: round(day.heard, 0), days: day.days },
    ...{ rate: factBody(day.rate, 3), amplitude_mv: factBody(day.amplitude, 5), level_mv: factBody(day.level, 5) },
    ...given({ shape: day.shape, usual_shape: day.usualShape }),
    ...(day.liveliest && { liveliest: { ...day.liveliest } }),
  };
}

function factBody({ value, usual, changed }: DayFact, digits: number): Facts {
  return {
    ...(value !== undefined && { value: round(value, digits) }),
    ...(usual !== undefined && { usual: round(usual, digits) }),
    ...given({ changed }),
  };
}

export function decodeMorning(payload: string): Stamped<MorningMessage> | undefined {
  const said = read(morningSchema, payload);
  if (said === undefined) return undefined;
  const { page, from, to, learnt, lost, moments } = said;
  const electrodes = said.electrodes.map(
    ({ heard_s, rate, amplitude_mv, level_mv, usual_shape, shape, liveliest, ...one }): ElectrodeDay => ({
      ...{ ...one, heard: heard_s, rate: factFrom(rate), amplitude: factFrom(amplitude_mv), level: factFrom(level_mv) },
      ...given({ shape, usualShape: usual_shape }),
      ...given({ liveliest }),
    }),
  );
  const unheard = said.unheard.map(({ why, ...one }): Unheard => ({ ...one, ...given({ why }) }));
  return stamped(said, { page, from, to, electrodes, learnt, lost, moments: moments satisfies Moment[], unheard });
}

function factFrom({ value, usual, changed }: z.output<typeof fact>): DayFact {
  return { ...given({ value, usual }), ...given({ changed }) };
}
