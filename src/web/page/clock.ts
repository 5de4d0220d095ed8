import type { Seconds } from "../../domain/time.js";

/** The page's own clock: the only one that asks the browser. */
export function now(): Seconds {
  return Date.now() / 1000;
}

/** Calls back every so many seconds; returns what ends it. */
export function every(seconds: Seconds, call: () => void): () => void {
  const timer = setInterval(call, seconds * 1000);
  return () => clearInterval(timer);
}
