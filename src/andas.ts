#!/usr/bin/env node
import { setFlagsFromString } from "node:v8";
import type { Args, CliCommand } from "./commands/cli/command.js";
import { helpOf, overview } from "./commands/cli/help.js";
import { asksForHelp, parse } from "./commands/cli/parse.js";
import { Progress } from "./commands/cli/progress.js";
import { terminalIo } from "./commands/cli/terminal-io.js";
import { version } from "./commands/cli/version.js";
import { COMMANDS } from "./commands/list.js";
import { AndasError, exitCodeOf, isAndasError, messageOf } from "./domain/errors.js";
import { nearest } from "./domain/spelling.js";
import { RealClock } from "./ports/os/real-clock.js";

// The nursery of V8 grows to 16 MB and stays so; a node that makes little garbage does not need it, and a small board does.
setFlagsFromString("--semi-space-growth-factor=1");

process.exitCode = await main(process.argv.slice(2));

async function main(argv: readonly string[]): Promise<number> {
  const [word, ...rest] = argv;
  const columns = process.stdout.columns ?? 80;
  try {
    if (word === undefined || word === "--help" || word === "-h" || word === "help") {
      const topic = word === "help" ? rest[0] : undefined;
      process.stdout.write(topic === undefined ? overview(COMMANDS, columns) : helpOf(await load(topic), columns));
      return word === undefined ? 2 : 0;
    }
    if (word === "--version") {
      process.stdout.write(`${version()}\n`);
      return 0;
    }
    const command = await load(word);
    if (asksForHelp(rest)) {
      process.stdout.write(helpOf(command, columns));
      return 0;
    }
    return await carriedOut(command, parse(command, rest));
  } catch (error) {
    process.stderr.write(`andas: ${messageOf(error)}\n`);
    // A law of ours is broken: whoever reports it needs the way there.
    if (!isAndasError(error) && error instanceof Error && error.stack) process.stderr.write(`${error.stack}\n`);
    return exitCodeOf(error);
  }
}

/** With a bar on stderr where somebody looks at it, and the command shows nothing of its own. */
async function carriedOut(command: CliCommand, args: Args): Promise<number> {
  const { stderr, env } = process;
  if (command.isLive || !stderr.isTTY || env.TERM === "dumb") return command.run(args, terminalIo());
  const clock = new RealClock("floor");
  const progress = new Progress({ name: command.name, clock, write: (text) => void stderr.write(text) });
  try {
    return await command.run(args, terminalIo(progress));
  } finally {
    progress.end();
  }
}

async function load(word: string): Promise<CliCommand> {
  const entry = COMMANDS.find(({ name }) => name === word);
  if (entry !== undefined) return entry.load();
  const meant = nearest(word, [...COMMANDS.map(({ name }) => name), "help", "--help", "--version"]);
  const remedy = meant === undefined ? "andas --help lists them" : `did you mean "${meant}"?`;
  throw new AndasError("usage", `there is no command "${word}"; ${remedy}`);
}
