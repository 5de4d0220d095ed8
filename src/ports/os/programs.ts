import { execFile, spawn } from "node:child_process";
import { accessSync } from "node:fs";
import { AndasError, messageOf, systemCode } from "../../domain/errors.js";
import type { Program, ProgramListener, Programs } from "../programs.js";

/** Milliseconds that a program may take to answer, and to end when it was asked to. */
const PATIENCE = 10_000;
const FAREWELL = 2_000;

/**
 * setpriv (util-linux, on every Debian) has the kernel end the program when we die, even of SIGKILL: a pin that an orphan holds is
 * busy for the next run (prctl(2), PR_SET_PDEATHSIG).
 */
const SETPRIV = "/usr/bin/setpriv";
const WITH_US = [SETPRIV, "--pdeathsig", "TERM", "--"];

/** The operating system's programs, looked for in PATH. */
export class OsPrograms implements Programs {
  ask(command: readonly string[]): Promise<string> {
    const [name = "", ...args] = command;
    return new Promise((resolve, reject) => {
      execFile(name, args, { timeout: PATIENCE, env: plain() }, (error, out, complaint) => {
        if (!error) resolve(out);
        else if (systemCode(error) === "ENOENT")
          reject(new AndasError("addon", `the program ${name} is not installed`, error));
        else if (error.killed) reject(new AndasError("device", `${name} did not answer`, error));
        else reject(new AndasError("device", lastLine(complaint) ?? `${name} failed: ${messageOf(error)}`, error));
      });
    });
  }

  start(command: readonly string[], listener: ProgramListener): Program {
    const [name = "", ...args] = isThere(SETPRIV) ? [...WITH_US, ...command] : command;
    const child = spawn(name, args, { stdio: ["ignore", "pipe", "pipe"], env: plain() });
    let complaint: string | undefined;
    const gone = new Promise<void>((resolve) => {
      let over = false;
      const end = (how: string) => {
        if (over) return;
        over = true;
        resolve();
        listener.ended(complaint ?? how);
      };
      child.on("error", (error) => end(messageOf(error)));
      // Not `exit`, which may come before the last of what it printed.
      child.on("close", (code, signal) => end(signal === null ? `ended with ${code}` : `died with ${signal}`));
    });
    eachLine(child.stdout, (text) => listener.line(text));
    eachLine(child.stderr, (text) => {
      complaint = text;
    });
    return {
      async end() {
        child.kill("SIGTERM");
        const last = setTimeout(() => child.kill("SIGKILL"), FAREWELL);
        await gone;
        clearTimeout(last);
      },
    };
  }
}

/** What programs say in another language nobody here would understand. */
function plain(): NodeJS.ProcessEnv {
  return { ...process.env, LC_ALL: "C" };
}

function eachLine(from: NodeJS.ReadableStream, tell: (line: string) => void): void {
  let rest = "";
  from.setEncoding("utf8");
  from.on("data", (text: string) => {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) tell(line);
  });
  from.on("end", () => {
    if (rest !== "") tell(rest);
  });
}

function lastLine(text: string): string | undefined {
  return text.trim().split("\n").at(-1) || undefined;
}

function isThere(path: string): boolean {
  try {
    accessSync(path);
    return true;
  } catch {
    return false;
  }
}
