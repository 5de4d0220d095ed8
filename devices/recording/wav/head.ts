/** How the samples of a sound file are written. */
export interface WavFormat {
  readonly channels: number;
  readonly rate: number;
  readonly bits: number;
  readonly floats: boolean;
  /** Bytes from the beginning of the file to the first sample. */
  readonly begin: number;
  /** Bytes of samples, as the file says; what was never finished says 0 or more than there is. */
  readonly length: number;
}

const PCM = 1;
const FLOAT = 3;
const EXTENSIBLE = 0xfffe;

/** Reads the chunks in front of the samples (Microsoft, "Multiple channel audio data and WAVE files"); a text that says why not. */
export function readWavHead(bytes: Uint8Array): WavFormat | string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let format: Omit<WavFormat, "begin" | "length"> | undefined;
  for (let at = 12; at + 8 <= bytes.length; ) {
    const id = String.fromCharCode(...bytes.subarray(at, at + 4));
    const size = view.getUint32(at + 4, true);
    if (id === "data") {
      if (format === undefined) return "has samples before it says how they are written";
      return { ...format, begin: at + 8, length: size };
    }
    if (id === "fmt " && at + 24 <= bytes.length) {
      const code = view.getUint16(at + 8, true);
      const kind = code === EXTENSIBLE && at + 34 <= bytes.length ? view.getUint16(at + 32, true) : code;
      if (kind !== PCM && kind !== FLOAT) return "is packed sound: save it as plain (PCM) WAV";
      format = {
        channels: view.getUint16(at + 10, true),
        rate: view.getUint32(at + 12, true),
        bits: view.getUint16(at + 22, true),
        floats: kind === FLOAT,
      };
      const whole = format.floats ? [32, 64] : [8, 16, 24, 32];
      if (format.channels < 1 || format.rate < 1 || !whole.includes(format.bits))
        return "has samples of a kind that nobody knows: save it as WAV of 16 bits";
    }
    at += 8 + size + (size & 1);
  }
  return "has no samples: was it copied whole?";
}
