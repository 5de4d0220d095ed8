/** A signal for recordings of every kind: two electrodes in mV at 1 Hz, two spikes on the first and none on the second. */
export const ROWS = 8000;
export const ONSETS = [2633, 5947] as const;
export const HEIGHTS_MV = [0.25, 0.4] as const;

const RISE = 25;
const FALL = 110;

/** The two electrodes' values of row `i`, in mV. */
export function signal(i: number): readonly [number, number] {
  let first = 0.9 + noise(i, 1);
  for (const [n, onset] of ONSETS.entries()) first += HEIGHTS_MV[n]! * spike(i - onset);
  return [rounded(first), rounded(1.7 + noise(i, 2))];
}

/** Quick up and slowly down, its height 1. */
function spike(since: number): number {
  if (since <= 0) return 0;
  return since < RISE ? since / RISE : Math.exp(-(since - RISE) / FALL);
}

/** A few microvolts, the same each time. */
function noise(i: number, seed: number): number {
  let sum = 0;
  for (let k = 1; k <= 4; k++) {
    const x = Math.sin(i * 12.9898 * k + seed * 78.233) * 43758.5453;
    sum += x - Math.floor(x) - 0.5;
  }
  return sum * 0.004;
}

function rounded(mv: number): number {
  return Number(mv.toFixed(4));
}

/** The text of a recording: `head`, then a row for each second. */
export function recordingOf(head: string, row: (i: number, e1: number, e2: number) => string, rows = ROWS): string {
  let text = head;
  for (let i = 0; i < rows; i++) {
    const [e1, e2] = signal(i);
    text += `${row(i, e1, e2)}\n`;
  }
  return text;
}

/** `2026-06-01T08:00:00Z` and so many seconds. */
export function moment(seconds: number): Date {
  return new Date(Date.UTC(2026, 5, 1, 8) + Math.round(seconds * 1000));
}

/** `2026-06-01 08:00:00` */
export function stamp(seconds: number): string {
  return moment(seconds).toISOString().slice(0, 19).replace("T", " ");
}

/** `08:00:00` */
export function clock(seconds: number): string {
  return stamp(seconds).slice(11);
}

/** As a German or Swedish spreadsheet writes it. */
export function comma(value: number): string {
  return String(value).replace(".", ",");
}
