import type { HealthCheck, HostReading } from "../../domain/health.js";
import type { Noticed } from "../../domain/percept.js";
import type { Seconds } from "../../domain/time.js";
import type { HealthWords } from "../../language/catalogue/health.js";

type HostType = "temperature" | "supply" | "memory" | "disk" | "clock";

/** What each part of the board is asked, and what its answer means. `strain` is the percept's intensity, 0 to 1. */
interface Question {
  readonly type: HostType;
  ask(reading: HostReading, words: HealthWords): { strain: number; text: string } | undefined;
}

/** A Pi throttles at 80 °C; at 60 it begins to be warm in a closed box. */
const WARM = 60;
const THROTTLES = 80;
/** Of memory and disk: below this share of free space it begins to matter. */
const SCARCE = 0.25;

const QUESTIONS: readonly Question[] = [
  {
    type: "temperature",
    ask: ({ temperature: t }, words) =>
      t === undefined ? undefined : { strain: (t - WARM) / (THROTTLES - WARM), text: words.temperature(t) },
  },
  {
    type: "supply",
    ask: ({ underVoltage: low }, { supplySags, supplyHolds }) =>
      low === undefined ? undefined : { strain: low ? 1 : 0, text: low ? supplySags : supplyHolds },
  },
  { type: "memory", ask: (r, words) => share("memory", r.memoryFree, r.memoryTotal, words) },
  { type: "disk", ask: (r, words) => share("disk", r.diskFree, r.diskTotal, words) },
  {
    type: "clock",
    ask: ({ clockSynchronized: yes }, { clockFollows, clockFollowsNot }) =>
      yes === undefined ? undefined : { strain: yes ? 0 : 0.3, text: yes ? clockFollows : clockFollowsNot },
  },
];

function share(of: "memory" | "disk", free: number | undefined, total: number | undefined, words: HealthWords) {
  if (free === undefined || !total) return undefined;
  const percent = (100 * free) / total;
  return { strain: (SCARCE - free / total) / SCARCE, text: words.free({ of, percent }) };
}

/** Strain from here on is told; it must fall this far back before it is told again. */
const TELL_FROM = 0.25;
const FORGET_BELOW = 0.15;
/** Strain from here on is critical. */
const CRITICAL = 0.75;

/** What readings of the board mean: a percept when something begins to matter and when it got much worse, once each. */
export class HostSense {
  readonly #told = new Map<HostType, number>();
  readonly #words: HealthWords;
  #checks: readonly HealthCheck[] = [];

  /** @param words in which it says what it finds */
  constructor(words: HealthWords) {
    this.#words = words;
  }

  /** The last reading, in words. */
  get checks(): readonly HealthCheck[] {
    return this.#checks;
  }

  read(reading: HostReading, at: Seconds): Noticed[] {
    const noticed: Noticed[] = [];
    const checks: HealthCheck[] = [];
    for (const question of QUESTIONS) {
      const answer = question.ask(reading, this.#words);
      if (answer === undefined) {
        checks.push({ name: question.type, status: "unknown", text: this.#words.unknown });
        continue;
      }
      const strain = Math.min(Math.max(answer.strain, 0), 1);
      const status = strain >= CRITICAL ? "critical" : strain >= TELL_FROM ? "warning" : "healthy";
      checks.push({ name: question.type, status, text: answer.text });
      if (this.#worthTelling(question.type, strain)) {
        noticed.push({
          source: "host",
          type: question.type,
          intensity: strain,
          at,
          tags: status === "critical" ? ["urgent"] : [],
          data: { text: answer.text },
        });
      }
    }
    this.#checks = checks;
    return noticed;
  }

  #worthTelling(type: HostType, strain: number): boolean {
    const told = this.#told.get(type);
    if (told !== undefined && strain < FORGET_BELOW) this.#told.delete(type);
    if (strain < TELL_FROM || (told !== undefined && strain < told + 0.25)) return false;
    this.#told.set(type, strain);
    return true;
  }
}
