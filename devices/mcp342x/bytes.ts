/** The bytes of the MCP342x family, as pure functions. Sources: `sheets.ts`; pages of DS22088C, those of DS22226A are the same. */

/** Page 18: written as 1 it starts a conversion, read as 0 the result is new. */
const RDY = 1 << 7;
/** Page 25, "General Call": what every chip of the bus hears at address 0. */
export const GENERAL_CALL = { address: 0x00, reset: 0x06, latch: 0x04 } as const;

/** The configuration byte (page 18): one conversion of `channel` (from 0), O/C = 0. */
export function configByte(options: { channel: number; gain: number; bits: number; start: boolean }): number {
  const { channel, gain, bits, start } = options;
  return (start ? RDY : 0) | (channel << 5) | (((bits - 12) / 2) << 2) | gain;
}

/** How many bytes are read: two or three of data, and the configuration (page 22). */
export function answerLength(bits: number): 3 | 4 {
  return bits === 18 ? 4 : 3;
}

/** What an answer says: its code, undefined while the conversion is under way, and the configuration without RDY. */
export interface Answer {
  readonly code: number | undefined;
  readonly config: number;
}

/**
 * Takes an answer apart (page 22). Above its own bits a code repeats its sign, so that it is a plain number in two's complement of 16 or 24
 * bits. Undefined if the answer is too short.
 */
export function parseAnswer(bytes: Uint8Array, bits: number): Answer | undefined {
  const length = answerLength(bits);
  if (bytes.length < length) return undefined;
  let code = (bytes[0]! << 24) >> 24; // the sign
  for (let i = 1; i < length - 1; i++) code = (code << 8) | bytes[i]!;
  const status = bytes[length - 1]!;
  return { code: (status & RDY) === 0 ? code : undefined, config: status & ~RDY };
}

/** "Digital Output Code": it locks at both ends instead of rolling over. */
export function railOf(code: number, bits: number): -1 | 0 | 1 {
  const top = 2 ** (bits - 1) - 1;
  if (code >= top) return 1;
  return code < -top ? -1 : 0;
}
