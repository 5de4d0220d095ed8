import { Worker } from "node:worker_threads";

/** So long nobody may think about one input, on whatever machine; s. */
const PATIENCE = 300;

/** In a thread of its own: what hangs does not let its own thread look at a clock. */
const WATCH = `
  const { parentPort } = require("node:worker_threads");
  let last = "the beginning";
  let since = Date.now();
  parentPort.on("message", (what) => { last = what; since = Date.now(); });
  setInterval(() => {
    if (Date.now() - since < ${PATIENCE} * 1000) return;
    require("node:fs").writeSync(2, "hangs at " + last + "\\n");
    process.kill(process.pid, "SIGKILL");
  }, 1000);
`;

/** Ends the process, and says at which input, when nothing has happened for minutes. */
export class Watchdog {
  readonly #worker = new Worker(WATCH, { eval: true });

  constructor() {
    this.#worker.unref();
  }

  stroke(what: string): void {
    this.#worker.postMessage(what);
  }

  stop(): void {
    void this.#worker.terminate();
  }
}
