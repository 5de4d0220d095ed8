import type { NodeEvent } from "../domain/event.js";
import { HOUR, type Seconds } from "../domain/time.js";
import type { Surroundings } from "./words/moment.js";

/** What the air was told to be holds so long. */
const HOLDS: Seconds = 6 * HOUR;

type Weather = NonNullable<Surroundings["weather"]>;

/** By what a sense of the surroundings tells: what becomes of the weather. */
const WEATHER: Readonly<Record<string, Weather | undefined>> = {
  rain: "rain",
  "rain-over": "dry",
  frost: "frost",
  thaw: "dry",
};

/** What is known beside the electrodes: how long it listens, and what the air does. */
export class SurroundingsSense {
  #began: Seconds | undefined;
  #now: Seconds = 0;
  #warmth: { readonly at: Seconds; readonly value: number } | undefined;
  #weather: { readonly at: Seconds; readonly value: Weather } | undefined;

  hear(event: NodeEvent): void {
    const { at } = event;
    this.#began ??= at;
    this.#now = at;
    if (event.type !== "percept" || !event.percept.source.startsWith("environment/")) return;
    const { type, data } = event.percept;
    const weather = WEATHER[type];
    if (weather !== undefined) this.#weather = { at, value: weather };
    if (data.quantity === "temperature" && typeof data.value === "number") this.#warmth = { at, value: data.value };
  }

  now(electrodes: readonly string[], sunAhead: number | undefined): Surroundings {
    const holds = ({ at }: { readonly at: Seconds }) => this.#now - at < HOLDS;
    const warmth = this.#warmth && holds(this.#warmth) ? this.#warmth.value : undefined;
    const weather = this.#weather && holds(this.#weather) ? this.#weather.value : undefined;
    return {
      ...{ electrodes, sunAhead, began: this.#began ?? this.#now },
      ...(warmth !== undefined && { warmth }),
      ...(weather !== undefined && { weather }),
    };
  }
}
