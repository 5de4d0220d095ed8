import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

/** Which room may import from which, from the ground up. Everything may import from itself. The picture of this is in the README. */
export const MAY_IMPORT: Record<string, readonly string[]> = {
  "src/domain": [],
  "src/protocol": ["src/domain"],
  "src/ports": ["src/domain"],
  "src/language": ["src/domain"],
  "src/web": ["src/domain", "src/protocol", "src/voice", "src/language"],
  "src/sensing": ["src/domain", "src/language"],
  "src/attention": ["src/domain", "src/language"],
  "src/acquisition": ["src/domain", "src/ports", "src/sensing"],
  "src/breathing": ["src/domain", "src/ports"],
  "src/spiralformer": ["src/domain", "src/ports", "src/language"],
  "src/voice": ["src/domain", "src/language"],
  "src/storage": ["src/domain", "src/ports"],
  "src/mqtt": ["src/domain", "src/ports", "src/protocol"],
  "src/actions": ["src/domain", "src/ports", "src/storage", "src/language"],
  "src/operator": ["src/domain", "src/ports", "src/protocol", "src/sensing", "src/attention", "src/language"],
  "src/morning": ["src/domain", "src/ports", "src/attention"],
  "src/release": ["src/domain", "src/ports", "src/storage"],
  "src/first-boot": ["src/domain", "src/ports", "src/config", "src/language"],
  "src/visit": ["src/domain", "src/ports", "src/storage", "src/language"],
  "src/config": ["src/domain", "src/ports", "src/language"],
  "src/view": ["src/domain", "src/ports", "src/language"],
  devices: ["src/domain", "src/ports"],
};
const ALL = Object.keys(MAY_IMPORT);
MAY_IMPORT["src/node"] = ALL;
MAY_IMPORT["src/commands"] = [...ALL, "src/node"];
MAY_IMPORT["src/andas.ts"] = ["src/domain", "src/ports", "src/commands"];

let at = dirname(fileURLToPath(import.meta.url));
while (!existsSync(join(at, "package.json"))) at = dirname(at);

/** The checkout. */
export const root = at;

/** Every file of the code, from the root. */
export const files: readonly string[] = ["src", "devices"].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true })
    .map((name) => join(folder, String(name)))
    .filter((name) => /\.tsx?$/.test(name)),
);

/** What each of them imports, of the project's own; types and dynamic imports included. */
export const imports: ReadonlyMap<string, readonly string[]> = new Map(files.map((file) => [file, importsOf(file)]));

function importsOf(file: string): string[] {
  const text = readFileSync(join(root, file), "utf8").replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "");
  return [...text.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*"(\.{1,2}\/[^"]+\.[jt]sx?)"/g)].map(([, path = ""]) =>
    relative(root, join(root, dirname(file), path.replace(/\.js$/, ".ts"))),
  );
}

/** Undefined of a file that lies in no room. */
export function roomOf(file: string): string | undefined {
  return Object.keys(MAY_IMPORT).find((name) => file === name || file.startsWith(`${name}/`));
}

/** The rooms: folders that hold code and nothing above them does. */
export const rooms: readonly string[] = [
  ...readdirSync(join(root, "src"), { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? [`src/${entry.name}`] : [],
  ),
  "devices",
];
