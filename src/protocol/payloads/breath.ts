import { z } from "zod";
import { type Breath, breathEnd, CAUSES, PHASES, type RhythmTold } from "../../domain/breath.js";
import type { NeighbourBreath } from "../../domain/neighbour.js";
import type { Facts } from "../../domain/percept.js";
import { DAY, iso, type Seconds } from "../../domain/time.js";
import { STAMP, type Stamped, stamped } from "../envelope.js";
import { facts, lazily, read, round } from "../json.js";
import { type TimeStyle, time, UTC } from "../time.js";

/** No node has more to say of its breath, in characters. */
const LONGEST = 4096;

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
      rhythm: facts.describe(
        "`kind`, the present length of each phase (s); entrained: `coherence` (0 to 1) and, while one is locked, the field's `period_s`; staggered: how many `neighbours` are minded",
      ),
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
    rhythm: rhythmFacts(rhythm),
    next_wake: iso(breathEnd(breath)),
    ...(awakeUntil !== undefined && { awake_until: iso(awakeUntil) }),
  };
}

function rhythmFacts({ kind, phases, field, neighbours }: RhythmTold): Facts {
  return {
    kind,
    ...Object.fromEntries(PHASES.map((phase) => [phase, round(phases[phase], 3)])),
    ...(field && { coherence: round(field.coherence, 3) }),
    ...(field?.period !== undefined && { period_s: round(field.period, 1) }),
    ...(neighbours !== undefined && { neighbours }),
  };
}

/** When `node` breathes, as it told it; undefined for what makes no sense. */
export function decodeNeighbourBreath(node: string, payload: string): NeighbourBreath | undefined {
  const said = payload.length > LONGEST ? undefined : decodeBreath(payload)?.value;
  if (said === undefined) return undefined;
  const length = PHASES.reduce((sum, phase) => sum + Number(said.rhythm[phase]), 0);
  return length > 0 && length <= DAY ? { kind: "breath", node, nextWake: said.nextWake, length } : undefined;
}

export function decodeBreath(payload: string): Stamped<BreathMessage> | undefined {
  const said = read(breathSchema, payload);
  if (said === undefined) return undefined;
  const { phase, cycle, cause, since, until, rhythm, next_wake: nextWake, awake_until: awakeUntil } = said;
  const breath = { phase, cycle, since, until, cause };
  return stamped(said, { breath, rhythm, nextWake, ...(awakeUntil !== undefined && { awakeUntil }) });
}
