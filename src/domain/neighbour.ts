import type { Json } from "./percept.js";
import type { Seconds, TimeQuality } from "./time.js";

/** What another node of the site said, as it came over the wire and was understood. */
export type NeighbourMessage = NeighbourPercept | NeighbourAnswer | NeighbourBreath;

/** When it breathes, by its clock. */
export interface NeighbourBreath {
  readonly kind: "breath";
  readonly node: string;
  /** When it next inhales. */
  readonly nextWake: Seconds;
  /** From one of its inhales to the next, while nothing calls. */
  readonly length: Seconds;
}

/** A percept of its own, as it told it. */
export interface NeighbourPercept {
  readonly kind: "percept";
  /** Its node id. */
  readonly node: string;
  /** Of the percept over there: `electrode/e1`, `host`. */
  readonly source: string;
  readonly type: string;
  /** As it says; nobody has bounded it yet. */
  readonly intensity: number;
  /** By its clock, which is worth what it says. */
  readonly at: Seconds;
  readonly quality: TimeQuality;
  /** Told later than the breath it happened in. */
  readonly historical: boolean;
  readonly tags: readonly string[];
  readonly data: Readonly<Record<string, Json>>;
}

/** What it answered to an ask. */
export interface NeighbourAnswer {
  readonly kind: "answer";
  readonly node: string;
  readonly transaction: string;
  /** Did it do what it was asked? */
  readonly ok: boolean;
  readonly text: string;
}
