import { type ConfigReport, type DesiredConfig, decodeDesiredConfig } from "../../protocol/payloads/config.js";

/** What `config/reported` says to something on `config/desired`; undefined when that was taken back. */
export async function reportOn(
  desired: string,
  take: (config: DesiredConfig) => Promise<ConfigReport>,
): Promise<ConfigReport | undefined> {
  if (desired === "") return undefined;
  const config = decodeDesiredConfig(desired);
  if ("problem" in config) return { version: null, status: "refused", errors: [config.problem] };
  return take(config);
}
