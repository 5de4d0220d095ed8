import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "../../../scripts/debian/run.js";

/** Room for all that a node keeps in an hour, and what is exported of it. The file has holes, and takes no more than it holds. */
const SIZE = "1G";

/** Card folders by name, and in each its files. */
export type Cards = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** The node's own disk: an ext4 image with a folder for each card. */
export function writeDisk(image: string, cards: Cards): void {
  const stage = `${image}.stage`;
  for (const [card, files] of Object.entries(cards)) {
    mkdirSync(join(stage, card), { recursive: true });
    for (const [name, content] of Object.entries(files))
      writeFileSync(join(stage, card, name), JSON.stringify(content, undefined, 2));
  }
  run("mke2fs", ["-q", "-F", "-t", "ext4", "-E", "lazy_itable_init=1,lazy_journal_init=1", "-d", stage, image, SIZE]);
  rmSync(stage, { recursive: true });
}
