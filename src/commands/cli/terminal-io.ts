import { once } from "node:events";
import type { Io } from "./command.js";

/**
 * The process's own terminal. A reader that goes away (`andas detect F | head`) ends the command quietly, as it would end `cat`.
 * SIGINT and SIGTERM ask for the last exhale; a second one does not wait for it.
 */
export function terminalIo(): Io {
  const stop = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => {
      if (stop.signal.aborted) process.exit(1);
      stop.abort();
    });
  }
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(0);
    throw error;
  });
  // What the node does matters more than who reads its log: it lives on when nobody does.
  process.stderr.on("error", () => {});
  return {
    out: (text) => {
      if (process.stdout.write(text)) return;
      return once(process.stdout, "drain").then(() => {});
    },
    err: (text) => {
      process.stderr.write(text);
    },
    signal: stop.signal,
    terminal: process.stdout.isTTY === true && process.env.TERM !== "dumb",
    get columns() {
      return process.stdout.columns ?? 80;
    },
    get rows() {
      return process.stdout.rows ?? 24;
    },
    env: process.env,
  };
}
