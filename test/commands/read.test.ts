import assert from "node:assert/strict";
import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { before, type TestContext, test } from "node:test";
import { GLYPHS } from "../../src/domain/glyph.js";
import { EVENTS } from "../../src/domain/reading.js";
import { loadAddon } from "../../src/ports/os/addons.js";
import { MODELS } from "../../src/spiralformer/model/open-reader.js";
import { card } from "../config/card-folder.js";
import { addSpike, noise } from "../sensing/signals.js";
import { andas, lines, table } from "./andas.js";
import { folderForAll } from "./folder.js";

const HEAD = "start_s,end_s,event,confidence,surprise,electrodes,decided_s";
const skip = await loadAddon("onnxruntime-node").then(
  () => false as const,
  (error: Error) => error.message,
);

const HOUR = 3600;
const folder = folderForAll();
const at = (name: string) => join(folder.path, name);
const files = ["ear.json", "ear.onnx", "spiralformer.int8.json", "spiralformer.int8.onnx"];

/** Three hours of three electrodes at 1 Hz; after two hours two of them burst, and after half an hour more all jump. */
before(async () => {
  const columns = [1, 2, 3].map((seed) => noise(3 * HOUR, seed));
  for (const [i, column] of columns.slice(0, 2).entries())
    for (let k = 0; k < 24; k++) addSpike(column, 2 * HOUR + 20 * i + 40 * k, 5, 10, 0.08);
  for (const column of columns)
    for (let t = 9500; t < 9530; t++) column[t] = (column[t] as number) + (t % 2 ? 0.5 : -0.5);
  const rows = Array.from({ length: 3 * HOUR }, (_, t) =>
    columns.map((column) => (column[t] as number).toFixed(3)).join(","),
  );
  await writeFile(at("night.csv"), `e1_mv,e2_mv,e3_mv\n${rows.join("\n")}\n`);
  await writeFile(at("evening.csv"), `e1_mv,e2_mv,e3_mv\n${rows.slice(0, 8300).join("\n")}\n`);
});

/** The models of this version in a folder of their own, with this done to one of them. */
async function models(name: string, file: string, change: (bytes: Buffer) => Uint8Array | string): Promise<string> {
  await mkdir(at(name));
  for (const one of files) await copyFile(join(MODELS, one), join(at(name), one));
  await writeFile(join(at(name), file), change(await readFile(join(MODELS, file))));
  return at(name);
}

/** What was read with these words, once for all tests. */
const known = new Map<string, Promise<string[]>>();

function read(t: TestContext, ...args: string[]): Promise<string[]> {
  const key = args.join(" ");
  const found = known.get(key) ?? readNow(t, args);
  known.set(key, found);
  return found;
}

async function readNow(t: TestContext, args: readonly string[]): Promise<string[]> {
  const { code, stdout, stderr } = await andas(t, "read", ...args, "--quiet");
  assert.deepEqual([code, stderr], [0, ""]);
  return lines(stdout);
}

const AUDITED = ["--audit", "--text"];
const timeless = (all: readonly string[]) =>
  all.map((line) => (line.startsWith("#wake") ? line.split(",").toSpliced(8, 1).join() : line));
const wakesOf = (all: readonly string[]) => all.filter((line) => line.startsWith("#wake") && !line.includes("at_s"));

test("it reads a recording: a header, and lines of events, electrodes and times that make sense", {
  skip,
}, async (t) => {
  const [head, ...rows] = await read(t, at("night.csv"), "--policy", "always");
  assert.equal(head, HEAD);
  assert.ok(rows.length > 0, "it read something");
  for (const { start_s, end_s, event, confidence, surprise, electrodes, decided_s } of table(
    [head, ...rows].join("\n"),
  )) {
    assert.ok((EVENTS as readonly string[]).includes(event as string) && event !== "quiet", event);
    assert.ok(Number(confidence) >= 0 && Number(confidence) <= 1 && Number(surprise) >= 0);
    assert.match(electrodes as string, /^e[123]( e[123])*$/);
    assert.ok(Number(start_s) >= 0 && Number(start_s) < Number(decided_s) && Number(end_s) <= Number(decided_s));
    assert.equal(Number(decided_s) % 30, 0);
  }
});

test("a line depends on nothing later than what it says it was decided by: a part of a recording gives the same lines", {
  skip,
}, async (t) => {
  const [whole, part] = await Promise.all([
    read(t, at("night.csv"), ...AUDITED).then(timeless),
    read(t, at("evening.csv"), ...AUDITED).then(timeless),
  ]);
  assert.ok(part.length > 5, `${part.length} lines`);
  assert.deepEqual(part, whole.slice(0, part.length));
  const later = wakesOf(whole.slice(part.length));
  assert.ok(
    later.every((line) => Number(line.split(",")[1]) >= 8280),
    "the whole goes on where the part ends",
  );
});

