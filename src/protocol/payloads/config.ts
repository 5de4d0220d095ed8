import { z } from "zod";
import { messageOf } from "../../domain/errors.js";
import type { Facts } from "../../domain/percept.js";
import { STAMP, type Stamped, stamped } from "../envelope.js";
import { facts, json, lazily, read } from "../json.js";

/** `config/desired`, retained: a card that somebody wants the node to have. */
export interface DesiredConfig {
  /** By which the report names it; null where it has none. */
  readonly version: string | number | null;
  /** All of it, the version too. */
  readonly card: Facts;
}

/** `config/reported`, retained: what became of it. */
export interface ConfigReport {
  readonly version: string | number | null;
  readonly status: "accepted" | "refused";
  /** Why it was refused: what is wrong, and what would be right. */
  readonly errors: readonly string[];
}

const version = z.union([z.string(), z.number()]).nullable();

export const desiredConfigSchema = lazily(() =>
  z
    .object({ version: version.optional().catch(undefined).describe("comes back with the report") })
    .catchall(json)
    .describe("a card that somebody wants the node to have; retained"),
);

export const reportedConfigSchema = lazily(() =>
  z
    .object({ ...STAMP, version, status: z.enum(["accepted", "refused"]), errors: z.array(z.string()) })
    .describe("what became of config/desired; retained"),
);

export function encodeDesiredConfig({ version, card }: DesiredConfig): string {
  return JSON.stringify({ ...(version !== null && { version }), ...card });
}

/** The card as it was sent, or what is wrong with it. */
export function decodeDesiredConfig(payload: string): DesiredConfig | { readonly problem: string } {
  let sent: unknown;
  try {
    sent = JSON.parse(payload);
  } catch (error) {
    return { problem: `config/desired is no JSON: ${messageOf(error).slice(0, 120)}` };
  }
  const card = facts.safeParse(sent).data;
  if (card === undefined) return { problem: 'config/desired must be a JSON object, like {"version":1}' };
  return { version: version.safeParse(card.version).data ?? null, card };
}

export function reportedConfigBody({ version, status, errors }: ConfigReport): Facts {
  return { version, status, errors };
}

export function decodeReportedConfig(payload: string): Stamped<ConfigReport> | undefined {
  const said = read(reportedConfigSchema, payload);
  if (said === undefined) return undefined;
  const { version, status, errors } = said;
  return stamped(said, { version, status, errors });
}
