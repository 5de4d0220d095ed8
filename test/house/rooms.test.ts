import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { files, imports, MAY_IMPORT, roomOf, root } from "./the-house.js";

/** The only places that may ask the system for time or chance, or set a timer. */
const PORTS_TO_THE_SYSTEM = /^src\/(ports\/(os\/|simulated-clock\.ts)|web\/page\/clock\.ts)/;
const TIME_AND_CHANCE =
  /Date\.now\(|new Date\(\)|[^.\w]setTimeout\(|[^.\w]setInterval\(|Math\.random\(|performance\.now\(/;

function knownRoomOf(file: string): string {
  const room = roomOf(file);
  assert.ok(room, `${file} lies in no room: put it where the way of the data says, or say what its room may import`);
  return room;
}

test("no room imports from a room above it or beside it", () => {
  const broken = [...imports].flatMap(([file, targets]) =>
    targets
      .filter((target) => {
        const [from, to] = [knownRoomOf(file), knownRoomOf(target)];
        return from !== to && !MAY_IMPORT[from]?.includes(to);
      })
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

test("the page puts nothing in as HTML: what comes from a broker is text", () => {
  const html =
    /innerHTML|outerHTML|insertAdjacentHTML|dangerouslySetInnerHTML|document\.write|srcdoc|createContextualFragment|\beval\(/i;
  const found = files
    .filter((file) => file.startsWith("src/web/"))
    .filter((file) => html.test(readFileSync(join(root, file), "utf8")));
  assert.deepEqual(found, []);
});

test("no file is longer than 350 lines", () => {
  const long = files.filter((file) => readFileSync(join(root, file), "utf8").split("\n").length > 350);
  assert.deepEqual(long, []);
});
