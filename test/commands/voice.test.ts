import assert from "node:assert/strict";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { gzipSync } from "node:zlib";
import type { Io } from "../../src/commands/cli/command.js";
import { Piece } from "../../src/commands/voice/piece.js";
import { provenanceOf } from "../../src/commands/voice/provenance.js";
import { mustFit, writePiece } from "../../src/commands/voice/write-piece.js";
import { voice } from "../../src/commands/voice.js";
import { type ErrorCode, isAndasError } from "../../src/domain/errors.js";
import { OsFiles } from "../../src/ports/os/files.js";
import { SeededRandom } from "../../src/ports/seeded-random.js";
import { CrashFiles } from "../fakes/crash-files.js";
import { wellFormed } from "../view/read-svg.js";
import { anAnswer, aSpike, aStage, ELECTRODES, mapping } from "../voice/a-moment.js";

const SOURCE = "# source: Pleurotus ostreatus on straw, bench of the tests";
let folder = "";
let recording = "";

/** Some hours of two electrodes with spikes without a beat. */
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "andas-spoken-"));
  recording = join(folder, "straw.csv");
  const random = new SeededRandom(3);
  const onsets = [0, 1].map((e) =>
    Array.from({ length: 12 }, (_, i) => 3000 + 700 * e + i * (900 + 900 * random.next())),
  );
  const rows = Array.from({ length: 4 * 3600 }, (_, t) =>
    onsets.map((own) => {
      const mv = own.reduce((sum, onset) => sum + shape(t - onset), 0.004 * random.normal());
      return mv.toFixed(5);
    }),
  );
  await writeFile(recording, [SOURCE, "e1 (mV),e2 (mV)", ...rows].join("\n"));
});

after(() => rm(folder, { recursive: true, force: true }));

function shape(since: number): number {
  if (since < 0 || since > 600) return 0;
  return 0.12 * (since < 40 ? since / 40 : Math.exp((40 - since) / 60));
}

async function spoken(words: string[], options: Record<string, string | true>, terminal = false) {
  const told = { out: "", err: "" };
  const io: Io = {
    out: (text) => {
      told.out += text;
    },
    err: (text) => {
      told.err += text;
    },
    ...{ signal: new AbortController().signal, terminal, columns: 80, rows: 24, env: {} },
  };
  const code = await voice.run({ words, options }, io);
  return { code, ...told };
}

/** Refused in one line, and nothing is left in `out`. */
async function refused(words: string[], options: Record<string, string | true>, code: ErrorCode, message: RegExp) {
  const out = join(folder, "refused");
  await assert.rejects(
    () => spoken(words, { ...options, out }),
    (error) => isAndasError(error, code) && message.test(error.message) && !error.message.includes("\n"),
    String(message),
  );
  await assert.rejects(() => readdir(out));
}

async function file(name: string, text: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}

