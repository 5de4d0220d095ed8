import type { Covariate } from "../../domain/covariate.js";
import type { Noticed } from "../../domain/percept.js";
import type { Seconds } from "../../domain/time.js";
import { covariatePercept } from "./covariate-percept.js";
import { MinuteMeans } from "./minute-means.js";
import { RainSpells } from "./rain-spells.js";
import { SuddenChange } from "./sudden-change.js";
import { Threshold } from "./threshold.js";
import type { Tell, Watch } from "./watch.js";

/**
 * What is notable about one covariate, as percepts: frost, thaw, heat, the beginning and the end of rain, a sudden change. Never a
 * percept for a value: values stand on `last/<name>`.
 */
export class EnvironmentSense {
  readonly #watch: Watch;

  constructor(covariate: Covariate, notice: (noticed: Noticed) => void) {
    const tell: Tell = (type, at, value, intensity, more) =>
      notice(covariatePercept(covariate, { type, at, value, intensity, more }));
    this.#watch = covariate.quantity === "rain" ? new RainSpells(tell) : new MinuteMeans(watchesOf(covariate, tell));
  }

  /** One value; NaN says nothing. Hot. */
  push(at: Seconds, value: number): void {
    if (!Number.isNaN(value)) this.#watch.push(at, value);
  }
}

/** Below 0 °C water in wood and soil freezes; most fungi of our forests stand still from 30 °C on. Half a degree of noise tells nothing twice. */
const FROST = { at: 0, over: 1 };
const HEAT = { at: 30, over: 28 };

function watchesOf({ quantity }: Covariate, tell: Tell): readonly Watch[] {
  const change = new SuddenChange(quantity, tell);
  if (quantity !== "temperature") return [change];
  return [
    new Threshold({ ...FROST, begins: "frost", ends: "thaw", below: true }, tell),
    new Threshold({ ...HEAT, begins: "heat", ends: "heat-over", below: false }, tell),
    change,
  ];
}
