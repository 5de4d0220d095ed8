import type { Clock, Timer } from "../../src/ports/clock.js";
import type { DevicePorts } from "../../src/ports/device.js";
import type { ByteSource } from "../../src/ports/files.js";
import { Bench, Listener } from "./bench.js";

/** A listener that also hears the end. */
export class Hearing extends Listener {
  endings = 0;
  override ended(): void {
    this.endings++;
  }
}

/** Ports of a simulated bench on which every file is `source`. */
export function portsWith(
  source: () => ByteSource,
  start: number,
): { ports: DevicePorts; bench: Bench; said: string[] } {
  const bench = new Bench();
  const said: string[] = [];
  const log = (level: string, line: string) => void said.push(`${level}: ${line}`);
  return { ports: { ...bench.ports, start, log, openBytes: async () => source() }, bench, said };
}

/** A real clock in the hands of a test: it may be late, and it may leap. It knows one timer, the last that was made. */
export class HandClock implements Clock {
  readonly quality = "floor";
  due: number | undefined;
  fire: () => void = () => {};
  #now: number;

  constructor(now: number) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  pass(seconds: number): void {
    this.#now += seconds;
    this.fire();
  }

  timer(name: string, fire: () => void): Timer {
    const setTo = (at: number | undefined) => {
      this.due = at;
    };
    this.fire = fire;
    return { name, due: undefined, set: setTo, cancel: () => setTo(undefined) };
  }

  hold<T>(_name: string, work: Promise<T>): Promise<T> {
    return work;
  }
}
