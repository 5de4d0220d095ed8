import assert from "node:assert/strict";
import { copyFileSync, cpSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { allKinds } from "../../devices/all.js";
import { loadCard } from "../../src/config/load-card.js";
import { bootProblems } from "../../src/first-boot/boot-card.js";
import { OsFiles } from "../../src/ports/os/files.js";
import { temporary } from "../config/card-folder.js";
import { CHECKOUT } from "../scripts/checkout.js";

const CARD = join(CHECKOUT, "scripts/image/card");
const examples = readdirSync(join(CARD, "examples"));

for (const example of ["none", ...examples])
  test(`the card as it is flashed is in order once the first boot has named it, with example ${example}`, async (t) => {
    const folder = await temporary(t);
    cpSync(CARD, folder, { recursive: true });
    if (example !== "none")
      copyFileSync(join(CARD, "examples", example), join(folder, `${example.split(".")[0]}.json`));
    const node = { ...JSON.parse(readFileSync(join(CARD, "node.json"), "utf8")), node: "node-1" };
    writeFileSync(join(folder, "node.json"), JSON.stringify(node));
    const { problems, warnings } = await loadCard({ folder, files: new OsFiles(), kinds: allKinds });
    assert.deepEqual([problems, warnings], [[], []]);
    assert.deepEqual(bootProblems(readFileSync(join(folder, "boot.json"), "utf8")), []);
  });

test("READ ME FIRST shows a boot.json that would be taken, in lines that every editor shows whole", () => {
  const text = readFileSync(join(CARD, "READ ME FIRST.txt"), "utf8");
  const shown = /^ +(\{\n[\s\S]*?\n +\})$/m.exec(text)?.[1] ?? "";
  assert.deepEqual(bootProblems(shown), []);
  for (const line of text.split("\n")) assert.ok(line.length <= 100, line);
});
