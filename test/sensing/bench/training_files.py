#!/usr/bin/env python3
"""training_files.py - the files that the judge of shapes is taught with, of one seed base: some 840, most of 12 hours. Needs numpy.

  BENCH=folder/of/bench_spikes.py training_files.py OUT SEED_BASE [EVERY]

Each file of the manifest has a `kind`, a `grain` and a `channel`, its electrode; with EVERY, only every so many of them is made.
- field: the benchmark's field and control scenarios on each electrode by itself, at grains 0, 1.5, 3, 6 and 10, SNR 3 to 20
- further: the shapes of further_shapes.py at grains 0, 3 and 6
- other: bumps of LEARNT shapes in the same noise, half of them eight times as high
- bumps: bumps of LEARNT shapes in white noise of 3 uV, three to a file; those that bumps.py judges are not among them
- quick, long: the benchmark's own shape, risen in 1.5 to 20 s and in 250 to 600 s; quick ones stand out of the loudness of single samples
- waves: the field where besides the noise something swings, with periods of 6 to 90 s that wander, for minutes to hours: what folded mains and
  growth do on real electrodes, and what is no spike
"""
import sys
import numpy as np
from bench_files import OWN_PLAN, OWN_SHAPE, ElectrodeNoise, Folder, bench, electrodes, level, seed_of
from bump_shapes import LEARNT, edges
from further_shapes import KINDS, plan_of, shape_of

GRAINS, FURTHER_GRAINS = (0, 1.5, 3, 6, 10), (0, 3, 6)
FIELD = ((3, 1), (4, 2), (6, 2), (10, 2), (20, 1), (0, 3))  # SNR, files
QUICK_AND_LONG, WAVES = (6, 15, 40), ((6, 1), (15, 1), (0, 2))
BUMP_FILES, N, SIGMA, PEAKS = 90, 18000, .003, (5000, 9000, 13000)

def field():
    for electrode in electrodes():
        for grain in GRAINS:
            for snr, files in FIELD:
                for k in range(files): yield dict(kind='field', electrode=electrode, grain=grain, shape='own', snr=snr, k=k)

def further():
    for electrode in electrodes():
        for grain in FURTHER_GRAINS:
            for shape in KINDS:
                for snr in (50, 200) if shape == 'strong' else (6, 15):
                    yield dict(kind='further', electrode=electrode, grain=grain, shape=shape, snr=snr, k=0)

def other():
    for row, electrode in enumerate(electrodes()):
        for grain in FURTHER_GRAINS:
            for shape in LEARNT:
                for snr in (6, 15): yield dict(kind='other', electrode=electrode, grain=grain, shape=shape, snr=snr if row % 2 else 8 * snr, k=0)

def bumps():
    for k in range(BUMP_FILES): yield dict(kind='bumps', electrode='white', grain=0, shape=list(LEARNT)[k % len(LEARNT)], snr=0, k=k)

def quick_and_long():
    for electrode in electrodes():
        for grain in FURTHER_GRAINS:
            for snr in QUICK_AND_LONG:
                yield dict(kind='quick', electrode=electrode, grain=grain, shape='quick', snr=round(snr * (1 + grain)), k=0)
                yield dict(kind='long', electrode=electrode, grain=grain, shape='long', snr=snr, k=0)

def waves():
    for electrode in electrodes():
        for grain in (0, 3):
            for snr, files in WAVES:
                for k in range(files): yield dict(kind='waves', electrode=electrode, grain=grain, shape='own', snr=snr, k=k)

# Rises, recoveries in rises, and the rests between spikes: each from, to.
OTHER_SPANS = {'quick': ((1.5, 20), (1, 4), (60, 1500)), 'long': ((250, 600), (.8, 2.5), (600, 3000))}

def span_plan(shape):
    rises, recoveries, rests = OTHER_SPANS[shape]
    def plan(rng):
        out = []; t = rng.uniform(900, 2400)
        while True:
            rise = float(np.exp(rng.uniform(*np.log(rises)))); tau = rise * rng.uniform(*recoveries)
            if t + rise + 3 * tau + 900 > bench.N: return out
            under = rng.uniform(.1, .25) if rng.random() < .25 else 0.
            out.append(dict(onset=int(t), rise=rise, tau=tau, under=under, burst=0)); t += rise + 3 * tau + rng.uniform(*rests)
    return plan

