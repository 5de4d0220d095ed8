import type { Seconds } from "../../src/domain/time.js";

/** What an electrode's voltage is at a time, in mV. Pure: asked again, it says the same. */
export type Electrode = (at: Seconds) => number;

/** Spikes as a fungus makes them, slow up and slower down: `height` mV at each of `times`. */
export function spiking(times: readonly Seconds[], height: number): Electrode {
  return (at) => times.reduce((sum, time) => sum + height * spike(at - time), 0);
}

function spike(since: Seconds): number {
  return Math.exp(-((since / (since < 0 ? 25 : 60)) ** 2));
}

/** A mains hum of so many mV. */
export function humming(height: number, hertz = 50): Electrode {
  return (at) => height * Math.sin(2 * Math.PI * hertz * at);
}

/** White noise of so many mV rms, the same at the same millisecond. */
export function noisy(rms: number, seed = 1): Electrode {
  return (at) => {
    const n = Math.round(at * 1000);
    return rms * Math.sqrt(-2 * Math.log(1 - part(n, seed))) * Math.cos(2 * Math.PI * part(n, seed + 7919));
  };
}

/** 0 to below 1, by the bits of a number. */
function part(n: number, seed: number): number {
  let h = Math.imul((n % 4294967296) ^ Math.imul(seed, 0x9e3779b1), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return ((h ^ (h >>> 16)) >>> 0) / 4294967296;
}

export function together(...electrodes: readonly Electrode[]): Electrode {
  return (at) => electrodes.reduce((sum, electrode) => sum + electrode(at), 0);
}

/** As a converter hears it whose conversions take so long: it takes the mean, and what is quicker is stilled. */
export function heardFor(seconds: Seconds, electrode: Electrode): Electrode {
  const points = 64;
  return (at) => {
    let sum = 0;
    for (let i = 0; i < points; i++) sum += electrode(at + ((i + 0.5) * seconds) / points);
    return sum / points;
  };
}
