import assert from "node:assert/strict";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { CliCommand, Io } from "../../src/commands/cli/command.js";
import { detect } from "../../src/commands/detect.js";
import { glyphs } from "../../src/commands/glyphs.js";
import { stats } from "../../src/commands/stats.js";
import { isAndasError } from "../../src/domain/errors.js";
import { SeededRandom } from "../../src/ports/seeded-random.js";

const HOURS = 10;
const EVERY = 1500;

let folder = "";
let recording = "";

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "andas-stats-"));
  recording = join(folder, "synthetic.csv");
  await writeFile(recording, synthetic());
});

after(() => rm(folder, { recursive: true, force: true }));

/** One electrode that spikes every 25 minutes, two up and one down, one that only has noise, and a fungus at 21 °C. */
function synthetic(): string {
  const random = new SeededRandom(11);
  const rows = ["pair-a (mV),pair-b (mV),temperature"];
  for (let t = 0; t < HOURS * 3600; t++) {
    const since = t % EVERY;
    const sign = Math.floor(t / EVERY) % 3 === 2 ? -1 : 1;
    const shape = since < 40 ? since / 40 : Math.exp(-(since - 40) / 60);
    const spike = t < EVERY ? 0 : sign * 0.4 * shape;
    rows.push(`${(0.3 + spike + 0.004 * random.normal()).toFixed(5)},${(0.004 * random.normal()).toFixed(5)},21`);
  }
  return `${rows.join("\n")}\n`;
}

/** Runs a command over the recording, or over another one. */
async function run(command: CliCommand, options: Record<string, string | boolean> = {}, file = recording) {
  let out = "";
  const io: Io = {
    out: (text) => {
      out += text;
    },
    err: () => {},
    signal: new AbortController().signal,
    terminal: false,
    columns: 80,
    rows: 24,
    env: {},
  };
  assert.equal(
    await command.run({ words: [file], options: { column: ["temperature=temperature"], ...options } }, io),
    0,
  );
  return out;
}

const rowsOf = (csv: string) =>
  csv
    .trimEnd()
    .split("\n")
    .slice(1)
    .map((line) => line.split(","));

test("stats counts what detect and glyphs print, and knows how long it listened", async () => {
  const { electrodes, together } = JSON.parse(await run(stats, { json: true }));
  const spikes = rowsOf(await run(detect));
  const named = rowsOf(await run(glyphs));
  assert.deepEqual(
    electrodes.map((e: { electrode: string }) => e.electrode),
    ["pair-a", "pair-b"],
  );
  for (const of of electrodes) {
    assert.equal(of.spikes, spikes.filter(([electrode]) => electrode === of.electrode).length);
    for (const [glyph, { count }] of Object.entries<{ count: number }>(of.glyphs))
      assert.equal(count, named.filter(([electrode, name]) => electrode === of.electrode && name === glyph).length);
    assert.ok(of.listened_s >= 0 && of.listened_s <= HOURS * 3600);
    if (of.listened_s > 0) assert.ok(Math.abs(of.rate_per_h - (of.spikes * 3600) / of.listened_s) < 1e-3);
    if (of.spikes > 1) assert.ok(of.interval_s.p25 <= of.interval_s.p50 && of.interval_s.p50 <= of.interval_s.p95);
  }
  assert.equal(together.spikes, spikes.length);
  const [alive] = electrodes;
  assert.ok(alive.spikes >= 10, `of 23 large spikes ${alive.spikes} were found`);
  assert.ok(Math.abs(alive.interval_s.p50 - EVERY) < 120, `an interval of ${alive.interval_s.p50} s`);
  assert.ok(Math.abs(alive.amplitude_uv.p50 - 400) < 120, `an amplitude of ${alive.amplitude_uv.p50} µV`);
});

test("the page has each electrode, what all share said once, and the published figures marked as such", async () => {
  const page = await run(stats);
  assert.match(page, /2 electrodes \(pair-…\)/);
  assert.match(page, /^ +a +b +together +published$/m);
  assert.match(page, /Published: Schizophyllum commune, Adamatzky 2022/);
  assert.match(page, /spikes in a word .* 4\.40$/m);
  assert.ok(
    page.split("\n").every((line) => line.length <= 110),
    "no line is too wide to read",
  );
  assert.doesNotMatch(page, /NaN|undefined|Infinity/);
  assert.match(await run(stats, { channel: "pair-b" }), /1 electrode \(pair-b\)/);
});

test("--svg draws the stretch that was asked for", async () => {
  const svg = join(folder, "picture.svg");
  await run(stats, { svg, from: "7200", to: "14400" });
  const picture = await readFile(svg, "utf8");
  assert.match(picture, /^<svg /);
  assert.match(picture, /2 h of 10 h/);
  assert.match(picture, /electrode pair-a/);
  assert.match(picture, /electrode pair-b/);
  assert.doesNotMatch(picture, /temperature|NaN/);
  await run(stats, { svg });
  assert.match(await readFile(svg, "utf8"), /6 h of 10 h/);
});

test("a recording of one row, or without spikes, is told and drawn all the same", async () => {
  const file = join(folder, "one.csv");
  const svg = join(folder, "one.svg");
  await writeFile(file, "t,e1,temperature\n5,0.1,20\n");
  const { electrodes } = JSON.parse(await run(stats, { json: true, svg }, file));
  assert.equal(electrodes[0].spikes, 0);
  assert.equal(electrodes[0].interval_s.mean, null);
  assert.equal(electrodes[0].words.a.entropy_bits, null);
  assert.equal(electrodes[0].complexity, null);
  assert.match(await readFile(svg, "utf8"), /no spikes/);
});

test("what makes no sense is said in a line that helps", async () => {
  const refused = (options: Record<string, string>, what: RegExp) =>
    assert.rejects(run(stats, options), (error) => isAndasError(error, "usage") && what.test(error.message));
  const svg = join(folder, "no.svg");
  await refused({ from: "10" }, /add --svg FILE/);
  await refused({ svg, from: "soon" }, /--from soon: give a number/);
  await refused({ svg, from: "90000" }, /nothing was recorded there; it goes from 0 to 35999 s/);
  await refused({ svg: join(folder, "nowhere", "no.svg") }, /cannot be written .* folder that is there/);
  await refused({ channel: "pair-c" }, /no electrode "pair-c"/);
});

test("a control electrode is told as such, and does not count among the living", async () => {
  const config = join(folder, "card");
  await mkdir(config, { recursive: true });
  await writeFile(join(config, "node.json"), JSON.stringify({ site: "grove", node: "one" }));
  const electrodes = [
    { name: "spruce", device: "file", channel: "pair-a" },
    { name: "bare", device: "file", channel: "pair-b", control: true },
  ];
  const devices = [{ name: "file", kind: "recording", file: recording }];
  await writeFile(join(config, "electrodes.json"), JSON.stringify({ devices, electrodes }));
  const svg = join(folder, "card.svg");
  const found = JSON.parse(await run(stats, { json: true, config, svg }));
  assert.deepEqual(
    found.electrodes.map((e: { electrode: string; control: boolean }) => [e.electrode, e.control]),
    [
      ["spruce", false],
      ["bare", true],
    ],
  );
  assert.equal(found.together.listened_s, found.electrodes[0].listened_s);
  assert.match(await run(stats, { config }), /^ +spruce +bare \(control\) +together +published$/m);
  assert.match(await readFile(svg, "utf8"), /electrode spruce/);
});
