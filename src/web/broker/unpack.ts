import { LONGEST_PART } from "../model/recording-columns.ts";

/** Gzip out of base64, as text; never more than a part may hold. Rejects what is no gzip. */
export async function unpack(base64: string): Promise<string> {
  const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
  const text = new Blob([bytes])
    .stream()
    .pipeThrough(new DecompressionStream("gzip"))
    .pipeThrough(new TextDecoderStream());
  let unpacked = "";
  for await (const piece of text) {
    unpacked += piece;
    if (unpacked.length > LONGEST_PART) break;
  }
  return unpacked;
}