test("a recording speaks: four files that say what was heard, each line and note with its second, the same every time", async () => {
  const [one, two] = [join(folder, "one"), join(folder, "two")];
  const { err, out } = await spoken([recording], { out: one, speed: "240" }, true);
  await spoken([recording], { out: two, speed: "240", quiet: true });
  const names = ["straw-voice.json", "straw-voice.mid", "straw-voice.txt", "straw-voice.wav"];
  assert.deepEqual(await readdir(one), names);
  for (const name of names) assert.deepEqual(await readFile(join(one, name)), await readFile(join(two, name)), name);
  assert.match(err, /\d lines? and \d+ notes? of 4 h; 60 s of sound, -2\d\.\d LUFS, peak -\d+\.\d dBFS/s);
  assert.match(out, /straw-voice\.wav\n/);

  const { provenance, source, lines, notes, sound } = JSON.parse(await readFile(join(one, "straw-voice.json"), "utf8"));
  assert.equal(provenance, "named");
  assert.equal(source, "Pleurotus ostreatus on straw, bench of the tests");
  assert.ok(lines.length > 0 && notes.length >= lines.length);
  const inhaled = (at: number, { start_s, hold_s }: { start_s: number; hold_s: number }) =>
    start_s <= at && at < hold_s;
  for (const line of lines) {
    assert.ok(inhaled(line.at_s, line.breath) && line.from_s < line.at_s);
    const { electrode, onset_s, peak_s } = line.subject;
    assert.equal(electrode, line.electrodes[0]);
    const told = notes.find((note: typeof line.subject) => note.electrode === electrode && note.onset_s === onset_s);
    assert.deepEqual([told.line, told.peak_s], [line.id, peak_s]);
  }
  for (const note of notes) {
    assert.ok(inhaled(note.begin_s, note.breath));
    assert.ok(Math.abs(note.sound_s - note.begin_s / 240) < 0.02);
    assert.ok([note.onset_s, note.peak_s].includes(note.begin_s));
  }
  assert.ok(Math.abs(sound.loudness_lufs + 20) < 2 && sound.peak_dbfs < -1);
  const text = await readFile(join(one, "straw-voice.txt"), "utf8");
  assert.match(text, /^straw\.csv, spoken\nPleurotus ostreatus/);
  assert.ok(text.includes(lines[0].text[1]));
  assert.equal(text.match(/^ {2}» e[12] {2}/gm)?.length, lines.length, "each marks the spike that it tells of");
  assert.ok((await readFile(join(one, "straw-voice.mid"))).includes("Pleurotus"));
  assert.ok((await readFile(join(one, "straw-voice.wav"))).subarray(0, 400).includes("Pleurotus"));
});

test("a minute of it is drawn: the trace, the score and what sounds, under the name of what was heard", async () => {
  const svg = join(folder, "minute.svg");
  await spoken([recording], { out: join(folder, "drawn"), speed: "240", svg, quiet: true });
  const drawn = await readFile(svg, "utf8");
  wellFormed(drawn);
  for (const name of ["e1", "e2", "straw"]) assert.ok(drawn.includes(name), name);
});

test("in Swedish, from a stretch, by an artist's own scale", async () => {
  const out = join(folder, "three");
  const scale = await file("two.scl", "two notes\n2\n3/2\n2/1\n");
  await spoken([recording], { out, language: "sv", scale, from: "3000", to: "12000", seed: "4", speed: "600" });
  const found = JSON.parse(await readFile(join(out, "straw-voice.json"), "utf8"));
  assert.deepEqual([found.language, found.scale, found.from_s, found.to_s], ["sv", "two notes", 3000, 12_000]);
  assert.equal(found.sound.seconds, 15);
});

test("what nobody names, or is simulated, does not speak; as a demo it does, and says so in all that it makes", async () => {
  const text = (await readFile(recording, "utf8")).split("\n");
  const unknown = await file("unknown.csv", text.slice(1).join("\n"));
  const simulated = await file("simulated.csv", ["# source: a simulated grove", ...text.slice(1)].join("\n"));
  await refused([unknown], {}, "usage", /nobody says what was recorded; say it with --source/);
  await refused([simulated], {}, "usage", /it is simulated \(a simulated grove\); --demo/);
  const out = join(folder, "demo");
  await spoken([simulated], { out, demo: true, speed: "600" });
  for (const name of await readdir(out)) {
    const bytes = await readFile(join(out, name));
    assert.ok(bytes.subarray(0, 2000).includes("DEMO") && bytes.subarray(0, 2000).includes("simulated"), name);
  }
});

test("a source is found above the rows, packed or not; what the caller says comes first", async () => {
  const files = new OsFiles();
  const packed = await file("packed.csv.gz", gzipSync(`${SOURCE}\na,b\n1,2\n`));
  const broken = await file("broken.csv.gz", Uint8Array.of(0x1f, 0x8b, 1, 2, 3));
  const kinds = async (path: string, said?: string) => (await provenanceOf(path, said, files)).kind;
  assert.equal(await kinds(packed), "named");
  assert.equal(await kinds(packed, "synthetic spikes"), "simulated");
  assert.equal(await kinds(broken), "unknown");
  assert.equal(await kinds(join(folder, "none.csv")), "unknown");
  assert.equal(await kinds(folder), "unknown");
});

