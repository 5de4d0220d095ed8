/** Milliseconds of a clock that never goes back, from anywhere: for measuring how long something took. */
export function milliseconds(): number {
  return performance.now();
}
