import type { HealthCheck, HostReading } from "../../domain/health.js";
import type { Noticed } from "../../domain/percept.js";
import { iso, type Seconds } from "../../domain/time.js";
import type { HealthWords } from "../../language/catalogue/health.js";

type HostType = "temperature" | "supply" | "battery" | "memory" | "disk" | "clock";

/** What each part of the board is asked, and what its answer means. `strain` is the percept's intensity, 0 to 1. */
interface Question {
  readonly type: HostType;
  /** Not every board has one: that there is none is nothing to tell. */
  readonly rare?: true;
  /** @param since when the strain began, or now */
  ask(reading: HostReading, words: HealthWords, since: Seconds): { strain: number; text: string } | undefined;
}

/** A Pi throttles at 80 °C; at 60 it begins to be warm in a closed box. */
const WARM = 60;
const THROTTLES = 80;
/** What is slowed down does less than it should, however warm it is. */
const SLOWED = 0.75;
/** Of memory and disk: below this share of free space it begins to matter. */
const SCARCE = 0.25;
/** A disk that has met errors is to be replaced before it ends. */
const DYING = 0.5;
/** Of a battery: below this share it begins to matter. */
const LOW = 0.4;

const QUESTIONS: readonly Question[] = [
  {
    type: "temperature",
    ask: ({ temperature: t, slowed }, words) => {
      if (t === undefined) return slowed ? { strain: SLOWED, text: words.slowed } : undefined;
      const strain = (t - WARM) / (THROTTLES - WARM);
      // What is slowed down and cool wants power: that is the supply's to say.
      return slowed && strain > 0
        ? { strain: Math.max(strain, SLOWED), text: words.slowedAt(t) }
        : { strain, text: words.temperature(t) };
    },
  },
  {
    type: "supply",
    ask: ({ underVoltage, hadUnderVoltage }, { supplySags, supplySagged, supplyHolds }, since) => {
      if (underVoltage === undefined) return undefined;
      if (underVoltage) return { strain: 1, text: supplySags(iso(since)) };
      return { strain: 0, text: hadUnderVoltage ? supplySagged : supplyHolds };
    },
  },
  {
    type: "battery",
    rare: true,
    ask: ({ battery: left, supplyVolts: volts = Number.NaN }, words) =>
      left === undefined
        ? undefined
        : { strain: (LOW - left) / LOW, text: words.battery({ percent: 100 * left, volts }) },
  },
  { type: "memory", ask: (r, words) => share("memory", r.memoryFree, r.memoryTotal, words) },
  {
    type: "disk",
    ask: ({ diskErrors: errors = 0, diskFree, diskTotal }, words) => {
      const room = share("disk", diskFree, diskTotal, words);
      // It still works, and may not for long: urgent only where it is full besides.
      if (errors > 0) return { strain: Math.max(DYING, room?.strain ?? 0), text: words.diskFails(errors) };
      return room;
    },
  },
  {
    type: "clock",
    ask: ({ clockSynchronized, clockSource }, { clockFollows, clockFollowsNot, clockKept }) => {
      if (clockSynchronized === undefined) return undefined;
      if (clockSynchronized) return { strain: 0, text: clockFollows };
      return clockSource === "rtc" ? { strain: 0.1, text: clockKept } : { strain: 0.3, text: clockFollowsNot };
    },
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
  /** When the strain that lasts began. */
  readonly #since = new Map<HostType, Seconds>();
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
      const since = this.#since.get(question.type) ?? at;
      const answer = question.ask(reading, this.#words, since);
      if (answer === undefined) {
        if (!question.rare) checks.push({ name: question.type, status: "unknown", text: this.#words.unknown });
        continue;
      }
      const strain = Math.min(Math.max(answer.strain, 0), 1);
      const status = strain >= CRITICAL ? "critical" : strain >= TELL_FROM ? "warning" : "healthy";
      checks.push({ name: question.type, status, text: answer.text });
      if (status === "healthy") this.#since.delete(question.type);
      else this.#since.set(question.type, since);
      if (this.#worthTelling(question.type, strain)) {
        noticed.push({
          source: "host",
          type: question.type,
          intensity: strain,
          at,
          tags: status === "critical" ? ["urgent"] : [],
          data: { text: answer.text, since: iso(since) },
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
