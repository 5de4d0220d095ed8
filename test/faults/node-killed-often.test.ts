import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { test } from "node:test";
import { parseArgs } from "node:util";
import type mqtt from "mqtt";
import { SeededRandom } from "../../src/ports/seeded-random.js";
import { groveRecording, lines, nodeOn, ROOT, start } from "../commands/andas.js";
import { temporary } from "../config/card-folder.js";
import {
  type Heard,
  hasMosquitto,
  isState,
  NEEDS_MOSQUITTO,
  observer,
  pause,
  startMosquitto,
} from "../mqtt/real-brokers.js";
import { type Kept, keptIn } from "../node/kept.js";
import { Numbers } from "./numbers.js";

/** `npm run test:kill -- --times 1000`; a few for everybody. */
const { values } = parseArgs({ options: { times: { type: "string", default: "6" } }, strict: false });
const TIMES = Number(values.times);
/** Every other life is ended so soon at most after its start, the others after they are ready; in ms. */
const STARTING = 1500;
const TELLING = 1500;

test(`a node under load that is killed ${TIMES} times tells a real mosquitto all that it kept, in order, and forgets nothing`, async (t) => {
  if (!hasMosquitto()) return t.skip(NEEDS_MOSQUITTO);
  const grove = await groveRecording(await temporary(t));
  const broker = await startMosquitto();
  t.after(broker.stop);
  const { client, heard, close } = await observer(broker.url);
  t.after(close);
  const node = await nodeOn(t, { broker: broker.url });
  const live = () => start(t, [...node.args, "--recording", grove, "--speed", "max"]);
  const random = new SeededRandom("often");
  const numbers = new Numbers();
  const insights = new Insights();
  const starts: number[] = [];
  let kept: Kept | undefined;
  for (let life = 1; life <= TIMES; life++) {
    const begun = performance.now();
    const running = live();
    const ready = readiness(client, () => starts.push(performance.now() - begun));
    const moment = random.next() * (life % 2 === 0 ? TELLING : STARTING);
    if (life % 2 === 0) await Promise.race([ready.heard, running.ended]);
    await pause(moment);
    running.process.kill("SIGKILL");
    const { stderr } = await running.ended;
    ready.forget();
    const when = `life ${life}, killed ${moment.toFixed(0)} ms after it was ${life % 2 === 0 ? "ready" : "started"}: ${lines(stderr).slice(-3).join(" | ")}`;
    assert.doesNotMatch(stderr, /torn|damaged|begins anew|Error/, when);
    kept = goesOn(kept, await stateIn(node.state), when);
    insights.hear(heard);
    insights.kept(kept, when);
    numbers.hear(heard.splice(0));
  }
  // Once more to the end of the recording: all that waits is told.
  assert.equal((await live().ended).code, 0);
  await pause(200);
  insights.hear(heard);
  insights.kept(await stateIn(node.state), "at the end");
  numbers.hear(heard.splice(0));
  assert.deepEqual(insights.lost, [], "what it learnt it knows, or says that it let go of it");
  assert.deepEqual(numbers.holes, [], "what a node kept is told, whatever happens to it");
  assert.deepEqual(numbers.disorder, [], "in order within a topic");
  assert.ok(numbers.count > 100, `${numbers.count} messages`);
  starts.sort((a, b) => a - b);
  const at = (share: number) => `${(starts[Math.floor(share * (starts.length - 1))] ?? Number.NaN).toFixed(0)} ms`;
  const told = `${numbers.count} messages, ${numbers.again} of them twice`;
  t.diagnostic(`${TIMES} kills: ${told}; ready after ${at(0.5)} (half), ${at(0.99)} (99 %), ${at(1)} (all)`);
});

/** Hears when the node says that it is ready, until that is of no interest any more. */
function readiness(client: mqtt.MqttClient, onReady: () => void) {
  let hear: (topic: string, payload: Buffer) => void = () => {};
  const heard = new Promise<void>((resolve) => {
    hear = (topic, payload) => {
      if (!isState({ topic, payload: payload.toString(), retained: false }, "ready")) return;
      client.off("message", hear);
      onReady();
      resolve();
    };
    client.on("message", hear);
  });
  return { heard, forget: () => client.off("message", hear) };
}

/** Undefined where the node was killed before its first commit. */
async function stateIn(folder: string): Promise<Kept | undefined> {
  const text = await readFile(join(folder, "state.json"), "utf8").catch(() => undefined);
  return text === undefined ? undefined : keptIn(text);
}

/** What is counted never goes back. */
function goesOn(before: Kept | undefined, now: Kept | undefined, when: string): Kept | undefined {
  if (before === undefined) return now;
  assert.ok(now !== undefined, when);
  for (const key of ["boot", "births", "cycle", "percepts"] as const)
    assert.ok(now[key] >= before[key], `${key}, ${when}`);
  return now;
}

/** Knows every insight that a commit held, and which of them the node said to be over: with an empty payload, or in its own state. */
class Insights {
  readonly #known = new Map<string, string>();
  readonly #over = new Set<string>();
  #now: readonly string[] = [];

  kept(state: Kept | undefined, when: string): void {
    if (state === undefined) return;
    const { insights, learning } = state.attention;
    this.#now = insights.map(({ id }) => id);
    for (const [id, { over }] of Object.entries(learning.patterns)) if (over) this.#over.add(id);
    for (const id of this.#now) {
      this.#known.set(id, when);
      this.#over.delete(id);
    }
  }

  hear(heard: readonly Heard[]): void {
    const topic = `${ROOT}/insight/`;
    for (const one of heard)
      if (one.topic.startsWith(topic) && one.payload === "") this.#over.add(one.topic.slice(topic.length));
  }

  get lost(): string[] {
    const gone = [...this.#known].filter(([id]) => !this.#now.includes(id) && !this.#over.has(id));
    return gone.map(([id, when]) => `${id}, there in ${when}`);
  }
}
