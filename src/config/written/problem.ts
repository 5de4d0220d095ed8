/** One fault of the card: where it is, what is wrong, and what would be right. */
export interface Problem {
  /** Name of the file: `breath.json`. */
  readonly file: string;
  /** Where in it: `phases.inhale_s`, `devices[1].kind`, `line 3, column 7`, or `file` for the whole. */
  readonly path: string;
  /** One line. Never holds a secret. */
  readonly message: string;
}

/** The path of a problem that is about the whole file. */
export const WHOLE_FILE = "file";

/** `FILE: PATH: what is wrong, and what would be right` */
export function printProblem(problem: Problem): string {
  return `${problem.file}: ${problem.path}: ${problem.message}`;
}

/** `["devices", 1, "kind"]` as a person writes it: `devices[1].kind`. */
export function printPath(path: readonly PropertyKey[]): string {
  let text = "";
  for (const step of path) {
    if (typeof step === "number") text += `[${step}]`;
    else if (typeof step === "string" && /^[\w$-]+$/.test(step)) text += text === "" ? step : `.${step}`;
    else text += `[${quoted(String(step))}]`;
  }
  return text === "" ? WHOLE_FILE : text;
}

/** A text in quotes on one line, cut where nobody reads on, without the user and password of an address. */
export function quoted(text: string): string {
  const plain = text.replace(/:\/\/[^/]*@/, "://…@");
  return JSON.stringify(plain.length > 60 ? `${plain.slice(0, 57)}...` : plain);
}
