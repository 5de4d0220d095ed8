import { parseArgs } from "node:util";
import { AndasError } from "../../domain/errors.js";
import { nearest } from "../../domain/spelling.js";
import type { Args, CliCommand } from "./command.js";

/** Does somebody ask for help rather than for the command? */
export function asksForHelp(args: readonly string[]): boolean {
  const end = args.indexOf("--");
  return (end < 0 ? args : args.slice(0, end)).some((arg) => arg === "--help" || arg === "-h");
}

/**
 * What stands on the command line, by the command's own table.
 * @throws AndasError `usage`: an option it does not know (and the one that was probably meant), a value that is missing or too much
 */
export function parse(command: CliCommand, args: readonly string[]): Args {
  const { tokens } = parseArgs({
    args: [...args],
    options: Object.fromEntries(
      Object.entries(command.options).map(([name, { value }]) => [
        name,
        { type: value === undefined ? "boolean" : "string" } as const,
      ]),
    ),
    allowPositionals: true,
    strict: false, // what is wrong is said in our own words
    tokens: true,
  });
  const words: string[] = [];
  const options: Record<string, string | true | string[]> = {};
  for (const token of tokens) {
    if (token.kind === "positional") words.push(token.value);
    if (token.kind !== "option") continue;
    const { name, rawName } = token;
    const option = Object.hasOwn(command.options, name) && rawName.startsWith("--") ? command.options[name] : undefined;
    if (option === undefined) throw wrong(command, `there is no option ${rawName}${didYouMean(command, rawName)}`);
    if (option.value === undefined) {
      if (token.value !== undefined) throw wrong(command, `${rawName} takes no value`);
      options[name] = true;
    } else {
      const value = token.value;
      // Whoever means a value that looks like an option writes --name=value.
      if (value === undefined || (!token.inlineValue && /^-(?![\d.])/.test(value)))
        throw wrong(command, `${rawName} needs a value, ${option.value}`);
      options[name] = option.repeated ? [...manyOf(options[name]), value] : value;
    }
  }
  checkCount(command, words);
  return { options, words };
}

function checkCount(command: CliCommand, words: readonly string[]): void {
  const { atLeast, atMost, name = "word" } = command.words;
  if (words.length < atLeast) throw wrong(command, `andas ${command.name} needs a ${name}`);
  if (words.length > atMost) throw wrong(command, `"${words[atMost]}" is one word too many`);
}

function manyOf(given: string | true | string[] | undefined): string[] {
  return Array.isArray(given) ? given : [];
}

function didYouMean({ options }: CliCommand, written: string): string {
  const meant = nearest(written, Object.keys(options));
  return meant === undefined ? "" : `; did you mean "--${meant}"?`;
}

function wrong({ name }: CliCommand, what: string): AndasError {
  return new AndasError("usage", `${what}${what.endsWith("?") ? "" : ";"} see andas ${name} --help`);
}
