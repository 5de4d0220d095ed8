import type { Json } from "./percept.js";

/** What came in on `cmd/<name>`. */
export interface Command {
  readonly name: string;
  readonly transaction: string | undefined;
  readonly body: Readonly<Record<string, Json>>;
}

/** What goes out on `res/<name>`. */
export type CommandResult =
  | { readonly status: "ok"; readonly data: Readonly<Record<string, Json>> }
  | { readonly status: "error"; readonly error: { readonly code: string; readonly message: string } };
