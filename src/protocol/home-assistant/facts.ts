import type { Covariate } from "../../domain/covariate.js";
import type { Electrode } from "../../domain/electrode.js";
import type { Seconds } from "../../domain/time.js";
import type { Identity } from "../topics.js";

/** What of a node Home Assistant is told. */
export interface DiscoveryFacts {
  readonly identity: Identity;
  readonly version: string;
  readonly hardware: string;
  readonly electrodes: readonly Electrode[];
  readonly covariates?: readonly Covariate[] | undefined;
  /** How long a whole breath lasts; without it a node that falls silent is not called dead. */
  readonly breath?: Seconds | undefined;
  /** Whether it is heard all the time, or in its exhales alone, which is what nobody says. */
  readonly radio?: "breath" | "always" | undefined;
}
