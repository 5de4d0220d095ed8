import { brief, type Offer, type Option } from "../cli/option.js";
import { type Completable, quoted } from "./table.js";

export function zsh(commands: readonly Completable[]): string {
  const list = commands.map(({ name, summary }) => `    ${quoted(`${name}:${summary}`)}`);
  const cases = commands.map(({ name, options, offers }) => {
    const specs = [
      ...Object.entries(options).map(([option, about]) => argument(option, about)),
      quoted("--help[tell more of it]"),
      ...(offers === undefined ? [] : [quoted(`*: :${action(offers)}`)]),
    ];
    return `    ${name}) _arguments -s ${specs.join(" ")} ;;`;
  });
  return `#compdef andas
# zsh completion for andas; made by: andas completion zsh
_andas() {
  local -a commands
  commands=(
${list.join("\n")}
  )
  if (( CURRENT == 2 )); then
    _describe command commands
    _arguments '--help[list the commands]' '--version[the version]'
    return
  fi
  local command=$words[2]
  shift words
  (( CURRENT-- ))
  case "$command" in
${cases.join("\n")}
  esac
}
# As a file of $fpath this is the function's own body; when it is sourced it has to be made known.
if [[ $funcstack[1] == _andas ]]; then _andas "$@"; else compdef _andas andas; fi
`;
}

/** `'*--column=[what a column is]:NAME=ROLE:'` */
function argument(name: string, { value, help, repeated, offers }: Option): string {
  const text = `${repeated ? "*" : ""}--${name}${value === undefined ? "" : "="}[${escaped(brief(help))}]`;
  return quoted(value === undefined ? text : `${text}:${escaped(value)}:${action(offers)}`);
}

function action(offers: Offer | undefined): string {
  if (offers === undefined) return "";
  if (offers === "files") return "_files";
  return offers === "folders" ? "_files -/" : `(${offers.join(" ")})`;
}

/** What `_arguments` would read as its own. */
function escaped(text: string): string {
  return text.replace(/[\\[\]:]/g, "\\$&");
}
