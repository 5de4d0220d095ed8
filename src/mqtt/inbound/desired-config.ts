import { messageOf } from "../../domain/errors.js";
import type { Told } from "../../protocol/telling.js";

const UNSUPPORTED = "changing the card over MQTT is not supported by this version: edit the files on the card";

/** What `config/reported` says to something on `config/desired`; undefined when that was taken back. */
export function reportOn(desired: string): Told | undefined {
  if (desired === "") return undefined;
  try {
    const { version } = (JSON.parse(desired) ?? {}) as { version?: unknown };
    const known = typeof version === "string" || typeof version === "number" ? version : null;
    return { version: known, status: "refused", errors: [UNSUPPORTED] };
  } catch (error) {
    const problem = `config/desired is no JSON: ${messageOf(error).slice(0, 120)}`;
    return { version: null, status: "refused", errors: [problem, UNSUPPORTED] };
  }
}
