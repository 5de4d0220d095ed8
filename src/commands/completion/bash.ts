import type { Offer } from "../cli/option.js";
import type { Completable } from "./table.js";

/** For bash 4 and newer. Nothing of andas is started while somebody types. */
export function bash(commands: readonly Completable[]): string {
  const values = commands.flatMap(({ name, options }) =>
    Object.entries(options).flatMap(([option, { value, offers }]) =>
      value === undefined ? [] : [`    ${name}:--${option}) ${offer(offers)}; return ;;`],
    ),
  );
  const words = commands.map(({ name, options, offers }) => {
    const known = [...Object.keys(options), "help"].map((option) => `--${option}`).join(" ");
    return `    ${name}) options="${known}"; [[ $word != -* ]] && { ${offer(offers)}; return; } ;;`;
  });
  return `# bash completion for andas; made by: andas completion bash
_andas_offer_files() { compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -f -- "$word"); }
_andas_offer_folders() { compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -d -- "$word"); }
_andas_offer() { mapfile -t COMPREPLY < <(compgen -W "$1" -- "$word"); }
_andas() {
  local word=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]} command=\${COMP_WORDS[1]} options=""
  COMPREPLY=()
  # bash takes --option=value apart at its "="
  if [[ $word == "=" ]]; then word=""
  elif [[ $before == "=" ]]; then before=\${COMP_WORDS[COMP_CWORD-2]}; fi
  if (( COMP_CWORD == 1 )); then
    _andas_offer "${[...commands.map(({ name }) => name), "--help", "--version"].join(" ")}"
    return
  fi
  case "$command:$before" in
${values.join("\n")}
  esac
  case "$command" in
${words.join("\n")}
  esac
  _andas_offer "$options"
}
complete -F _andas andas
`;
}

function offer(offers: Offer | undefined): string {
  if (offers === undefined) return ":";
  return typeof offers === "string" ? `_andas_offer_${offers}` : `_andas_offer "${offers.join(" ")}"`;
}
