import { undisturbed } from "../../breathing/forecast.js";
import { rhythmFor } from "../../breathing/rhythms/rhythm-for.js";
import { GLYPHS } from "../../domain/glyph.js";
import { ENGLISH } from "../../language/en/english.js";
import { milliseconds } from "../../ports/os/stopwatch.js";
import type { Onnx } from "../../spiralformer/model/onnx.js";
import type { Models } from "../../spiralformer/model/open-models.js";
import type { Reader, ReaderCall } from "../../spiralformer/model/reader.js";
import { ModelSession } from "../../spiralformer/model/session.js";
import { SlotReader } from "../../spiralformer/slot-reader.js";
import { type Slot, SlotMaker } from "../../spiralformer/slots/slot-maker.js";
import { SteadyBreath } from "../../spiralformer/waking/breath-position.js";
import type { Io } from "../cli/command.js";
import { Options } from "../cli/options.js";
import { recordingCard } from "../recording/card.js";
import { sense } from "../recording/sense.js";

/** A recording as the Spiralformer hears it: all its slots, and the calls that they led to. */
export interface RecordedCalls {
  readonly slots: readonly Slot[];
  readonly calls: readonly ReaderCall[];
  /** Which electrodes gave anything. [E] */
  readonly present: Uint8Array;
}

/** Lets a recording be read in this process, and keeps what was asked of the model. */
export async function recordCalls(file: string, models: Models, onnx: Onnx, io: Io): Promise<RecordedCalls> {
  const args = { words: [file], options: {} };
  const { breath } = await recordingCard(undefined, { file }, io);
  const session = await ModelSession.open(onnx, models.model, models.card, milliseconds);
  const calls: ReaderCall[] = [];
  const slots: Slot[] = [];
  const reader: Reader = {
    ...{ name: models.name, trouble: undefined, pid: undefined, prove: async () => {}, close: async () => {} },
    read: async (call) => {
      calls.push(call);
      return session.run(call);
    },
  };
  const steady = new SteadyBreath((from) => undisturbed(rhythmFor(breath), from));
  let slotReader: SlotReader | undefined;
  let maker: SlotMaker | undefined;
  await sense(args, new Options(args), io, {
    opened: ({ electrodes: opened }) => {
      const electrodes = opened.map(({ electrode }) => electrode.name);
      const nobody = { onReading: () => {}, onWake: () => {}, waitFor: () => {} };
      const reading = new SlotReader({
        ...{ models, reader, electrodes, exhale: breath.exhale, rhythm: "breath", words: ENGLISH },
        ...nobody,
      });
      slotReader = reading;
      maker = new SlotMaker(electrodes, (slot) => {
        slots.push({ ...slot, glyph: slot.glyph.slice(), feature: slot.feature.slice() });
        reading.addSlot(slot, steady.positionOf(slot.end), undefined);
      });
    },
    sample: (_, at) => maker?.advanceTo(at),
    spike: (spike) => maker?.addSpike(spike),
    glyph: () => {},
    glyphChange: (change) => maker?.onGlyphChange(change),
    evidence: (evidence) => maker?.addEvidence(evidence),
    flush: () => slotReader?.idle(),
  });
  await session.close();
  const gap = GLYPHS.indexOf("gap");
  const electrodes = slots[0]?.glyph.length ?? 0;
  const present = Uint8Array.from({ length: electrodes }, (_, e) =>
    slots.some(({ glyph }) => glyph[e] !== gap) ? 1 : 0,
  );
  return { slots, calls, present };
}
