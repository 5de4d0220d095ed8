import assert from "node:assert/strict";
import { test } from "node:test";
import { RecordingReader } from "../../../devices/recording/reader.js";
import { understoodLine } from "../../../devices/recording/row/understood.js";
import type { Spike } from "../../../src/domain/spike.js";
import { ElectrodeSense } from "../../../src/sensing/electrode-sense.js";
import { bytesOf } from "../bytes.js";
import { LOGGER_FILES } from "./logger-files.js";
import { HEIGHTS_MV, ONSETS, ROWS } from "./two-spikes.js";

for (const [
  name,
  { text, options, every = 1, from, leftOut = [], bad = "", odd = "", hz, says, alone, within = 15 },
] of Object.entries(LOGGER_FILES))
  test(`${name}: the two spikes stand where they were, as high as they were`, async () => {
    const reader = await RecordingReader.open(bytesOf(text), { file: "moss.csv", ...options });
    const electrodes = reader.columns.filter(({ role }) => role === "electrode");
    assert.equal(electrodes.length, alone ? 1 : 2);
    assert.equal(reader.epoch, from);
    assert.ok(Math.abs(reader.rate / (hz ?? 1 / every) - 1) < 0.001, `${reader.rate} Hz`);
    if (says !== undefined) assert.match(understoodLine(reader.understood), says);
    assert.deepEqual(
      reader.understood.leftOut.map(({ header }) => header),
      leftOut,
    );
    const spikes: Spike[] = [];
    const senses = electrodes.map(
      ({ name }) =>
        new ElectrodeSense(
          { name, device: "recording", channel: name, profile: "fungus", control: false },
          { spike: (spike) => spikes.push(spike), glyph: () => {}, percept: () => {} },
        ),
    );
    let rows = 0;
    await reader.each(({ time, values }) => {
      rows++;
      if (!Number.isNaN(time)) for (const [i, sense] of senses.entries()) sense.pushValue(time, values[i]!);
    });
    assert.equal(String(reader.bad), bad);
    assert.equal(String(reader.odd), odd);
    assert.ok(rows >= ROWS, "no row was thrown away");
    assert.equal(spikes.length, 2, JSON.stringify(spikes));
    const scale = every < 1 ? 1 : every;
    for (const [n, { electrode, onset, amplitude }] of spikes.entries()) {
      assert.equal(electrode, electrodes[0]?.name);
      assert.ok(Math.abs(onset - (reader.firstTime + ONSETS[n]! * scale)) <= within * scale, `${onset}`);
      assert.ok(Math.abs(amplitude / HEIGHTS_MV[n]! - 1) < 0.15, `${amplitude} mV`);
    }
  });

test("where the first rows of a file without a unit hold no reading, that is said, and no size is made up", async () => {
  const rows = Array.from({ length: 20_000 }, (_, i) => `${i},,`).join("\n");
  const reader = await RecordingReader.open(bytesOf(`time,e1,e2\n${rows}\n`), { file: "moss.csv" });
  assert.match(understoodLine(reader.understood), /mV assumed, no reading in its first rows \(--unit says otherwise\)/);
});
