import { AndasError } from "../domain/errors.js";
import { nearest } from "../domain/spelling.js";
import type { CliCommand, CommandEntry } from "./cli/command.js";
import { bash } from "./completion/bash.js";
import { fish } from "./completion/fish.js";
import { type Completable, tableOf } from "./completion/table.js";
import { zsh } from "./completion/zsh.js";

const SHELLS: Readonly<Record<string, { how: string; script: (table: readonly Completable[]) => string }>> = {
  bash: { how: "to be kept as ~/.local/share/bash-completion/completions/andas", script: bash },
  zsh: { how: "to be kept as _andas in a folder of $fpath", script: zsh },
  fish: { how: "to be kept as ~/.config/fish/completions/andas.fish", script: fish },
};
const NAMES = Object.keys(SHELLS);

/** `andas completion SHELL`: a script, made of the commands' own tables. */
export function makeCompletion(commands: readonly CommandEntry[]): CliCommand {
  return {
    name: "completion",
    about: [
      "Writes a script to stdout that teaches a shell to complete the words of andas: commands, options, their values, files. " +
        "For the shell that is open: source <(andas completion bash)",
    ],
    options: {},
    words: {
      name: "SHELL",
      atLeast: 1,
      atMost: 1,
      choices: Object.fromEntries(NAMES.map((name) => [name, SHELLS[name]!.how])),
    },
    async run({ words: [name = ""] }, io) {
      const shell = Object.hasOwn(SHELLS, name) ? SHELLS[name] : undefined;
      if (shell === undefined) {
        const meant = nearest(name, NAMES);
        const remedy = meant === undefined ? `there are ${NAMES.join(", ")}` : `did you mean "${meant}"?`;
        throw new AndasError("usage", `there is no completion for "${name}"; ${remedy}`);
      }
      await io.out(shell.script(await tableOf(commands)));
      return 0;
    },
  };
}
