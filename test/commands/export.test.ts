import assert from "node:assert/strict";
import { appendFile, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { before, test } from "node:test";
import { gunzipSync } from "node:zlib";
import { temporary } from "../config/card-folder.js";
import { andas, groveRecording, lines, nodeOn, start } from "./andas.js";
import { folderForAll } from "./folder.js";

const folder = folderForAll();
let night = "";
before(async () => {
  night = await groveRecording(folder.path, 6000);
});

const AS_FAST = ["--no-host", "--no-reader", "--speed", "max"];

test("what a node heard comes out as it went in: the same spikes, to the last digit", async (t) => {
  const { config, state } = await nodeOn(t);
  const ran = await start(t, ["run", "--config", config, "--state", state, "--recording", night, ...AS_FAST]).ended;
  assert.equal(ran.code, 0, ran.stderr);
  const out = join(folder.path, "ring.csv.gz");
  const exported = await andas(t, "export", "--state", state, "--out", out);
  assert.deepEqual(
    [exported.code, exported.stdout, exported.stderr],
    [0, "", "andas: 6000 rows of recording, 2000-01-01T00:00:00.000Z to 2000-01-01T01:39:59.000Z\n"],
  );
  const [was, is] = await Promise.all([night, out].map((file) => andas(t, "detect", "--quiet", file)));
  assert.ok(lines(was!.stdout).length > 3);
  assert.equal(is!.stdout, was!.stdout);

  const whole = await andas(t, "export", "--state", state);
  assert.equal(whole.stdout, gunzipSync(await readFile(out)).toString("utf8"));
  const some = await andas(
    t,
    "export",
    "--state",
    state,
    "--from",
    "2000-01-01T00:30:00Z",
    "--to",
    "2000-01-01T00:30:02Z",
  );
  assert.deepEqual(
    lines(some.stdout).map((line) => line.split(",")[0]),
    ["time", "# boot 1", "2000-01-01T00:30:00.000Z", "2000-01-01T00:30:01.000Z", "2000-01-01T00:30:02.000Z"],
  );

  // The card damages a byte: what was in its block is missing, and that is said.
  const path = join(state, "raw", (await readdir(join(state, "raw")))[0]!);
  const bytes = await readFile(path);
  bytes[100]! ^= 1;
  await writeFile(path, bytes);
  const less = await andas(t, "export", "--state", state, "--out", join(folder.path, "less.csv"));
  assert.equal(less.code, 0);
  assert.match(less.stderr, /bytes were damaged on the card: what was in them is missing/);
  assert.ok((await stat(join(folder.path, "less.csv"))).size > 100_000);
});

test("a node that rested: what was not heard is unheard for who reads the export, and no gap", async (t) => {
  const files = {
    "electrodes.json": { devices: [{ name: "recording", kind: "recording", listening: "inhale", file: night }] },
    "breath.json": { phases: { inhale_s: 900, hold_s: 60, exhale_s: 180, pause_s: 660 } },
  };
  const { args, state } = await nodeOn(t, { files });
  const ran = await start(t, [...args, "--no-reader", "--speed", "max"]).ended;
  assert.equal(ran.code, 0, ran.stderr);
  const out = join(folder.path, "rests.csv");
  assert.equal((await andas(t, "export", "--state", state, "--out", out)).code, 0);
  const [was, is] = await Promise.all([
    andas(t, "glyphs", "--quiet", night, "--listen", "900/1800"),
    andas(t, "glyphs", "--quiet", out),
  ]);
  assert.match(is.stdout, /,unheard,/);
  assert.equal(is.stdout, was.stdout);
  // And for a whole node that lives through it.
  const replayed = await andas(t, "replay", "--json", "--no-reader", out);
  const glyphs = lines(replayed.stdout)
    .map((line) => JSON.parse(line))
    .filter(({ type }) => type === "glyph");
  assert.ok(glyphs.some(({ glyph }) => glyph === "unheard"));
  assert.ok(!glyphs.some(({ glyph }) => glyph === "gap"));
});

test("while a node runs, what it has kept so far is exported; and raw.keep_mb 0 keeps nothing", async (t) => {
  const living = { "electrodes.json": { devices: [{ name: "grove", kind: "grove" }] } };
  const { args, state } = await nodeOn(t, { files: living });
  const node = start(t, [...args, "--no-reader", "--speed", "20000", "--verbose", "--plain"]);
  await node.said(/exhale +cycle 4/);
  const exported = await andas(t, "export", "--state", state);
  assert.equal(exported.code, 0, exported.stderr);
  assert.ok(lines(exported.stdout).length > 400);
  node.process.kill("SIGTERM");
  await node.ended;

  const none = await nodeOn(t, {
    files: { ...living, "node.json": { site: "test", node: "n1", raw: { keep_mb: 0 } } },
  });
  const ran = start(t, [...none.args, "--no-reader", "--speed", "20000", "--verbose", "--plain"]);
  await ran.said(/exhale +cycle 3/);
  ran.process.kill("SIGTERM");
  await ran.ended;
  const nothing = await andas(t, "export", "--state", none.state);
  assert.equal(nothing.code, 1);
  assert.match(
    nothing.stderr,
    /^andas: .* holds no raw signal: say with --state where the node keeps its own, and look for raw\.keep_mb/,
  );
});

test("what makes no sense is one line that says what would", async (t) => {
  const state = await temporary(t);
  const asked: [string[], number, RegExp][] = [
    [["--from", "yesterday"], 2, /^andas: --from yesterday: give a time like/],
    [
      ["--from", "2026-05-02", "--to", "2026-05-01"],
      2,
      /^andas: --to 2026-05-01T00:00:00.000Z: give a time after 2026-05-02/,
    ],
    [["--from", "2026-05-01"], 1, /holds no raw signal of that time/],
  ];
  for (const [args, code, message] of asked) {
    const ended = await andas(t, "export", "--state", state, ...args);
    assert.equal(ended.code, code);
    assert.match(ended.stderr, message);
  }
});

test("several devices are several recordings: one is named", async (t) => {
  const files = {
    "electrodes.json": {
      devices: [
        { name: "north", kind: "grove" },
        { name: "south", kind: "grove" },
      ],
    },
  };
  const { args, state } = await nodeOn(t, { files });
  const node = start(t, [...args, "--no-reader", "--speed", "20000", "--verbose", "--plain"]);
  await node.said(/exhale +cycle 4/);
  node.process.kill("SIGTERM");
  await node.ended;
  const export_ = (...more: string[]) => andas(t, "export", "--state", state, ...more);
  const unnamed = await export_();
  assert.deepEqual(
    [unnamed.code, unnamed.stderr],
    [2, "andas: several devices were heard: say --device, one of north, south\n"],
  );
  const wrong = await export_("--device", "west");
  assert.deepEqual([wrong.code, wrong.stderr], [2, "andas: --device west: give one that was heard: north, south\n"]);
  assert.equal((await export_("--device", "south")).code, 0);
  const nowhere = await export_("--device", "south", "--out", join(state, "no", "where.csv"));
  assert.equal(nowhere.code, 2);
  assert.match(nowhere.stderr, /where\.csv cannot be written: .*; give --out another name/);
});

test("electrodes that take the place of a grove begin a ring of their own", async (t) => {
  const { claimState } = await import("../../src/commands/run/state-source.js");
  const { OsFiles } = await import("../../src/ports/os/files.js");
  const state = await temporary(t);
  const os = new OsFiles();
  await os.makeFolder(join(state, "raw"));
  await appendFile(join(state, "raw", "00000001.raw"), "of a grove");
  await writeFile(join(state, "source.json"), JSON.stringify({ kind: "grove" }));
  await claimState({ files: os, folder: state, source: { kind: "electrodes" }, log: () => {} });
  assert.deepEqual(await readdir(join(state, "raw")), []);
  assert.deepEqual(await readdir(join(state, "of-grove", "raw")), ["00000001.raw"]);
});
