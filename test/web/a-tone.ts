import type { Facts } from "../../src/domain/percept.js";
import { iso } from "../../src/domain/time.js";
import { NOW } from "./a-grove.js";

/** A tone as a node tells it on `voice/notes`. */
export function aTone(key: number): Facts {
  return {
    ...{
      electrode: "e1",
      seat: 0,
      begin: iso(NOW),
      attack_s: 20,
      release_s: 80,
      key,
      loudness: 0.6,
      bend: 0.2,
      glyph: "spike",
    },
    ...{
      exhale: iso(NOW + 60),
      pause: iso(NOW + 240),
      onset: iso(NOW),
      peak: iso(NOW + 20),
      end: iso(NOW + 100),
      amplitude_mv: 0.4,
      z: 12,
    },
  };
}
