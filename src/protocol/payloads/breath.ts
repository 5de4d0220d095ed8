import { z } from "zod";
import { type Breath, type BreathSettings, PHASES } from "../../domain/breath.js";
import type { Facts } from "../../domain/percept.js";
import { iso, type Seconds } from "../../domain/time.js";
import { STAMP, type Stamped, stamped } from "../envelope.js";
import { facts, lazily, read } from "../json.js";
import { type TimeStyle, time, UTC } from "../time.js";

/** `breath`, as it is heard. */
export interface BreathMessage {
  readonly breath: Breath;
  /** Which rhythm is kept, by its `kind` and what belongs to that. */
  readonly rhythm: Facts;
  /** When the node next inhales, if nothing calls earlier. */
  readonly nextWake: Seconds;
}

export const breathSchema = lazily(() =>
  z
    .object({
      ...STAMP,
      phase: z.enum(PHASES),
      cycle: z.int().min(0).describe("counts inhales since the node first ran"),
      cause: z.enum(["rhythm", "gasp", "early-exhale", "sentinel", "deepened", "start", "stop"]),
      since: time,
      until: time.describe("when the phase ends, if nothing calls earlier"),
      rhythm: facts,
      next_wake: time,
    })
    .describe("where the node is in its breath, and when it next inhales; retained"),
);

/** The breath alone, as an event of a replay. */
export function breathBody(breath: Breath, time: TimeStyle): Facts {
  return {
    phase: breath.phase,
    cycle: breath.cycle,
    cause: breath.cause,
    [`since${time.suffix}`]: time.write(breath.since),
    [`until${time.suffix}`]: time.write(breath.until),
  };
}

/** `breath`: where the node is, the rhythm it keeps, and when it next inhales if nothing calls earlier. */
export function breathTopicBody(breath: Breath, settings: BreathSettings): Facts {
  const { phases } = settings;
  const after = {
    inhale: ["hold", "exhale", "pause"],
    hold: ["exhale", "pause"],
    exhale: ["pause"],
    pause: [],
  } as const;
  const rest = after[breath.phase].reduce((sum, phase) => sum + phases[phase], 0);
  return {
    ...breathBody(breath, UTC),
    rhythm: { kind: "fixed", ...phases },
    next_wake: iso(breath.until + rest),
  };
}

export function decodeBreath(payload: string): Stamped<BreathMessage> | undefined {
  const said = read(breathSchema, payload);
  if (said === undefined) return undefined;
  const { phase, cycle, cause, since, until, rhythm, next_wake: nextWake } = said;
  return stamped(said, { breath: { phase, cycle, since, until, cause }, rhythm, nextWake });
}
