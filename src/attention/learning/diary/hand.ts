import { electrodesOf, type Percept } from "../../../domain/percept.js";
import { electrodeOf } from "../../../domain/percept-source.js";
import { MINUTE, type Seconds } from "../../../domain/time.js";
import { number } from "../../state/context.js";

/** What an electrode shows of a hand on its wire. */
const HANDLING: ReadonlySet<string> = new Set(["artefact", "handling", "glitches", "lead-off", "shared"]);
/** What somebody does at the box: their hands are not far from the wires. */
const AT_THE_BOX: ReadonlySet<string> = new Set(["button", "halt", "visit"]);
/** In a note: somebody was there. */
const VISIT = /\b(visit|visited|door|handling|handled|besök|dörr|lucka)/i;
/** A sense of the box that says so: its type, whatever the sense is called. */
const OPENED: ReadonlySet<string> = new Set(["door", "opened", "visit"]);
/** A reading of handling that is this sure is believed, … */
const SURE = 0.6;
/** … for so long before it. */
const READ: Seconds = 10 * MINUTE;

/** Somebody's hand, or the box that was opened: from when on, and on which electrodes; undefined: on all. */
export interface Hand {
  readonly from: Seconds;
  readonly electrodes: readonly string[] | undefined;
}

/** Does a percept say that somebody was at the wires? */
export function handIn(percept: Percept): Hand | undefined {
  const { source, type, at, tags, data, intensity } = percept;
  const electrode = electrodeOf(source);
  if (electrode !== undefined)
    return HANDLING.has(type) || tags.includes("shared")
      ? { from: at - number(data.duration_s), electrodes: [electrode] }
      : undefined;
  if (source === "reader")
    return type === "artefact" && intensity >= SURE
      ? { from: at - READ, electrodes: electrodesOf(percept) }
      : undefined;
  const isVisit = type === "note" && typeof data.text === "string" && VISIT.test(data.text);
  if (source === "operator") return AT_THE_BOX.has(type) || isVisit ? { from: at, electrodes: undefined } : undefined;
  return OPENED.has(type) ? { from: at, electrodes: undefined } : undefined;
}
