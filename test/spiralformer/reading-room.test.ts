import assert from "node:assert/strict";
import { test } from "node:test";
import type { Glyph, GlyphName } from "../../src/domain/glyph.js";
import { parseGlyphPattern } from "../../src/domain/glyph-pattern/parse.js";
import type { Reading } from "../../src/domain/reading.js";
import type { Reader, ReadingWindow } from "../../src/ports/reader.js";
import { SimulatedClock } from "../../src/ports/simulated-clock.js";
import { ReadingRoom } from "../../src/spiralformer/reading-room.js";
import { WakeRules } from "../../src/spiralformer/wake-rules.js";

const never = new AbortController().signal;

class ListeningReader implements Reader {
  readonly name = "listener";
  readonly windows: ReadingWindow[] = [];
  fails = false;

  async read(window: ReadingWindow): Promise<Reading | undefined> {
    this.windows.push(window);
    if (this.fails) throw new Error("it lost its glasses");
    const { start, end } = window;
    return { event: "burst", confidence: 0.9, surprise: 1, electrodes: ["e1"], start, end, decided: end };
  }

  async close(): Promise<void> {}
}

function room(reader: Reader | undefined, patterns?: readonly string[]) {
  const clock = new SimulatedClock(0);
  const said: Reading[] = [];
  const log: string[] = [];
  const reading = new ReadingRoom({
    reader,
    clock,
    log: (_, line) => log.push(line),
    said: (r) => said.push(r),
    ...(patterns && { rules: new WakeRules(patterns.map(parseGlyphPattern)) }),
  });
  let at = 0;
  const hear = async (...names: GlyphName[]) => {
    for (const name of names) {
      reading.hear({ phase: "close", glyph: glyph(name, at, at + 600) });
      at += 600;
      await clock.run(never, { until: at });
    }
  };
  return { reading, said, log, hear };
}

function glyph(name: GlyphName, start: number, end: number): Glyph {
  return { electrode: "e1", name, start, end, spikes: 0, amplitude: 0, decided: end };
}

test("the reader sleeps through everything but the sequences that call it", async () => {
  const reader = new ListeningReader();
  const { hear, said } = room(reader);
  await hear("settling", "rest", "spike", "rest", "silence");
  assert.equal(reader.windows.length, 0);
  await hear("pause", "burst", "pause");
  assert.ok(reader.windows.length > 0);
  assert.ok(reader.windows.some((window) => window.pattern === "pause burst pause"));
  assert.equal(said[0]?.event, "burst");
});

test("it is given the window that led there, and how it may attend in this phase", async () => {
  const reader = new ListeningReader();
  const { reading, hear } = room(reader);
  reading.phase("hold");
  await hear("rest", "artefact");
  const [window] = reader.windows;
  assert.equal(window?.attending, "recurrence");
  assert.deepEqual(
    window?.glyphs.map((g) => g.name),
    ["rest", "artefact"],
  );
});

test("in the pause the model is not called, but who called is counted", async () => {
  const reader = new ListeningReader();
  const { reading, hear } = room(reader);
  reading.phase("pause");
  await hear("artefact");
  assert.equal(reader.windows.length, 0);
  assert.equal(reading.wakes, 1);
});

test("without a model nobody reads, and the room says so", async () => {
  const { reading, hear, said } = room(undefined);
  await hear("pause", "burst", "pause");
  assert.equal(reading.reader, "none");
  assert.ok(reading.wakes > 0);
  assert.deepEqual(said, []);
});

test("a reader that fails costs one reading, not the node", async () => {
  const reader = new ListeningReader();
  const { hear, said, log } = room(reader);
  reader.fails = true;
  await hear("artefact");
  assert.match(log.join(), /listener failed: it lost its glasses/);
  reader.fails = false;
  await hear("artefact");
  assert.equal(said.length, 1);
});

test("a long silence wakes the reader while it lasts, with the silence in its window, and not again when it ends", async () => {
  const reader = new ListeningReader();
  const { reading, hear } = room(reader, ["silence>=2h"]);
  await hear("spike");
  reading.hear({ phase: "open", glyph: glyph("rest", 600, 700) });
  reading.hear({ phase: "upgrade", glyph: glyph("silence", 600, 4300) });
  assert.equal(reading.due, 600 + 7200);
  reading.advance("e1", 7700);
  assert.equal(reading.wakes, 0);
  reading.advance("e1", 7810);
  assert.equal(reading.wakes, 1);
  assert.equal(reading.due, Number.POSITIVE_INFINITY);
  const [window] = reader.windows;
  assert.deepEqual([window?.start, window?.end], [610, 7810]);
  assert.deepEqual(window?.glyphs, [glyph("silence", 600, 7810)]);
  reading.hear({ phase: "close", glyph: glyph("silence", 600, 9000) });
  assert.equal(reading.wakes, 1);
});

test("who asks is read to from what lasts as well", async () => {
  const reader = new ListeningReader();
  const { reading, hear } = room(reader);
  await hear("spike");
  reading.hear({ phase: "open", glyph: glyph("rest", 500, 590) });
  assert.ok(reading.ask(["e1"], "somebody wonders"));
  assert.deepEqual(
    reader.windows[0]?.glyphs.map((g) => g.name),
    ["spike", "rest"],
  );
});