test("nothing is made without a model, or of words and scales that are none, or of a stretch without a row", async () => {
  const models = join(folder, "no-models");
  await mkdir(models);
  await refused([recording], { models }, "model", /no-models/);
  await refused(
    [recording],
    { language: await file("mine.json", "{}") },
    "config",
    /mine\.json: language: is missing; write a text/,
  );
  await refused(
    [recording],
    { mapping: await file("my.json", '{"root":"D"}') },
    "config",
    /my\.json: root: must be a number/,
  );
  await refused(
    [recording],
    { language: join(folder, "none.json") },
    "config",
    /none\.json: there is no such file; name a language: en, sv/,
  );
  await refused(
    [recording],
    { scale: "loud" },
    "config",
    /loud: there is no such file; name a scale: pentatonic, just, harmonic/,
  );
  await refused([recording], { scale: recording }, "config", /straw\.csv: is no Scala scale/);
  await refused([recording], { mapping: folder }, "config", /cannot be read; name a mapping/);
  await refused([recording], { from: "100", to: "50" }, "usage", /--to 50: give a time after 100/);
  await refused(
    [recording],
    { speed: "0.001", to: "9000" },
    "usage",
    /more than a WAV file holds \(6\.7 h\): raise --speed/,
  );
  await refused([recording], { from: "90000" }, "usage", /nothing was recorded there; it goes from 0 to 14399 s/);
});

test("where nothing lives it is silent and makes nothing: gaps, sixteen quiet electrodes, ten thousand samples a second", async () => {
  const random = new SeededRandom(1);
  const quiet = (electrodes: number, rows: number) =>
    Array.from({ length: rows }, () =>
      Array.from({ length: electrodes }, () => (0.004 * random.normal()).toFixed(4)).join(","),
    );
  const names = Array.from({ length: 16 }, (_, i) => `e${i + 1}_mv`).join(",");
  const files = {
    "gaps.csv": [SOURCE, "time,e1_mv,e2_mv", ...Array.from({ length: 600 }, (_, i) => `${i},NaN,`)],
    "sixteen.csv": [SOURCE, names, ...quiet(16, 900)],
    "quick.csv": [`${SOURCE}\ne1_mv`, ...quiet(1, 30_000)],
  };
  for (const [name, lines] of Object.entries(files)) {
    const out = join(folder, "silent");
    const path = await file(name, lines.join("\n"));
    const options = { out, ...(name === "quick.csv" && { rate: "10000" }) };
    const { code, err } = await spoken([path], { ...options, quiet: true }).catch((error: unknown) => {
      assert.ok(isAndasError(error, "recording") && name === "gaps.csv", String(error));
      return { code: 0, err: "it stayed silent, and nothing was written" };
    });
    assert.equal(code, 0);
    assert.match(err, /it stayed silent, and nothing was written/);
    await assert.rejects(() => readdir(out));
  }
});

test("a disk that is full in the middle of the sound, or somebody who stops it, leaves nothing half", async () => {
  const stage = aStage();
  stage.play([aSpike(490)], [anAnswer(1000, "irregular")]);
  const facts = {
    ...{ title: "t", recording: "r", source: "s", provenance: "named", language: "en", scale: "pentatonic" },
    ...{ seed: 1, speed: 60, model: "m", software: "andas" },
  };
  const piece = new Piece(
    facts,
    { utterances: stage.said, electrodes: ELECTRODES, origin: 0 },
    { from: 0, to: 1200 },
    mapping(),
  );
  const files = new CrashFiles({ "/out/before.txt": "mine" });
  const stop = new AbortController();
  const write = () => writePiece(piece, mapping(), { folder: "/out", name: "n", files, stop: stop.signal });
  files.capacity = 1_000_000;
  await assert.rejects(
    write,
    (error) => isAndasError(error, "state") && /n\.wav: the disk is full; the sound takes 4 MB/.test(error.message),
  );
  assert.deepEqual(files.paths, ["/out/before.txt"]);
  files.capacity = Number.POSITIVE_INFINITY;
  stop.abort();
  await assert.rejects(
    write,
    (error) => isAndasError(error, "recording") && /stopped before the end/.test(error.message),
  );
  assert.deepEqual(files.paths, ["/out/before.txt"]);
  assert.throws(() => mustFit(1e6), /277\.8 h of sound/);
});
