// Writes the manual page, `dist/andas.1`, from the tables of the built commands. `man -l dist/andas.1` shows it.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "./fresh.mjs";

const built = (file) => import(pathToFileURL(join(root, "dist", "src", "commands", file)));
const [{ manPage }, { COMMANDS }, { version }] = await Promise.all(
  ["cli/man.js", "list.js", "cli/version.js"].map(built),
);
writeFileSync(join(root, "dist", "andas.1"), await manPage(COMMANDS, version()));
