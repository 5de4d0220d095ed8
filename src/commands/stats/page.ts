import { HOUR, MINUTE, spoken } from "../../domain/time.js";
import type { Spread, Statistics } from "../../sensing/statistics/statistics.js";
import { type TableColumn, table } from "../../view/table.js";
import type { Found } from "./figures.js";
import { PUBLISHED } from "./published.js";

/** A line of the table: what it says of one electrode, and what the paper says. */
type FigureRow = readonly [head: string, of: (figures: Statistics) => string, published?: number];

const ROWS: readonly FigureRow[] = [
  ["listened, h", (f) => number(f.listened / HOUR)],
  ["spikes", (f) => String(f.spikes)],
  ["spikes an hour", (f) => number(f.rate)],
  ["  were rests heard", (f) => number(f.rateUnbiased)],
  ["going up, %", (f) => number(100 * f.positive)],
  ["interval, min", (f) => number(f.interval.mean / MINUTE), PUBLISHED.intervalMin],
  ["  p25 p50 p95", (f) => three(f.interval, MINUTE, "p25")],
  ["amplitude, µV", (f) => number(f.amplitude.mean), PUBLISHED.amplitudeUv],
  ["  p5 p50 p95", (f) => three(f.amplitude, 1, "p5")],
  ["duration, s", (f) => number(f.duration.mean)],
  ["  p25 p50 p95", (f) => three(f.duration, 1, "p25")],
  ["words, θ = a", ({ words: { a } }) => String(a.count)],
  ["  spikes in a word", ({ words: { a } }) => number(a.meanLength), PUBLISHED.a.meanLength],
  ["  lexicon", ({ words: { a } }) => String(a.lexicon)],
  ["  entropy, bits", ({ words: { a } }) => (a.count > 0 ? number(a.entropy) : NONE), PUBLISHED.a.entropyBits],
  ["words, θ = 2a", ({ words: { twoA } }) => String(twoA.count)],
  ["  spikes in a word", ({ words: { twoA } }) => number(twoA.meanLength)],
  ["  lexicon", ({ words: { twoA } }) => String(twoA.lexicon)],
  [
    "  entropy, bits",
    ({ words: { twoA } }) => (twoA.count > 0 ? number(twoA.entropy) : NONE),
    PUBLISHED.twoA.entropyBits,
  ],
  ["complexity", (f) => number(f.complexity?.normalised ?? Number.NaN)],
];

const NONE = "–";

/** One page that a person can read. */
export function statsPage({ file, electrodes, together, wakes }: Found): string {
  const { names, left } = shortNames(electrodes.map(({ electrode }) => electrode.name));
  const total = electrodes.reduce((sum, { figures }) => sum + figures.spikes, 0);
  const profiles = [...new Set(electrodes.map(({ electrode }) => electrode.profile))];
  const many = electrodes.length > 1;
  const heads = [
    ...names.map((name, i) => (electrodes[i]?.electrode.control ? `${name} (control)` : name)),
    ...(many ? ["together"] : []),
  ];
  const columns = (first: string, more: readonly string[]): TableColumn[] => [
    { head: first },
    ...more.map((head): TableColumn => ({ head, align: "right" })),
  ];
  const all = [...electrodes.map(({ figures }) => figures), ...(many ? [together] : [])];
  const figures = ROWS.map(([head, of, published]) => [
    head,
    ...all.map(of),
    published === undefined ? "" : number(published),
  ]);
  const calls = wakes.map(({ pattern, each, together }) => [
    pattern,
    ...[...each, ...(many ? [together] : [])].map(String),
  ]);
  return [
    `${file}: ${count(total, "spike")} on ${count(electrodes.length, "electrode")}${left}, profile ${profiles.join(", ")}`,
    "",
    ...table(columns("", [...heads, "published"]), figures),
    "",
    ...table(columns("what wakes the reader", heads), calls),
    "",
    `Published: ${PUBLISHED.species}, ${PUBLISHED.source};`,
    "other electrodes, another detector. Its complexities are no ratios to chance.",
    "Time is listened time, without gaps, planned rests and settling. a is an electrode's mean interval;",
    "spikes closer than θ make a word, known by its length. Complexity is LZ76 of the spikes in bins of a/10",
    "divided by that of their shuffles: 1 is chance, less is order.",
    ...(many
      ? [`Together: ${spoken(together.listened)} of all electrodes but controls, as if one had been heard for so long.`]
      : []),
    "",
  ].join("\n");
}

function number(value: number): string {
  if (!Number.isFinite(value)) return NONE;
  const size = Math.abs(value);
  return value.toFixed(size >= 99.95 ? 0 : size >= 9.995 ? 1 : 2);
}

function three(spread: Spread, unit: number, lowest: "p5" | "p25"): string {
  if (Number.isNaN(spread.p50)) return NONE;
  return [spread[lowest], spread.p50, spread.p95].map((value) => whole(value / unit)).join(" ");
}

function whole(value: number): string {
  return Math.abs(value) < 9.95 ? value.toFixed(1) : value.toFixed(0);
}

function count(n: number, what: string): string {
  return `${n} ${what}${n === 1 ? "" : "s"}`;
}

/** `differential-1-2-ave`, `differential-3-4-ave` are 1-2 and 3-4 in a narrow table: what all names share is said once. */
function shortNames(names: readonly string[]): { names: readonly string[]; left: string } {
  const parts = names.map((name) => name.split("-"));
  const [one] = parts;
  if (one === undefined || names.length < 2) return { names, left: names[0] === undefined ? "" : ` (${names[0]})` };
  const least = Math.min(...parts.map((part) => part.length)) - 1;
  let before = 0;
  while (before < least && parts.every((part) => part[before] === one[before])) before++;
  let behind = 0;
  while (before + behind < least && parts.every((part) => part.at(-1 - behind) === one.at(-1 - behind))) behind++;
  if (before + behind === 0) return { names, left: "" };
  const shared = [...one.slice(0, before), "…", ...one.slice(one.length - behind)].join("-");
  return { names: parts.map((part) => part.slice(before, part.length - behind).join("-")), left: ` (${shared})` };
}
