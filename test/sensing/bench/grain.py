#!/usr/bin/env python3
"""grain.py - the field and control scenarios of bench_spikes.py on each electrode by itself, with more and less grain. Needs numpy.

  BENCH=folder/of/bench_spikes.py grain.py OUT SEED_BASE FILES [ELECTRODE ...]

Grain is how loud the differences from sample to sample are, in sigma of the 30 s means: 0 is the electrode as it is (0.4 to 0.8), 3 and 6
have white noise added. SNR 4, 6, 10 and 20, scenario ELECTRODE-grainG, and without spikes, twice as many, ELECTRODE-grainG-control.
The spikes of a file stand at the same places for each grain. `findable` in the manifest is what ceiling.py expects of that file.
"""
import sys
from bench_files import ElectrodeNoise, Folder, OWN_SHAPE, bench, electrodes, seed_of
from ceiling import findable

GRAINS, RATIOS = (0, 3, 6), (4, 6, 10, 20, 0)

def main(out, base, files, wanted):
    folder = Folder(out)
    for electrode in wanted or electrodes():
        for grain in GRAINS:
            bench.noise = noise = ElectrodeNoise(electrode, grain, base); cell = '%s-grain%d' % (electrode, grain)
            for snr in RATIOS:
                for k in range(files if snr else 2 * files):
                    x, truth, _, info = bench.make(seed_of(base, electrode, snr, k), snr, 'field' if snr else 'control')
                    folder.put('%s_snr%02d_%02d' % (cell, snr, k), cell if snr else cell + '-control', snr, x, truth, grain=grain,
                               findable=findable(truth, noise.last, lambda rise, tau: OWN_SHAPE(rise, tau, 0)), **info)
    folder.close()

if __name__ == '__main__': main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4:])
