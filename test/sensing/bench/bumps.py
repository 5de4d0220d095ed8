#!/usr/bin/env python3
"""bumps.py - clean bumps of shapes that the detector was not taught with, one to a file, in white noise of 3 uV. Needs numpy.

  BENCH=folder/of/bench_spikes.py bumps.py OUT SEED_BASE COUNT

COUNT files, the shapes in turn, half of them upside down. Half of the width at half height is 12 to 120 s, the SNR (by the noise from
sample to sample) 7 to 300, both log-uniform. Onset and end are where a bump has 5 % of its height, as the benchmark's own end is three time
constants behind the peak. `half_width` in the manifest is in seconds.
"""
import sys
import numpy as np
from bench_files import Folder, seed_of
from bump_shapes import JUDGED, edges

N, PEAK, SIGMA = 18000, 9000, .003

def main(out, base, count):
    folder = Folder(out); shapes = list(JUDGED)
    for k in range(count):
        name = shapes[k % len(shapes)]; shape = JUDGED[name]; rng = np.random.default_rng(seed_of(base, 'bump', k))
        h, snr = np.exp(rng.uniform(np.log([12, 7]), np.log([120, 300]))); sign = 1 if k // len(shapes) % 2 else -1
        peak = PEAK + rng.uniform(-300, 300); onset, end = edges(shape)
        x = rng.normal(0, SIGMA, N) + sign * snr * SIGMA * shape((np.arange(N) - peak) / h)
        truth = [(round(peak + onset * h, 1), round(peak, 1), round(peak + h, 1), round(peak + end * h, 1), round(snr * SIGMA, 5), sign, round(snr), 0)]
        folder.put('bump_%03d' % k, name, round(snr), x, truth, digits=4, channel='white', half_width=round(h, 1))
    folder.close()

if __name__ == '__main__': main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
