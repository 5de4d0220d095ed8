import { performance } from "node:perf_hooks";
import { messageOf } from "../../src/domain/errors.js";
import { SeededRandom } from "../../src/ports/seeded-random.js";
import { cards } from "./cards.js";
import { mqtt } from "./mqtt.js";
import { Mutator } from "./mutator.js";
import { outbox } from "./outbox.js";
import { ring } from "./ring.js";
import { state } from "./state.js";
import type { Reader, Target } from "./target.js";

export const TARGETS: readonly Target[] = [cards, outbox, state, ring, mqtt];

/** More than this for one input is a hang: ms of the processor, which others on the same machine make no longer. */
const SLOW = 5000;

/** An input that was not taken as it should be. */
export interface Finding {
  readonly input: number;
  readonly what: string;
}

/** What came of the inputs of one target. */
export interface Tally {
  readonly target: string;
  readonly count: number;
  readonly seconds: number;
  /** How often each thing became of an input. */
  readonly became: Readonly<Record<string, number>>;
  /** The slowest one; ms of the processor. */
  readonly slowest: { readonly input: number; readonly ms: number };
  readonly findings: readonly Finding[];
}

export interface FuzzOptions {
  readonly seed: string;
  /** The first of them is the first of a block. */
  readonly from?: number;
  readonly count: number;
  /** Findings after which one stops. */
  readonly enough?: number;
  /** Before each input. */
  readonly onInput?: (input: number) => void;
}

/** Gives a target `count` inputs. What an input says follows from seed, target and its number alone, so that each can be had again. */
export async function fuzz(target: Target, options: FuzzOptions): Promise<Tally> {
  const { seed, from = 0, count, enough = 10, onInput = () => {} } = options;
  const became = new Map<string, number>();
  const findings: Finding[] = [];
  let slowest = { input: from, ms: 0 };
  let reader: Reader | undefined;
  const begun = performance.now();
  let input = from;
  const rejected = (reason: unknown) => void findings.push({ input, what: `nobody waited for it: ${told(reason)}` });
  process.on("unhandledRejection", rejected);
  try {
    for (; input < from + count && findings.length < enough; input++) {
      onInput(input);
      const mutator = new Mutator(new SeededRandom(`${seed}/${target.name}/${input}`), target.names);
      const isLast = (input + 1) % target.block === 0 || input + 1 === from + count;
      try {
        reader ??= await target.begin();
        const before = process.cpuUsage();
        const outcome = await reader.feed(mutator);
        const { user, system } = process.cpuUsage(before);
        const ms = (user + system) / 1000;
        became.set(outcome, (became.get(outcome) ?? 0) + 1);
        if (ms > slowest.ms) slowest = { input, ms };
        if (ms > SLOW) findings.push({ input, what: `it took ${ms.toFixed(0)} ms` });
        if (isLast) await reader.end();
      } catch (error) {
        findings.push({ input, what: told(error) });
        reader = undefined; // whatever it was, it is no more
      }
      if (isLast) reader = undefined;
    }
    await new Promise((resolve) => setImmediate(resolve));
  } finally {
    process.off("unhandledRejection", rejected);
  }
  const seconds = (performance.now() - begun) / 1000;
  return { target: target.name, count: input - from, seconds, became: Object.fromEntries(became), slowest, findings };
}

function told(error: unknown): string {
  const where = error instanceof Error ? (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line)) : [];
  return [messageOf(error), ...where.slice(0, 6)].join("\n");
}
