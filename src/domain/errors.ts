/** Every way in which andas can fail that somebody can do something about. */
export type ErrorCode =
  | "usage" // the command line does not make sense
  | "config" // a file of the card is wrong
  | "recording" // a recording cannot be read at all
  | "device" // a device is absent, silent or wrong
  | "addon" // a native package is not installed on this machine
  | "state" // the state on disk cannot be read or written
  | "port-in-use" // somebody else listens where the embedded broker wants to
  | "broker" // the MQTT broker refuses us or cannot be reached
  | "too-large" // a message that no broker here will ever take
  | "release" // a release cannot be installed: damaged, not signed, not for this board
  | "model" // a model is missing, damaged, or of another version
  | "stuck" // something that simulated time waits for never settled
  | "internal"; // a law of ours is broken: a bug

/** An error with a code and a message that says what to do next. `cause` keeps what the system said. */
export class AndasError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = "AndasError";
    this.code = code;
  }
}

/** Is this one of ours, and (if asked) of this code? */
export function isAndasError(error: unknown, code?: ErrorCode): error is AndasError {
  return error instanceof AndasError && (code === undefined || error.code === code);
}

/** What the shell is told: 2 for what the caller can mend (usage, configuration), 1 for all that failed while running. */
export function exitCodeOf(error: unknown): 1 | 2 {
  return isAndasError(error, "usage") || isAndasError(error, "config") ? 2 : 1;
}

/** One line that a person can act on, whatever was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The `code` that Node puts on errors of the operating system, such as `ENOSPC`. */
export function systemCode(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | undefined)?.code;
  return typeof code === "string" ? code : undefined;
}

/** There is no room on the medium. Of what the system said, and of an AndasError that was made of it. */
export function isFull(error: unknown): boolean {
  const code = systemCode(isAndasError(error) ? error.cause : error);
  return code === "ENOSPC" || code === "EDQUOT";
}
