import { readingWith } from "../phrasing/reading.js";
import { grammar } from "./grammar.js";

export const reading = readingWith(
  {
    onsets: (count) => (count === 1 ? "1 onset" : `${count} onsets`),
    apart: (interval) => `, every ${interval}`,
    lag: (lag) => `, some ${lag} from one to the next`,
    sure: (share) => `${share} sure`,
    bits: (bits) => `surprise ${bits} bits`,
    perhaps: (event, where) => `Perhaps ${event} on ${where}, but too little of it was heard`,
    woken: (why) => `woken by: ${why}`,
    names: {
      ...{ quiet: "quiet", rhythm: "a rhythm", irregular: "spikes without a rhythm", burst: "a burst" },
      ...{ artefact: "handling", wave: "a wave", scatter: "a stirring of several electrodes" },
    },
    events: {
      quiet: ({ where }) => `Nothing but quiet on ${where}`,
      rhythm: ({ where, onsets, apart }) => `A steady rhythm on ${where}: ${onsets}${apart}`,
      irregular: ({ where, onsets, length }) =>
        `Spikes without a rhythm on ${where}: ${onsets}${length && ` in ${length}`}`,
      burst: ({ where, length }) => `A burst on ${where}${length && `, dense for ${length}`}`,
      artefact: ({ where }) => `Handling, no life: ${where} jumped at once`,
      wave: ({ order, lag }) => `A wave travels ${order}${lag}`,
      scatter: ({ order, lag }) =>
        `The same stirring on one electrode after another in no order of place: ${order}${lag}`,
    },
  },
  grammar,
);
