// `npm run test:rig -- [--arch x64|arm64] [--minutes N]`: the node on a real kernel, in a machine of software.
import assert from "node:assert/strict";
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { Unavailable } from "../../scripts/debian/run.js";
import type { Spike } from "../../src/domain/spike.js";
import { startMosquitto } from "../mqtt/real-brokers.js";
import { CONVERTERS } from "./guest/board.js";
import { writeDisk } from "./machine/card-disk.js";
import { type GuestRoot, guestRoot } from "./machine/guest-root.js";
import { CACHE, PROJECT } from "./machine/places.js";
import { type Target, targetOf } from "./machine/target.js";
import { installTools } from "./machine/tools.js";
import { socketOf, VirtualMachine, versionOf } from "./machine/virtual-machine.js";
import { HEARERS, steadyCard, storyCard } from "./the-card.js";
import { GuestNode } from "./the-guest-node.js";
import { holes, keptIn, quantile, told } from "./world/figures.js";
import { LineLogger } from "./world/line-logger.js";
import { SPIKE_EVERY_S } from "./world/signal.js";
import { SpikerBoxBoard } from "./world/spikerbox-board.js";
import { Witness } from "./world/witness.js";

const { values } = parseArgs({
  options: {
    arch: { type: "string", default: "x64" },
    /** How long eight inputs are listened to, whose readings are counted; usually not at all. */
    minutes: { type: "string", default: "0" },
  },
});
const target = targetOf(values.arch);
const COUNTED_S = Number(values.minutes) * 60;
/** So long one signal is heard by three ways, at least: a sense needs a minute to settle. */
const STORY_S = 110;
/** So many spikes of the end are compared, once the last is over and decided. */
const COMPARED = 3;
const DECIDED_S = 0.75 * SPIKE_EVERY_S;
/** A start of the node keeps a processor of software busy: rows of that time are not counted. */
const STARTS_S = 45;
/** Emulated, and beside others: so long anything may take. */
const PATIENCE_S = 300;

