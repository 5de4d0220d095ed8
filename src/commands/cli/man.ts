import type { CliCommand, CommandEntry } from "./command.js";
import { ABOUT, synopsis, WHAT } from "./help.js";
import { grouped, spelled } from "./option.js";

/** The manual page of all commands, `andas.1`, in the language of man(7). */
export async function manPage(commands: readonly CommandEntry[], version: string): Promise<string> {
  const sections = await Promise.all(commands.map(async ({ summary, load }) => sectionOf(await load(), summary)));
  return [
    `.TH ANDAS 1 "" "andas ${text(version)}" "User Commands"`,
    ".SH NAME",
    `andas \\- ${text(WHAT)}`,
    ".SH SYNOPSIS",
    ".B andas",
    "\\fICOMMAND\\fR [\\fIOPTIONS\\fR]",
    ".br",
    ".B andas \\-\\-help",
    ".br",
    ".B andas \\-\\-version",
    ".SH DESCRIPTION",
    text(ABOUT),
    ".SH COMMANDS",
    ...sections.flat(),
    ...TAIL,
    "",
  ].join("\n");
}

function sectionOf(command: CliCommand, summary: string): string[] {
  const { name, about, options, words, notes = [] } = command;
  return [
    `.SS ${text(name)}: ${text(summary)}`,
    `\\fBandas ${text(name)}\\fR ${synopsis(command).map(text).join(" ")}`,
    ...paragraphs(about),
    ...Object.entries(words.choices ?? {}).flatMap(([choice, means]) => definition(choice, means)),
    ...grouped(options).flatMap(({ heading, options: group }) => [
      ...(heading === undefined ? [] : [".PP", `${text(heading)}:`]),
      ...group.flatMap(([name, option]) => definition(spelled(name, option), option.help)),
    ]),
    ...paragraphs(notes),
  ];
}

const TAIL = [
  ".SH EXIT STATUS",
  ...definition("0", "done"),
  ...definition("1", "failed while running"),
  ...definition("2", "bad usage, or a bad card"),
  ".PP",
  text("Errors go to stderr, in one line that says what to do."),
  ".SH FILES",
  ...definition("/boot/firmware/andas/", "the card: JSON files that a person edits; only node.json is required"),
  ...definition("./.andas/", "what a node keeps, unless --state says otherwise"),
];

function paragraphs(list: readonly string[]): string[] {
  return list.flatMap((paragraph) => [".PP", text(paragraph)]);
}

function definition(term: string, meaning: string): string[] {
  return [".TP", `\\fB${text(term)}\\fR`, text(meaning)];
}

/** Text that roff takes for nothing else: no escape, no request at the beginning of a line, no character it may not know. */
function text(words: string): string {
  return words
    .replaceAll("\\", "\\e")
    .replaceAll("-", "\\-")
    .replace(/^[.']/, "\\&$&")
    .replace(/[^\x20-\x7e]/gu, (character) => {
      const code = character.codePointAt(0) ?? 0;
      return `\\[u${code.toString(16).toUpperCase().padStart(4, "0")}]`;
    });
}
