import type { Seconds } from "../../domain/time.js";
import { capitalised, Expander } from "./expand.js";
import type { Facts, Grammar } from "./grammar.js";
import { factsOf, type Moment, traitsOf } from "./moment.js";

/** So often is it tried to say something that was not said before; then nothing is said. */
const TRIES = 24;
/** So many lines are remembered, for not saying them again: months of them. */
const REMEMBERED = 2000;
/** A line is answered while it is so like what is heard now (cosine), and no more recent than this. */
const ALIKE = 0.8;
const NOT_BEFORE: Seconds = 1800;

/** A line that was said: what the model made of its moment, and where it was heard. */
interface Said {
  readonly id: string;
  readonly at: Seconds;
  readonly electrode: string;
  readonly embedding: Float32Array;
}

export interface MadeLine {
  readonly id: string;
  readonly inhaled: string;
  readonly exhaled: string;
  readonly answers?: string;
}

/** Makes the lines, and remembers them: none is said twice, and what is like an earlier moment may answer the line of then. */
export class LineMaker {
  readonly #grammar: Grammar;
  readonly #expander: Expander;
  readonly #texts = new Set<string>();
  readonly #said: Said[] = [];
  #count = 0;

  constructor(grammar: Grammar) {
    this.#grammar = grammar;
    this.#expander = new Expander(grammar);
  }

  /** Undefined where nothing new can be said. @param draw uniform in [0, 1) */
  make(moment: Omit<Moment, "answered">, embedding: Float32Array, draw: () => number): MadeLine | undefined {
    const { at, subject } = moment;
    const answered = this.#likest(embedding, at);
    const whole = { ...moment, ...(answered && { answered }) };
    const facts = factsOf(whole, this.#grammar.words);
    const traits = traitsOf(whole);
    for (let i = 0; i < TRIES; i++) {
      const inhaled = this.#expander.expand("in", facts, traits, draw);
      const exhaled = this.#expander.expand("out", facts, traits, draw);
      if (inhaled === undefined || exhaled === undefined) continue;
      const said = { inhaled: capitalised(inhaled), exhaled: capitalised(exhaled) };
      if (this.#texts.has(said.exhaled) || repeats(said, facts)) continue;
      const id = `l-${++this.#count}`;
      this.#remember({ id, at, electrode: subject.electrode, embedding }, said.exhaled);
      return { id, ...said, ...(answered && { answers: answered.id }) };
    }
    return undefined;
  }

  #remember(said: Said, text: string): void {
    this.#said.push(said);
    this.#texts.add(text);
    if (this.#said.length <= REMEMBERED) return;
    this.#said.shift();
    for (const oldest of this.#texts) {
      this.#texts.delete(oldest);
      return;
    }
  }

  /** The line whose moment was most like this one. */
  #likest(embedding: Float32Array, at: Seconds): Said | undefined {
    let best: Said | undefined;
    let most = ALIKE;
    for (const said of this.#said) {
      if (said.at > at - NOT_BEFORE) continue;
      const likeness = said.embedding.reduce((sum, value, i) => sum + value * (embedding[i] ?? 0), 0);
      if (likeness > most) [best, most] = [said, likeness];
    }
    return best;
  }
}

/** Do both halves tell the same figure? What somebody is called may come twice. */
function repeats(
  { inhaled, exhaled }: { inhaled: string; exhaled: string },
  { one, other, earlier, ...figures }: Facts,
): boolean {
  const [short, long] = [inhaled.toLowerCase(), exhaled.toLowerCase()];
  return Object.values(figures).some((figure) => short.includes(figure) && long.includes(figure));
}
