import type { DayFact, ElectrodeDay, Moment, Morning, Unheard } from "../domain/morning.js";
import { DAY, iso, type Seconds } from "../domain/time.js";
import type { Catalogue } from "../language/catalogue/catalogue.js";
import { type TableColumn, table } from "./table.js";
import { cells, clean, fit } from "./width.js";
import { elapsed, utcSecond } from "./words.js";

/** One screen. */
export const WIDTH = 80;
export const HEIGHT = 24;

const ROWS = 6;
const NEWS = 4;
const TIMES = 2;
const NAME = 20;

/** How times are told. */
export interface MorningTimes {
  /** Whose page it is, and of when. */
  readonly title: string;
  span(from: Seconds, until: Seconds): string;
  /** The same as a person reads it first: with the beginning by the clock on the wall, where that is another. */
  read(from: Seconds, until: Seconds): string;
}

/** Of a node: by the clock, UTC, with that on the wall beside; with the day, where the page is of more than one. */
export function clockTimes({ from, to }: Pick<Morning, "from" | "to">, name: string, words: Catalogue): MorningTimes {
  const minute = (at: Seconds) => iso(at).slice(0, 16).replace("T", " ");
  const start = to - from > DAY ? 5 : 11;
  const short = (at: Seconds) => minute(at).slice(start);
  const { wall } = words;
  const span = (a: Seconds, b: Seconds) => `${short(a)}–${short(b)}`;
  return {
    title: words.morning.title({ name, from: minute(from), to: minute(to), here: wall?.clock(to) }),
    span,
    read: (a, b) => (wall === undefined ? span(a, b) : `${span(a, b)} (${wall.minute(a)})`),
  };
}

/** Of a recording: by its own time, whose zero lies at `origin`. @param dated whether the recording says when that was */
export function recordingTimes(
  { to }: Pick<Morning, "to">,
  name: string,
  origin: Seconds,
  words: Catalogue,
  dated = true,
): MorningTimes {
  const at = (time: Seconds) => elapsed(time - origin);
  const minute = (time: Seconds) => at(time).replace(/:\d\d$/, "");
  const utc = dated ? utcSecond(origin) : undefined;
  const whole = { length: to - origin, from: at(origin), utc, here: words.wall?.clock(origin), to: at(to) };
  const room = WIDTH - cells(words.page.title({ name: "", ...whole }));
  const span = (a: Seconds, b: Seconds) => `${minute(a)}–${minute(b)}`;
  return { title: words.page.title({ name: fit(clean(name), room), ...whole }), span, read: span };
}

/** The page of the day, at most 24 lines of 80 characters. */
export function morningPage(morning: Morning, times: MorningTimes, words: Catalogue): readonly string[] {
  const { morning: say } = words;
  return [
    times.title,
    ...electrodeLines(morning.electrodes, words),
    "",
    ...section(say.learnt, newsLines(morning, words), say.nothingLearnt),
    "",
    ...section(
      say.moments,
      morning.moments.map((one) => momentLine(one, times, words)),
      say.noMoments,
    ),
    "",
    ...section(say.unheard, unheardLines(morning.unheard, times, words), say.allHeard),
  ].map((line) => fit(clean(line), WIDTH));
}

function section(head: string, lines: readonly string[], none: string): readonly string[] {
  return lines.length === 0 ? [none] : [head, ...lines.map((line) => `  ${line}`)];
}

function electrodeLines(days: readonly ElectrodeDay[], words: Catalogue): readonly string[] {
  const { morning: say } = words;
  if (days.length === 0) return [say.noElectrodes];
  const most = Math.max(...days.map((one) => one.days));
  const excess = days.length > ROWS;
  const ranked = excess ? [...days].sort((a, b) => worth(b) - worth(a)).slice(0, ROWS - 1) : days;
  const rest = days.length - ranked.length;
  return [
    say.usual(most),
    ...asWideAsFits(ranked, words),
    ...(rest > 0
      ? [say.more({ count: rest, quiet: ranked.length >= days.filter((one) => worth(one) > 0).length })]
      : []),
  ];
}

/** What is least worth a column goes, until the table is narrow enough. */
function asWideAsFits(days: readonly ElectrodeDay[], words: Catalogue): readonly string[] {
  const all = columnsOf(words).filter(({ shown }) => shown === undefined || days.some(shown));
  for (let count = all.length; ; count--) {
    const columns = all.slice(0, count);
    const lines = table(
      columns,
      days.map((day) => columns.map(({ cell }) => cell(day))),
    );
    if (count <= 5 || lines.every((line) => cells(line) <= WIDTH)) return lines;
  }
}

