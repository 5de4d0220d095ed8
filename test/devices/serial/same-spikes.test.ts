import assert from "node:assert/strict";
import { test } from "node:test";
import { line } from "../../../devices/line.js";
import { spikerbox } from "../../../devices/spikerbox.js";
import type { Spike } from "../../../src/domain/spike.js";
import type { Device, DeviceSink } from "../../../src/ports/device.js";
import { SeededRandom } from "../../../src/ports/seeded-random.js";
import { ElectrodeSense } from "../../../src/sensing/electrode-sense.js";
import { Sample } from "../../../src/sensing/stream/sample.js";
import { FakeSerial } from "../../fakes/fake-serial.js";
import { Bench, START } from "../bench.js";

const LASTS = 1800;
const RATE = 10;
const PATH = "/dev/ttyUSB0";

/** A plant's action potentials of 4 mV: one every three minutes, on a slow wander. */
function signalAt(t: number): number {
  const since = t % 180;
  const spike = since < 60 ? 0 : 4 * (1 - Math.exp(-(since - 60) / 0.6)) * Math.exp(-(since - 60) / 12);
  return spike + 0.3 * Math.sin(t / 200);
}

/** Less is noise, which is another each time. */
const LEAST_MV = 1;

/** Spikes of a plant's electrode that hears this. */
function sensed() {
  const spikes: Spike[] = [];
  const electrode = { name: "e1", device: "one", channel: "e1", profile: "plant", control: false } as const;
  const sense = new ElectrodeSense(electrode, {
    spike: (spike) => Math.abs(spike.amplitude) >= LEAST_MV && spikes.push(spike),
    glyph: () => {},
    percept: () => {},
  });
  const sample = new Sample();
  const push = (at: number, mv: number) => {
    sample.at = at;
    sample.mv = mv;
    sense.push(sample);
  };
  const sink: DeviceSink = {
    ...{
      row: (at, values) => push(at, values[0]!),
      block: () => {},
      described: () => {},
      fault: () => {},
      called: () => {},
      ended: () => {},
    },
  };
  return { spikes, push, sink };
}

/** What a device makes of bytes that are played to it every so often. */
async function through(
  make: (bench: Bench) => Device,
  every: number,
  bytesAt: (t: number) => string | Uint8Array,
): Promise<readonly Spike[]> {
  const serial = new FakeSerial(PATH);
  const bench = new Bench({ openSerial: serial.open });
  const { spikes, sink } = sensed();
  const device = make(bench);
  await device.start(sink);
  let played = 0;
  const play = bench.clock.timer("board", () => {
    serial.send(bytesAt(++played * every));
    play.set(START + (played + 1) * every);
  });
  play.set(START + every);
  await bench.pass(LASTS);
  await device.stop();
  return spikes;
}

test("one signal gives the same spikes through a recording, a line logger and a SpikerBox, within what each resolves", async () => {
  const random = new SeededRandom(3);
  // The electrode's own noise belongs to the signal: all three hear the same.
  const noise = Float64Array.from({ length: LASTS * RATE + 2 }, () => 0.03 * random.normal());
  const mvAt = (t: number) => signalAt(t) + noise[Math.ceil(t * RATE - 1e-6)]!;
  const recorded = sensed();
  for (let i = 1; i <= LASTS * RATE; i++) recorded.push(START + i / RATE, mvAt(i / RATE));

  const logger = (bench: Bench) =>
    line.create(line.schema.parse({ path: PATH, columns: ["e1_uv"], rate_hz: RATE }), bench.ports);
  const printed = await through(logger, 1 / RATE, (t) => `${Math.round(1000 * mvAt(t))}\n`);

  const box = (bench: Bench) => spikerbox.create(spikerbox.schema.parse({ path: PATH, rate_hz: RATE }), bench.ports);
  const bytes = new Uint8Array(200);
  const streamed = await through(box, 0.01, (t) => {
    const steps = 512 + (mvAt(t) * 72 * 1024) / 5000;
    for (let i = 0; i < 200; i += 2) {
      const value = Math.round(steps + 4 * random.normal());
      bytes[i] = 0x80 | (value >> 7);
      bytes[i + 1] = value & 0x7f;
    }
    return bytes;
  });

  assert.ok(recorded.spikes.length >= 8, `${recorded.spikes.length} spikes`);
  for (const [what, spikes, early] of [
    ["line logger", printed, 0],
    ["SpikerBox", streamed, 0.05],
  ] as const) {
    assert.equal(spikes.length, recorded.spikes.length, what);
    for (const [i, spike] of spikes.entries()) {
      const other = recorded.spikes[i]!;
      // A peak is read from samples of a second, and each grid has its own.
      assert.ok(Math.abs(spike.peak - early - other.peak) < 2, `${what}: a peak ${spike.peak - other.peak} s off`);
      // How much of a spike's foot counts is decided anew for each grid of samples: that is the sense's affair, and half as much at most.
      const ratio = spike.amplitude / other.amplitude;
      assert.ok(ratio > 1 / 1.5 && ratio < 1.5, `${what}: ${spike.amplitude} mV, not ${other.amplitude} mV`);
    }
  }
});
