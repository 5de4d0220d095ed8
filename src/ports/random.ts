/** Chance as a port: seeded everywhere, so that the same seed gives the same grove, jitter and order. */
export interface Random {
  /** Uniform in [0, 1). */
  next(): number;
  /** Normal with mean 0 and standard deviation 1. */
  normal(): number;
  /** A generator of its own for `name`: drawing from it moves no other. */
  fork(name: string): Random;
}
