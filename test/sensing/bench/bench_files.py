"""bench_files.py - what the makers of files here share: folders that `bench_spikes.py score` takes, seeds, and single electrodes' noise.

Needs numpy; $BENCH is the folder of bench_spikes.py.
"""
import csv, json, os, sys, zlib
import numpy as np
sys.path.insert(0, os.environ['BENCH'])
import bench_spikes as bench

OWN_NOISE, OWN_SHAPE, OWN_PLAN = bench.noise, bench.shape, bench.plan_spikes

class Folder:
    """NAME.csv and NAME.truth.csv for each file that is put, and manifest.json when all are. x in mV, NaN where it is missing."""
    def __init__(self, out):
        self.out, self.manifest = out, []
        os.makedirs(out, exist_ok=True)

    def put(self, name, scenario, snr, x, truth, rate=1, digits=3, **more):
        time, value = '%d' if rate == 1 else '%.1f', '%%.%df' % digits
        with open(os.path.join(self.out, name + '.csv'), 'w') as f:
            f.write('t_s,mv\n')
            f.writelines('%s,%s\n' % (time % (i / rate), '' if v != v else value % v) for i, v in enumerate(x))
        with open(os.path.join(self.out, name + '.truth.csv'), 'w', newline='') as f:
            w = csv.writer(f, lineterminator='\n'); w.writerow(bench.TH); w.writerows(truth)
        # The benchmark takes n for seconds.
        self.manifest.append(dict(name=name, scenario=scenario, snr=snr, n=len(x) // rate, fs=rate, spikes=len(truth), **more))

    def close(self):
        json.dump(self.manifest, open(os.path.join(self.out, 'manifest.json'), 'w'), indent=1)

def seed_of(base, *what):
    """A seed of this base that its name decides: the same for the same name, in whatever order the files are made."""
    return base * 1000000 + zlib.crc32(repr(what).encode()) % 1000000

def electrodes():
    return sorted(np.load(bench.BANK).files)

def level(x):
    """Sigma of the 30 s means, by which the benchmark counts."""
    return bench.mad(bench.box(x, 30))

class ElectrodeNoise:
    """Takes the place of bench.noise: one electrode's hours alone, with white noise added until the differences from sample to sample have
    GRAIN times the sigma of the 30 s means (0: as they are). `last` is the noise that was drawn last, without drift."""
    def __init__(self, electrode, grain, base):
        rng = np.random.default_rng([base, electrodes().index(electrode), int(10 * grain)])
        self.electrode, self.last = electrode, None
        self.hours = [grainy(hour.astype(float), grain, rng) for hour in np.load(bench.BANK)[electrode]]

    def __call__(self, rng, bank):
        self.last, channel = OWN_NOISE(rng, {self.electrode: self.hours})
        return self.last, channel

def grainy(x, grain, rng):
    if not grain: return x
    white = rng.standard_normal(len(x)); low, high = 0., 50 * (level(x) + 1e-4)
    for _ in range(30):  # halving: the sigma of the means grows with the grain too
        half = (low + high) / 2; y = x + half * white
        low, high = (half, high) if np.std(np.diff(y)) < grain * level(y) else (low, half)
    return x + low * white
