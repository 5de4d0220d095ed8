import type { Facts } from "./percept.js";

/** What came in on `cmd/<name>`. */
export interface Command {
  readonly name: string;
  readonly transaction: string | undefined;
  readonly body: Facts;
}

/** What is answered: facts, and the same in a sentence for people. */
export type Answer = Facts & { readonly text: string };

/** What goes out on `res/<name>`. The text of an error is its message. */
export type CommandResult =
  | { readonly status: "ok"; readonly data: Answer }
  | { readonly status: "error"; readonly error: { readonly code: string; readonly message: string } };
