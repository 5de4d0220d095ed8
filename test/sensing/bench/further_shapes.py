#!/usr/bin/env python3
"""further_shapes.py - the field scenario of bench_spikes.py with spikes of other shapes than its own. Needs numpy.

  BENCH=folder/of/bench_spikes.py further_shapes.py OUT SEED_BASE FILES [KIND ...]

KIND: square (plateau, sharp shoulders; the peak is the plateau's middle), double (a second, lower hump), fast (rise 6..30 s), slow (recovery 3..6
rises), gauss (no corner anywhere), trap (straight ramps and a plateau), saw (up at once, straight down), humps (two, well apart), strong (the benchmark's own shapes, at SNR 50, 100 and 300).
SNR 6, 10 and 20 otherwise. Same files as `bench_spikes.py generate`, so `bench_spikes.py score` takes them.
"""
import sys
import numpy as np
from bench_files import OWN_SHAPE as RAISED, Folder, bench

KINDS = ['square', 'double', 'fast', 'slow', 'gauss', 'trap', 'saw', 'humps', 'strong']

def placed(y, n, at, what):
    m = np.zeros(n); k = min(n, len(y)); m[:k] = y[:k]; e = min(n, at + len(what)); return m, e

def shape_of(kind):
    def shape(rise, tau, under):
        if kind in ('fast', 'slow', 'strong'): return RAISED(rise, tau, under)
        n = int(2 * rise + 8 * tau + 10); t = np.arange(n, dtype=float)
        if kind == 'square':
            r, p = rise * .6, rise * .8
            return np.where(t < r, .5 - .5 * np.cos(np.pi * t / r), np.where(t < r + p, 1, np.exp(-(t - r - p) / (tau * .6))))
        if kind == 'gauss': return np.where(t < rise, np.exp(-.5 * ((t - rise) / (rise / 2.2)) ** 2), np.exp(-.5 * ((t - rise) / (tau * .8)) ** 2))
        if kind == 'trap': return np.clip(np.minimum(t / (rise * .5), 1 - (t - 1.5 * rise) / (1.5 * tau)), 0, 1)
        if kind == 'saw':
            r = rise * .1 + 2; return np.clip(np.where(t < rise, (t - rise + r) / r, 1 - (t - rise) / (2 * tau)), 0, 1)
        if kind == 'double':
            at, hump = int(rise + .8 * tau), .6 * RAISED(rise * .8, tau * .7, 0); m, e = placed(RAISED(rise, tau * .8, 0), n, at, hump)
            m[at:e] += hump[:e - at]; return m
        at, hump = int(1.6 * tau), .75 * RAISED(rise * .7, tau * .6, 0); m, e = placed(RAISED(rise, tau * .7, 0), n, at, hump)
        m[at:e] = np.maximum(m[at:e], hump[:e - at]); return m
    return shape

def plan_of(kind):
    def plan(rng):
        out = []; t = rng.uniform(900, 2400); group = 0
        while True:
            burst = rng.random() < .3; group += 1
            low, high = (6, 30) if kind == 'fast' else (30, 120 if burst else 300)
            base = float(np.exp(rng.uniform(np.log(low), np.log(high))))
            for _ in range(int(rng.integers(3, 7)) if burst else 1):
                rise = float(np.clip(base * rng.uniform(.85, 1.2), low, high)); tau = rise * (rng.uniform(3, 6) if kind == 'slow' else rng.uniform(1.2, 3))
                under = rng.uniform(.1, .25) if rng.random() < .25 else 0.; length = rise + 3 * tau
                if t + length + 900 > bench.N: return out
                out.append(dict(onset=int(t), rise=rise, tau=tau, under=under, burst=group if burst else 0))
                t += length * rng.uniform(1.05, 1.6) + (60 if kind == 'fast' else 0)
            t += rng.uniform(600, 2600)
    return plan

def main(out, base, files, kinds):
    folder = Folder(out)
    for kind in kinds or KINDS:
        bench.shape, bench.plan_spikes = shape_of(kind), plan_of(kind)
        for snr in (50, 100, 300) if kind == 'strong' else (6, 10, 20):
            for k in range(files):
                seed = base * 1000000 + (4 + KINDS.index(kind)) * 100000 + snr * 1000 + k
                x, truth, _, info = bench.make(seed, snr, 'field')
                folder.put('%s_snr%02d_%02d' % (kind, snr, k), kind, snr, x, truth, **info)
    folder.close()

if __name__ == '__main__': main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4:])
