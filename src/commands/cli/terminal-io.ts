import { once } from "node:events";
import type { Io } from "./command.js";
import type { Progress } from "./progress.js";

/** What the system says of a terminal that was closed. */
const TERMINAL_GONE = ["EIO", "ENXIO", "ENOTTY"];

/**
 * The process's own terminal. A reader that goes away (`andas detect F | head`) ends the command quietly, as it would end `cat`.
 * SIGINT, SIGTERM and SIGHUP ask for the last exhale; a second SIGINT or SIGTERM does not wait for it. A terminal that is closed
 * says SIGHUP, often more than once (the kernel, the shell), and takes no more words: what is being done is done all the same.
 */
export function terminalIo(progress?: Progress): Io {
  const stop = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => {
      if (stop.signal.aborted) process.exit(1);
      stop.abort();
    });
  }
  process.on("SIGHUP", () => stop.abort());
  let gone = false;
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (stop.signal.aborted || TERMINAL_GONE.includes(error.code ?? "")) {
      gone = true;
      stop.abort();
    } else if (error.code === "EPIPE") process.exit(0);
    else throw error;
  });
  // What the node does matters more than who reads its log: it lives on when nobody does.
  process.stderr.on("error", () => {});
  return {
    out: (text) => {
      progress?.giveWay();
      if (gone || process.stdout.write(text)) return;
      return once(process.stdout, "drain").then(
        () => {},
        () => {}, // told above
      );
    },
    err: (text) => {
      progress?.giveWay();
      process.stderr.write(text);
    },
    signal: stop.signal,
    ...(progress && { progress: progress.done }),
    terminal: process.stdout.isTTY === true && process.env.TERM !== "dumb",
    ...(process.stdin.isTTY && { keys: (listener: (key: string) => void) => hearKeys(listener, stop) }),
    get columns() {
      return process.stdout.columns ?? 80;
    },
    get rows() {
      return process.stdout.rows ?? 24;
    },
    env: process.env,
  };
}

/** A terminal that hands over each key no longer makes a signal of Ctrl-C: that is done here. */
const CTRL_C = "\x03";

function hearKeys(listener: (key: string) => void, stop: AbortController): () => void {
  const { stdin } = process;
  const heard = (bytes: Buffer) => {
    for (const key of bytes.toString("utf8")) {
      if (key !== CTRL_C) listener(key);
      else if (stop.signal.aborted) process.exit(1);
      else stop.abort();
    }
  };
  stdin.setRawMode(true);
  stdin.on("data", heard);
  // A terminal that is gone is told of elsewhere.
  stdin.on("error", () => {});
  return () => {
    stdin.off("data", heard);
    stdin.pause();
    stdin.setRawMode(false);
  };
}
