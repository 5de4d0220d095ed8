import { Onsets } from "../../../src/spiralformer/claims/onsets.js";
import type { Onset, Sureness } from "../../../src/spiralformer/slots/onset.js";

/** Something that began on an electrode: a spike unless it is said to be less. */
export function onset(electrode: number, at: number, z = 10, sureness: Sureness = "spike"): Onset {
  return { electrode, at, z, sureness };
}

/** What was heard by `now` on electrodes 0, 1 …, whose spikes began at these times. */
export function heardBy(now: number, ...times: readonly (readonly number[])[]): Onsets {
  const onsets = new Onsets(times.length);
  onsets.addSlot(
    now,
    times.flatMap((own, electrode) => own.map((at) => onset(electrode, at))),
  );
  return onsets;
}
