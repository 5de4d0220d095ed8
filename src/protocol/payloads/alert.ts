import { z } from "zod";
import type { Alert } from "../../domain/alert.js";
import type { Facts } from "../../domain/percept.js";
import { HISTORICAL, STAMP, type Stamped, stamped } from "../envelope.js";
import { lazily, read } from "../json.js";

const ELECTRODES = z
  .exactOptional(z.array(z.string()))
  .describe("those that it stands for: it is over when none is left");

export const alertSchema = lazily(() =>
  z
    .object({
      ...STAMP,
      id: z.string(),
      text: z.string(),
      raised: z.boolean(),
      electrodes: ELECTRODES,
      historical: HISTORICAL,
    })
    .describe("what a person should look at; retained, and empty when it is over"),
);

export function alertBody({ id, text, raised, electrodes }: Alert): Facts {
  return { id, text, raised, ...(electrodes && { electrodes }) };
}

/** `at` is when it was told: a node that starts tells again what an earlier run raised. */
export function decodeAlert(payload: string): Stamped<Alert> | undefined {
  const said = read(alertSchema, payload);
  if (said === undefined) return undefined;
  const { id, text, raised, at, electrodes } = said;
  return stamped(said, { id, text, raised, at, ...(electrodes && { electrodes }) });
}
