import type { Json } from "../domain/percept.js";
import { iso } from "../domain/time.js";
import type { TimeCorrection } from "../domain/time-correction.js";
import { facts, round } from "./json.js";
import { parseTime } from "./time.js";

/**
 * A message that was written when the node's time was worth less, with all its times moved, the quality that they have now, and
 * `corrected_s`: by how much, if at all. One that no correction is about, and what is no message of ours, stays as it is.
 */
export function correctTimes(payload: string, boot: number, corrections: readonly TimeCorrection[]): string {
  const about = corrections.filter((correction) => correction.boot === boot);
  if (about.length === 0) return payload;
  const said = facts.parse(JSON.parse(payload));
  let quality = said.tq;
  let shift = 0;
  for (const correction of about) {
    if (correction.was !== quality) continue;
    quality = correction.is;
    shift += correction.shift;
  }
  if (quality === said.tq || quality === undefined) return payload;
  const moved = Object.fromEntries(Object.entries(said).map(([key, value]) => [key, move(value, shift)]));
  return JSON.stringify({ ...moved, tq: quality, ...(shift !== 0 && { corrected_s: round(shift, 3) }) });
}

/** Times alone: sentences that speak of one stay what they were. */
function move(value: Json, shift: number): Json {
  if (typeof value === "string") {
    const at = parseTime(value);
    return at === undefined ? value : iso(at + shift);
  }
  if (Array.isArray(value)) return value.map((one) => move(one, shift));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, move(one, shift)]));
}
