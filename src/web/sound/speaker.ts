import type { Playable } from "../../domain/voice.js";
import mapping from "../../voice/score/mapping.json";
import { played } from "../../voice/score/played.js";
import { breathSamples } from "../../voice/sound/breath-samples.js";
import { RATE } from "../../voice/sound/performance.js";
import { SPEED, Turns } from "../model/turns.ts";

/** Plays the tones of a node's voice as they come, by the instrument that `andas voice` has. Silent until it is asked. */
export class Speaker {
  #context: AudioContext | undefined;
  #turns = new Turns();

  get isOpen(): boolean {
    return this.#context !== undefined;
  }

  /** A browser lets sound out only when somebody has just clicked. */
  open(): void {
    this.#context ??= new AudioContext({ sampleRate: RATE });
    this.#turns = new Turns();
  }

  /** What sounds is cut off. */
  close(): void {
    void this.#context?.close();
    this.#context = undefined;
  }

  /** The tones of one message. @param electrodes how many the node has: they stand from left to right */
  play(notes: readonly Playable[], electrodes: number): void {
    const context = this.#context;
    if (context === undefined || notes.length === 0) return;
    const from = Math.min(...notes.map(({ at }) => at));
    const scaled = notes.map((note) => played(note, { from, speed: SPEED }, mapping));
    const sides = breathSamples(scaled, { electrodes, mapping });
    if (sides[0].length === 0) return;
    const buffer = context.createBuffer(2, sides[0].length, RATE);
    for (const [channel, samples] of sides.entries()) buffer.copyToChannel(samples, channel);
    const source = new AudioBufferSourceNode(context, { buffer });
    source.connect(context.destination);
    source.start(this.#turns.at(from, context.currentTime));
  }
}
