import type { Contact } from "../../../src/domain/contact.js";
import { SeededRandom } from "../../../src/ports/seeded-random.js";

/** How a converter looks at an electrode. */
export interface Look {
  /** Rows a second, and how long a reading integrates, in seconds. */
  readonly rate: number;
  readonly integrates: number;
  /** One step, mV. */
  readonly step: number;
}

/** What a family's members are drawn from: ranges, evenly in their logarithms; all in mV, MΩ, seconds. */
interface Family {
  readonly contact: Contact;
  readonly name: string;
  /** Mains hum at the input: it grows with the resistance of the contact. */
  readonly hum: readonly [number, number];
  /** White noise of a reading, and a walk from second to second. */
  readonly noise: readonly [number, number];
  readonly walk: readonly [number, number];
  /** How far the level leaps when the contact breaks, and how long from break to break. */
  readonly leaps?: {
    readonly by: readonly [number, number];
    readonly every: readonly [number, number];
    readonly lost: boolean;
  };
  /** What stands there instead of a signal. */
  readonly stuck?: "zero" | "rail" | "value";
  /** mV that it has yet to settle by, within minutes. */
  readonly settles?: number;
}

/**
 * Contacts of a needle of steel or silver. Hum: a lead of a metre beside mains takes some 50 nA, of which a pair lets through a twentieth; 20 kΩ
 * make 0.05 mV of that, 5 MΩ 12 mV, an open input hundreds. Noise of the good ones: as measured in Schizophyllum commune.
 */
export const FAMILIES: readonly Family[] = [
  { contact: "good", name: "quiet", hum: [0.01, 0.05], noise: [0.002, 0.01], walk: [0.0005, 0.002] },
  { contact: "good", name: "near mains", hum: [0.05, 0.3], noise: [0.003, 0.03], walk: [0.001, 0.005] },
  { contact: "good", name: "settling", hum: [0.01, 0.1], noise: [0.003, 0.02], walk: [0.001, 0.005], settles: 8 },
  { contact: "dry", name: "dry", hum: [3, 30], noise: [0.4, 2], walk: [0.1, 0.6] },
  { contact: "dry", name: "dry, far from mains", hum: [0.1, 1], noise: [0.3, 2], walk: [0.1, 1] },
  {
    ...{ contact: "loose", name: "breaks", hum: [0.01, 0.2], noise: [0.003, 0.03], walk: [0.001, 0.005] },
    leaps: { by: [3, 60], every: [3, 8], lost: false },
  },
  {
    ...{ contact: "loose", name: "loses its reading", hum: [0.01, 0.2], noise: [0.003, 0.03], walk: [0.001, 0.005] },
    leaps: { by: [3, 60], every: [3, 8], lost: true },
  },
  { contact: "off", name: "open, floating", hum: [60, 400], noise: [8, 40], walk: [5, 50] },
  { contact: "off", name: "zero", hum: [0.01, 0.1], noise: [0.01, 0.1], walk: [0.01, 0.1], stuck: "zero" },
  { contact: "off", name: "at a rail", hum: [0.01, 0.1], noise: [0.01, 0.1], walk: [0.01, 0.1], stuck: "rail" },
  { contact: "off", name: "stuck", hum: [0.01, 0.1], noise: [0.01, 0.1], walk: [0.01, 0.1], stuck: "value" },
];

/** Half a minute of one member of a family. */
export function member(family: Family, { rate, integrates, step }: Look, seed: number, seconds = 30) {
  const random = new SeededRandom(`${family.name} ${seed}`);
  const between = ([low, high]: readonly [number, number]) => low * (high / low) ** random.next();
  const gauss = () => Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
  const [hum, noise, walk] = [between(family.hum), between(family.noise), between(family.walk)];
  const mains = random.next() < 0.7 ? 50 : 60;
  const x = Math.PI * mains * integrates;
  const through = x === 0 ? 1 : Math.sin(x) / x;
  const [phase, start] = [2 * Math.PI * random.next(), 20 * (random.next() - 0.5)];
  const times: number[] = [];
  const values: number[] = [];
  let [wander, leapt, lost] = [0, 0, false];
  let next = family.leaps ? between(family.leaps.every) * random.next() : Number.POSITIVE_INFINITY;
  for (let row = 0; row < seconds * rate; row++) {
    const at = row / rate;
    wander += (walk * gauss()) / Math.sqrt(rate);
    if (family.leaps && at >= next) {
      next = at + between(family.leaps.every) / 2;
      lost = family.leaps.lost && !lost;
      leapt = leapt === 0 ? between(family.leaps.by) * (random.next() < 0.5 ? -1 : 1) : 0;
    }
    const settling = (family.settles ?? 0) * Math.exp(-(at + 10) / 180);
    const wave = hum * through * Math.sin(2 * Math.PI * mains * at + phase);
    const mv = start + wander + leapt + settling + wave + noise * gauss();
    times.push(1e6 + at);
    values.push(shown(family, lost ? Number.NaN : mv, step));
  }
  return { times, values, rate };
}

function shown({ stuck }: Family, mv: number, step: number): number {
  if (stuck === "zero") return 0;
  if (stuck === "rail") return Number.NaN;
  return stuck === "value" ? 12.34 : Math.round(mv / step) * step;
}
