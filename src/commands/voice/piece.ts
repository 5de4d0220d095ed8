import type { Seconds } from "../../domain/time.js";
import type { Utterance } from "../../domain/voice.js";
import { evidenceBody, noteBody } from "../../protocol/payloads/voice.js";
import { recordingTime } from "../../protocol/time.js";
import type { Mapping } from "../../voice/score/mapping.js";
import { midiFile } from "../../voice/score/midi.js";
import { type PlayedNote, played } from "../../voice/score/played.js";
import type { Rendered } from "../../voice/sound/render.js";

/** All that is known of what was made, for whoever finds the files. */
export interface PieceFacts {
  readonly title: string;
  readonly recording: string;
  /** What was heard, as `described`. */
  readonly source: string;
  readonly provenance: string;
  readonly language: string;
  readonly scale: string;
  readonly seed: number;
  readonly speed: number;
  readonly model: string;
  readonly software: string;
}

/** What was said in a stretch of a recording, ready to be written: as text, score and evidence. Times are seconds of the recording. */
export class Piece {
  readonly facts: PieceFacts;
  readonly electrodes: readonly string[];
  readonly utterances: readonly Utterance[];
  readonly notes: readonly PlayedNote[];
  readonly from: Seconds;
  readonly to: Seconds;
  readonly #origin: Seconds;

  /** @param from, to in seconds of the recording, whose zero lies at `origin` */
  constructor(
    facts: PieceFacts,
    heard: {
      readonly utterances: readonly Utterance[];
      readonly electrodes: readonly string[];
      readonly origin: Seconds;
    },
    { from, to }: { readonly from: Seconds; readonly to: Seconds },
    mapping: Mapping,
  ) {
    const { origin, electrodes } = heard;
    const within = (at: Seconds) => at - origin >= from && at - origin < to;
    const scale = { from: origin + from, speed: facts.speed };
    this.facts = facts;
    this.electrodes = electrodes;
    this.from = from;
    this.to = to;
    this.#origin = origin;
    this.utterances = heard.utterances.filter(({ at }) => within(at));
    this.notes = heard.utterances
      .flatMap(({ notes }) => notes)
      .filter(({ at }) => within(at))
      .map((note) => played(note, scale, mapping))
      .sort((a, b) => a.at - b.at);
  }

  /** Of the sound. */
  get seconds(): number {
    return (this.to - this.from) / this.facts.speed;
  }

  get lines(): number {
    return this.utterances.filter(({ line }) => line !== undefined).length;
  }

  /** What it is made of, a line each. */
  get about(): string[] {
    const { source, recording, speed, seed, scale, model, software } = this.facts;
    const minutes = `${speed} s of signal in a second of sound`;
    return [
      source,
      `recording: ${recording}; ${minutes}; scale: ${scale}; seed ${seed}`,
      `heard by ${model}, ${software}`,
    ];
  }

  /** The lines, and beside each what it rests on; » is before the spike that its figures are of. */
  text(): string {
    const { title } = this.facts;
    const spoken = this.utterances.flatMap((heard) => {
      const { line, at, understanding, notes } = heard;
      if (line === undefined) return [];
      const { event, share, entropy } = understanding;
      const spikes = notes.map(
        ({ spike }) =>
          `  ${spike === line.subject ? "»" : " "} ${spike.electrode}  ${clock(spike.onset - this.#origin)} to ${clock(spike.end - this.#origin)}  ` +
          `${(spike.amplitude * 1000).toFixed(0)} µV  ${spike.z.toFixed(1)} σ`,
      );
      const answers = line.answers === undefined ? "" : `, answers ${line.answers}`;
      return [
        "",
        `${line.id}  ${clock(at - this.#origin)}  (sound ${clock((at - this.#origin - this.from) / this.facts.speed)})`,
        "",
        `  ${line.inhaled}`,
        `  ${line.exhaled}`,
        "",
        `    ${event} ${Math.round(100 * share)} %, ${entropy.toFixed(2)} bits${answers}; ${line.glyphs.join(" ")}`,
        ...spikes,
      ];
    });
    return `${[title, ...this.about, ...spoken].join("\n")}\n`;
  }

  midi(): Uint8Array {
    const { title, speed } = this.facts;
    const lines = this.utterances.flatMap(({ at, line }) =>
      line === undefined
        ? []
        : [{ at: (at - this.#origin - this.from) / speed, text: `${line.inhaled} ${line.exhaled}` }],
    );
    return midiFile({ title, about: this.about, electrodes: this.electrodes, notes: this.notes, lines });
  }

  /** Every line and note with what it rests on. */
  json({ frames, loudness, peak }: Rendered, rate: number): string {
    const style = recordingTime(this.#origin);
    const second = (at: Seconds) => round((at - this.#origin - this.from) / this.facts.speed);
    const breathOf = ({ breath: { cycle, start, hold, exhale, pause } }: Pick<Utterance, "breath">) => ({
      ...{ cycle, start_s: style.write(start), hold_s: style.write(hold) },
      ...{ exhale_s: style.write(exhale), pause_s: style.write(pause) },
    });
    const lines = this.utterances.flatMap((heard) =>
      heard.line === undefined
        ? []
        : [
            {
              at_s: style.write(heard.at),
              sound_s: second(heard.at),
              text: [heard.line.inhaled, heard.line.exhaled],
              ...evidenceBody(heard.line, heard, style),
              breath: breathOf(heard),
            },
          ],
    );
    const said = new Map(this.utterances.flatMap((heard) => heard.notes.map((note) => [note, heard] as const)));
    const notes = this.notes.map(({ note, at, attack, release }) => {
      const heard = said.get(note);
      return {
        sound_s: round(at),
        sound_attack_s: round(attack),
        sound_release_s: round(release),
        ...(heard && { said_s: style.write(heard.at), said_breath: heard.breath.cycle }),
        ...(heard?.line && { line: heard.line.id }),
        ...noteBody(note, style),
        breath: breathOf(note),
      };
    });
    const sound = { rate, seconds: round(frames / rate), loudness_lufs: finite(loudness), peak_dbfs: finite(peak) };
    const { electrodes } = this;
    const facts = { ...this.facts, from_s: this.from, to_s: this.to, electrodes, sound };
    return `${JSON.stringify({ ...facts, lines, notes }, undefined, 1)}\n`;
  }
}

/** `47:17:30` of hours, minutes, seconds. */
function clock(seconds: Seconds): string {
  const whole = Math.floor(seconds);
  const two = (n: number) => String(n).padStart(2, "0");
  return `${two(Math.floor(whole / 3600))}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`;
}

function round(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}

/** Of silence there is no loudness. */
function finite(value: number): number | null {
  return Number.isFinite(value) ? Math.round(value * 100) / 100 : null;
}
