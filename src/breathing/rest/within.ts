import { AndasError } from "../../domain/errors.js";
import { type Seconds, spoken } from "../../domain/time.js";
import type { Clock } from "../../ports/clock.js";

/**
 * What `work` gives, if it comes in time; it is told when nobody waits any more.
 * @throws AndasError `device` where it takes longer than `most`
 */
export async function within<T>(
  clock: Pick<Clock, "now" | "timer">,
  what: string,
  most: Seconds,
  work: (patience: AbortSignal) => Promise<T>,
): Promise<T> {
  const patience = new AbortController();
  let end = (_: AndasError) => {};
  const late = new Promise<never>((_, reject) => {
    end = reject;
  });
  const timer = clock.timer(what, () => {
    patience.abort();
    end(new AndasError("device", `${what}: nothing came of it in ${spoken(most)}`));
  });
  timer.set(clock.now() + most);
  try {
    return await Promise.race([work(patience.signal), late]);
  } finally {
    timer.cancel();
  }
}
