import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { before, test } from "node:test";
import { andas, eventsOf, groveRecording, lines, nodeOn, type ReplayedEvent, table } from "./andas.js";
import { folderForAll } from "./folder.js";

const ROWS = 16_000;
/** The row, from 0, that goes bad: by then there have been spikes. */
const BAD = 12_000;

const folder = folderForAll();
const at = (name: string) => join(folder.path, name);
let header = "";
let rows: string[] = [];
let good: ReplayedEvent[] = [];

before(async () => {
  [header = "", ...rows] = lines(await readFile(await groveRecording(folder.path, ROWS), "utf8"));
  rows = rows.map((row, i) => `${i},${row}`);
  header = `t_s,${header}`;
});

async function write(name: string, change: (row: string, i: number) => string): Promise<string> {
  await writeFile(at(name), `${[header, ...rows.map(change)].join("\n")}\n`);
  return at(name);
}

test("what cannot be a recording ends each command with one line that says what to do, and 1", async (t) => {
  await writeFile(at("empty.csv"), "");
  await writeFile(at("timed.csv"), "t_s\n0\n1\n");
  const bad: readonly [string, RegExp][] = [
    [at("nowhere.csv"), /: there is no such file: check the path$/],
    [folder.path, /: is a folder: name a CSV or TSV file in it$/],
    [at("empty.csv"), /: is empty: check that it was copied whole$/],
    [at("timed.csv"), /: no electrode in its header, only "t_s" \(time\): every electrode needs a column of its own$/],
  ];
  const node = await nodeOn(t);
  for (const [file, line] of bad) {
    const commands = [
      ["detect", file],
      ["replay", file, "--json"],
      [...node.args, "--recording", file, "--speed", "max"],
    ];
    const all = await Promise.all(commands.map((args) => andas(t, ...args)));
    for (const { code, stdout, stderr } of all) {
      assert.deepEqual([code, stdout, lines(stderr).length], [1, "", 1], stderr);
      assert.match(stderr.trimEnd(), line);
      assert.ok(stderr.startsWith(`andas: ${file}: `));
    }
  }
});

const WRONG: Readonly<Record<string, { row: (row: string) => string; reason: string }>> = {
  "too few cells": { row: (row) => row.split(",").slice(0, 3).join(","), reason: "too few cells" },
  "too many cells": { row: (row) => `${row},7`, reason: "too many cells" },
  "text in a number's place": { row: (row) => row.replace(/,[^,]+/, ",rain"), reason: "text in a number's place" },
  "a time that goes backwards": {
    row: (row) => row.replace(/^\d+/, "17"),
    reason: "a time that is not after the one before",
  },
};

for (const [what, { row, reason }] of Object.entries(WRONG))
  test(`a row with ${what} is counted and told as a gap, and nothing before or after it is lost`, async (t) => {
    if (good.length === 0)
      good = eventsOf((await andas(t, "replay", await write("good.csv", (r) => r), "--json")).stdout);
    const file = await write("bad.csv", (r, i) => (i === BAD ? row(r) : r));
    const { code, stdout, stderr } = await andas(t, "replay", file, "--json", "--quiet");
    assert.equal(code, 0);
    assert.equal(stderr, `warning: ${file}: 1 bad rows: 1 with ${reason} (in line ${BAD + 2})\n`);
    const events = eventsOf(stdout);
    const gap = events.find(({ type }) => type === "sample-gap");
    assert.deepEqual([gap?.reason, gap?.lost], [`line ${BAD + 2}: ${reason}`, 1]);
    const before = (all: ReplayedEvent[]) => all.filter((event) => event.at < BAD - 1);
    assert.ok(
      before(good).some(({ type }) => type === "spike"),
      "there was something to lose",
    );
    assert.deepEqual(before(events), before(good));
    assert.ok(
      events.some(({ type, at }) => type === "commit" && at > BAD + 1000),
      "the run goes on to its end",
    );
    assert.ok(Math.abs((events.at(-1)?.at ?? 0) - (good.at(-1)?.at ?? 0)) < 1);
  });

test("where nothing was measured for long, the glyph is gap, for those electrodes alone, and the run goes on", async (t) => {
  const [from, to] = [9_000, 11_000];
  const file = await write("silent.csv", (row, i) => {
    const [time, , , e3, e4] = row.split(",");
    return i < from || i >= to ? row : `${time},NaN,,${e3},${e4}`;
  });
  const { code, stdout, stderr } = await andas(t, "glyphs", file, "--quiet");
  assert.deepEqual([code, stderr], [0, ""], "what is missing on purpose is no bad row");
  const over = (electrode: string) =>
    table(stdout)
      .filter((glyph) => glyph.electrode === electrode && Number(glyph.start_s) < to && Number(glyph.end_s) > from)
      .filter(({ glyph }) => glyph === "gap");
  for (const electrode of ["e1", "e2"]) {
    const [gap] = over(electrode);
    assert.ok(gap, `${electrode} has a gap`);
    assert.ok(Math.abs(Number(gap.start_s) - from) < 60 && Math.abs(Number(gap.end_s) - to) < 60, JSON.stringify(gap));
  }
  for (const electrode of ["e3", "e4"])
    assert.ok(!over(electrode).some((gap) => Number(gap.end_s) - Number(gap.start_s) > 1000), electrode);
});

test("a recording that turns into bad rows is lived through, and its faults are told sparingly but counted all", async (t) => {
  await writeFile(at("rubbish.csv"), `e1_mv,e2_mv\n${"1,2\n".repeat(20_000)}${"rain,1,2\n".repeat(3000)}`);
  const { code, stdout, stderr } = await andas(t, "replay", at("rubbish.csv"), "--json");
  assert.equal(code, 0);
  assert.match(stderr, /3000 bad rows: 3000 with too many cells \(first in line 20002\)\n$/);
  const gaps = eventsOf(stdout).filter(({ type }) => type === "sample-gap");
  assert.ok(gaps.length < 100, `${gaps.length} told`);
  assert.ok(Number(gaps.at(-1)?.lost) > 2000);
});

test("one that is nothing but bad rows is refused, and so is one that holds no value", async (t) => {
  await writeFile(at("unequal.csv"), `e1_mv,e2_mv\n${"rain,1,2\n".repeat(3000)}`);
  await writeFile(at("nothing.csv"), `t_s,e1_mv\n${Array.from({ length: 300 }, (_, i) => `${i},-9999\n`).join("")}`);
  for (const [file, why] of [
    ["unequal.csv", /its rows have 3 cells, its header 2: give each column a name/],
    ["nothing.csv", /none of its 300 rows holds a value/],
  ] as const)
    for (const command of ["detect", "glyphs", "stats", "read", "replay"]) {
      const { code, stdout, stderr } = await andas(t, command, at(file));
      assert.deepEqual([code, stdout, lines(stderr).length], [1, "", 1], stderr);
      assert.match(stderr, why);
    }
});
