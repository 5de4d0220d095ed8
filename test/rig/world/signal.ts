/** One spike so often, in seconds of the Unix clock. */
export const SPIKE_EVERY_S = 20;
const RISE = 0.5;
const FALL = 4;
const HEIGHT_MV = 4;
const NOISE_MV = 0.03;
/** So often a second the noise is another. */
const NOISE_RATE = 10;

/**
 * What every electrode of the rig shows, in mV at a time of the Unix clock: a plant's spikes, on the electrode's own noise. Whoever asks for the same
 * time hears the same.
 */
export function signalAt(at: number): number {
  const since = at % SPIKE_EVERY_S;
  return (
    HEIGHT_MV * (1 - Math.exp(-since / RISE)) * Math.exp(-since / FALL) + NOISE_MV * noise(Math.floor(at * NOISE_RATE))
  );
}

/** Nearly normal, of variance 1: the sum of a few even ones. */
function noise(n: number): number {
  let sum = 0;
  for (let k = 1; k <= 4; k++) {
    const x = Math.sin((n % 100_000) * 12.9898 * k + 78.233 * k) * 43_758.5453;
    sum += x - Math.floor(x) - 0.5;
  }
  return sum * Math.sqrt(3);
}
