import type { Seconds } from "../../domain/time.js";
import { voicePicture } from "../../view/svg/voice-picture.js";
import type { Mapping } from "../../voice/score/mapping.js";
import { RATE } from "../../voice/sound/performance.js";
import { render } from "../../voice/sound/render.js";
import { Piece } from "./piece.js";
import { spectrogram } from "./spectrogram.js";

/** Of sound. */
const MINUTE = 60;
/** Signal is kept in means of so many seconds. */
const STEP: Seconds = 10;

/** What a picture needs of the signal: means of ten seconds. */
export class Signal {
  readonly #means = new Map<
    string,
    { at: Seconds; sum: number; count: number; readonly kept: { at: Seconds; mv: number }[] }
  >();

  add(electrode: string, at: Seconds, mv: number): void {
    if (Number.isNaN(mv)) return;
    const own = this.#means.get(electrode);
    if (own === undefined) this.#means.set(electrode, { at, sum: mv, count: 1, kept: [] });
    else if (at - own.at < STEP) {
      own.sum += mv;
      own.count++;
    } else {
      own.kept.push({ at: own.at, mv: own.sum / own.count });
      Object.assign(own, { at, sum: mv, count: 1 });
    }
  }

  between(electrode: string, from: Seconds, to: Seconds): readonly { readonly at: Seconds; readonly mv: number }[] {
    return this.#means.get(electrode)?.kept.filter(({ at }) => from <= at && at < to) ?? [];
  }
}

/** The minute of the piece in which most begins: trace, score and spectrogram. */
export async function drawPiece(whole: Piece, signal: Signal, origin: Seconds, mapping: Mapping): Promise<string> {
  const { speed, title, source } = whole.facts;
  const begins = whole.notes.map(({ at }) => at);
  const most = begins.toSorted((a, b) => within(begins, b) - within(begins, a))[0] ?? 0;
  const from = Math.max(whole.from, whole.from + (most - 3) * speed);
  const piece = new Piece(whole.facts, { ...whole, origin }, { from, to: from + MINUTE * speed }, mapping);
  const samples = await samplesOf(piece, mapping);
  const second = (at: Seconds) => (at - origin - from) / speed;
  const breaths = new Map(piece.notes.map(({ note: { breath } }) => [breath.cycle, breath]));
  return voicePicture({
    ...{ title, subtitle: source, seconds: MINUTE, from, speed },
    traces: whole.electrodes.map((name) => {
      const means = signal.between(name, origin + from, origin + from + MINUTE * speed);
      return { name, at: means.map(({ at }) => second(at)), mv: means.map(({ mv }) => mv) };
    }),
    breaths: [...breaths.values()].map(({ start, hold, pause }) => ({
      start: second(start),
      hold: second(hold),
      pause: second(pause),
    })),
    notes: piece.notes.map(({ note, at, attack, release, pause }) => ({
      ...{ seat: note.seat, at, attack, end: Math.min(at + attack + release, pause), key: note.key },
      ...{ loudness: note.loudness, up: note.spike.polarity > 0 },
    })),
    sound: spectrogram(samples, RATE),
  });
}

function within(begins: readonly number[], from: number): number {
  return begins.filter((at) => from <= at && at < from + MINUTE - 6).length;
}

/** Both sides together. */
async function samplesOf(piece: Piece, mapping: Mapping): Promise<Float32Array> {
  const samples = new Float32Array(MINUTE * RATE);
  let at = 0;
  await render(piece.notes, samples.length, { electrodes: piece.electrodes.length, mapping }, (bytes) => {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    for (let i = 0; i + 4 <= bytes.length; i += 4)
      samples[at++] = (view.getInt16(i, true) + view.getInt16(i + 2, true)) / 65_536;
    return Promise.resolve();
  });
  return samples;
}
