const BYTES_PER_FRAME = 4;
/** RIFF counts its bytes in 32 bits. */
export const MOST_FRAMES = Math.floor((2 ** 32 - 65_536) / BYTES_PER_FRAME);

/** What a WAV file says of itself (Microsoft, "Multimedia Programming Interface and Data Specifications 1.0": LIST INFO). */
export interface WavInfo {
  readonly title: string;
  readonly comment: string;
  readonly software: string;
}

/** All that stands before the samples: 16 bits, two channels, and the INFO chunk in front of the data, so that a cut-off file has it. */
export function wavHead(frames: number, rate: number, { title, comment, software }: WavInfo): Uint8Array {
  const info = chunk("LIST", [
    ...ascii("INFO"),
    ...chunk("INAM", text(title)),
    ...chunk("ICMT", text(comment)),
    ...chunk("ISFT", text(software)),
  ]);
  const format = chunk("fmt ", [
    ...[...u16(1), ...u16(2), ...u32(rate), ...u32(rate * BYTES_PER_FRAME)],
    ...[...u16(BYTES_PER_FRAME), ...u16(16)],
  ]);
  const data = frames * BYTES_PER_FRAME;
  const head = [...ascii("WAVE"), ...format, ...info, ...ascii("data"), ...u32(data)];
  return Uint8Array.from([...ascii("RIFF"), ...u32(head.length + data), ...head]);
}

/** Puts frames as bytes into `bytes`, from frame `at` on. */
export function writeFrames(bytes: DataView, at: number, left: Float32Array, right: Float32Array, count: number): void {
  for (let i = 0; i < count; i++) {
    bytes.setInt16((at + i) * BYTES_PER_FRAME, sample(left[i]!), true);
    bytes.setInt16((at + i) * BYTES_PER_FRAME + 2, sample(right[i]!), true);
  }
}

function sample(value: number): number {
  return Math.max(-32_768, Math.min(32_767, Math.round(value * 32_767)));
}

function chunk(id: string, bytes: readonly number[]): number[] {
  return [...ascii(id), ...u32(bytes.length), ...bytes, ...(bytes.length % 2 === 1 ? [0] : [])];
}

/** Ends with a zero, as INFO wants it. */
function text(text: string): number[] {
  return [...new TextEncoder().encode(text), 0];
}

function ascii(text: string): number[] {
  return [...text].map((letter) => letter.charCodeAt(0));
}

function u16(value: number): number[] {
  return [value & 0xff, (value >> 8) & 0xff];
}

function u32(value: number): number[] {
  return [...u16(value & 0xffff), ...u16(value >>> 16)];
}
