import { brief, type Offer } from "../cli/option.js";
import { type Completable, quoted } from "./table.js";

export function fish(commands: readonly Completable[]): string {
  const lines = commands.flatMap(({ name, summary, options, offers }) => [
    `complete -c andas -n __fish_use_subcommand -a ${name} -d ${text(summary)}`,
    ...(offers === undefined ? [] : [`complete -c andas -n ${within(name)} ${offer(offers)}`]),
    ...Object.entries(options).map(([option, { value, help, offers }]) => {
      const takes = value === undefined ? "" : ` -r ${offer(offers)}`;
      return `complete -c andas -n ${within(name)} -l ${option}${takes} -d ${text(brief(help))}`;
    }),
  ]);
  return `# fish completion for andas; made by: andas completion fish
complete -c andas -f
complete -c andas -l help -d 'tell more of it'
complete -c andas -n __fish_use_subcommand -l version -d 'the version'
${lines.join("\n")}
`;
}

function within(command: string): string {
  return quoted(`__fish_seen_subcommand_from ${command}`);
}

function offer(offers: Offer | undefined): string {
  if (offers === undefined) return "-f";
  if (offers === "files") return "-F";
  return offers === "folders" ? "-f -a '(__fish_complete_directories)'" : `-f -a ${text(offers.join(" "))}`;
}

/** In fish a backslash and `'` are escaped within the quotes. */
function text(words: string): string {
  return `'${words.replace(/[\\']/g, "\\$&")}'`;
}
