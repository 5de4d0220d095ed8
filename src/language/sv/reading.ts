import { readingWith } from "../phrasing/reading.js";
import { grammar } from "./grammar.js";

export const reading = readingWith(
  {
    onsets: (count) => (count === 1 ? "1 insats" : `${count} insatser`),
    apart: (interval) => `, med ${interval} emellan`,
    lag: (lag) => `, ungefär ${lag} från den ena till nästa`,
    sure: (share) => `${share} säker`,
    bits: (bits) => `överraskning ${bits} bitar`,
    perhaps: (event, where) => `Kanske ${event} på ${where}, men för lite av det hördes`,
    woken: (why) => `väckt av: ${why}`,
    names: {
      ...{ quiet: "stillhet", rhythm: "en rytm", irregular: "spikar utan rytm", burst: "en skur" },
      ...{ artefact: "beröring", wave: "en våg", scatter: "en rörelse på flera elektroder" },
    },
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
