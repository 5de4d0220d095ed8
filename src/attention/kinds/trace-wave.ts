import type { Percept } from "../../domain/percept.js";
import { MINUTE, spoken } from "../../domain/time.js";
import { done, electrodeOf, electrodesOf, isControl, number, OWN, type ThreadKind, texts, wait } from "./kind.js";

/** Spikes on so many electrodes within so long are one thing that moves. */
const ELECTRODES = 3;
const WITHIN = 3 * MINUTE;

/** Follows a spike from electrode to electrode, and learns the way that it took. */
export const traceWave: ThreadKind = {
  name: "trace-wave",

  claims(percept, pool) {
    if (isNamedWave(percept)) return founding(electrodesOf(percept), []);
    if (!isSpike(percept)) return undefined;
    const earlier = newestSpikes(percept, pool);
    if (earlier.length + 1 < ELECTRODES) return undefined;
    return founding([...earlier, percept].flatMap(electrodesOf), earlier);
  },

  relevance(percept, thread) {
    if (!isSpike(percept) && !isNamedWave(percept)) return 0;
    // A later spike belongs to another wave.
    const last = number(thread.state.context.last, Number.NEGATIVE_INFINITY);
    return percept.at - last <= WITHIN ? OWN : 0;
  },

  gather(context, percept) {
    const way = texts(context.way);
    return {
      ...context,
      way: [...way, ...electrodesOf(percept).filter((electrode) => !way.includes(electrode))],
      first: Math.min(number(context.first, percept.at), percept.at),
      last: Math.max(number(context.last, percept.at), percept.at),
    };
  },

  step(thread, now) {
    const over = number(thread.state.context.last) + WITHIN;
    return now >= over ? done("it has passed") : wait("see where it goes", over);
  },

  learnt(thread) {
    const { way, first, last } = thread.state.context;
    const electrodes = texts(way);
    if (electrodes.length < ELECTRODES) return undefined;
    return {
      id: `wave-${electrodes.join("-")}`,
      kind: "pattern",
      subject: "grove",
      sentence: `a wave goes ${electrodes.join(", ")} in about ${spoken(number(last) - number(first))}`,
    };
  },
};

function founding(electrodes: readonly string[], earlier: readonly Percept[]) {
  return {
    subject: "grove",
    goal: `trace the wave over ${electrodes.join(", ")}`,
    nextStep: "see where it goes",
    earlier,
  };
}

/** The newest spike of every other electrode, not longer ago than a wave takes; oldest first. */
function newestSpikes(percept: Percept, pool: readonly Percept[]): readonly Percept[] {
  const found: Percept[] = [];
  const sources = new Set([percept.source]);
  for (let index = pool.length - 1; index >= 0; index--) {
    const other = pool[index];
    if (other === undefined || !isSpike(other) || sources.has(other.source)) continue;
    if (Math.abs(percept.at - other.at) > WITHIN) continue;
    sources.add(other.source);
    found.push(other);
  }
  return found.reverse();
}

function isSpike(percept: Percept): boolean {
  return percept.type === "spike" && electrodeOf(percept) !== undefined && !isControl(percept);
}

function isNamedWave(percept: Percept): boolean {
  return percept.source === "reader" && percept.type === "wave";
}
