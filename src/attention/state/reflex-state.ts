import type { Seconds } from "../../domain/time.js";

/** What a reflex remembers, as plain JSON. */
export interface ReflexState {
  readonly lastFired: Seconds | null;
  /** What it last answered: the percept that was there before any reflex answered it. It answers each such percept once. */
  readonly root?: string;
  /** Times of the last matches, oldest first, no more than the reflex has to count. */
  readonly recent: readonly Seconds[];
  /** Whose each of them was, where sources are counted. */
  readonly sources?: readonly string[];
  readonly fired: number;
  /** Matches that were answered with nothing, because of a cool-down or because the reflex had called itself. */
  readonly suppressed: number;
  /** Those of them that it had called itself: told once, as a percept. */
  readonly cut?: number;
  /** Of one that waits for quiet: since when it is quiet, and whether that was told. */
  readonly quiet?: { readonly since: Seconds; readonly told: boolean };
  /** Of a daily one: every time of its day up to here is done. */
  readonly done?: Seconds;
}

export type ReflexStates = Readonly<Record<string, ReflexState>>;

const UNTRIED: ReflexState = { lastFired: null, recent: [], fired: 0, suppressed: 0 };

export function reflexStateOf(memories: ReflexStates, id: string): ReflexState {
  // Own keys only: a reflex may be called `constructor`.
  return (Object.hasOwn(memories, id) ? memories[id] : undefined) ?? UNTRIED;
}
