import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { z } from "zod";
import { writeGrove } from "../../src/commands/bench/grove-recording.js";
import { loadAddon } from "../../src/ports/os/addons.js";
import { folderForAll } from "../commands/folder.js";
import { card } from "../config/card-folder.js";
import { CHECKOUT, run, textOf } from "./checkout.js";

const noModel = await loadAddon("onnxruntime-node").then(
  () => false as const,
  (error: Error) => error.message,
);
const packageSchema = z.object({
  version: z.string(),
  dependencies: z.record(z.string(), z.string()),
  optionalDependencies: z.record(z.string(), z.string()),
});
const { version, ...needs } = packageSchema.parse(JSON.parse(textOf("package.json")));

const folder = folderForAll();
const modules = () => join(folder.path, "node_modules");
const installed = () => join(modules(), "andas");

/** The package is packed and unpacked elsewhere, beside what it needs and nothing that only building and testing needs. */
before(() => {
  // Without its `prepack`: the build is there, and other tests run on it.
  const packed = run(CHECKOUT, "npm", "pack", "--ignore-scripts", "--pack-destination", folder.path);
  assert.equal(packed.code, 0, packed.stderr);
  mkdirSync(installed(), { recursive: true });
  const unpacked = run(installed(), "tar", "-xzf", join("..", "..", `andas-${version}.tgz`), "--strip-components=1");
  assert.equal(unpacked.code, 0, unpacked.stderr);
  for (const name of Object.keys({ ...needs.dependencies, ...needs.optionalDependencies })) {
    const present = join(CHECKOUT, "node_modules", name);
    if (existsSync(present)) symlinkSync(present, join(modules(), name));
  }
});

function andas(...args: string[]) {
  return run(folder.path, process.execPath, join("node_modules", "andas", "dist", "andas", "andas.js"), ...args);
}

test("the package holds what runs: the built program, its man page, the models and the unit; no test and no fake", () => {
  const files = readdirSync(installed(), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(installed().length + 1));
  const program = (name: string) => /^dist\/(andas|src|devices|web\/assets)\/.*\.(js|css|svg)$/.test(name);
  assert.deepEqual(files.filter((name) => !program(name)).sort(), [
    "CHANGELOG.md",
    "LICENSE",
    "README.md",
    "dist/andas.1",
    "dist/web/index.html",
    "models/ear.json",
    "models/ear.onnx",
    "models/lstm.onnx",
    "models/spiralformer.int8.json",
    "models/spiralformer.int8.onnx",
    "package.json",
    "scripts/andas-launch",
    "src/voice/score/mapping.json",
    "src/voice/words/en.json",
    "src/voice/words/sv.json",
    "systemd/60-andas-power.rules",
    "systemd/README.md",
    "systemd/andas-first-boot.service",
    "systemd/andas-power.conf",
    "systemd/andas-poweroff.rules",
    "systemd/andas-visit.path",
    "systemd/andas-visit.service",
    "systemd/andas.service",
    "systemd/andas.service.d/character-gpio.conf",
  ]);
  assert.deepEqual(
    files.filter((name) => /\bfakes?\b|\.test\./.test(name)),
    [],
  );
});

test("it knows its version", () => {
  assert.deepEqual(andas("--version"), { code: 0, stdout: `${version}\n`, stderr: "" });
});

test("it finds its model, and reads a recording with it", { skip: noModel }, async () => {
  await writeGrove(join(folder.path, "grove.csv"), 30_000);
  const { code, stdout, stderr } = andas("replay", "grove.csv", "--json", "--quiet");
  assert.deepEqual([code, stderr], [0, ""]);
  assert.match(stdout, /"type":"reading"/);
});

test("it finds its words and its mapping, and speaks of a recording", { skip: noModel }, async () => {
  await writeGrove(join(folder.path, "grove.csv"), 30_000);
  for (const language of ["en", "sv"]) {
    const { code, stderr } = andas("voice", "grove.csv", "--demo", "--language", language, "--out", "said");
    assert.deepEqual([code, stderr.match(/no such file.*/)], [0, null], stderr);
  }
});

test("it prints its schemas", () => {
  const { code, stdout } = andas("schema", "node");
  assert.equal(code, 0);
  assert.equal(z.object({ type: z.string() }).parse(JSON.parse(stdout)).type, "object");
});

test("it checks a card", async (t) => {
  const config = await card(t, { "node.json": { site: "north", node: "birch-1" } });
  const { code, stderr } = andas("check", "--config", config);
  assert.deepEqual([code, stderr], [0, ""]);
});
