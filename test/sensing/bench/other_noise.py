#!/usr/bin/env python3
"""other_noise.py - the field and control scenarios of bench_spikes.py in noise that its bank does not hold. Needs numpy.

  BENCH=folder/of/bench_spikes.py other_noise.py OUT SEED_BASE FILES [KIND ...]

KIND: difference (two electrodes, each at the same sigma, subtracted), slower and quicker (played at 0.6 and 1.7 times the speed), restless
(its loudness wanders by a factor of two over about an hour), shuffled (the phases of its spectrum drawn anew, so that nothing but the
spectrum is left), loud (25 times larger, as oyster mushrooms on other hardware), faint (0.4 times: below the converter's steps).
SNR 4, 6, 10 and 20, scenario KIND, and without spikes, scenario KIND-control.
"""
import csv, json, os, sys
import numpy as np
sys.path.insert(0, os.environ['BENCH'])
import bench_spikes as bench

OWN, N = bench.noise, bench.N
KINDS = ['difference', 'slower', 'quicker', 'restless', 'shuffled', 'loud', 'faint']

def level(x): return bench.mad(bench.box(x, 30))

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
    os.makedirs(out, exist_ok=True); manifest = []
    for kind in kinds or KINDS:
        bench.noise = noise_of(kind)
        for snr in (4, 6, 10, 20, 0):
            for k in range(files):
                scenario = 'control' if snr == 0 else 'field'; seed = base * 1000000 + (70 + KINDS.index(kind)) * 10000 + snr * 100 + k
                x, truth, arts, info = bench.make(seed, snr, scenario); name = '%s_snr%02d_%02d' % (kind, snr, k)
                with open(os.path.join(out, name + '.csv'), 'w') as f:
                    f.write('t_s,mv\n'); f.writelines('%d,%s\n' % (i, '' if v != v else '%.3f' % v) for i, v in enumerate(x))
                with open(os.path.join(out, name + '.truth.csv'), 'w', newline='') as f:
                    w = csv.writer(f, lineterminator='\n'); w.writerow(bench.TH); w.writerows(truth)
                manifest.append(dict(name=name, scenario=kind if snr else kind + '-control', snr=snr, n=len(x), fs=1, spikes=len(truth), **info))
    json.dump(manifest, open(os.path.join(out, 'manifest.json'), 'w'), indent=1)

main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4:])
