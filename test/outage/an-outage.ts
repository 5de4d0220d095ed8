import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import type { TestContext } from "node:test";
import { lines, nodeOn, ROOT, start } from "../commands/andas.js";
import { Numbers } from "../faults/numbers.js";
import { type Heard, observer, pause, startMosquitto } from "../mqtt/real-brokers.js";
import { type Filled, fillOutbox } from "./busy-days.js";

/** So often somebody says something to the node meanwhile. */
const SAYS_EVERY_MS = 1000;
/** Of silence, after which nothing more will come. */
const PATIENCE_MS = 60_000;

/** What an outage came to. Delays in ms. */
export interface Outage {
  readonly filled: Filled;
  readonly heard: number;
  readonly again: number;
  readonly holes: readonly string[];
  readonly disorder: readonly string[];
  /** From the first message of the outage to its last. */
  readonly drainedIn: number;
  /** From a note on `cmd/note` to its answer on `res/note`. */
  readonly answers: readonly number[];
  /** To the percept of that note, a live message of the outbox. */
  readonly live: readonly number[];
  /** The node's, at its highest; MB. */
  readonly resident: number;
  /** What it wrote to its disk, by the system's count; MB. */
  readonly written: number;
  readonly stderr: readonly string[];
}

/** Days without a broker lie in the outbox; then a real node starts beside a real mosquitto, and somebody speaks to it while it tells them. */
export async function liveOutage(t: TestContext, days: number): Promise<Outage> {
  // An observer that is slow for a moment must not lose anything of its own.
  const broker = await startMosquitto(["allow_anonymous true", "max_queued_messages 0"]);
  t.after(broker.stop);
  const { client, heard, close } = await observer(broker.url);
  t.after(close);
  const node = await nodeOn(t, { broker: broker.url });
  const filled = await fillOutbox(join(node.state, "outbox"), days);

  const running = start(t, node.args);
  const numbers = new Numbers();
  const notes = new Notes();
  let [first, last, next] = [0, 0, 0];
  for (let progress = performance.now(); performance.now() - progress < PATIENCE_MS; await pause(20)) {
    const now = performance.now();
    const come = heard.splice(0);
    const before = numbers.of(1);
    notes.hear(come, now);
    numbers.hear(come);
    if (come.length > 0) progress = now;
    if (numbers.of(1) > before) [first, last] = [first || now, now];
    const isTold = numbers.of(1) === filled.messages;
    if (isTold && !notes.areAwaited) break;
    if (first === 0 || isTold || now < next) continue;
    next = now + SAYS_EVERY_MS;
    await client.publishAsync(`${ROOT}/cmd/note`, notes.another(now), { qos: 1 });
  }
  const { pid = 0 } = running.process;
  const [resident, written] = [await residentOf(pid), await writtenBy(pid)];
  running.process.kill("SIGTERM");
  const { stderr } = await running.ended;
  const { again, holes, disorder } = numbers;
  const { answers, live } = notes;
  const told = { filled, heard: numbers.of(1), again, holes, disorder, answers, live };
  return { ...told, drainedIn: last - first, resident, written, stderr: lines(stderr) };
}

/** What somebody notes, and how long the node takes to answer, and to tell it as a percept. */
class Notes {
  readonly answers: number[] = [];
  readonly live: number[] = [];
  readonly #said: number[] = [];

  another(now: number): string {
    this.#said.push(now);
    return JSON.stringify({ transaction: String(this.#said.length - 1), text: `note ${this.#said.length - 1}` });
  }

  hear(heard: readonly Heard[], now: number): void {
    for (const { topic, payload } of heard) {
      if (topic === `${ROOT}/res/note`) this.answers.push(now - this.#since(/"transaction":"(\d+)"/, payload));
      else if (topic === `${ROOT}/percept/operator`) this.live.push(now - this.#since(/"note (\d+)"/, payload));
    }
  }

  get areAwaited(): boolean {
    return Math.min(this.live.length, this.answers.length) < this.#said.length;
  }

  #since(which: RegExp, payload: string): number {
    return this.#said[Number(which.exec(payload)?.[1])] ?? Number.NaN;
  }
}

async function residentOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  return Number(/^VmHWM:\s*(\d+) kB/m.exec(status)?.[1]) / 1024;
}

async function writtenBy(pid: number): Promise<number> {
  const io = await readFile(`/proc/${pid}/io`, "utf8");
  return Number(/^write_bytes: (\d+)/m.exec(io)?.[1]) / 2 ** 20;
}
