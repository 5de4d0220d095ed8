import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { imports, MAY_IMPORT, roomOf, rooms, root } from "./the-house.js";

const README = readFileSync(join(root, "README.md"), "utf8");

/** Every page that people wrote: of what is built or installed, none. */
const pages = readdirSync(root, { withFileTypes: true }).flatMap((entry) => {
  if (!entry.isDirectory()) return entry.name.endsWith(".md") ? [entry.name] : [];
  if (/^(\.|node_modules$|dist$|coverage$)/.test(entry.name)) return [];
  const below = readdirSync(join(root, entry.name), { recursive: true }).map((name) => join(entry.name, String(name)));
  return below.filter((name) => name.endsWith(".md"));
});

/** The section of the README that tells of the rooms. */
function theRooms(): string {
  const [, section = ""] = /\n## The rooms\n([\s\S]*?)\n## /.exec(README) ?? [];
  assert.notEqual(section, "", "the README has a section `## The rooms`");
  return section;
}

/** The floor of each room in the picture, counted from the ground: ` 2 │ src/sensing  src/attention … │`. */
function floors(): ReadonlyMap<string, number> {
  const [, picture = ""] = /```\n([\s\S]*?)```/.exec(theRooms()) ?? [];
  const found = new Map<string, number>();
  let floor: number | undefined;
  for (const line of picture.split("\n")) {
    const [, number] = /^\s*(\d+) │/.exec(line) ?? [];
    if (number !== undefined) floor = Number(number);
    for (const [room] of line.matchAll(/(?:src\/[a-z-]+|devices)\b/g)) {
      assert.ok(floor !== undefined, `${room} stands on a floor with a number`);
      assert.ok(!found.has(room), `${room} stands in the picture once`);
      found.set(room, floor);
    }
  }
  return found;
}

test("every room of the code stands in the README's picture, and nothing else does", () => {
  assert.deepEqual([...floors().keys()].sort(), [...rooms].sort());
});

test("every room of the code has its line in the README's table, and what the table names exists", () => {
  const named = [...theRooms().matchAll(/^\| \[?`([^`]+)`/gm)].map(([, name = ""]) => name);
  assert.deepEqual(
    named.filter((name) => !existsSync(join(root, name))),
    [],
  );
  assert.deepEqual(
    rooms.filter((room) => !named.includes(room)),
    [],
  );
});

test("in the picture each room stands above all rooms that it imports, and above those that it may import", () => {
  const floor = floors();
  const used = [...imports].flatMap(([file, targets]) =>
    targets.map((target) => [roomOf(file), roomOf(target)] as const),
  );
  const allowed = Object.entries(MAY_IMPORT).flatMap(([room, others]) => others.map((other) => [room, other] as const));
  const wrong = [...used, ...allowed].flatMap(([from, to]) => {
    const above = from === undefined ? undefined : floor.get(from);
    const below = to === undefined ? undefined : floor.get(to);
    // The door, `src/andas.ts`, is no room.
    if (from === to || above === undefined || below === undefined) return [];
    return above > below ? [] : [`${from} imports ${to}, and stands on floor ${above}, not above floor ${below}`];
  });
  assert.deepEqual([...new Set(wrong)], []);
});

test("every room has a page that says what it is for", () => {
  const folders = [...rooms, "models", "test", "test/fakes"];
  assert.deepEqual(
    folders.filter((folder) => !existsSync(join(root, folder, "README.md"))),
    [],
  );
});

test("every link of every page leads somewhere", () => {
  const broken = pages.flatMap((page) =>
    [...proseOf(page).matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, link = ""]) => {
      if (/^[a-z]+:/.test(link)) return [];
      const [path = "", heading] = link.split("#");
      const target = path === "" ? page : join(dirname(page), path);
      if (!existsSync(join(root, target))) return [`${page}: ${link}`];
      return heading === undefined || headingsOf(target).includes(heading) ? [] : [`${page}: ${link}`];
    }),
  );
  assert.deepEqual(broken, []);
});

test("every file and folder of the code that a page names is there", () => {
  const gone = pages.flatMap((page) =>
    [...proseOf(page).matchAll(/`((?:src|devices|test|scripts|systemd)\/[^`\s]*)`/g)].flatMap(([, path = ""]) =>
      isPlaceholder(path) || existsSync(join(root, path)) ? [] : [`${page}: ${path}`],
    ),
  );
  assert.deepEqual(gone, []);
});

test("what a page calls by a short name lies where the page lies, or below", () => {
  const gone = pages
    .filter((page) => page.startsWith("src/"))
    .flatMap((page) =>
      [...proseOf(page).matchAll(/`((?:\.\.\/)*(?:[\w-]+\/)*[\w-]+\.ts)`/g)].flatMap(([, path = ""]) =>
        isPlaceholder(path) || /^(src|devices|test)\//.test(path) || isNear(path, dirname(page))
          ? []
          : [`${page}: ${path}`],
      ),
    );
  assert.deepEqual(gone, []);
});

/** A page without its pictures, code and examples. */
function proseOf(page: string): string {
  return readFileSync(join(root, page), "utf8").replace(/^ *```[\s\S]*?^ *```/gm, "");
}

/** As GitHub makes anchors of headings. */
function headingsOf(page: string): readonly string[] {
  return [...proseOf(page).matchAll(/^#+ (.*)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );
}

/** `devices/KIND.ts`, `src/*`: a place for something that is yet to come, or for many. */
function isPlaceholder(path: string): boolean {
  return /[A-Z]{3,}|[*<{…]/.test(path.replaceAll("README", ""));
}

function isNear(path: string, folder: string): boolean {
  if (existsSync(join(root, folder, path))) return true;
  const below = readdirSync(join(root, folder), { recursive: true }).map(String);
  return below.some((name) => name.endsWith(`/${path}`));
}
