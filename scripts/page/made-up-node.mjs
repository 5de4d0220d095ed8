// What nodes say that were made up: neighbours in a picture, hundreds in a measurement. Payloads are written by src/protocol, as a real node's.
const { encodeState } = await import("../../dist/src/protocol/payloads/state.js");
const { encodeStamped } = await import("../../dist/src/protocol/envelope.js");

const PHASES = { inhale: 120, hold: 60, exhale: 180, pause: 120 };

const stamp = (at) => ({ at, quality: "ntp" });

/** What it says on each topic below its own; `now` in seconds of Unix time. */
export const SAYINGS = {
  $state: (one, now) => encodeState({ births: 4, since: now - one.ago, quality: "ntp", ...stateOf(one, now) }),
  breath: (one, now) => encodeStamped(breathOf(one, now), stamp(now)),
  health: (one, now) => encodeStamped(healthOf(one), stamp(now)),
  $description: (one, now) => encodeStamped(description(one.name), stamp(now)),
  "alert/silent": (one, now) => one.alert && encodeStamped({ id: "silent", text: one.alert, raised: true }, stamp(now)),
  "insight/rain": (one, now) => one.insight && encodeStamped(insight(one.insight, now), stamp(now)),
};

function stateOf({ state, until }, now) {
  return { state, ...(until !== undefined && { until: now + until }) };
}

function breathOf({ ago, cycle = 1200 }, now) {
  const since = now - ago;
  const told = { phase: "inhale", cycle, cause: "rhythm", since: iso(since), until: iso(since + PHASES.inhale) };
  return { ...told, rhythm: { kind: "spiral", ...PHASES }, next_wake: iso(since + 480) };
}

function healthOf({ state, check = ["disk", "healthy", "82 % of the disk is free"], volts, battery }) {
  const [name, status, text] = check;
  const outbox = { depth: state === "lost" ? 0 : 12, oldest: null, dropped: 0 };
  const supply = volts === undefined ? {} : { supply_v: volts, battery };
  return { status, checks: [{ name, status, text }], alerts: [], alert_ack_s: null, outbox, ...supply };
}

function description(name) {
  const hashes = { config_hash: "", schema_hash: "", model_hash: null };
  return { version: "0.2.0", hardware: "", name, breath_s: 480, electrodes: [], capabilities: [], ...hashes };
}

function insight(sentence, now) {
  const told = { id: "rain", kind: "pattern", subject: "e2", sentence, data: { form: "after" } };
  const evidence = { support: 3, against: 1, confidence: 0.67 };
  return { ...told, ...evidence, first_seen: iso(now - 1e6), last_seen: iso(now) };
}

function iso(at) {
  return new Date(at * 1000).toISOString();
}
