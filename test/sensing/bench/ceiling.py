"""ceiling.py - what a detector could find that knew each spike's shape and place, and the spectrum of the noise. Needs numpy."""
import math
import numpy as np

WINDOW, LENGTH, LEAST_Z = 4096, 16384, 4

def spectrum(noise):
    """Mean power of Hann windows, each without its straight line, so that white noise of sigma 1 is 1 everywhere."""
    w = np.hanning(WINDOW); t = np.linspace(-1, 1, WINDOW); power = []
    for at in range(0, len(noise) - WINDOW + 1, WINDOW // 2):
        x = noise[at:at + WINDOW]; power.append(np.abs(np.fft.rfft((x - np.polyval(np.polyfit(t, x, 1), t)) * w)) ** 2)
    return np.mean(power, 0) / np.sum(w ** 2)

def findable(truth, noise, shape):
    """How many of the spikes such a detector is to be expected to find at z >= 4. `shape(rise, tau)` is a spike of height 1, a sample a second."""
    power, f, f0 = spectrum(noise), np.fft.rfftfreq(LENGTH), 2 / WINDOW
    # What is slower than the windows can tell goes on as drift does.
    power = np.where(f < f0, power[2] * (np.maximum(f, 1e-9) / f0) ** -2, np.interp(f, np.fft.rfftfreq(WINDOW), power))
    found = 0.
    for onset, peak, half, _, height, *_ in truth:
        y = height * shape(peak - onset, (half - peak) / math.log(2))
        z = math.sqrt(2 / LENGTH * np.sum((np.abs(np.fft.rfft(y, LENGTH)) ** 2 / power)[1:]))
        found += .5 * (1 + math.erf((z - LEAST_Z) / math.sqrt(2)))
    return found
