import { readingWith } from "../phrasing/reading.js";
import { grammar } from "./grammar.js";

export const reading = readingWith(
  {
    onsets: (count) => (count === 1 ? "1 insats" : `${count} insatser`),
    apart: (interval) => `, med ungefär ${interval} emellan`,
    lag: (lag) => `, ungefär ${lag} från den ena till nästa`,
    sure: (share) => `${share} säker`,
    bits: (bits) => `överraskning ${bits} bitar`,
    woken: (why) => `väckt av: ${why}`,
    events: {
      quiet: ({ where }) => `Bara stillhet på ${where}`,
      rhythm: ({ where, onsets, apart }) => `En jämn rytm på ${where}: ${onsets}${apart}`,
      irregular: ({ where, onsets, length }) => `Spikar utan rytm på ${where}: ${onsets}${length && ` på ${length}`}`,
      burst: ({ where, length }) => `En skur på ${where}${length && `, tät i ${length}`}`,
      artefact: ({ where }) => `Beröring, inget liv: ${where} hoppade på en gång`,
      wave: ({ order, lag }) => `En våg vandrar ${order}${lag}`,
      scatter: ({ order, lag }) =>
        `Samma rörelse på den ena elektroden efter den andra, utan ordning i rummet: ${order}${lag}`,
    },
  },
  grammar,
);