def swinging(noise):
    """The noise, and a wave in it: half to five times as loud as the 30 s means, its period and loudness wandering."""
    def swings(rng, bank):
        x, channel = noise(rng, bank); t = np.arange(len(x))
        loud = level(x) * np.exp(rng.uniform(np.log(.5), np.log(5)))
        def wander(seconds): # between -1 and 1
            knots = np.arange(0, len(x) + seconds, seconds); return np.interp(t, knots, rng.uniform(-1, 1, len(knots)))
        period = np.exp(rng.uniform(np.log(6), np.log(90)) + .5 * wander(rng.uniform(300, 6000)))
        return x + loud * np.clip(1.5 * wander(rng.uniform(600, 9000)), 0, 1) * np.sin(2 * np.pi * np.cumsum(1 / period)), channel
    return swings

def bump_of(shape):
    """A bump as the benchmark plants one, from where it has a fiftieth of its height; the rise is the half of its width at half height."""
    first, last = edges(LEARNT[shape], .02)
    return lambda rise, tau, under: LEARNT[shape](np.arange(int((last - first) * rise) + 1) / rise + first)

def bump_plan(shape):
    first, last = edges(LEARNT[shape], .02)
    def plan(rng):
        out = []; t = rng.uniform(900, 2400)
        while True:
            rise = float(np.exp(rng.uniform(np.log(12), np.log(150)))); length = (last - first) * rise
            if t + length + 900 > bench.N: return out
            out.append(dict(onset=int(t), rise=rise, tau=rise / np.log(2), under=0., burst=0))
            t += length * rng.uniform(1.1, 1.7) + rng.uniform(60, 1800)
    return plan

def planted(what, noise, seed):
    """One file of the benchmark's own making, and its truth. What it takes for a bump's peak stands one rise behind its first sample."""
    kind, shape, snr = what['kind'], what['shape'], what['snr']
    bench.noise = swinging(noise) if kind == 'waves' else noise
    if kind in ('field', 'waves'): bench.shape, bench.plan_spikes = OWN_SHAPE, OWN_PLAN
    elif kind in OTHER_SPANS: bench.shape, bench.plan_spikes = OWN_SHAPE, span_plan(kind)
    elif kind == 'further': bench.shape, bench.plan_spikes = shape_of(shape), plan_of(shape)
    else: bench.shape, bench.plan_spikes = bump_of(shape), bump_plan(shape)
    x, truth, _, _ = bench.make(seed, snr, 'field' if snr else 'control')
    if kind != 'other': return x, truth
    first, last = edges(LEARNT[shape], .02); moved = []
    for onset, peak, _, _, *rest in truth:
        rise = peak - onset; peak = onset - first * rise
        moved.append((onset, round(peak), round(peak + rise), round(onset + (last - first) * rise), *rest))
    return x, moved

def in_white(what, seed):
    shape, rng = LEARNT[what['shape']], np.random.default_rng(seed); x = rng.normal(0, SIGMA, N); truth = []; onset, end = edges(shape)
    for k, peak in enumerate(PEAKS):
        h, snr = np.exp(rng.uniform(np.log([8, 7]), np.log([120, 300]))); sign = 1 if (k + what['k']) % 2 else -1; peak += rng.uniform(-300, 300)
        x += sign * snr * SIGMA * shape((np.arange(N) - peak) / h)
        truth.append([round(v, 5) for v in (peak + onset * h, peak, peak + h, peak + end * h, snr * SIGMA)] + [sign, round(snr), 0])
    return x, truth

def main(out, base, every):
    folder, noises = Folder(out), {}
    plan = [what for kind in (field, further, other, bumps, quick_and_long, waves) for what in kind()]
    for row, what in enumerate(plan[::every]):
        electrode, grain = what['electrode'], what['grain']; seed = seed_of(base, *what.values())
        if what['kind'] == 'bumps': x, truth = in_white(what, seed)
        else:
            if (electrode, grain) not in noises: noises[electrode, grain] = ElectrodeNoise(electrode, grain, base)
            x, truth = planted(what, noises[electrode, grain], seed)
        folder.put('%s_%04d' % (what['kind'], row), what['shape'], what['snr'], x, truth, digits=4, kind=what['kind'], grain=grain, channel=electrode)
    folder.close()

if __name__ == '__main__': main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 1)
