import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { encodeEnveloped, encodeStamped, markHistorical } from "../../src/protocol/envelope.js";
import { components } from "../../src/protocol/home-assistant/document.js";
import { breathTopicBody } from "../../src/protocol/payloads/breath.js";
import { eventBody } from "../../src/protocol/payloads/event.js";
import { encodeState } from "../../src/protocol/payloads/state.js";
import { UTC } from "../../src/protocol/time.js";
import { aBreath } from "../fakes/a-breath.js";
import { description, START, spike } from "./a-node.js";

/** Home Assistant's templates are Jinja's, sandboxed: `value_json` is the payload, `this` the entity as it was. */
const RENDER = `
import json, sys
from jinja2.sandbox import ImmutableSandboxedEnvironment
environment = ImmutableSandboxedEnvironment()
asked = json.load(sys.stdin)
print(json.dumps([environment.from_string(one["template"]).render(value_json=json.loads(one["payload"]), this={"state": one["was"]}).strip() for one in asked]))
`;

interface Asked {
  readonly id: string;
  readonly payload: string;
  /** The state before. */
  readonly was?: string;
}

const ALL = components({ identity: { site: "grove", node: "spruce-1" }, ...description, radio: "always" });

function rendered(asked: readonly Asked[]): string[] {
  const input = asked.map(({ id, payload, was = "unknown" }) => ({ template: ALL[id]?.value_template, payload, was }));
  const { stdout, stderr, status } = spawnSync("python3", ["-c", RENDER], {
    input: JSON.stringify(input),
    encoding: "utf8",
  });
  assert.equal(status, 0, stderr);
  const lines: unknown = JSON.parse(stdout);
  assert.ok(Array.isArray(lines));
  return lines.map(String);
}

const hasJinja = spawnSync("python3", ["-c", "import jinja2"]).status === 0;
const NEEDS_JINJA = "needs Jinja: apt-get install python3-jinja2";

const stamp = { at: START, quality: "ntp" } as const;

function spikePayload(): string {
  const body = eventBody({ at: START, seq: 1, ...spike("e1") }, UTC);
  return encodeEnveloped(body, { boot: 1, seq: 1, ...stamp });
}

test("an event is rendered with its type and what belongs to it; what is told late is none", (t) => {
  if (!hasJinja) return t.skip(NEEDS_JINJA);
  const [now, late] = rendered([
    { id: "spike-e1", payload: spikePayload() },
    { id: "spike-e1", payload: markHistorical(spikePayload()) },
  ]);
  assert.deepEqual(JSON.parse(now!), {
    event_type: "up",
    peak: "2000-01-01T00:00:02.000Z",
    ...{ amplitude_mv: 0.5, z: 6, match: 0.9 },
  });
  assert.equal(late, "", "which Home Assistant passes over");
});

test("a breath does not make the state flap: it lives through init, ready and sleeping, and its sleep stays known", (t) => {
  if (!hasJinja) return t.skip(NEEDS_JINJA);
  const said = (state: "init" | "ready" | "sleeping" | "lost", until?: number) =>
    encodeState({ state, births: 3, since: START, quality: "ntp", ...(until !== undefined && { until }) });
  const was = "2000-01-01T00:05:00+00:00";
  const states = [said("init"), said("ready"), said("sleeping", START + 600), said("lost")];
  assert.deepEqual(rendered(states.map((payload) => ({ id: "state", payload }))), [
    ...["breathing", "breathing", "breathing"],
    "lost",
  ]);
  assert.deepEqual(rendered(states.map((payload) => ({ id: "until", payload, was }))), [
    ...[was, was],
    "2000-01-01T00:10:00.000Z",
    was,
  ]);
  assert.deepEqual(rendered([{ id: "until", payload: said("ready") }]), ["None"], "before it first slept");
});

test("the breath tells its number, its phase and when it is drawn next", (t) => {
  if (!hasJinja) return t.skip(NEEDS_JINJA);
  const breath = aBreath({ phase: "pause", cycle: 12, since: START, until: START + 120 });
  const payload = encodeStamped(breathTopicBody(breath), stamp);
  const [count, phase, next] = rendered(["breaths", "phase", "next-inhale"].map((id) => ({ id, payload })));
  assert.deepEqual([count, phase], ["12", "pause"]);
  assert.equal(next, "2000-01-01T00:02:00.000Z");
});