test("the audit tells of every call why, in which phase and mode, and what it cost", { skip }, async (t) => {
  const all = await read(t, at("night.csv"), ...AUDITED);
  const [, head = ""] = all;
  assert.equal(head, "#wake,at_s,electrode,why,phase,mode,tokens,macs,ms,model");
  const wakes = table([head, ...wakesOf(all)].join("\n"));
  assert.ok(wakes.length > 0);
  const burst = wakes.filter(({ at_s }) => Number(at_s) > 2 * HOUR && Number(at_s) < 2.5 * HOUR);
  assert.ok(burst.length > 0, "the burst wakes it");
  for (const { at_s, electrode, why = "", phase, mode, tokens, macs, ms, model } of wakes) {
    assert.equal(Number(at_s) % 30, 0);
    assert.match(electrode as string, /^e[123]$/);
    assert.match(phase as string, /^(inhale|hold|exhale|pause)$/);
    assert.match(mode as string, /^(inhale|hold|local|released)$/);
    assert.ok(Number(macs) > 0 && Number(ms) > 0);
    assert.equal(Number(tokens) > 0, mode === "inhale" || mode === "local");
    if (mode === "hold") assert.deepEqual([why, phase], ["breath", "hold"]);
    else for (const name of why.split(" ")) assert.ok((GLYPHS as readonly string[]).includes(name), why);
    assert.match(model as string, /^spiralformer [0-9a-f]{8}$/);
  }
});

test("`always` reads every slot, and costs that much more", { skip }, async (t) => {
  const [always, breath] = await Promise.all([
    read(t, at("evening.csv"), "--audit", "--policy", "always").then(wakesOf),
    read(t, at("evening.csv"), ...AUDITED).then(wakesOf),
  ]);
  const times = always.map((line) => Number(line.split(",")[1]));
  assert.deepEqual(
    times,
    Array.from({ length: times.length }, (_, i) => (times[0] as number) + 30 * i),
  );
  assert.ok(
    times.length > 250 && breath.length > 0 && breath.length < always.length / 2,
    `${breath.length} of ${always.length}`,
  );
});

test("with a card it reads in its language, and `--text` says what was heard in one sentence", { skip }, async (t) => {
  const config = await card(t, { "node.json": { site: "skogen", node: "gran", language: "sv" } });
  const [head, ...rows] = await read(t, at("night.csv"), "--policy", "always", "--text", "--config", config);
  assert.equal(head, `${HEAD},text`);
  for (const row of rows) assert.match(row, /,"[^"]+ \(\d+ % säker, överraskning [\d,]+ bitar; väckt av: [^"]+\)\."$/);
});

/** It refuses with one line that says this, and reads nothing. */
async function refused(t: TestContext, code: number, why: RegExp, ...args: string[]): Promise<void> {
  const ended = await andas(t, "read", at("evening.csv"), ...args);
  assert.deepEqual([ended.code, ended.stdout], [code, ""], ended.stderr);
  assert.match(ended.stderr, why);
  assert.equal(lines(ended.stderr).length, 1, ended.stderr);
}

test("what cannot be read with ends in one line that says what is wrong, and with 1; a wrong word with 2", async (t) => {
  await refused(t, 2, /--policy sometimes: give breath or always/, "--policy", "sometimes");
  await refused(t, 1, /nowhere\/ear\.json: cannot be read \(.*\): copy it from the release/, "--models", at("nowhere"));
  const cut = await models("cut", "spiralformer.int8.onnx", (bytes) => bytes.subarray(0, 1000));
  await refused(t, 1, /cut\/spiralformer\.int8\.onnx: is not the model that its card speaks of/, "--models", cut);
  const torn = await models("torn", "ear.json", (bytes) => bytes.subarray(0, 100));
  await refused(t, 1, /torn\/ear\.json: .*JSON/, "--models", torn);
});

test("a model that fails its known answers reads nothing at all", { skip }, async (t) => {
  const wrong = await models("wrong", "spiralformer.int8.json", (bytes) => {
    const told = JSON.parse(bytes.toString()) as { known: { event: number[] }[] };
    for (const one of told.known) one.event.reverse();
    return JSON.stringify(told);
  });
  const { code, stdout, stderr } = await andas(t, "read", at("evening.csv"), "--models", wrong);
  assert.deepEqual([code, stdout], [1, ""]);
  assert.match(
    lines(stderr).at(-1) ?? "",
    /^andas: spiralformer [0-9a-f]{8}: answers known call 1 by .* differently than it should; `andas doctor` tells more$/,
  );
});
