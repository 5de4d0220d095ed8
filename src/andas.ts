#!/usr/bin/env node
import { parseArgs } from "node:util";
import { setFlagsFromString } from "node:v8";
import type { CliCommand } from "./commands/cli/command.js";
import { terminalIo } from "./commands/cli/terminal-io.js";
import { version } from "./commands/cli/version.js";
import { COMMANDS } from "./commands/list.js";
import { AndasError, exitCodeOf, isAndasError, messageOf } from "./domain/errors.js";

// The nursery of V8 grows to 16 MB and stays so; a node that makes little garbage does not need it, and a small board does.
setFlagsFromString("--semi-space-growth-factor=1");

process.exitCode = await main(process.argv.slice(2));

async function main(argv: readonly string[]): Promise<number> {
  const [word, ...rest] = argv;
  try {
    if (word === undefined || word === "--help" || word === "-h" || word === "help") {
      const topic = word === "help" ? rest[0] : undefined;
      process.stdout.write(topic === undefined ? overview() : `${(await load(topic)).help}\n`);
      return word === undefined ? 2 : 0;
    }
    if (word === "--version") {
      process.stdout.write(`${version()}\n`);
      return 0;
    }
    const command = await load(word);
    if (rest.includes("--help") || rest.includes("-h")) {
      process.stdout.write(`${command.help}\n`);
      return 0;
    }
    const { options, words } = parse(command, rest);
    return await command.run({ options, words }, terminalIo());
  } catch (error) {
    process.stderr.write(`andas: ${messageOf(error)}\n`);
    // A law of ours is broken: whoever reports it needs the way there.
    if (!isAndasError(error) && error instanceof Error && error.stack) process.stderr.write(`${error.stack}\n`);
    return exitCodeOf(error);
  }
}

async function load(word: string): Promise<CliCommand> {
  const entry = COMMANDS.find(({ name }) => name === word);
  if (entry !== undefined) return entry.load();
  throw new AndasError("usage", `there is no command "${word}"; andas --help lists them`);
}

function parse(command: CliCommand, args: readonly string[]) {
  let parsed: ReturnType<typeof parseArgs>;
  try {
    parsed = parseArgs({ args: [...args], options: command.options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new AndasError("usage", `${messageOf(error).split("\n")[0]}; see andas ${command.name} --help`, error);
  }
  const { atLeast, atMost } = command.words;
  const words = parsed.positionals;
  if (words.length < atLeast)
    throw new AndasError("usage", `andas ${command.name} needs a FILE; see andas ${command.name} --help`);
  if (words.length > atMost)
    throw new AndasError("usage", `"${words[atMost]}" is one word too many; see andas ${command.name} --help`);
  return { options: parsed.values as Parameters<CliCommand["run"]>[0]["options"], words };
}

function overview(): string {
  const width = Math.max(...COMMANDS.map(({ name }) => name.length));
  return [
    "andas: the runtime of a forest sensor node. It listens to the electrical life of fungi, plants and trees, and breathes.",
    "",
    "usage: andas COMMAND [OPTIONS]",
    "",
    ...COMMANDS.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`),
    "",
    "andas COMMAND --help tells more of each. andas --version",
    "",
  ].join("\n");
}
