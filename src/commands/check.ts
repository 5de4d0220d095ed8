import { join } from "node:path";
import { BOOT_CARD, usualFolder } from "../config/built-in-card.js";
import { loadCard } from "../config/load-card.js";
import { type Problem, printProblem } from "../config/written/problem.js";
import { BOOT_FILE, bootProblems } from "../first-boot/boot-card.js";
import type { DeviceKind } from "../ports/device.js";
import type { Files } from "../ports/files.js";
import { type CliCommand, NO_WORDS } from "./cli/command.js";

/** `andas check`: is the card in order? */
export function makeCheck(kinds: readonly DeviceKind[], files: Files): CliCommand {
  return {
    name: "check",
    about: [
      "Checks every file of a card and writes nothing. A line per fault, FILE: PATH: what is wrong, and what would be right. What is " +
        "probably not meant is a line that begins with `warning:`.",
    ],
    options: {
      config: { value: "DIR", help: `the card's folder (default ${BOOT_CARD})`, offers: "folders" },
    },
    words: NO_WORDS,
    notes: ["Exit code 0 when all is well, 2 when something is not."],
    async run(args, io) {
      const { config } = args.options;
      const folder = typeof config === "string" ? config : await usualFolder(files);
      if (folder === undefined) {
        await io.out(`there is no card in ${BOOT_CARD}: the built-in one is in force, a simulated grove\n`);
        return 0;
      }
      const { problems, warnings, good, found } = await loadCard({ folder, files, kinds });
      const boot = await bootFile(folder);
      for (const problem of [...problems, ...boot]) await io.out(`${printProblem(problem)}\n`);
      for (const warning of warnings) await io.out(`warning: ${printProblem(warning)}\n`);
      if (good === undefined || boot.length > 0) return 2;
      const { node, devices, electrodes } = good.configuration;
      const counts = `${count(devices.length, "device")}, ${count(electrodes.length, "electrode")} named`;
      await io.out(`${folder} is in order: ${node.site}/${node.node}, ${counts} (${found.join(", ")})\n`);
      if (devices.length === 0)
        await io.out("it has no device yet: the node will hear nothing until electrodes.json names one\n");
      return 0;
    },
  };

  /** What is wrong with boot.json, where there is one: the board reads it, at its first boot. */
  async function bootFile(folder: string): Promise<readonly Problem[]> {
    const text = await files.read(join(folder, BOOT_FILE));
    return text === undefined ? [] : bootProblems(text);
  }
}

function count(n: number, what: string): string {
  return `${n} ${what}${n === 1 ? "" : "s"}`;
}
