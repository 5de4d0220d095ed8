import assert from "node:assert/strict";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import test, { type TestContext } from "node:test";
import { usualFolder } from "../../src/config/built-in-card.js";
import { type ResolvedCard, resolveCard } from "../../src/config/resolve-card.js";
import { isAndasError } from "../../src/domain/errors.js";
import { OsFiles } from "../../src/ports/os/files.js";
import { card, KINDS, NODE, put, temporary, textOf } from "./card-folder.js";

class CountingFiles extends OsFiles {
  writes = 0;
  override async writeDurably(path: string, text: string): Promise<void> {
    this.writes++;
    await super.writeDurably(path, text);
  }
}

/** A card that was mounted read-only. */
class ReadOnlyCard extends OsFiles {
  readonly #folder: string;
  constructor(folder: string) {
    super();
    this.#folder = folder;
  }
  override async writeDurably(path: string, text: string): Promise<void> {
    if (path.startsWith(this.#folder))
      throw Object.assign(new Error("EROFS: read-only file system"), { code: "EROFS" });
    await super.writeDurably(path, text);
  }
}

async function stage(t: TestContext, content: Record<string, unknown>) {
  const folder = await card(t, content);
  const stateFolder = join(await temporary(t), "state");
  const said: string[] = [];
  const resolve = (
    options: { files?: OsFiles; folder?: string | undefined; kinds?: typeof KINDS } = {},
  ): Promise<ResolvedCard> =>
    resolveCard({
      folder,
      stateFolder,
      files: new OsFiles(),
      kinds: KINDS,
      log: (level, line) => said.push(`${level}: ${line}`),
      ...options,
    });
  return { folder, stateFolder, said, resolve };
}

const BAD = { phases: { inhale: 5 } };

test("without a card the node lives by the built-in one: a simulated grove", async (t) => {
  const { resolve, folder } = await stage(t, {});
  const { configuration, source, fallback } = await resolve({ folder: undefined });
  assert.deepEqual([source, fallback], ["built-in", false]);
  assert.deepEqual([configuration.node.site, configuration.node.node], ["grove", "andas"]);
  assert.deepEqual(configuration.devices, [{ name: "grove", kind: "grove", config: { seed: 1 } }]);
  assert.equal(configuration.node.broker, undefined);
  assert.equal(await textOf(folder, "EFFECTIVE.json"), undefined);
});

test("a good card is in force, is kept, and is echoed with its defaults written out", async (t) => {
  const { resolve, folder, stateFolder, said } = await stage(t, { "node.json": { $schema: "x", ...NODE } });
  const { source, effective } = await resolve();
  assert.equal(source, "card");
  assert.ok((await textOf(stateFolder, "last-good.json"))?.includes("north-grove"));
  assert.equal(await textOf(folder, "EFFECTIVE.json"), effective);
  const echo = JSON.parse(effective);
  assert.equal(echo.breath.phases.inhale_s, 120);
  assert.equal(echo.node.$schema, undefined);
  assert.equal(await textOf(folder, "ERRORS.txt"), undefined);
  assert.deepEqual(said, []);
});

test("a card that did not change is written nowhere a second time", async (t) => {
  const { resolve, folder } = await stage(t, { "node.json": NODE });
  const files = new CountingFiles();
  await resolve({ files });
  assert.equal(files.writes, 2);
  await resolve({ files });
  assert.equal(files.writes, 2);
  await put(folder, { "breath.json": { radio: "always" } });
  await resolve({ files });
  assert.equal(files.writes, 4);
});

test("a bad card without a last good one stops the node in one line, and the card is told why", async (t) => {
  const { resolve, folder } = await stage(t, { "node.json": { site: "a" }, "breath.json": BAD });
  await assert.rejects(resolve(), (error: Error) => {
    assert.ok(isAndasError(error, "config"));
    assert.match(
      error.message,
      /is bad and no good one is kept: node\.json: node: is missing.* \(and 1 more: andas check/,
    );
    assert.ok(!error.message.includes("\n"));
    return true;
  });
  const errors = (await textOf(folder, "ERRORS.txt")) ?? "";
  assert.match(errors, /cannot start until this is mended/);
  assert.match(errors, /\nbreath\.json: phases\.inhale: is not known here; did you mean "inhale_s"\?\n/);
});

test("on a bad card the last good one stays in force; ERRORS.txt comes, and goes when the card is mended", async (t) => {
  const { resolve, folder, said } = await stage(t, { "node.json": NODE, "breath.json": { radio: "always" } });
  const before = await resolve();
  await put(folder, { "breath.json": BAD });
  const meanwhile = await resolve();
  assert.deepEqual([meanwhile.source, meanwhile.fallback, meanwhile.problems.length], ["last-good", true, 1]);
  assert.deepEqual(meanwhile.configuration, before.configuration);
  assert.match((await textOf(folder, "ERRORS.txt")) ?? "", /runs on the last good configuration/);
  assert.equal(JSON.parse((await textOf(folder, "EFFECTIVE.json")) ?? "").breath.radio, "always");
  assert.ok(said.some((line) => line.startsWith("error: breath.json: phases.inhale:")));
  await put(folder, { "breath.json": { phases: { inhale_s: 5 } } });
  const after = await resolve();
  assert.deepEqual([after.source, after.configuration.breath.phases.inhale], ["card", 5]);
  assert.equal(await textOf(folder, "ERRORS.txt"), undefined);
});

test("a card that is gone, a boot partition that did not mount, is no reason to stop", async (t) => {
  const { resolve, folder, said } = await stage(t, { "node.json": NODE });
  await resolve();
  await rm(folder, { recursive: true });
  const { source, problems } = await resolve();
  assert.equal(source, "last-good");
  assert.match(problems[0]?.message ?? "", /there is no folder/);
  assert.ok(!said.some((line) => line.startsWith("warn")), "nobody tries to write where nothing is");
});

test("the password outlives a broken credentials' file, and stands neither in EFFECTIVE.json nor in ERRORS.txt", async (t) => {
  const broker = { url: "mqtts://host", credentials: "mqtt.json" };
  const { resolve, folder, said } = await stage(t, {
    "node.json": { ...NODE, broker },
    "mqtt.json": { username: "u", password: "hunter2" },
  });
  assert.deepEqual((await resolve()).secrets, { username: "u", password: "hunter2" });
  await put(folder, { "mqtt.json": '{"password": hunter2' });
  const fallen = await resolve();
  assert.deepEqual([fallen.source, fallen.secrets.password], ["last-good", "hunter2"]);
  const seen = [await textOf(folder, "EFFECTIVE.json"), await textOf(folder, "ERRORS.txt"), ...said].join("\n");
  assert.match(seen, /mqtt\.json/);
  assert.ok(!seen.includes("hunter2"));
});

test("a card that cannot be written is logged and no more", async (t) => {
  const { resolve, folder, said } = await stage(t, { "node.json": NODE });
  const { source } = await resolve({ files: new ReadOnlyCard(folder) });
  assert.equal(source, "card");
  assert.match(said.join("\n"), /^warn: could not write .*EFFECTIVE\.json: EROFS/);
});

test("a last good card that is torn, or that this version no longer knows, is as good as none", async (t) => {
  const { resolve, folder, stateFolder, said } = await stage(t, {
    "node.json": NODE,
    "electrodes.json": { devices: [{ name: "a", kind: "adc", rate_hz: 8 }] },
  });
  await resolve();
  await put(folder, { "breath.json": BAD });
  await assert.rejects(resolve({ kinds: KINDS.filter((kind) => kind.kind !== "adc") }), /no good one is kept/);
  assert.match(
    said.join("\n"),
    /the last good configuration does not fit this version: electrodes\.json: devices\[0\]\.kind/,
  );
  const whole = (await textOf(stateFolder, "last-good.json")) ?? "";
  await put(stateFolder, { "last-good.json": whole.slice(0, whole.length / 2) });
  await assert.rejects(resolve(), /no good one is kept/);
  await put(stateFolder, { "last-good.json": { ...JSON.parse(whole), beside: { "broker.json": 7 } } });
  await assert.rejects(resolve(), /no good one is kept/);
});

test("a run that keeps no state leaves no trace on the card either", async (t) => {
  const { folder } = await stage(t, { "node.json": NODE });
  const files = new CountingFiles();
  await resolveCard({ folder, stateFolder: undefined, files, kinds: KINDS, log: () => {} });
  assert.equal(files.writes, 0);
});

test("a node finds its card on the boot partition, and lives without one where that is empty", async (t) => {
  const root = await temporary(t);
  const files = new OsFiles();
  assert.equal(await usualFolder(files, root), undefined);
  const folder = join(root, "boot/firmware/andas");
  await mkdir(folder, { recursive: true });
  assert.equal(await usualFolder(files, root), undefined);
  await put(folder, { "node.json": "half a" });
  assert.equal(await usualFolder(files, root), folder);
});
