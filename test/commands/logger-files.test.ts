import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { LOGGER_FILES } from "../devices/recording/logger-files.js";
import { HEIGHTS_MV, ONSETS } from "../devices/recording/two-spikes.js";
import { andas, lines, table } from "./andas.js";
import { folderForAll } from "./folder.js";

const folder = folderForAll();

async function written(name: string): Promise<string> {
  const file = LOGGER_FILES[name];
  assert.ok(file !== undefined, name);
  const path = join(folder.path, `${name.replace(/\W+/g, "-")}.csv`);
  await writeFile(path, file.text);
  return path;
}

function optionsFor({ options = {} }: (typeof LOGGER_FILES)[string]): string[] {
  const columns = Object.entries(options.columns ?? {}).flatMap(([name, role]) => ["--column", `${name}=${role}`]);
  return [...columns, ...(options.timeFormat === undefined ? [] : ["--time-format", options.timeFormat])];
}

for (const [name, file] of Object.entries(LOGGER_FILES))
  test(`andas detect, ${name}: says in one line what it understood, and finds the two spikes`, async (t) => {
    const path = await written(name);
    const { code, stdout, stderr } = await andas(t, "detect", path, ...optionsFor(file));
    assert.equal(code, 0, stderr);
    const [understood = "", ...others] = lines(stderr);
    assert.ok(understood.startsWith(`andas: ${path}: `));
    assert.equal(others.length, (file.bad === undefined ? 0 : 1) + (file.odd === undefined ? 0 : 1), stderr);
    const date = file.from === undefined ? undefined : new Date(file.from * 1000).toISOString().replace(".000", "");
    if (date !== undefined) assert.ok(understood.includes(`from ${date}`), understood);
    const spikes = table(stdout);
    assert.equal(spikes.length, 2, stdout);
    const every = Math.max(1, file.every ?? 1);
    const [first] = spikes;
    for (const [n, spike] of spikes.entries()) {
      assert.equal(spike.electrode, first?.electrode);
      // Of what has no date, seconds of the file; of a clock alone, since its first.
      const since = Number(spike.onset_s) - (name.startsWith("clocks of a spreadsheet") ? 28_800 : 0);
      assert.ok(Math.abs(since - ONSETS[n]! * every) <= (file.within ?? 15) * every, `${spike.onset_s}`);
      assert.ok(Math.abs(Number(spike.amplitude_mv) / HEIGHTS_MV[n]! - 1) < 0.15, `${spike.amplitude_mv} mV`);
    }
  });

test("dates of a recording reach the digest and the lines of a replay in their own year", async (t) => {
  for (const name of ["Unix seconds and a second clock for people", "a clock that stood at 1970 for the first rows"]) {
    const path = await written(name);
    const from = new Date((LOGGER_FILES[name]?.from ?? 0) * 1000).toISOString().replace(".000", "");
    const digest = await andas(t, "replay", path, "--digest", "--no-reader", "--quiet");
    assert.ok(lines(digest.stdout)[0]?.includes(`(${from})`), lines(digest.stdout)[0]);
    assert.ok(lines(digest.stdout).length <= 24, "one screen");
  }
});

test("what may be a thousand times wrong, or another day, or two series in one column, is asked for in one line", async (t) => {
  const rows = (row: (i: number) => string) => Array.from({ length: 40 }, (_, i) => row(i)).join("\n");
  const asked: readonly [text: string, line: RegExp][] = [
    [
      `time,e1_mV\n${rows((i) => `${i * 1000},0.${i}`)}`,
      /goes up as milliseconds would: say which with --time-format ms/,
    ],
    [
      `time,e1_mV\n${rows((i) => `03/04/2026 08:00:${10 + i},0.${i}`)}`,
      /more than one way: say which with --time-format dmy/,
    ],
    [`time,e1_mV\n${rows((i) => `13/06/19 08:00:${10 + i},0.${i}`)}`, /more than one way/],
    [
      `entity_id,state,last_changed\n${rows((i) => `sensor.e${i % 2},0.${i},2026-06-01T08:00:${10 + i}Z`)}`,
      /a row for each of 2 series \(sensor\.e0, sensor\.e1 in "entity_id"\): give each a column of its own/,
    ],
  ];
  for (const [text, line] of asked) {
    const path = join(folder.path, "asked.csv");
    await writeFile(path, `${text}\n`);
    const { code, stdout, stderr } = await andas(t, "detect", path);
    assert.deepEqual([code, stdout, lines(stderr).length], [1, "", 1], stderr);
    assert.match(stderr, line);
  }
});

test("a column that turns to text is told now and then, withdraws nobody and makes no spike", async (t) => {
  const path = join(folder.path, "note.csv");
  const text = String(LOGGER_FILES["a plain file"]?.text).trimEnd().split("\n");
  await writeFile(
    path,
    `${text.map((row, i) => `${row},${i === 0 ? "note" : i < 3000 ? 0 : "watered"}`).join("\n")}\n`,
  );
  const { stdout } = await andas(t, "replay", path, "--json", "--no-reader", "--quiet");
  const told = lines(stdout).filter((line) => line.startsWith('{"type":"sample-gap"'));
  assert.equal(told.length, 5);
  assert.doesNotMatch(stdout, /unwell|withdraw/);
  assert.equal(lines(stdout).filter((line) => line.startsWith('{"type":"spike"')).length, 2);
});
