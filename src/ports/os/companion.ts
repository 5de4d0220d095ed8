import { type ChildProcess, fork } from "node:child_process";
import { messageOf } from "../../domain/errors.js";
import type { Companion, CompanionListener, StartCompanion } from "../companion.js";

/** A small heap, for what these processes hold lies outside of it; and no compiled code, for they run little JavaScript and seldom. */
const FLAGS = ["--max-old-space-size=32", "--max-semi-space-size=1", "--jitless"];

/** Starts a compiled file of ours in a process of its own; it ends with its parent. */
export function osCompanion(module: URL, args: readonly string[]): StartCompanion {
  return (listener: CompanionListener): Companion => {
    const child: ChildProcess = fork(module, args, {
      execArgv: FLAGS,
      serialization: "advanced",
      stdio: ["ignore", "ignore", "ignore", "ipc"],
    });
    let over = false;
    const end = (how: string) => {
      if (over) return;
      over = true;
      listener.ended(how);
    };
    child.on("message", (message) => {
      if (!over) listener.message(message);
    });
    child.on("error", (error) => end(messageOf(error)));
    child.on("exit", (code, signal) => end(signal === null ? `ended with ${code}` : `died with ${signal}`));
    return {
      pid: child.pid,
      send: (message) => {
        if (child.connected) child.send(message as object, () => {}); // what cannot be sent is told by the exit
      },
      kill: () => {
        child.kill("SIGKILL");
      },
    };
  };
}
