import { type ConfigReport, decodeDesiredConfig } from "../../protocol/payloads/config.js";

const UNSUPPORTED = "changing the card over MQTT is not supported by this version: edit the files on the card";

/** What `config/reported` says to something on `config/desired`; undefined when that was taken back. */
export function reportOn(desired: string): ConfigReport | undefined {
  if (desired === "") return undefined;
  const config = decodeDesiredConfig(desired);
  if ("problem" in config) return { version: null, status: "refused", errors: [config.problem, UNSUPPORTED] };
  return { version: config.version, status: "refused", errors: [UNSUPPORTED] };
}
