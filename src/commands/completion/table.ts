import type { CliCommand, CommandEntry } from "../cli/command.js";
import type { Offer } from "../cli/option.js";

/** A command as a shell must know it. */
export interface Completable {
  readonly name: string;
  readonly summary: string;
  readonly options: CliCommand["options"];
  /** What may stand as a word. */
  readonly offers: Offer | undefined;
}

/** Every command with its table, and `help`, which takes the name of another. */
export async function tableOf(commands: readonly CommandEntry[]): Promise<Completable[]> {
  const table = await Promise.all(
    commands.map(async ({ name, summary, load }) => {
      const { options, words } = await load();
      return { name, summary, options, offers: words.choices ? Object.keys(words.choices) : words.offers };
    }),
  );
  const help = { name: "help", summary: "more of a command", options: {}, offers: commands.map(({ name }) => name) };
  return [...table, help];
}

/** A text as one word of a shell: in single quotes, which `'` itself leaves for a moment. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
