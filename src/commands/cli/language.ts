import { LANGUAGES, type Language } from "../../domain/language.js";
import type { Io } from "./command.js";
import { type Options, wrong } from "./options.js";

/** In which language somebody at this terminal is spoken to: `--language`, or that of the terminal where it is spoken here. */
export function languageFor(options: Options, env: Io["env"]): Language {
  const asked = options.text("language");
  const found = languageOf(asked ?? localeOf(env));
  if (asked !== undefined && found === undefined) throw wrong("language", asked, `one of ${LANGUAGES.join(", ")}`);
  return found ?? "en";
}

/** Of messages, as POSIX has it: the first of the three that is set and not empty (The Open Group, IEEE 1003.1, 8.2). */
function localeOf({ LC_ALL, LC_MESSAGES, LANG }: Io["env"]): string {
  return LC_ALL || LC_MESSAGES || LANG || "";
}

/** `sv` of `sv`, `sv_SE.UTF-8` and `sv-FI`. */
function languageOf(locale: string): Language | undefined {
  const [spoken] = locale.toLowerCase().split(/[-_.@]/);
  return LANGUAGES.find((language) => language === spoken);
}
