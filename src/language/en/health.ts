import type { HaltReason } from "../../domain/rest.js";
import type { HealthWords } from "../catalogue/health.js";
import { grammar } from "./grammar.js";

const { fixed } = grammar;

/** What a board goes off for. */
const NEED: Readonly<Record<HaltReason, string>> = {
  battery: "the battery is nearly empty",
  supply: "the supply has sagged too long",
  heat: "the processor is too hot",
};

export const health: HealthWords = {
  temperature: (celsius) => `the processor has ${fixed(celsius, 0)} °C`,
  slowedAt: (celsius) => `the processor has ${fixed(celsius, 0)} °C and is slowed down: give it shade or air`,
  slowed: "the processor is slowed down: it is too hot, or its supply sags",
  supplySags: (since) => `the supply sags since ${since}: check cable, battery and panel`,
  supplySagged: "the supply holds, and has sagged since the board was started: check cable, battery and panel",
  supplyHolds: "the supply holds",
  battery: ({ percent, volts }) => `${fixed(percent, 0)} % of the battery is left (${fixed(volts, 2)} V)`,
  free: ({ of, percent }) => `${fixed(percent, 0)} % of the ${of} is free`,
  diskFails: (errors) =>
    `the disk has met ${errors} ${errors === 1 ? "error" : "errors"}: copy what is on it and replace it, or clear them with fsck if it was once`,
  clockFollows: "the clock follows a time server",
  clockFollowsNot: "the clock follows no time server",
  clockKept: "the clock follows no time server, and is kept by a real-time clock",
  unknown: "this board does not say",
  electrode: {
    "no-signal": "nothing is measured: look at the cable and the converter",
    flat: "the same value again and again: the converter or its line is dead",
    saturation: "at the end of the converter's range: lower the gain, or look for a DC offset or a lead that floats",
    "lead-off": "far noisier than it was, as an open input is: the electrode has dried out, come loose or broken off",
    hum: "mains hum folds into the band: shield the lead, move it away from cables, earth it at one point",
    handling: "it jumps about: something touches the electrode or its cable",
    glitches: "single samples jump: a loose contact, a bad plug, or a supply that switches",
    clock: "time stamps repeat, run backwards or leap: look at the logger's clock, and whether it lost its power",
  },
  waitsForRestart: (parts) => `the card was changed (${parts.join(", ")}): restart the node to take it up`,
  signalBefore: "the signal before a recording",
  badCard: (faults) => `the card is bad, the last good one is in force: ${faults}`,
  goesOff: (need, back) =>
    `${NEED[need]}: the board is switched off${back === undefined ? ", and somebody must start it again" : `, and comes back at ${back}`}`,
  staysOn: (need) => `${NEED[need]}: the board should be off, but no alarm would start it again`,
  restTrouble: (fault) => fault,
  cameBack: ({ version, missed }) =>
    missed.length === 0
      ? `andas ${version} was tried and did not breathe: the release before it runs again`
      : `andas ${version} was tried and missed ${missed.join(", ")}: the release before it runs again`,
  notKept: (reason) => reason,
};
