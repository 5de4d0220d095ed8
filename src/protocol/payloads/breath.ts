import { z } from "zod";
import { type Breath, breathEnd, CAUSES, PHASES } from "../../domain/breath.js";
import type { Facts } from "../../domain/percept.js";
import { iso, type Seconds } from "../../domain/time.js";
import { STAMP, type Stamped, stamped } from "../envelope.js";
import { facts, lazily, read } from "../json.js";
import { type TimeStyle, time, UTC } from "../time.js";

/** `breath`, as it is heard. */
export interface BreathMessage {
  readonly breath: Pick<Breath, "phase" | "cycle" | "since" | "until" | "cause">;
  /** Which rhythm is kept, by its `kind` and what belongs to that. */
  readonly rhythm: Facts;
  /** When the node next inhales, if nothing calls earlier. */
  readonly nextWake: Seconds;
  /** Till when somebody keeps it from its pauses; absent while nobody does. */
  readonly awakeUntil?: Seconds;
}

export const breathSchema = lazily(() =>
  z
    .object({
      ...STAMP,
      phase: z.enum(PHASES),
      cycle: z.int().min(0).describe("counts inhales since the node first ran"),
      cause: z.enum(CAUSES),
      since: time,
      until: time.describe("when the phase ends, if nothing calls earlier"),
      rhythm: facts,
      next_wake: time,
      awake_until: time.optional().describe("no pause begins before it: somebody keeps the node awake"),
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

/** `breath`: where the node is, the rhythm it keeps, when the next breath begins, and till when somebody keeps it awake. */
export function breathTopicBody(breath: Breath): Facts {
  const { rhythm, awakeUntil } = breath;
  return {
    ...breathBody(breath, UTC),
    rhythm: { kind: rhythm.kind, ...rhythm.phases },
    next_wake: iso(breathEnd(breath)),
    ...(awakeUntil !== undefined && { awake_until: iso(awakeUntil) }),
  };
}

export function decodeBreath(payload: string): Stamped<BreathMessage> | undefined {
  const said = read(breathSchema, payload);
  if (said === undefined) return undefined;
  const { phase, cycle, cause, since, until, rhythm, next_wake: nextWake, awake_until: awakeUntil } = said;
  const breath = { phase, cycle, since, until, cause };
  return stamped(said, { breath, rhythm, nextWake, ...(awakeUntil !== undefined && { awakeUntil }) });
}
