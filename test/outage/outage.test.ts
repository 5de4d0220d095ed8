import assert from "node:assert/strict";
import { test } from "node:test";
import { parseArgs } from "node:util";
import { hasMosquitto, NEEDS_MOSQUITTO } from "../mqtt/real-brokers.js";
import { liveOutage } from "./an-outage.js";

/** `npm run test:outage -- --days 7`; an eighth of a day for everybody. */
const { values } = parseArgs({ options: { days: { type: "string", default: "0.125" } }, strict: false });
const DAYS = Number(values.days);
/** What a broker must be told in a second, of an outage that is long enough to be measured. */
const LEAST = 2000;
const LONG = 10_000;
/** Of a usual breath; ms. */
const BREATH = 480_000;

test(`${DAYS} days without a broker at a busy node's rate: all of it is told, in order, and nobody waits meanwhile`, async (t) => {
  if (!hasMosquitto()) return t.skip(NEEDS_MOSQUITTO);
  const outage = await liveOutage(t, DAYS);
  const { filled, heard, again, holes, disorder, drainedIn, answers, live, resident, written, stderr } = outage;
  const perSecond = (1000 * filled.messages) / drainedIn;
  t.diagnostic(
    `${filled.messages} messages, ${mb(filled.bytes)} MB, kept in ${filled.seconds.toFixed(0)} s; told in ${(drainedIn / 1000).toFixed(1)} s, ` +
      `${perSecond.toFixed(0)} a second, ${again} of them twice`,
  );
  t.diagnostic(`meanwhile: answers after ${spread(answers)}; live messages, behind all others, after ${spread(live)}`);
  t.diagnostic(`the node: ${resident.toFixed(0)} MB at its highest, ${written.toFixed(1)} MB written`);
  const said = stderr.slice(-5).join(" | ");
  assert.equal(heard, filled.messages, said);
  assert.deepEqual(holes, []);
  assert.deepEqual(disorder, []);
  assert.ok(
    answers.length > 0 && live.length === answers.length,
    `${answers.length} answers, ${live.length} live; ${said}`,
  );
  assert.ok(Math.max(...live, ...answers) < BREATH);
  if (filled.messages >= LONG) assert.ok(perSecond >= LEAST, `${perSecond.toFixed(0)} messages a second`);
});

function spread(values: readonly number[]): string {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number) => (sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN).toFixed(0);
  return `${at(0.5)} ms (half of ${sorted.length}), ${at(1)} ms (all)`;
}

function mb(bytes: number): string {
  return (bytes / 2 ** 20).toFixed(0);
}
