/**
 * Evidence against chance is a bet against it. An e-value is what a stake of 1 has become: its mean is at most 1 where nothing but chance
 * is at work, however long and however often one looks, so that "e ≥ 1/α" comes up with a probability of at most α (Ville). Bets of
 * one game are multiplied, games that are played beside each other are averaged; that pays for having looked at many.
 *
 * Shafer (2021) "Testing by betting", J. R. Stat. Soc. A 184:407; Grünwald, de Heide and Koolen (2024) "Safe testing", J. R. Stat. Soc. B
 * 86:1091; Ramdas, Grünwald, Vovk and Shafer (2023) "Game-theoretic statistics and safe anytime-valid inference", Stat. Sci. 38:576.
 * All are kept as natural logarithms: they grow beyond any number.
 */
export type LogE = number;

/** The mean of e-values is an e-value, whatever they have to do with each other. Of none: nothing is known. */
export function meanOf(logs: readonly LogE[], outOf = logs.length): LogE {
  if (logs.length === 0) return outOf === 0 ? 0 : Number.NEGATIVE_INFINITY;
  const most = Math.max(...logs);
  if (!Number.isFinite(most)) return most;
  let sum = 0;
  for (const log of logs) sum += Math.exp(log - most);
  return most + Math.log(sum / outOf);
}

/** What a bet on `to` instead of `from` brings when it came (or did not). Both are probabilities. */
export function bet(came: boolean, from: number, to: number): LogE {
  return came ? Math.log(to / from) : Math.log((1 - to) / (1 - from));
}

/** How likely it is no chance, when one of so many such things was expected to be true before: e odds on 1 to `weight`. */
export function sureness(log: LogE, weight: number): number {
  return 1 / (1 + Math.exp(-(log + Math.log(weight))));
}
