import type { Covariate } from "../../domain/covariate.js";
import type { Noticed } from "../../domain/percept.js";
import { electrodeOf } from "../../domain/percept-source.js";
import { DAY, MINUTE, type Seconds } from "../../domain/time.js";
import { BinnedSeries } from "./binned-series.js";
import { type Following, following } from "./lagged-correlation.js";

const BIN: Seconds = 10 * MINUTE;
/** A whole day, and the bin that is under way. */
const BINS = DAY / BIN + 1;
/** Wood and soil follow the air within an hour and a half. */
const MOST_LAG = 9;
/** Over ten lags, chance alone comes so far once in a thousand drifts. */
const BEYOND_CHANCE = 3.9;

/**
 * Hears electrodes and temperatures, and marks a drift that follows one: `follows: temperature`, with the covariate, by how long it lags behind
 * and the correlation of their changes over the last day. Only where a test says so; a node without a thermometer pays nothing.
 */
export class FollowWatch {
  readonly #electrodes = new Map<string, BinnedSeries>();
  readonly #temperatures = new Map<string, BinnedSeries>();

  /** Its values will come. */
  addCovariate({ name, quantity }: Covariate): void {
    if (quantity === "temperature") this.#temperatures.set(name, new BinnedSeries(BIN, BINS));
  }

  /** One value of a covariate. */
  covariate(name: string, at: Seconds, value: number): void {
    this.#temperatures.get(name)?.push(at, value);
  }

  /** One sample of an electrode. Hot. */
  sample(electrode: string, at: Seconds, mv: number): void {
    if (this.#temperatures.size === 0) return;
    let series = this.#electrodes.get(electrode);
    if (series === undefined) {
      series = new BinnedSeries(BIN, BINS);
      this.#electrodes.set(electrode, series);
    }
    series.push(at, mv);
  }

  /** The same percept, marked if it is a drift that follows a temperature. */
  marked(noticed: Noticed): Noticed {
    const electrode = noticed.type === "drift" ? electrodeOf(noticed.source) : undefined;
    const series = electrode === undefined ? undefined : this.#electrodes.get(electrode);
    if (series === undefined) return noticed;
    const followed = this.#followed(series.before(noticed.at), noticed.at);
    if (followed === undefined) return noticed;
    const { name, lag, r } = followed;
    const facts = { follows: "temperature", covariate: name, lag_s: lag * BIN, r: Math.round(r * 100) / 100 };
    return { ...noticed, data: { ...noticed.data, ...facts } };
  }

  /** The temperature that it follows most surely. */
  #followed(electrode: Float64Array, now: Seconds): (Following & { readonly name: string }) | undefined {
    let best: (Following & { readonly name: string }) | undefined;
    for (const [name, series] of this.#temperatures) {
      const found = following(series.before(now), electrode, MOST_LAG);
      if (found !== undefined && Math.abs(found.z) > Math.max(BEYOND_CHANCE, Math.abs(best?.z ?? 0)))
        best = { name, ...found };
    }
    return best;
  }
}
