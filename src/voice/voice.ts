import type { NodeEvent } from "../domain/event.js";
import type { ModelAnswer } from "../domain/model-answer.js";
import type { Spike } from "../domain/spike.js";
import { HOUR, type Seconds } from "../domain/time.js";
import type { BreathSpan, Note, Understanding, Utterance, VoiceLine } from "../domain/voice.js";
import { Breaths, REMEMBERED } from "./breaths.js";
import { continuation, temperatureOf } from "./continuation.js";
import { Drift } from "./drift.js";
import { Expectations } from "./expectations.js";
import { hear } from "./gate.js";
import { LatestGlyphs } from "./latest-glyphs.js";
import { LivingSpikes } from "./living-spikes.js";
import type { Mapping } from "./score/mapping.js";
import { noteOf } from "./score/note-maker.js";
import type { Scale } from "./score/scale.js";
import { SurroundingsSense } from "./surroundings.js";
import type { Grammar } from "./words/grammar.js";
import { LineMaker } from "./words/line-maker.js";

/** What an artist gives it. */
export interface VoiceParts {
  readonly grammar: Grammar;
  readonly mapping: Mapping;
  readonly scale: Scale;
}

export interface VoiceOptions extends VoiceParts {
  /** Uniform in [0, 1): the same draws give the same voice. */
  readonly draw: () => number;
  /** Of the node, 0 calm to 1 urgent. */
  readonly arousal: () => number;
  /** Hours that the sun is ahead of UTC where it stands; undefined while no clock is known. */
  readonly sunAhead: () => number | undefined;
  readonly say: (utterance: Utterance) => void;
}

/** What was sung is not sung again; so long it could be. */
const SUNG: Seconds = 4 * HOUR;

/**
 * The voice of a node: lines and notes, in inhales that carry a living signal and in no others. It hears what happens in the node, waits for
 * what the model makes of an inhale, and then says at most one line and the notes of what was inhaled since it last spoke. Pure: it knows
 * no clock and no file, and says what it says to whom it was given.
 */
export class Voice {
  readonly #options: VoiceOptions;
  readonly #lines: LineMaker;
  readonly #breaths = new Breaths();
  readonly #living = new LivingSpikes();
  readonly #glyphs = new LatestGlyphs();
  readonly #drift = new Drift();
  readonly #expectations = new Expectations();
  readonly #surroundings = new SurroundingsSense();
  readonly #sung = new Map<Spike, Seconds>();
  /** Of each electrode: when its spikes ended, the latest last. */
  readonly #ends = new Map<string, Spike[]>();
  #electrodes: readonly string[] = [];
  #spoke: number | undefined;

  constructor(options: VoiceOptions) {
    this.#options = options;
    this.#lines = new LineMaker(options.grammar);
  }

  /** Whom it listens to, in the order of the card. */
  open(electrodes: readonly string[]): void {
    this.#electrodes = electrodes;
  }

  /** All that happens in the node. */
  readonly hear = (event: NodeEvent): void => {
    this.#surroundings.hear(event);
    if (event.type === "breath") this.#breaths.add(event.breath);
    else if (event.type === "glyph") {
      this.#living.addGlyph(event.glyph);
      this.#glyphs.add(event.glyph);
    } else if (event.type === "spike") this.#addSpike(event.spike);
  };

  /** Hears every sample as well, for an electrode's drift, before `also` does. */
  hearing(
    also?: (electrode: string, at: Seconds, mv: number) => void,
  ): (electrode: string, at: Seconds, mv: number) => void {
    return (electrode, at, mv) => {
      this.#drift.addSample(electrode, at, mv);
      also?.(electrode, at, mv);
    };
  }

  /** What the model made of a slot, as soon as it is known. */
  addAnswer(answer: ModelAnswer): void {
    this.#speak(answer);
    this.#expectations.add(answer);
  }

  #speak(answer: ModelAnswer): void {
    const { at } = answer;
    const heard = hear(answer);
    const breath = this.#breaths.now;
    // A slot belongs to the inhale that its middle lies in, and may end in the hold: breath is held there.
    if (heard.silent !== undefined || breath === undefined || at < breath.start || at >= breath.hold) return;
    if (this.#living.disturbed) return;
    const temperature = temperatureOf(this.#options.arousal());
    const next = continuation(answer, temperature, this.#options.draw);
    const notes = this.#notes(answer, next);
    if (notes.length === 0) return;
    const subject = notes.reduce((most, note) => (Math.abs(note.spike.z) > Math.abs(most.spike.z) ? note : most));
    const understanding: Understanding = {
      ...{ event: heard.event, share: heard.share, entropy: heard.entropy, temperature },
      next: notes.map(({ spike }) => next.get(spike.electrode) ?? "silence"),
    };
    const line = this.#line(answer, breath, subject, notes, understanding);
    this.#options.say({ at, breath, notes, understanding, ...(line && { line }) });
  }

  /** Of all that was inhaled and not sung yet. */
  #notes({ at, electrodes, glyph }: ModelAnswer, next: ReturnType<typeof continuation>): Note[] {
    const { mapping, scale } = this.#options;
    for (const [spike, since] of this.#sung) if (since < at - SUNG) this.#sung.delete(spike);
    return this.#living.after(at - REMEMBERED).flatMap((spike) => {
      const caught = this.#sung.has(spike) ? undefined : this.#breaths.caught(spike);
      if (caught === undefined) return [];
      this.#sung.set(spike, at);
      const { electrode } = spike;
      const now = glyph[electrodes.indexOf(electrode)];
      const seat = Math.max(0, this.#electrodes.indexOf(electrode));
      const was = this.#glyphs.at(electrode, spike.peak, now);
      const bend = this.#drift.bend(electrode);
      return [noteOf({ spike, seat, ...caught, glyph: was, next: next.get(electrode), bend }, mapping, scale)];
    });
  }

  /** One line a breath. */
  #line(
    { at, embedding }: ModelAnswer,
    { cycle }: BreathSpan,
    subject: Note,
    notes: readonly Note[],
    { event, next }: Understanding,
  ): VoiceLine | undefined {
    if (this.#spoke === cycle) return undefined;
    const { spike } = subject;
    const others = notes.filter((note) => note !== subject).map((note) => note.spike);
    const moment = {
      ...{ at, subject: spike, others, event },
      next: next[notes.indexOf(subject)]!,
      before: this.#ends.get(spike.electrode)?.findLast(({ end }) => end < spike.onset)?.end,
      expected: this.#expectations.of(spike),
      surroundings: this.#surroundings.now(this.#electrodes, this.#options.sunAhead()),
    };
    const made = this.#lines.make(moment, embedding, this.#options.draw);
    if (made === undefined) return undefined;
    this.#spoke = cycle;
    const told = [spike, ...others];
    return {
      ...made,
      subject: spike,
      electrodes: [...new Set(told.map(({ electrode }) => electrode))],
      glyphs: this.#glyphs.of(spike.electrode),
      from: Math.min(...told.map(({ onset }) => onset)),
      to: Math.max(...told.map(({ end }) => end)),
    };
  }

  #addSpike(spike: Spike): void {
    this.#living.addSpike(spike);
    const ends = this.#ends.get(spike.electrode) ?? [];
    this.#ends.set(spike.electrode, [...ends.slice(-15), spike]);
  }
}
