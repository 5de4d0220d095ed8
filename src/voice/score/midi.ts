import type { PlayedNote } from "./played.js";

/** Ticks of a quarter, which is a second of sound: half a millisecond each. */
const TICKS = 1920;
const TEMPO = 1_000_000;
/** A pitch wheel at its end bends so many semitones; said to the synthesizer by RPN 0. */
const BEND_RANGE = 2;
const WHEEL_MIDDLE = 8192;
/** So often a slide is told. */
const SLIDES = 8;
/** Of General MIDI the tenth channel is drums. */
const MELODIC = [0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13, 14, 15];

export interface Score {
  readonly title: string;
  /** What it is made of, and whether that was alive. */
  readonly about: readonly string[];
  /** In the order of the card. */
  readonly electrodes: readonly string[];
  readonly notes: readonly PlayedNote[];
  /** Sung words and marks, at seconds of the sound. */
  readonly lines: readonly { readonly at: number; readonly text: string }[];
}

interface MidiEvent {
  readonly tick: number;
  /** Of what comes at once, the lower first: a tone ends before the next begins. */
  readonly order: number;
  readonly bytes: readonly number[];
}

/**
 * A Standard MIDI File (format 1): a track with tempo, title, words, and a mark for each breath; then a track and a channel for each
 * electrode, with its place from left to right. Where the scale lies between the keys, and while a tone slides, the pitch wheel bends it.
 */
export function midiFile(score: Score): Uint8Array {
  const tracks = [conductor(score), ...score.electrodes.map((name, seat) => electrodeTrack(name, seat, score))];
  const head = [...ascii("MThd"), ...u32(6), ...u16(1), ...u16(tracks.length), ...u16(TICKS)];
  return Uint8Array.from([...head, ...tracks.flatMap((events) => trackChunk(events))]);
}

/** Where an electrode stands, −1 left to 1 right, never quite at the end. */
export function placeOf(seat: number, electrodes: number): number {
  return electrodes < 2 ? 0 : 0.8 * ((2 * seat) / (electrodes - 1) - 1);
}

/** Of more electrodes than there are channels, several share one. */
export function channelOf(seat: number): number {
  return MELODIC[seat % MELODIC.length]!;
}

function conductor({ title, about, notes, lines }: Score): MidiEvent[] {
  const breaths = new Map(notes.map(({ at, note }) => [note.breath.cycle, at]));
  for (const { at, note } of notes) breaths.set(note.breath.cycle, Math.min(at, breaths.get(note.breath.cycle)!));
  return [
    meta(0, 0x03, title),
    ...about.map((text) => meta(0, 0x01, text)),
    { tick: 0, order: 0, bytes: [0xff, 0x51, 3, ...u32(TEMPO).slice(1)] },
    { tick: 0, order: 0, bytes: [0xff, 0x58, 4, 4, 2, 24, 8] },
    ...[...breaths].map(([cycle, at]) => meta(ticks(at), 0x06, `breath ${cycle}`)),
    ...lines.map(({ at, text }) => meta(ticks(at), 0x05, text)),
  ];
}

function electrodeTrack(name: string, seat: number, { electrodes, notes }: Score): MidiEvent[] {
  const channel = channelOf(seat);
  const own = notes.filter(({ note }) => note.seat === seat);
  const pan = Math.round(64 + 63 * placeOf(seat, electrodes.length));
  const range = [0x65, 0, 0x64, 0, 0x06, BEND_RANGE, 0x26, 0];
  const setUp = [0x0a, pan, ...range];
  return [
    meta(0, 0x03, name),
    ...pairs(setUp).map(([control, value]) => ({ tick: 0, order: 0, bytes: [0xb0 | channel, control, value] })),
    ...own.flatMap((one, i) => tone(one, channel, own[i + 1])),
  ];
}

function tone(
  { note, at, attack, release, pause, timbre }: PlayedNote,
  channel: number,
  next: PlayedNote | undefined,
): MidiEvent[] {
  const begin = ticks(at);
  // A tone ends with its breath, and before the next of its electrode.
  const end = Math.max(
    begin + 1,
    Math.min(ticks(Math.min(at + attack + release, pause)), next ? ticks(next.at) : Infinity),
  );
  const key = keyOf(note.key);
  const keys = note.second === undefined ? [key] : [...new Set([key, keyOf(note.second)])];
  const velocity = (softer: number) => Math.max(1, Math.round(127 * note.loudness * softer));
  const slides = note.bend === 0 ? 1 : SLIDES;
  return [
    { tick: begin, order: 1, bytes: [0xc0 | channel, timbre.program - 1] },
    ...Array.from({ length: slides }, (_, i) => {
      const bend = note.key - key + (note.bend * i) / SLIDES;
      return { tick: begin + Math.round(((end - begin) * i) / slides), order: 1, bytes: wheel(channel, bend) };
    }),
    ...keys.map((one, i) => ({ tick: begin, order: 2, bytes: [0x90 | channel, one, velocity(i === 0 ? 1 : 0.5)] })),
    ...keys.map((one) => ({ tick: end, order: 0, bytes: [0x80 | channel, one, 0] })),
  ];
}

function wheel(channel: number, semitones: number): number[] {
  const value = Math.min(16383, Math.max(0, Math.round(WHEEL_MIDDLE * (1 + semitones / BEND_RANGE))));
  return [0xe0 | channel, value & 0x7f, value >> 7];
}

function keyOf(key: number): number {
  return Math.min(127, Math.max(0, Math.round(key)));
}

function ticks(seconds: number): number {
  return Math.max(0, Math.round(seconds * TICKS));
}

function trackChunk(events: readonly MidiEvent[]): number[] {
  const sorted = events.toSorted((a, b) => a.tick - b.tick || a.order - b.order);
  const bytes: number[] = [];
  let now = 0;
  for (const { tick, bytes: event } of sorted) {
    bytes.push(...variable(tick - now), ...event);
    now = tick;
  }
  bytes.push(0, 0xff, 0x2f, 0);
  return [...ascii("MTrk"), ...u32(bytes.length), ...bytes];
}

/** UTF-8, as most readers take it today. */
function meta(tick: number, kind: number, text: string): MidiEvent {
  const bytes = new TextEncoder().encode(text);
  return { tick, order: 0, bytes: [0xff, kind, ...variable(bytes.length), ...bytes] };
}

/** A quantity of seven bits a byte, the highest first. */
function variable(value: number): number[] {
  const bytes = [value & 0x7f];
  for (let rest = Math.floor(value / 128); rest > 0; rest = Math.floor(rest / 128)) bytes.unshift((rest & 0x7f) | 0x80);
  return bytes;
}

function pairs(flat: readonly number[]): [number, number][] {
  return flat.flatMap((value, i) => (i % 2 === 0 ? [[value, flat[i + 1]!] satisfies [number, number]] : []));
}

function ascii(text: string): number[] {
  return [...text].map((letter) => letter.charCodeAt(0));
}

function u16(value: number): number[] {
  return [(value >> 8) & 0xff, value & 0xff];
}

function u32(value: number): number[] {
  return [...u16(value >>> 16), ...u16(value & 0xffff)];
}
