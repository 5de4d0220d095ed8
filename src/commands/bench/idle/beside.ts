import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { AndasError } from "../../../domain/errors.js";
import { WAKES_EACH_SECOND } from "../../../ports/os/bare-node.js";
import { accountOf } from "./account.js";
import type { Watched } from "./usage.js";

/** Somebody else, who is watched in the same seconds as the node. */
export interface Beside extends Watched {
  /** Ends it, where it was started here. */
  stop(): void;
}

/** A Node.js that wakes once a second and does nothing. */
export function bareNode(): Beside {
  return started(
    spawn(process.execPath, ["-e", WAKES_EACH_SECOND], { stdio: "ignore", detached: true }),
    "a bare Node.js",
  );
}

/** @param asked the id of a process that runs, or a command line for a shell, which is started for as long as the bench takes */
export function alternative(asked: string): Beside {
  if (!/^\d+$/.test(asked)) {
    return started(spawn("sh", ["-c", `exec ${asked}`], { stdio: "ignore", detached: true }), asked);
  }
  if (!existsSync(`/proc/${asked}`)) {
    throw new AndasError("usage", `--beside ${asked}: there is no such process; give the id of one, or a command`);
  }
  return { account: () => accountOf(Number(asked)), stop: () => {} };
}

/** @throws AndasError `usage` from `account`, once it has ended: there is nothing to compare with then */
function started(child: ChildProcess, asked: string): Beside {
  const { pid } = child;
  return {
    account: async () => {
      if (pid === undefined || child.exitCode !== null || child.signalCode !== null) {
        const how = child.exitCode ?? child.signalCode ?? "no process";
        throw new AndasError("usage", `--beside: "${asked}" has ended (${how}); try it in a terminal first`);
      }
      return accountOf(pid);
    },
    stop: () => {
      // With all that it started: it leads a group of its own.
      if (pid !== undefined && child.exitCode === null && child.signalCode === null) process.kill(-pid);
    },
  };
}
