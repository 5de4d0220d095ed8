import { z } from "zod";
import { confidenceOf, type Insight, strengthOf } from "../../domain/insight.js";
import type { Facts } from "../../domain/percept.js";
import { STAMP, type Stamped, stamped } from "../envelope.js";
import { json, lazily, read, round } from "../json.js";
import { type TimeStyle, time } from "../time.js";

export const insightSchema = lazily(() =>
  z
    .object({
      ...STAMP,
      id: z.string(),
      kind: z.enum(["pattern", "correction", "preference", "fact"]),
      subject: z.string(),
      sentence: z.string(),
      data: z.object({ form: z.string() }).catchall(json).describe("the same for programs; form names its shape"),
      support: z.number().describe("sightings for it; of a pattern: how often it came; of all else they fade"),
      against: z.number().describe("of a pattern: how often it could have come and did not"),
      confidence: z
        .number()
        .describe("0 to 1; of a pattern: how likely it is that chance does not explain it, and that it is still so"),
      strength: z.number().optional().describe("0 to 1, of a pattern: the share of times that it came"),
      first_seen: time,
      last_seen: time,
    })
    .describe("something learnt; retained, and empty when it is forgotten"),
);

export function insightBody(insight: Insight, time: TimeStyle): Facts {
  return {
    id: insight.id,
    kind: insight.kind,
    subject: insight.subject,
    sentence: insight.sentence,
    data: insight.data,
    support: round(insight.support, 2),
    against: round(insight.against, 2),
    confidence: round(confidenceOf(insight), 3),
    ...(insight.sure !== undefined && { strength: round(strengthOf(insight), 3) }),
    [`first_seen${time.suffix}`]: time.write(insight.firstSeen),
    [`last_seen${time.suffix}`]: time.write(insight.lastSeen),
  };
}

export function decodeInsight(
  payload: string,
): Stamped<Omit<Insight, "told" | "sure"> & { readonly confidence: number }> | undefined {
  const said = read(insightSchema, payload);
  if (said === undefined) return undefined;
  const { id, kind, subject, sentence, data, support, against, confidence, first_seen, last_seen } = said;
  const seen = { support, against, confidence, firstSeen: first_seen, lastSeen: last_seen };
  return stamped(said, { id, kind, subject, sentence, data, ...seen });
}