test(`the node lives on ${target.debian}, on Debian's kernel`, async (t) => {
  const begun = performance.now();
  const say = (what: string) => console.log(`${((performance.now() - begun) / 1000).toFixed(0)} s: ${what}`);
  const root = available(target);
  if (typeof root === "string") return t.skip(root);
  say(`the guest's root is there: Linux ${root.version}`);

  const folder = join(CACHE, target.arch, "run");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  const broker = await startMosquitto();
  t.after(broker.stop);
  const witness = await Witness.at(broker.url);
  t.after(witness.close);
  const disk = join(folder, "disk");
  writeDisk(disk, { story: storyCard(broker.port), steady: steadyCard(broker.port) });
  say("its disk is written");

  const machine = await VirtualMachine.boot({ target, root, app: PROJECT, disk, folder, usb: ["logger", "box"] });
  t.after(() => machine.stop());
  say(`it has booted, in QEMU ${versionOf(target)}; the console: ${machine.log}`);
  const logger = new LineLogger(socketOf(folder, "logger"));
  const box = new SpikerBoxBoard(socketOf(folder, "box"));
  t.after(() => Promise.all([logger.pull(), box.pull()]));
  const node = new GuestNode(machine);
  await node.setUpBoard();
  await Promise.all([logger.plug(), box.plug()]);
  await node.start("story");

  await t.test("it is ready, and rests", async () => {
    await witness.state("ready", PATIENCE_S);
    say("the node is ready");
    await witness.state("sleeping", PATIENCE_S);
    say("it rests");
  });
  const listening = performance.now();

  await t.test("the comparator calls on ALERT, and ends a rest", async () => {
    const mark = witness.mark;
    await sleep(2000); // it lays its band around the first reading of the rest
    const called = machine.said(/inhale +cycle 2, .*\(sentinel\)/, PATIENCE_S);
    await Promise.all([node.disturbUntil(called), called]);
    await witness.state("sleeping", PATIENCE_S, mark);
    say("the comparator called, and it rests again");
  });

  await t.test(
    "a button ends a rest, and what was heard meanwhile is told: the same spikes by three ways",
    async () => {
      await sleep(1000 * STORY_S - (performance.now() - listening));
      const mark = witness.mark;
      const sinceSpike = (Date.now() / 1000) % SPIKE_EVERY_S;
      await sleep(1000 * ((DECIDED_S - sinceSpike + SPIKE_EVERY_S) % SPIKE_EVERY_S));
      const since = Date.now() / 1000 - COMPARED * SPIKE_EVERY_S;
      await node.press();
      await machine.said(/inhale +cycle 3, .*\(gasp\)/, PATIENCE_S);
      await witness.state("sleeping", PATIENCE_S, mark);
      say("the button was pressed, and it rests again");
      const heard = HEARERS.map((electrode) => witness.spikes(electrode).filter((spike) => spike.peak > since));
      for (const [i, spikes] of heard.entries()) say(`${HEARERS[i]}: ${spikes.map(spikeTold).join(", ")}`);
      const [first = [], ...others] = heard;
      assert.equal(first.length, COMPARED);
      for (const spikes of others) assertSame(spikes, first);
    },
  );

  let back = 0;
  await t.test("a port that is pulled is told, waited for, and heard again when it is back", async () => {
    await logger.pull();
    await machine.said(/logger.*(trying again until it is back|No such file)/, PATIENCE_S);
    await sleep(3000);
    back = Date.now() / 1000;
    await logger.plug();
    await sleep(15_000);
    say("the logger was pulled and plugged in again");
  });

  await t.test("it ends in good order, and the logger was back within 5 s", async () => {
    await node.stop();
    const { times } = keptIn(await node.kept("story", "logger"));
    const again = (times.find((time) => time > back) ?? Number.POSITIVE_INFINITY) - back;
    say(`logger: ${times.length} rows kept; the first after it was plugged in again came ${again.toFixed(1)} s later`);
    assert.ok(again < 5, `the logger was back ${again} s after it was plugged in`);
  });

  if (COUNTED_S > 0)
    await t.test("of 8 x 10 readings a second none is lost, and an edge of ALERT is answered soon", async () => {
      const mark = witness.mark;
      await node.start("steady");
      await witness.state("sleeping", PATIENCE_S, mark);
      await sleep(1000 * STARTS_S);
      await node.seeAnew();
      const from = Date.now() / 1000;
      say("eight inputs are counted");
      await sleep(1000 * COUNTED_S);
      await node.stop();
      const seen = await node.seen();
      for (const [i, { name, rate }] of CONVERTERS.slice(0, 2).entries()) {
        const kept = keptIn(await node.kept("steady", name), from, from + COUNTED_S);
        const { edgeToNext, gridToFirst } = seen[i]!;
        say(`${name}: ${kept.times.length} rows kept, ${holes(kept, rate)} lost, ${kept.missing} values missing`);
        say(`${name}: from an edge of ALERT to the result read: ${told(edgeToNext)}`);
        say(`${name}: a row's first conversion begins after its time: ${told(gridToFirst)}`);
        assert.ok(kept.times.length > (COUNTED_S - 2) * rate, `${kept.times.length} rows`);
        assert.equal(holes(kept, rate) + kept.missing, 0, name);
        assert.ok(quantile(edgeToNext, 0.99) < 20, "an edge should be answered within 20 ms");
      }
    });
  await machine.stop();
  say("the guest is off");
});

function spikeTold({ peak, amplitude }: Spike): string {
  return `${new Date(1000 * peak).toISOString().slice(14, 21)} ${amplitude.toFixed(2)} mV`;
}

/** As many spikes, at the same times, and as high: how much of a spike's foot counts is decided anew for each grid of samples. */
function assertSame(spikes: readonly Spike[], others: readonly Spike[]): void {
  assert.equal(spikes.length, others.length);
  for (const [i, { peak, amplitude }] of spikes.entries()) {
    const other = others[i]!;
    assert.ok(Math.abs(peak - other.peak) < 1, `a peak is ${peak - other.peak} s off`);
    const ratio = amplitude / other.amplitude;
    assert.ok(ratio > 1 / 1.5 && ratio < 1.5, `${amplitude} mV, not ${other.amplitude} mV`);
  }
}

/** What the guest is made of, or why that cannot be had. */
function available(target: Target): GuestRoot | string {
  try {
    installTools(target);
    return guestRoot(target, CACHE);
  } catch (error) {
    if (error instanceof Unavailable) return error.message;
    throw error;
  }
}
