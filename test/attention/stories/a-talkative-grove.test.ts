import assert from "node:assert/strict";
import { test } from "node:test";
import { Mind } from "../../../src/commands/bench/insights/mind.js";
import { attentionSchema } from "../../../src/config/schemas/attention.js";
import { toAttention } from "../../../src/config/to-configuration.js";
import type { Noticed } from "../../../src/domain/percept.js";
import { electrodeSource, neighbourSource } from "../../../src/domain/percept-source.js";
import { DAY, HOUR, MINUTE, type Seconds } from "../../../src/domain/time.js";
import { ENGLISH } from "../../../src/language/en/english.js";
import { SeededRandom } from "../../../src/ports/seeded-random.js";

const RULES = { settings: toAttention(attentionSchema.parse({})), reflexes: [], words: ENGLISH };
const NEIGHBOURS = 64;
const BEAT: Seconds = 70 * MINUTE;

/** Six days of a node: two electrodes of its own, one with a beat, one that bursts a few times a day; and what others say beside it. */
function lived(neighbours: number) {
  const random = new SeededRandom("talkative");
  const heard: Noticed[] = [];
  for (let at = 0; at < 6 * DAY; at += BEAT * (1 + 0.03 * random.normal()))
    heard.push(spike(electrodeSource("e1"), at));
  for (let at = HOUR; at < 6 * DAY; at += 3 * HOUR + 4 * HOUR * random.next())
    heard.push({
      ...{ source: electrodeSource("e2"), type: "burst", intensity: 0.8, at, tags: [] },
      data: { duration_s: 900, spikes: 5, amplitude_mv: 0.2 },
    });
  const own = heard.length;
  const talk = new SeededRandom("talk");
  for (let node = 0; node < neighbours; node++)
    for (let at = HOUR * talk.next(); at < 6 * DAY; at += 2 * HOUR * talk.next()) {
      const { data, ...one } = spike(neighbourSource(`n${node}`), at);
      const electrodes = [`n${node}/e1`];
      heard.push({ ...one, intensity: 0.9, tags: ["from:neighbour"], data: { ...data, electrodes } });
    }
  const bursts = heard.slice(0, own).filter(({ type }) => type === "burst");
  const mind = new Mind(RULES);
  const turns: Seconds[] = [];
  const found = new Set<string>();
  mind.onIntention = (one) => {
    if (one.kind === "thread" && one.change === "activated" && one.thread.kind === "follow-burst") turns.push(mind.now);
    if (one.kind === "insight" && one.insight.kind === "pattern") found.add(one.insight.id);
  };
  mind.lives(heard, 6 * DAY);
  const followed = bursts.filter(({ at }) => turns.some((turn) => turn >= at && turn < at + MINUTE)).length;
  return { bursts: bursts.length, followed, found };
}

function spike(source: Noticed["source"], at: Seconds): Noticed {
  const data = { duration_s: 90, polarity: -1, amplitude_mv: -0.1, z: 9, speed: "slow" };
  return { source, type: "spike", intensity: 0.4, at, tags: [], data };
}

test("64 talkative neighbours drown neither the node's own rhythm nor its bursts", () => {
  const [alone, amid] = [lived(0), lived(NEIGHBOURS)];
  assert.ok(alone.found.has("e1-rhythm") && amid.found.has("e1-rhythm"), [...amid.found].join());
  assert.ok(alone.followed >= 0.8 * alone.bursts, `${alone.followed} of ${alone.bursts} alone`);
  assert.ok(amid.followed >= 0.95 * alone.followed, `${amid.followed} of ${alone.followed}`);
  assert.deepEqual([...amid.found], [...alone.found], "and nothing is learnt of chatter");
});
