import type { CliCommand, CommandEntry } from "./command.js";
import { definitions, fold } from "./fold.js";
import { grouped, spelled } from "./option.js";

/** Longer lines than this are hard to follow, however wide the terminal. */
const WIDEST = 110;
const NARROWEST = 40;

/** What `andas NAME --help` prints on a terminal of so many columns. */
export function helpOf(command: CliCommand, columns: number): string {
  const { name, about, options, words, notes = [] } = command;
  const width = widthFor(columns);
  const lines = hanging(`andas ${name}`, synopsis(command), width);
  for (const paragraph of about) lines.push("", ...fold(paragraph, width));
  if (words.choices) lines.push("", ...definitions(Object.entries(words.choices), width));
  const longest = Math.max(0, ...Object.entries(options).map(([name, option]) => spelled(name, option).length));
  for (const { heading, options: group } of grouped(options)) {
    lines.push("", ...(heading === undefined ? [] : fold(`${heading}:`, width)));
    const rows = group.map(([name, option]) => [spelled(name, option), option.help] as const);
    lines.push(...definitions(rows, width, longest));
  }
  for (const paragraph of notes) lines.push("", ...fold(paragraph, width));
  return `${lines.join("\n")}\n`;
}

/** What `andas --help` prints. */
export function overview(commands: readonly CommandEntry[], columns: number): string {
  const width = widthFor(columns);
  return [
    ...fold(`andas: ${WHAT}. ${ABOUT}`, width),
    "",
    "usage: andas COMMAND [OPTIONS]",
    "",
    ...definitions(
      commands.map(({ name, summary }) => [name, summary] as const),
      width,
    ),
    "",
    ...fold("andas COMMAND --help tells more of each; andas --version", width),
    "",
  ].join("\n");
}

export const WHAT = "the runtime of a forest sensor node";
export const ABOUT = "It listens to the electrical life of fungi, plants and trees, and breathes.";

/** How a command is called, in pieces that belong together: `FILE`, `[--rate HZ]`. */
export function synopsis({ words, options }: Pick<CliCommand, "words" | "options">): string[] {
  const { name, atLeast } = words;
  const word = name === undefined ? [] : [atLeast > 0 ? name : `[${name}]`];
  const pieces = Object.entries(options).map(
    ([name, option]) => `[${spelled(name, option)}]${option.repeated ? "…" : ""}`,
  );
  return [...word, ...pieces];
}

/** `head`, and the pieces after it, each whole, in lines that stand below each other. */
function hanging(head: string, pieces: readonly string[], width: number): string[] {
  const lines: string[] = [];
  let line = head;
  for (const piece of pieces) {
    if (line.length + 1 + piece.length > width) {
      lines.push(line);
      line = " ".repeat(head.length);
    }
    line += ` ${piece}`;
  }
  lines.push(line);
  return lines;
}

function widthFor(columns: number): number {
  return Math.min(WIDEST, Math.max(NARROWEST, columns));
}
