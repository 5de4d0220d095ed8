import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Breath, Phase } from "../../src/domain/breath.js";
import type { NodeEvent } from "../../src/domain/event.js";
import { GLYPHS, type GlyphName } from "../../src/domain/glyph.js";
import type { ModelAnswer } from "../../src/domain/model-answer.js";
import { EVENTS, type EventName } from "../../src/domain/reading.js";
import type { Spike } from "../../src/domain/spike.js";
import type { Utterance } from "../../src/domain/voice.js";
import { SeededRandom } from "../../src/ports/seeded-random.js";
import { parseMapping } from "../../src/voice/score/mapping.js";
import { builtInScale } from "../../src/voice/score/scale.js";
import { Voice } from "../../src/voice/voice.js";
import { parseGrammar } from "../../src/voice/words/grammar.js";

export const ELECTRODES = ["e1", "e2", "e3", "e4"];

/** A file of the voice's own; the built tests lie a folder deeper than the sources. */
export function ownFile(path: string): string {
  return readFileSync(fileURLToPath(new URL(`../../../src/voice/${path}`, import.meta.url)), "utf8");
}

export const grammar = (language: string) => parseGrammar(ownFile(`words/${language}.json`), `${language}.json`);
export const mapping = () => parseMapping(ownFile("score/mapping.json"), "mapping.json");
export const pentatonic = builtInScale("pentatonic")!;

/** A spike of a minute up and four down, high over the noise. */
export function aSpike(onset: number, more: Partial<Spike> = {}): Spike {
  const spike = {
    electrode: "e1",
    onset,
    peak: onset + 60,
    end: onset + 300,
    amplitude: 0.08,
    polarity: 1,
    z: 15,
    match: 0.9,
  } as const;
  return { ...spike, decided: onset + 320, ...more };
}

/** What the model answers that is sure of an event, with the same quiet to come on every electrode. */
export function anAnswer(
  at: number,
  event: EventName,
  more: Partial<ModelAnswer> & { sure?: number; next?: GlyphName } = {},
): ModelAnswer {
  const { sure = 0.8, next = "silence", ...rest } = more;
  const others = (1 - sure) / (EVENTS.length - 1);
  return {
    ...{ at, phase: "inhale", mode: "inhale", woken: true, why: "spike rest pause stir", electrodes: ELECTRODES },
    event: Float32Array.from(EVENTS, (name) => (name === event ? sure : others)),
    following: ELECTRODES.map(() => Float32Array.from(GLYPHS, (name) => (name === next ? 0.9 : 0.1 / 11))),
    glyph: Uint8Array.from(ELECTRODES, () => GLYPHS.indexOf("spike")),
    embedding: Float32Array.from({ length: 16 }, (_, i) => (i === 0 ? 1 : 0)),
    ...rest,
  };
}

const LENGTHS: Readonly<Record<Phase, number>> = { inhale: 120, hold: 60, exhale: 180, pause: 120 };
const BREATH = 480;

/** The phases of the usual breath, from time 0 on. */
export function* breathsUntil(end: number): Generator<Breath> {
  for (let cycle = 1, since = 0; since < end; cycle++) {
    let begin = since;
    const phases = (["inhale", "hold", "exhale", "pause"] as const).map((phase) => {
      const one = { phase, cycle, since: begin, until: begin + LENGTHS[phase] };
      begin = one.until;
      return one;
    });
    for (const [i, phase] of phases.entries())
      yield { ...phase, cause: "rhythm", rhythm: { kind: "fixed", phases: LENGTHS }, ahead: phases.slice(i + 1) };
    since += BREATH;
  }
}

/** Is it in an inhale of that breath? */
export function inInhale(at: number): boolean {
  return at % BREATH < LENGTHS.inhale;
}

export interface Stage {
  readonly said: Utterance[];
  readonly voice: Voice;
  /** Lets it hear spikes as they are decided, breaths as they begin, and answers as they come, all in order. */
  play(spikes: readonly Spike[], answers: readonly ModelAnswer[], more?: readonly NodeEvent[]): void;
}

/** A voice that listens to four electrodes. */
export function aStage({ seed = 1, arousal = 0, language = "en", dated = false } = {}): Stage {
  const said: Utterance[] = [];
  const random = new SeededRandom(seed);
  const voice = new Voice({
    ...{ grammar: grammar(language), mapping: mapping(), scale: pentatonic },
    draw: () => random.next(),
    arousal: () => arousal,
    sunAhead: () => (dated ? 1 : undefined),
    say: (utterance) => said.push(utterance),
  });
  voice.open(ELECTRODES);
  return {
    said,
    voice,
    play: (spikes, answers, more = []) => {
      const end = Math.max(0, ...spikes.map(({ decided }) => decided), ...answers.map(({ at }) => at)) + BREATH;
      const steps = [
        ...[...breathsUntil(end)].map((breath) => ({
          at: breath.since,
          order: 0,
          event: { type: "breath", breath } as const,
        })),
        ...spikes.map((spike) => ({ at: spike.decided, order: 1, event: { type: "spike", spike } as const })),
        ...more.map((event) => ({ at: event.at, order: 1, event })),
        ...answers.map((answer) => ({ at: answer.at, order: 2, answer })),
      ].sort((a, b) => a.at - b.at || a.order - b.order);
      for (const [seq, step] of steps.entries())
        if ("answer" in step) voice.addAnswer(step.answer);
        else voice.hear({ ...step.event, at: step.at, seq });
    },
  };
}
