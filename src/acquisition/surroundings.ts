import type { Covariate } from "../domain/covariate.js";
import { FollowWatch } from "../sensing/environment/follow-watch.js";
import type { CovariateListener } from "./covariate-channels.js";
import type { InputListener } from "./device-input.js";

/** What surrounds the electrodes, of all devices: each covariate has a name of its own, and what follows a temperature is marked so. */
export class Surroundings {
  readonly #follows = new FollowWatch();
  readonly #names = new Set<string>();
  /** Stands between the senses of electrodes and who hears them. */
  readonly listener: InputListener;
  /** Hears the covariates. */
  readonly covariates: CovariateListener;

  /**
   * @param isElectrode that name is an electrode's
   * @param onCovariate there is one more
   */
  constructor(out: InputListener, isElectrode: (name: string) => boolean, onCovariate: () => void) {
    const follows = this.#follows;
    this.listener = {
      ...out,
      percept: (noticed) => out.percept(follows.marked(noticed)),
      sample: (electrode, at, mv) => {
        follows.sample(electrode, at, mv);
        out.sample(electrode, at, mv);
      },
    };
    this.covariates = {
      percept: (noticed) => out.percept(noticed),
      value: (name, at, value) => follows.covariate(name, at, value),
      named: (covariate) => {
        const name = this.#nameFor(covariate, isElectrode);
        this.#names.add(name);
        follows.addCovariate({ ...covariate, name });
        return name;
      },
      added: onCovariate,
    };
  }

  /** Its own where nobody has it; else with its device in front, and with a number where even that is taken. */
  #nameFor({ name, device }: Covariate, isElectrode: (name: string) => boolean): string {
    const isTaken = (candidate: string) => this.#names.has(candidate) || isElectrode(candidate);
    let candidate = name;
    for (let n = 1; isTaken(candidate); n++) candidate = n === 1 ? `${device}-${name}` : `${device}-${name}-${n}`;
    return candidate;
  }
}
