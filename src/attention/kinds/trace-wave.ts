import { electrodesOf, type Percept } from "../../domain/percept.js";
import { electrodeOf, isNeighbourSource } from "../../domain/percept-source.js";
import { MINUTE } from "../../domain/time.js";
import type { Catalogue } from "../../language/catalogue/catalogue.js";
import { recent } from "../pool/recent.js";
import { number, texts } from "../state/context.js";
import { isControl } from "../state/percept-marks.js";
import { done, OWN, type ThreadKind, wait, waitFor } from "./kind.js";

/** Spikes on so many electrodes within so long are one thing that moves. */
const ELECTRODES = 3;
const WITHIN = 3 * MINUTE;
/** From one node to the next it may take longer, and their word is late too. */
const ACROSS = 15 * MINUTE;

/** Follows a spike from electrode to electrode, and asks the neighbours whether it reached them. */
export const traceWave: ThreadKind = {
  name: "trace-wave",

  propose(percept, pool, words) {
    if (isNamedWave(percept)) return proposal(electrodesOf(percept), [], words);
    if (!isSpike(percept)) return undefined;
    const earlier = newestSpikes(percept, pool);
    if (earlier.length + 1 < ELECTRODES || ![...earlier, percept].some(isOwn)) return undefined;
    return proposal([...earlier, percept].flatMap(electrodesOf), earlier, words);
  },

  relevance(percept, thread) {
    if (!isSpike(percept) && !isNamedWave(percept)) return 0;
    // A later spike belongs to another wave; and neighbours that chatter on do not make ours go on for ever.
    const { last, here } = thread.state.context;
    const since = isNeighbours(percept) ? number(here, number(last)) + ACROSS : number(last) + WITHIN;
    if (percept.at > since) return 0;
    return isNamedWave(percept) ? 1 : OWN;
  },

  updateContext(context, percept) {
    const way = texts(context.way);
    return {
      ...context,
      way: [...way, ...electrodesOf(percept).filter((electrode) => !way.includes(electrode))],
      here: isNeighbours(percept) ? number(context.here, percept.at) : percept.at,
      first: Math.min(number(context.first, percept.at), percept.at),
      last: Math.max(number(context.last, percept.at), percept.at),
    };
  },

  step(thread, now, words) {
    const { next, hearNeighbours, end } = words.threads.traceWave;
    const { context } = thread.state;
    const over = number(context.last) + WITHIN;
    const asked = context.asked === true;
    if (now < over && asked) return wait(next, over, words);
    if (now >= over + ACROSS || (asked && context.waited === true)) return done(end, words);
    if (asked)
      return {
        ...waitFor({ for: "reply", until: over + ACROSS }, hearNeighbours, words),
        context: { ...context, waited: true },
      };
    return {
      ...wait(next, Math.max(over, now), words),
      context: { ...context, asked: true },
      intentions: [{ kind: "ask-neighbours", seconds: ACROSS, reason: thread.goal }],
    };
  },

  /** Three spikes within minutes are chance more often than not: waves are learnt from delays that come again and again. */
  lessons: () => [],
};

function proposal(electrodes: readonly string[], earlier: readonly Percept[], { threads: { traceWave } }: Catalogue) {
  return { subject: "grove", goal: traceWave.goal(electrodes), nextStep: traceWave.next, earlier };
}

/** The newest spike of every other electrode, not longer ago than a wave takes; oldest first. */
function newestSpikes(percept: Percept, pool: readonly Percept[]): readonly Percept[] {
  const found: Percept[] = [];
  const sources = new Set([percept.source]);
  for (const other of recent(pool, percept.at - WITHIN).toReversed()) {
    if (!isSpike(other) || sources.has(other.source)) continue;
    sources.add(other.source);
    found.push(other);
  }
  return found.reverse();
}

function isSpike(percept: Percept): boolean {
  return (
    percept.type === "spike" &&
    !isControl(percept) &&
    (electrodeOf(percept.source) !== undefined || isNeighbours(percept))
  );
}

function isNamedWave(percept: Percept): boolean {
  return percept.type === "wave" && (percept.source === "reader" || isNeighbours(percept));
}

/** A wave that has not been here is the neighbours' own. */
function isOwn({ source }: Percept): boolean {
  return electrodeOf(source) !== undefined;
}

/** Its electrodes carry the neighbour's name: `oak/e1`. */
function isNeighbours({ source }: Percept): boolean {
  return isNeighbourSource(source);
}
