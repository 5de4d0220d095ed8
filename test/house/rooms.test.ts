import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

/** Which room may import from which, from the ground up. Everything may import from itself. The picture of this is in the README. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  "src/domain": [],
  "src/protocol": ["src/domain"],
  "src/ports": ["src/domain"],
  "src/language": ["src/domain"],
  "src/sensing": ["src/domain", "src/language"],
  "src/attention": ["src/domain", "src/language"],
  "src/acquisition": ["src/domain", "src/ports", "src/sensing"],
  "src/breathing": ["src/domain", "src/ports"],
  "src/spiralformer": ["src/domain", "src/ports", "src/language"],
  "src/storage": ["src/domain", "src/ports"],
  "src/mqtt": ["src/domain", "src/ports", "src/protocol"],
  "src/actions": ["src/domain", "src/ports", "src/storage", "src/language"],
  "src/operator": ["src/domain", "src/ports", "src/protocol", "src/sensing", "src/attention", "src/language"],
  "src/config": ["src/domain", "src/ports", "src/language"],
  "src/view": ["src/domain", "src/ports", "src/language"],
  devices: ["src/domain", "src/ports"],
};
const ALL = Object.keys(MAY_IMPORT);
MAY_IMPORT["src/node"] = ALL;
MAY_IMPORT["src/commands"] = [...ALL, "src/node"];
MAY_IMPORT["src/andas.ts"] = ["src/domain", "src/ports", "src/commands"];

/** The only places that may ask the system for time or chance, or set a timer. */
const PORTS_TO_THE_SYSTEM = /^src\/ports\/(os\/|simulated-clock\.ts)/;
const TIME_AND_CHANCE =
  /Date\.now\(|new Date\(\)|[^.\w]setTimeout\(|[^.\w]setInterval\(|Math\.random\(|performance\.now\(/;

let root = dirname(fileURLToPath(import.meta.url));
while (!existsSync(join(root, "package.json"))) root = dirname(root);
const files = ["src", "devices"].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true })
    .map((name) => join(folder, String(name)))
    .filter((name) => name.endsWith(".ts")),
);
const imports = new Map(files.map((file) => [file, importsOf(file)]));

/** The project's own files that a file imports, types and dynamic imports included. */
function importsOf(file: string): string[] {
  const text = readFileSync(join(root, file), "utf8").replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "");
  return [...text.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*"(\.{1,2}\/[^"]+)"/g)].map((match) =>
    relative(root, join(root, dirname(file), (match[1] as string).replace(/\.js$/, ".ts"))),
  );
}

function roomOf(file: string): string {
  const room = Object.keys(MAY_IMPORT).find((name) => file === name || file.startsWith(`${name}/`));
  assert.ok(room, `${file} lies in no room: put it where the way of the data says, or say what its room may import`);
  return room;
}

test("no room imports from a room above it or beside it", () => {
  const broken = [...imports].flatMap(([file, targets]) =>
    targets
      .filter((target) => roomOf(target) !== roomOf(file) && !MAY_IMPORT[roomOf(file)]?.includes(roomOf(target)))
      .map((target) => `${file} imports ${target}`),
  );
  assert.deepEqual(broken, []);
});

test("what is imported exists, so that this check reads what the compiler reads", () => {
  const missing = [...imports].flatMap(([file, targets]) =>
    targets.filter((target) => !imports.has(target)).map((target) => `${file} -> ${target}`),
  );
  assert.deepEqual(missing, []);
  assert.ok([...imports.values()].flat().length > files.length, "imports were found at all");
});

test("no import goes in a circle, types included", () => {
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]): void => {
    assert.ok(!path.includes(file), `a circle: ${[...path.slice(path.indexOf(file)), file].join(" -> ")}`);
    if (done.has(file)) return;
    for (const target of imports.get(file) ?? []) visit(target, [...path, file]);
    done.add(file);
  };
  for (const file of files) visit(file, []);
});

test("no folder leads back to itself, its parent and its own folders included", () => {
  const folders = new Map<string, Set<string>>();
  for (const [file, targets] of imports) {
    const from = dirname(file);
    const to = folders.get(from) ?? new Set<string>();
    for (const target of targets) if (dirname(target) !== from) to.add(dirname(target));
    folders.set(from, to);
  }
  const done = new Set<string>();
  const visit = (folder: string, path: readonly string[]): void => {
    assert.ok(!path.includes(folder), `a circle: ${[...path.slice(path.indexOf(folder)), folder].join(" -> ")}`);
    if (done.has(folder)) return;
    for (const next of folders.get(folder) ?? []) visit(next, [...path, folder]);
    done.add(folder);
  };
  for (const folder of folders.keys()) visit(folder, []);
});

test("only the ports to the system ask it for time or chance", () => {
  const lines = files
    .filter((file) => !PORTS_TO_THE_SYSTEM.test(file))
    .flatMap((file) =>
      readFileSync(join(root, file), "utf8")
        .split("\n")
        .filter((line) => TIME_AND_CHANCE.test(line) && !/^\s*(\*|\/\/)/.test(line))
        .map((line) => `${file}: ${line.trim()}`),
    );
  assert.deepEqual(lines, []);
});

test("no file is longer than 350 lines", () => {
  const long = files.filter((file) => readFileSync(join(root, file), "utf8").split("\n").length > 350);
  assert.deepEqual(long, []);
});
