#!/usr/bin/env python3
"""coarse.py - the field and control scenarios of bench_spikes.py behind coarse converters, in noise that changes, and with mains. Needs numpy.

  BENCH=folder/of/bench_spikes.py coarse.py OUT SEED_BASE FILES

- step7.8-noise0.5 ...: a converter's steps of 7.8 and 15.6 uV (an ADS1115 at +-256 and +-512 mV), white noise of 0.5, 1 and 2 steps over
  some of an electrode's slow noise. `snr` is the height of the spikes: 26, 50, 100 and 200 uV.
- changing-grain0, -grain3: the noise of each electrode grows threefold and falls again within 4 to 10 hours.
- mains-1Hz-grain0 ...: 50 Hz, sampled 1, 2 and 10 times a second by a clock that is up to a percent off, so that it folds to anywhere between
  0.01 and 0.5 Hz, and wanders a little; one to six times as loud as the differences from sample to sample. The files have that rate.

SNR 6, 10 and 20 in the latter two; without spikes, scenario CELL-control.
"""
import sys
import numpy as np
from bench_files import ElectrodeNoise, Folder, OWN_NOISE, bench, electrodes, level, seed_of

STEPS, NOISES, HEIGHTS = (7.8, 15.6), (.5, 1, 2), (26, 50, 100, 200, 0)
GRAINS, RATES, RATIOS = (0, 3), (1, 2, 10), (6, 10, 20, 0)
MAINS, LEAST_FOLD = 50., .01

def put(folder, cell, snr, k, x, truth, info, **more):
    folder.put('%s_snr%02d_%02d' % (cell, snr, k), cell if snr else cell + '-control', snr, x, truth, **more, **info)

def made(seed, snr): return bench.make(seed, snr, 'field' if snr else 'control')

def converters(folder, base, files):
    for step in STEPS:
        for part in NOISES:
            def noise(rng, bank):
                x, channel = OWN_NOISE(rng, bank)
                return .4 * bench.box(x, 8) + rng.normal(0, part * step / 1000, bench.N), channel
            bench.noise = noise
            for height in HEIGHTS:
                for k in range(files):
                    seed = seed_of(base, 'converter', step, part, height, k)
                    x, _ = noise(np.random.default_rng(seed), dict(np.load(bench.BANK)))  # as `make` will draw it
                    x, truth, _, info = made(seed, height / 1000 / level(x))
                    put(folder, 'step%g-noise%g' % (step, part), height, k, np.round(x / step * 1000) * step / 1000, truth, info, digits=4)

def changing(folder, base, files):
    for electrode in electrodes():
        for grain in GRAINS:
            own = ElectrodeNoise(electrode, grain, base)
            def noise(rng, bank):
                x, channel = own(rng, bank)
                turn = 2 * np.pi * np.arange(bench.N) / 3600 / rng.uniform(4, 10) + rng.uniform(0, 6.28)
                return x * 3 ** (.5 * np.sin(turn)), channel
            bench.noise = noise
            for snr in RATIOS:
                for k in range(files):
                    x, truth, _, info = made(seed_of(base, 'changing', electrode, snr, k), snr)
                    cell = 'changing-grain%d' % grain; name = '%s_%s_snr%02d_%02d' % (cell, electrode, snr, k)
                    folder.put(name, cell if snr else cell + '-control', snr, x, truth, **info)

def mains(folder, base, files):
    for rate in RATES:
        for grain in GRAINS:
            for row, snr in enumerate(RATIOS):
                for k in range(files):
                    names = electrodes(); electrode = names[(row + k) % len(names)]
                    bench.noise = ElectrodeNoise(electrode, grain, base)
                    x, truth, artefacts, info = made(seed_of(base, 'mains', electrode, snr, k), snr)
                    x = hummed(x, rate, [a[:2] for a in artefacts if a[2] == 'flat'], np.random.default_rng(seed_of(base, rate, grain, snr, k)))
                    put(folder, 'mains-%dHz-grain%d' % (rate, grain), snr, k, x, truth, info, rate=rate)

def hummed(x, rate, flats, rng):
    """At `rate` samples a second, whose mean over each second is x: white within the second, and the mains on top. A flat line stays flat."""
    rough = bench.mad(np.diff(x[np.isfinite(x)])); many = np.repeat(x, rate); live = np.ones(len(many), bool)
    for a, b in flats: live[a * rate:b * rate] = False
    within = rng.normal(0, rough / np.sqrt(2) * np.sqrt(rate), (len(x), rate)) if rate > 1 else np.zeros((len(x), 1))
    within -= within.mean(1, keepdims=True)
    off = rng.uniform(LEAST_FOLD, .49) / MAINS * rng.choice([-1, 1]); t = np.arange(len(many)) / rate
    wander = .002 * np.sin(2 * np.pi * t / 3600 / rng.uniform(.5, 3))
    tone = np.sin(2 * np.pi * np.cumsum((MAINS + wander) / (rate * (1 + off))) + rng.uniform(0, 6.28))
    return many + live * (within.ravel() + rough * rng.uniform(1, 6) * tone)

def main(out, base, files):
    folder = Folder(out)
    for make in (converters, changing, mains): make(folder, base, files)
    folder.close()

if __name__ == '__main__': main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
