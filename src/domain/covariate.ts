/** What surrounds the electrodes and may move them, as far as it can be measured. */
export const QUANTITIES = ["temperature", "humidity", "moisture", "light", "rain"] as const;
export type Quantity = (typeof QUANTITIES)[number];

/** In which each is told. Of rain a row says how much has fallen since the one before. */
export const UNIT_OF: Readonly<Record<Quantity, string>> = {
  temperature: "°C",
  humidity: "%",
  moisture: "%",
  light: "lx",
  rain: "mm",
};

/** One measured channel that is no electrode. */
export interface Covariate {
  /** `[a-z0-9-]+`, unique on the node, and no electrode's. */
  readonly name: string;
  /** The device it comes from, and the channel of that device. */
  readonly device: string;
  readonly channel: string;
  readonly quantity: Quantity;
}

/** A covariate as it is now. */
export interface CovariateState {
  readonly covariate: Covariate;
  /** The latest value, in the quantity's unit; NaN when it was missing. */
  readonly last: number;
}

/** Its name where it stands beside electrodes, whose names have no space: `air temperature`. */
export function columnOf({ name, quantity }: Pick<Covariate, "name" | "quantity">): string {
  return `${name} ${quantity}`;
}

/** What `columnOf` wrote; undefined of an electrode. */
export function covariateIn(column: string): Pick<Covariate, "name" | "quantity"> | undefined {
  const [name, what] = column.split(" ");
  const quantity = QUANTITIES.find((one) => one === what);
  return name === undefined || quantity === undefined ? undefined : { name, quantity };
}
