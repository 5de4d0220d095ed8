import assert from "node:assert/strict";
import { test } from "node:test";
import { crc16 } from "../../../devices/line/checksum.js";
import { line } from "../../../devices/line.js";
import { FrameReader } from "../../../devices/spikerbox/frames.js";
import { spikerbox } from "../../../devices/spikerbox.js";
import type { DeviceSink } from "../../../src/ports/device.js";
import { SeededRandom } from "../../../src/ports/seeded-random.js";
import { FakeSerial } from "../../fakes/fake-serial.js";
import { Bench } from "../bench.js";
import { frame, message } from "../spikerbox/a-board.js";

/** Random chunks for each protocol; the project's figure is `FUZZ_CHUNKS=1000000 npm test -- fuzz`. */
const CHUNKS = Number(process.env.FUZZ_CHUNKS ?? 10_000);
/** After so many the line is quiet, and good frames come. */
const BURST = 20;

const PATH = "/dev/ttyUSB0";
const text = (line: string) => new TextEncoder().encode(line);
const sealed = (line: string) => text(`$${line}*${crc16(text(line)).toString(16).padStart(4, "0")}\n`);

/** Pieces of the truth, torn and glued, between bytes of nothing. */
class Noise {
  readonly #random = new SeededRandom(7);
  readonly #pieces: readonly Uint8Array[];

  constructor(pieces: readonly Uint8Array[]) {
    this.#pieces = pieces;
  }

  chunk(): Uint8Array {
    const one = this.#below(3);
    if (one === 0) return Uint8Array.from({ length: this.#below(64) }, () => this.#below(256));
    const piece = Uint8Array.from(this.#pieces[this.#below(this.#pieces.length)]!);
    if (one === 1 && piece.length > 0) piece[this.#below(piece.length)] = this.#below(256);
    const from = this.#below(piece.length + 1);
    return piece.subarray(from, from + this.#below(piece.length + 1));
  }

  #below(n: number): number {
    return Math.floor(this.#random.next() * n);
  }
}

/** Keeps the latest row alone. */
class Latest implements DeviceSink {
  row(_at: number, values: Float64Array): void {
    this.values = [...values];
  }
  values: number[] = [];
  faults = 0;
  fault(): void {
    this.faults++;
  }
  block(): void {}
  described(): void {}
  called(): void {}
  ended(): void {}
}

const ROWS = [
  "1,2\n",
  "$17,170,12.5,-3*0C3D\n",
  "e1,e2\n",
  "e1=1 e2=2\n",
  '{"e1":1,"e2":[2]}\n',
  "A1B2\n",
  "\r\n",
  "#\n",
  ",,,,\n",
];

/** Each kind of line, the row that must be heard in the end, and what it means. */
const LINES: readonly {
  readonly name: string;
  readonly config: object;
  readonly row: Uint8Array;
  readonly means: number[];
}[] = [
  { name: "csv", config: { columns: ["e1", "e2"] }, row: text("3,4\n"), means: [3, 4] },
  {
    name: "key-value",
    config: { columns: ["e1", "e2"], format: "key-value" },
    row: text("e1=3 e2=4\n"),
    means: [3, 4],
  },
  {
    name: "json",
    config: { columns: ["e1", "e2.0"], format: "json" },
    row: text('{"e1":3,"e2":[4]}\n'),
    means: [3, 4],
  },
  {
    name: "pattern",
    config: { format: "pattern", pattern: "^A(?<a>\\d+)B(?<b>\\d+)$" },
    row: text("A3B4\n"),
    means: [3, 4],
  },
  {
    name: "sealed rows",
    config: { columns: ["seq", "t_ms", "e1"], checksum: "crc16", clock: "device" },
    row: sealed("1,2,3"),
    means: [3],
  },
];

for (const { name, config, row, means } of LINES)
  test(`${CHUNKS} random chunks of ${name}: nothing is thrown, and it is in step again within two good lines`, async () => {
    const { serial, bench, sink, stop } = await listening(config);
    const noise = new Noise([...ROWS.map(text), row]);
    for (let chunk = 1; chunk <= CHUNKS; chunk++) {
      serial.send(noise.chunk());
      if (chunk % BURST !== 0) continue;
      await bench.pass(0.1);
      for (let good = 0; good < 2; good++) serial.send(row);
      sink.values = [];
      serial.send(row);
      assert.deepEqual(sink.values, means, `after ${chunk} chunks`);
    }
    await stop();
  });

test(`${CHUNKS} random chunks while the header is waited for: when it comes with its checksum it is taken`, async () => {
  const noise = new Noise(ROWS.map(text));
  for (let round = 0; round < CHUNKS; round += 1000) {
    const { serial, sink, stop } = await listening({});
    for (let chunk = 0; chunk < 1000; chunk++) serial.send(noise.chunk());
    serial.send("\n");
    serial.send(sealed("seq,left_uv,right_uv,loop_uv"));
    serial.send(sealed("1,2000,3000,4000"));
    assert.deepEqual(sink.values, [2, 3, 4]);
    await stop();
  }
});

for (const channels of [1, 2, 6])
  test(`${CHUNKS} random chunks of a SpikerBox with ${channels} channels: in step again within two good frames`, async () => {
    const good = frame(...Array.from({ length: channels }, (_, i) => 1000 + i));
    const noise = new Noise(
      [good, frame(1), message("HWT:PLANTSS;"), [0xff, 0xff], message("")].map((piece) => Uint8Array.from(piece)),
    );
    let heard = 0;
    let values: number[] = [];
    const reader = new FrameReader(channels, {
      frame: (frame) => {
        heard++;
        values = [...frame];
      },
      message: () => {},
    });
    const serial = new FakeSerial(PATH);
    const bench = new Bench({ openSerial: serial.open });
    const device = spikerbox.create(spikerbox.schema.parse({ path: PATH, channels, rate_hz: 1000 }), bench.ports);
    await device.start(new Latest());
    for (let chunk = 1; chunk <= CHUNKS; chunk++) {
      const bytes = noise.chunk();
      reader.push(bytes);
      serial.send(bytes);
      if (chunk % BURST !== 0) continue;
      for (let i = 0; i < 2; i++) reader.push(Uint8Array.from(good));
      const before = heard;
      reader.push(Uint8Array.from(good));
      assert.equal(heard, before + 1, `after ${chunk} chunks`);
      assert.deepEqual(
        values,
        Array.from({ length: channels }, (_, i) => 1000 + i),
      );
    }
    await device.stop();
  });

async function listening(config: object) {
  const serial = new FakeSerial(PATH);
  const bench = new Bench({ openSerial: serial.open });
  const device = line.create(line.schema.parse({ path: PATH, ...config }), bench.ports);
  const sink = new Latest();
  await device.start(sink);
  return { serial, bench, sink, stop: () => device.stop() };
}
