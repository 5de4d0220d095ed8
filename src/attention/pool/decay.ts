import type { AttentionSettings } from "../../domain/attention-settings.js";
import { globMatches } from "../../domain/glob.js";
import type { Percept } from "../../domain/percept.js";
import type { Seconds } from "../../domain/time.js";

export type PoolSettings = AttentionSettings["pool"];

/** The half-life of a type of percept. */
export type HalfLives = (type: string) => Seconds;

/** How loud a percept still is, 0 to 1: its intensity, as fresh as it is. */
export function loudness(percept: Percept, now: Seconds, settings: PoolSettings): number {
  return intensityOf(percept) * freshness(percept, now, settings);
}

/** How fresh a percept still is, 1 to 0. Age alone decides: it halves every half-life of its type, and is nothing once forgotten. */
export function freshness(percept: Percept, now: Seconds, settings: PoolSettings): number {
  const halvings = ageOf(percept, now) / halfLifeOf(percept.type, settings);
  return halvings > lives(settings) ? 0 : 2 ** -halvings;
}

/** Within 0 and 1, whatever a sense said. */
export function intensityOf({ intensity }: Percept): number {
  return intensity > 0 ? Math.min(1, intensity) : 0;
}

/** Is it too old? A type that fades more slowly than others is kept longer, by as much. */
export function isExpired(percept: Percept, now: Seconds, settings: PoolSettings, decay?: HalfLives): boolean {
  const halfLife = decay === undefined ? halfLifeOf(percept.type, settings) : decay(percept.type);
  return ageOf(percept, now) / halfLife > lives(settings);
}

/** The first glob of the card that fits. */
export function halfLifeOf(type: string, settings: PoolSettings): Seconds {
  for (const own of settings.halfLives) if (own.type === type || globMatches(own.type, type)) return own.halfLife;
  return settings.halfLife;
}

/** The same for many percepts: each type is looked up once. */
export function halfLivesOf(settings: PoolSettings): HalfLives {
  const known = new Map<string, Seconds>();
  return (type) => {
    let halfLife = known.get(type);
    if (halfLife === undefined) {
      halfLife = halfLifeOf(type, settings);
      known.set(type, halfLife);
    }
    return halfLife;
  };
}

/** In half-lives since it came. */
export function halvingsOf(percept: Percept, now: Seconds, decay: HalfLives): number {
  return ageOf(percept, now) / decay(percept.type);
}

/** Seconds since it came. One from the future, after the clock was set back, counts as new. */
function ageOf(percept: Percept, now: Seconds): Seconds {
  return Math.max(0, now - percept.at);
}

/** A percept lives for so many half-lives. */
function lives(settings: PoolSettings): number {
  return settings.lifetime / settings.halfLife;
}
