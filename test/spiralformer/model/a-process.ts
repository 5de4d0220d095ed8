import type { LogLevel } from "../../../src/ports/log.js";
import { SimulatedClock } from "../../../src/ports/simulated-clock.js";
import { isToModel } from "../../../src/spiralformer/model/messages.js";
import { ModelProcess } from "../../../src/spiralformer/model/model-process.js";
import { CONTEXT_SLOT, type ReaderAnswer, type ReaderCall } from "../../../src/spiralformer/model/reader.js";
import { type Behaviour, type FakeCompanion, FakeCompanions } from "../../fakes/fake-companion.js";

const SHAPE = { hidden: 1, layers: 1, reach: 4, width: 1 };
const HELLO = { kind: "hello", milliseconds: 1 };

/** A call on that slot. */
export function callOn(slot: number): ReaderCall {
  return {
    ...{ mode: "inhale", channel: Uint8Array.of(0), glyph: Uint8Array.of(0), feature: Float32Array.of(0) },
    ...{ history: Float32Array.of(0), expert: 0, wide: true, context: Float32Array.of(0, 0, 0, 0, 0, slot) },
  };
}

/** What a model says and leaves on the slot of that call: numbers by which it is known again. */
export function saidOf(slot: number) {
  const answer: ReaderAnswer = {
    ...{ event: new Float32Array(7).fill(slot), following: Float32Array.of(slot), embedding: Float32Array.of(slot) },
    milliseconds: 0.5,
  };
  return { ...answer, cell: Float32Array.of(slot, slot), rows: Float32Array.of(slot, slot) };
}

/** What a process of this kind answers to a call; nothing to anything else. */
export function answerTo(message: unknown, said: unknown = undefined) {
  if (!isToModel(message) || message.kind !== "read") return undefined;
  return { kind: "answer", id: message.id, said: said ?? saidOf(message.call.context[CONTEXT_SLOT]!) };
}

/** Says hello and answers every call. */
export const WELL: Behaviour = {
  begins: (companion) => companion.says(HELLO),
  hears: (companion, message) => {
    const answer = answerTo(message);
    if (answer) companion.says(answer);
  },
};

/** A model's process on simulated time, whose children behave as they are told. */
export function aProcess(behaviour: Behaviour = WELL) {
  const clock = new SimulatedClock(0);
  const companions = new FakeCompanions(behaviour);
  const log: [LogLevel, string][] = [];
  const process = new ModelProcess({
    ...{ name: "model", shape: SHAPE, start: companions.start, clock },
    log: (level, line) => log.push([level, line]),
  });
  return {
    ...{ process, companions, log },
    /** What is read on that slot: its number, or nothing. Time does not pass meanwhile. */
    read: async (slot: number) => (await process.read(callOn(slot)))?.event[0],
    pass: (seconds: number) => clock.run(new AbortController().signal, { until: clock.now() + seconds }),
    /** The slots that the latest child was told to remember. */
    told: () => rememberedBy(companions.latest),
  };
}

function rememberedBy(companion: FakeCompanion | undefined): number[] {
  const told = companion?.heard.filter(isToModel).find(({ kind }) => kind === "remember");
  if (told?.kind !== "remember") return [];
  return [...told.memory.stamp].filter((slot) => slot >= 0);
}
