import { type Covariate, UNIT_OF } from "../../domain/covariate.js";
import type { Noticed } from "../../domain/percept.js";
import { environmentSource } from "../../domain/percept-source.js";
import type { Seconds } from "../../domain/time.js";

export interface Notable {
  readonly type: string;
  readonly at: Seconds;
  /** In the covariate's unit. */
  readonly value: number;
  readonly intensity: number;
  readonly more?: Readonly<Record<string, number>> | undefined;
}

/** Something notable about a covariate, of source `environment/<name>`. Intensities: see the watches. */
export function covariatePercept({ name, quantity }: Covariate, notable: Notable): Noticed {
  const { type, at, value, intensity, more } = notable;
  return {
    source: environmentSource(name),
    type,
    intensity,
    at,
    tags: [],
    data: { quantity, value: round(value), unit: UNIT_OF[quantity], ...more },
  };
}

/** To hundredths: no such sensor knows more. */
export function round(value: number): number {
  return Math.round(value * 100) / 100;
}
