import { z } from "zod";
import { REFLEX_COMMANDS } from "../../domain/reflex.js";
import { DAY_S, HOUR_S, ID_PATTERN, seconds } from "./common.js";

const words = z.string().min(1).max(200);

const output = z.string().meta({
  description: "Name of an output device from electrodes.json, such as an LED.",
  examples: ["status"],
});

const electrode = z
  .string()
  .regex(ID_PATTERN)
  .max(64)
  .exactOptional()
  .meta({ description: "Name of the electrode; without it, the one that the percept came from.", examples: ["e2"] });

/** One form of action; what it does is said of the form and of its `kind`. */
function form<Kind extends string, Fields extends z.core.$ZodShape>(kind: Kind, does: string, fields: Fields) {
  return z.strictObject({ kind: z.literal(kind).describe(does), ...fields }).describe(does);
}

// What the node itself bounds.
const LONGEST_AWAKE_S = 6 * HOUR_S;
const LONGEST_RECORD_S = 1800;
const LONGEST_REST_S = 7 * DAY_S;

const breath = form("breath", "Calls the breath, or changes it for a while.", {
  call: z
    .enum(["gasp", "exhale", "deepen", "stay-awake"])
    .describe(
      "`gasp`: inhale now. `exhale`: radio up now, at most every early_exhale_every_s. `deepen`: the next inhale is longer. " +
        "`stay-awake`: no pause.",
    ),
  for_s: z
    .number()
    .min(1)
    .max(LONGEST_AWAKE_S)
    .exactOptional()
    .meta({
      description: "By how much longer it inhales (an hour at most), or how long it stays awake. In seconds.",
      examples: [600],
    }),
}).superRefine(({ call, for_s }, context) => {
  if (call === "deepen" && for_s !== undefined && for_s > HOUR_S)
    context.addIssue({
      code: "custom",
      path: ["for_s"],
      message: `is ${for_s}; an inhale is deepened by 3600 at most`,
    });
  const lasts = call === "deepen" || call === "stay-awake";
  if (lasts === (for_s !== undefined)) return;
  const message = lasts ? `is missing; "${call}" needs it, such as 600` : `is of no use with "${call}"; leave it out`;
  context.addIssue({ code: "custom", path: ["for_s"], message });
});

const record = form("record", "Keeps the raw signal around this moment as a file beside the state.", {
  before_s: seconds({ from: 0, to: LONGEST_RECORD_S }, 60, "From so long before."),
  after_s: seconds({ from: 0, to: LONGEST_RECORD_S }, 60, "Till so long after."),
}).superRefine(({ before_s, after_s }, context) => {
  if (before_s + after_s <= LONGEST_RECORD_S) return;
  const message = `makes ${before_s + after_s} s with before_s, more than one file holds; let both make ${LONGEST_RECORD_S} or less`;
  context.addIssue({ code: "custom", path: ["after_s"], message });
});

const rest = form("rest", "Withdraws: hears nothing for a while, and returns as soon as all is well again.", {
  longest_s: seconds({ from: 1, to: LONGEST_REST_S }, 900, "It comes back after so long, whatever is the matter."),
  probe_s: seconds({ from: 10, to: DAY_S }, 60, "It tries every so often whether all is well again."),
}).superRefine(({ longest_s, probe_s }, context) => {
  if (probe_s <= longest_s) return;
  const message = `is longer than longest_s (${longest_s}); write ${longest_s} or less`;
  context.addIssue({ code: "custom", path: ["probe_s"], message });
});

const action = z
  .discriminatedUnion("kind", [
    form("pulse", "Lights an output for a moment.", {
      output,
      seconds: z.number().min(0.01).max(60).default(1).describe("How long it is on."),
    }),
    form("level", "Switches an output on or off, till something switches it again.", {
      output,
      on: z.boolean().meta({ description: "True switches it on.", examples: [true] }),
    }),
    form("publish", "Says something on the topic reflex/<id>.", {
      text: words.meta({ description: "What is said.", examples: ["a burst of spikes"] }),
    }),
    form("alert", "Raises the retained topic alert/<id> until somebody clears it.", {
      text: words.meta({ description: "What a person should look at.", examples: ["somebody is at the electrodes"] }),
    }),
    record,
    breath,
    form("backup", "Writes the state to a second place and reads it back.", {}),
    form("mute", "Takes no percepts of an electrode for a while.", {
      electrode,
      for_s: seconds({ from: 1, to: 7 * DAY_S }, HOUR_S, "How long."),
    }),
    rest,
    form("command", "Gives itself a command, as if the operator had.", {
      name: z.enum(REFLEX_COMMANDS).meta({ description: "Which command.", examples: ["gasp"] }),
      body: z
        .record(z.string(), z.json())
        .default({})
        .meta({ description: "What stands beside it, as on cmd/<name>.", examples: [{}] }),
    }),
  ])
  .meta({ description: "Something done at once.", examples: [{ kind: "publish", text: "a burst of spikes" }] });

export const actions = z.union([action, z.array(action).min(1).max(16)]).meta({
  description: "What is done, at once: an action, or a list of actions in their order.",
  examples: [{ kind: "publish", text: "a burst of spikes" }],
});

export type ActionCard = z.output<typeof action>;