interface Column extends TableColumn {
  readonly cell: (day: ElectrodeDay) => string;
  /** Only where this is so of an electrode. */
  readonly shown?: (day: ElectrodeDay) => boolean;
}

function columnsOf({ grammar, morning: { columns: heads, shape } }: Catalogue): readonly Column[] {
  const rate = (value: number) => grammar.fixed(value, value < 10 ? 1 : 0);
  const level = (value: number) => grammar.fixed(value, 2);
  const two = (hour: number) => String(hour).padStart(2, "0");
  return [
    { head: heads.electrode, cell: ({ electrode }) => fit(electrode, NAME) },
    { head: heads.heard, align: "right", cell: ({ heard }) => (heard > 0 ? grammar.duration(heard) : "–") },
    { head: heads.rate, align: "right", cell: (day) => figure(day.rate, rate) },
    { head: heads.amplitude, align: "right", cell: (day) => figure(day.amplitude, grammar.millivolts) },
    { head: heads.level, align: "right", cell: (day) => figure(day.level, level) },
    {
      ...{ head: heads.shape, shown: ({ shape }) => shape !== undefined },
      cell: (day) =>
        day.shape === undefined || day.shape === day.usualShape || day.usualShape === undefined
          ? shape(day.shape ?? day.usualShape)
          : `${shape(day.shape)} (${shape(day.usualShape)})`,
    },
    {
      ...{ head: heads.liveliest, shown: ({ liveliest }) => liveliest !== undefined },
      cell: ({ liveliest }) => (liveliest === undefined ? "" : `${two(liveliest.from)}–${two(liveliest.to)}`),
    },
  ];
}

const MARKS = { more: " ↑", less: " ↓" } as const;

/** `3.2 (1.1) ↑`: the day, what is usual, and whether that is a change. */
function figure({ value, usual, changed }: DayFact, say: (value: number) => string): string {
  const usually = usual === undefined ? "" : ` (${say(usual)})`;
  return `${value === undefined ? "–" : say(value)}${usually}${changed === undefined ? "" : MARKS[changed]}`;
}

/** What changed is told first, then what was hardly heard. */
function worth({ rate, amplitude, level, shape, usualShape, heard }: ElectrodeDay): number {
  const changes = [rate, amplitude, level].filter(({ changed }) => changed !== undefined).length;
  const shaped = shape !== undefined && usualShape !== undefined && shape !== usualShape ? 1 : 0;
  return changes + shaped + (heard === 0 ? 0.5 : 0);
}

/** Whole sentences, as many as there is room for. */
function newsLines({ learnt, lost }: Morning, { morning: say }: Catalogue): readonly string[] {
  const all = [...learnt.map(({ sentence }) => `+ ${sentence}`), ...lost.map(({ sentence }) => `− ${sentence}`)];
  const lines: string[] = [];
  for (const [index, one] of all.entries()) {
    const next = wrapped(clean(one), WIDTH - 2);
    const isLast = index === all.length - 1;
    if (lines.length + next.length > (isLast ? NEWS : NEWS - 1)) return [...lines, say.further(all.length - index)];
    lines.push(...next);
  }
  return lines;
}

function momentLine({ from, until, text, raw }: Moment, times: MorningTimes, { morning: say }: Catalogue): string {
  const look = say.raw(times.span(raw.from, raw.until));
  const begin = `${times.read(from, until)}  `;
  const room = WIDTH - 2 - cells(begin) - cells(look) - 2;
  return `${begin}${fit(clean(text), room)}  ${look}`;
}

function unheardLines(unheard: readonly Unheard[], times: MorningTimes, words: Catalogue): readonly string[] {
  const { morning: say, grammar, things } = words;
  const lines = unheard.map(({ electrodes, all, from, until, why }) => {
    const who = all ? say.nobody : grammar.list(electrodes.length > 3 ? [...electrodes.slice(0, 2), "…"] : electrodes);
    return `${times.read(from, until)}  ${who}${why === undefined ? "" : `: ${things.name(why)}`}`;
  });
  return lines.length <= TIMES ? lines : [...lines.slice(0, TIMES - 1), say.further(lines.length - TIMES + 1)];
}

/** Between words, to lines of at most `width`; from the second on with an indent. */
function wrapped(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line.trim() !== "" && cells(line) + 1 + cells(word) > width) {
      lines.push(line);
      line = `  ${word}`;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
