import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { writeGrove } from "../../src/commands/bench/grove-recording.js";
import { installed } from "../../src/ports/os/package-folder.js";
import { card, temporary } from "../config/card-folder.js";
import { freePort } from "../mqtt/real-brokers.js";

/** The command line as users have it; file by file where coverage is asked for. */
export const ANDAS = installed(process.env.NODE_V8_COVERAGE ? "dist/src/andas.js" : "dist/andas/andas.js");

/** How a command ended and what it said. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** An andas of its own that still runs. */
export interface Running {
  readonly process: ChildProcess;
  readonly ended: Promise<Ended>;
  /** What it has said on stderr so far. */
  readonly stderr: string;
  /** Resolves once stderr holds `what`; rejects if it ends before. */
  said(what: RegExp): Promise<void>;
}

/** Starts the command line as a user has it. It does not outlive the test. */
export function start(t: TestContext, args: readonly string[], env: Record<string, string> = {}, cwd = "."): Running {
  const child = spawn(process.execPath, [ANDAS, ...args], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
    cwd,
  });
  t.after(() => child.kill("SIGKILL"));
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  const ended = new Promise<Ended>((resolve) => child.on("close", (code) => resolve({ code, stdout, stderr })));
  return {
    process: child,
    ended,
    get stderr() {
      return stderr;
    },
    said: (what) =>
      new Promise((resolve, reject) => {
        const look = () => what.test(stderr) && resolve();
        child.stderr.on("data", look);
        void ended.then(() => reject(new Error(`it ended without saying ${what}, but:\n${stderr}`)));
        look();
      }),
  };
}

/** Runs a command to its end. */
export function andas(t: TestContext, ...args: string[]): Promise<Ended> {
  return start(t, args).ended;
}

/** A card with a broker of its own on free ports, or with the one at `broker`; and the arguments that run on it. */
export async function nodeOn(t: TestContext, given: { broker?: string; files?: Record<string, unknown> } = {}) {
  const port = await freePort();
  const embedded_broker = { port, websocket_port: await freePort() };
  const voice = given.broker === undefined ? { embedded_broker } : { broker: { url: given.broker } };
  const config = await card(t, { "node.json": { site: "test", node: "n1", ...voice }, ...given.files });
  const state = join(await temporary(t), "state");
  return {
    config,
    state,
    port,
    websocketPort: embedded_broker.websocket_port,
    url: given.broker ?? `mqtt://127.0.0.1:${port}`,
    /** `--no-host`: how the machine of the tests fares is no part of any story. */
    args: ["run", "--config", config, "--state", state, "--no-host"],
  };
}

/** Where a node of `nodeOn` tells everything. */
export const ROOT = "andas/1/test/n1";

/** A simulated grove's recording: four electrodes at 1 Hz, in mV, alive within the first hours. */
export async function groveRecording(folder: string, rows = 30_000): Promise<string> {
  const path = join(folder, "grove.csv");
  await writeGrove(path, rows);
  return path;
}

/** CSV on stdout as objects, by the names of its header. */
export function table(csv: string): Record<string, string>[] {
  const [head = "", ...rows] = csv.trimEnd().split("\n");
  const names = head.split(",");
  return rows.map((row) => Object.fromEntries(row.split(",").map((cell, i) => [names[i] as string, cell])));
}

/** `replay --json`, each line as an object. */
export function eventsOf(stdout: string): ReplayedEvent[] {
  return stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as ReplayedEvent);
}

export interface ReplayedEvent {
  readonly type: string;
  readonly at: number;
  readonly seq: number;
  readonly [field: string]: unknown;
}

/** The lines of a text, without the empty one after the last. */
export function lines(text: string): string[] {
  return text.trimEnd() === "" ? [] : text.trimEnd().split("\n");
}
