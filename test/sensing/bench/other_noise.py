#!/usr/bin/env python3
"""other_noise.py - the field and control scenarios of bench_spikes.py in noise that its bank does not hold. Needs numpy.

  BENCH=folder/of/bench_spikes.py other_noise.py OUT SEED_BASE FILES [KIND ...]

KIND: difference (two electrodes, each at the same sigma, subtracted), slower and quicker (played at 0.6 and 1.7 times the speed), restless
(its loudness wanders by a factor of two over about an hour), shuffled (the phases of its spectrum drawn anew, so that nothing but the
spectrum is left), loud (25 times larger, as oyster mushrooms on other hardware), faint (0.4 times: below the converter's steps).
SNR 4, 6, 10 and 20, scenario KIND, and without spikes, scenario KIND-control.
"""
import sys
import numpy as np
from bench_files import OWN_NOISE as OWN, Folder, bench, level

N = bench.N
KINDS = ['difference', 'slower', 'quicker', 'restless', 'shuffled', 'loud', 'faint']

def played(rng, bank, speed):
    x, ch = OWN(rng, bank); y, _ = OWN(rng, {ch: bank[ch]}); both = np.concatenate([x, y]); at = np.arange(N) * speed
    if speed > 1: both = bench.box(both, 2)
    return np.interp(at, np.arange(len(both)), both), ch

def noise_of(kind):
    def noise(rng, bank):
        if kind in ('slower', 'quicker'): return played(rng, bank, .6 if kind == 'slower' else 1.7)
        x, ch = OWN(rng, bank)
        if kind == 'difference':
            other = [k for k in sorted(bank) if k != ch]; k = other[rng.integers(len(other))]; y, _ = OWN(rng, {k: bank[k]})
            return (x - y * level(x) / level(y)) / np.sqrt(2), '%s-%s' % (ch, k)
        if kind == 'restless':
            w = np.interp(np.arange(N), np.arange(N // 1800 + 2) * 1800, rng.standard_normal(N // 1800 + 2)); return x * np.exp(.35 * w), ch
        if kind == 'shuffled':
            s = np.fft.rfft(x); return np.fft.irfft(np.abs(s) * np.exp(2j * np.pi * rng.random(len(s))), N), ch
        return x * (25 if kind == 'loud' else .4), ch
    return noise

def main(out, base, files, kinds):
    folder = Folder(out)
    for kind in kinds or KINDS:
        bench.noise = noise_of(kind)
        for snr in (4, 6, 10, 20, 0):
            for k in range(files):
                seed = base * 1000000 + (70 + KINDS.index(kind)) * 10000 + snr * 100 + k
                x, truth, _, info = bench.make(seed, snr, 'field' if snr else 'control')
                folder.put('%s_snr%02d_%02d' % (kind, snr, k), kind if snr else kind + '-control', snr, x, truth, **info)
    folder.close()

if __name__ == '__main__': main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4:])
