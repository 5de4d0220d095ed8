#!/usr/bin/env python3
"""plant_shapes.py - spikes of plants, and of what is faster still, in real electrode noise. Needs numpy.

  BENCH=folder/of/bench_spikes.py plant_shapes.py generate --out DIR [--profile plant|fast] [--seed-base 9000] [--files 6]
  BENCH=...                       plant_shapes.py score --truth DIR --pred DIR [--json FILE]

GENERATE. Three hours at 100 Hz (`fast`: 18 minutes at 1 kHz, and every time below a tenth). Kinds:
  touch    rise 0.05..2 s, recovery 1.5..6 rises and 0.3 s at least: touch plants (Dionaea: peak after 0.1 s, all over in 1.5 s;
           Stuhlman and Darden 1950, Science 111:491)
  action   rise 2..20 s, recovery 1.2..4 rises: leaves and stems (tomato: half-time 19 to 33 s, 20 to 45 mV; Macedo et al. 2015,
           Acta Physiol Plant 37:207)
  wave     rise 15..90 s, recovery 1.5..4 rises: variation potentials (a wave of several minutes; Roblin 1985, Plant Cell
           Physiol 26:455), one in two with two to four spikes of the `action` kind on it (Stankovic et al. 1998)
  control  nothing
Noise: the fungus bank's hours, played 40 times as fast, and their own slow part in its own time (smoothed over 20 s, twice), so that there is noise
at every length; a sine of the mains (50 Hz, of 3 sigma) on half of the time. Artefacts as in the field: 4 steps, 3 handlings of 0.2..3 s, 6 glitches
of one or two samples, 2 gaps and 1 flat line of 1..20 s, none within 3 s of a spike.
Height: SNR x sigma x U(0.85, 1.15), sigma = 1.4826 MAD of the noise smoothed over 0.2, 2 or 15 s. SNR 6, 10, 20, 200: a
plant's spike has tens of millivolts, hundreds of sigma.

SCORE. As bench_spikes.py; a hit is a peak within 1.5 s (`fast`: 0.15 s) or half the spike's own time from onset to half recovery.
"""
import argparse, csv, json, os, sys
import numpy as np
sys.path.insert(0, os.environ['BENCH'])
import bench_spikes as bench

KINDS = dict(touch=(.05, 2, .2), action=(2, 20, 2), wave=(15, 90, 15)); SNRS = [6, 10, 20, 200]
SPEED = dict(plant=1, fast=10); RATE, SECONDS, QUICK = 100, 10800, 40

def stretched(x, factor, n):
    """x, one value a second, played `factor` times as fast and sampled RATE times a second: linear between its values."""
    return np.interp(np.arange(n) * factor / RATE, np.arange(len(x)), x)

def quiet(rng, n):
    bank = dict(np.load(bench.BANK)); long, ch = bench.noise(rng, bank); slow = bench.box(bench.box(bench.noise(rng, {ch: bank[ch]})[0], 20), 20)
    quick = np.concatenate([long] + [bench.noise(rng, {ch: bank[ch]})[0] for _ in range(SECONDS * QUICK // bench.N)])
    return stretched(quick, QUICK, n) + stretched(slow, 1, n), ch

def smooth_sigma(x, seconds):
    return bench.mad(bench.box(x, int(seconds * RATE)))

def spike(rise, tau, under=0.):
    n = int((rise + 8 * tau) * RATE) + 2; t = np.arange(n) / RATE
    y = np.where(t < rise, .5 - .5 * np.cos(np.pi * t / rise), np.exp(-(t - rise) / tau)); u = np.maximum(t - rise - tau, 0) / (2 * tau)
    return y - under * u * np.exp(1 - u)

def planned(rng, kind):
    t = rng.uniform(900, 1200); low, high, _ = KINDS[kind]; burst = 0
    while t < SECONDS:
        many = int(rng.integers(3, 7)) if kind != 'wave' and rng.random() < .3 else 1; base = np.exp(rng.uniform(np.log(low), np.log(high)))
        for _ in range(many):
            rise = float(np.clip(base * rng.uniform(.85, 1.2), low, high)); tau = rise * rng.uniform(*dict(touch=(1.5, 6), action=(1.2, 4), wave=(1.5, 4))[kind])
            if kind == 'touch': tau = max(tau, .3)
            if t + rise + 3 * tau + 60 > SECONDS: return
            yield dict(at=t, rise=rise, tau=tau, under=rng.uniform(.1, .25) if rng.random() < .25 else 0., burst=burst, height=1.)
            if kind == 'wave' and rng.random() < .5:
                on = t + rise + tau * rng.uniform(.5, 1)
                for _ in range(int(rng.integers(2, 5))):
                    r = rng.uniform(2, 6); yield dict(at=on, rise=r, tau=1.5 * r, under=0., burst=burst, height=rng.uniform(.5, 1)); on += 7 * r * rng.uniform(1, 1.5)
                t = max(t, on)
            t += (rise + 3 * tau) * rng.uniform(1.1, 1.8) + .5
        burst += 1; t += rng.uniform(*dict(touch=(10, 90), action=(60, 240), wave=(60, 300))[kind])

def make(seed, snr, kind):
    rng = np.random.default_rng(seed); n = SECONDS * RATE; x, ch = quiet(rng, n); sigma = smooth_sigma(x, KINDS.get(kind, KINDS['touch'])[2])
    least = smooth_sigma(x, KINDS['touch'][2]); major = 1 if rng.random() < .5 else -1; truth = []; busy = np.zeros(n, bool); x += stretched(bench.drift(rng), 2, n) * sigma / .003
    for s in (planned(rng, kind) if kind in KINDS else ()):
        sign = major if rng.random() < .75 or s['height'] < 1 else -major; height = snr * sigma * rng.uniform(.85, 1.15) * s['height']; y = spike(s['rise'], s['tau'], s['under'])
        a = int(s['at'] * RATE); e = min(n, a + len(y)); x[a:e] += sign * height * y[:e - a]; peak = s['at'] + s['rise']; half = peak + s['tau'] * np.log(2)
        truth.append((s['at'], peak, half, min(peak + 3 * s['tau'], SECONDS), height, sign, snr, s['burst'])); busy[max(0, a - 3 * RATE):int((peak + 3 * s['tau'] + 3) * RATE)] = True
    truth.sort(); arts = []
    def place(seconds):
        d = max(1, int(seconds * RATE))
        for _ in range(400):
            a = int(rng.integers(60 * RATE, n - d - 60 * RATE))
            if not busy[a:a + d].any(): busy[max(0, a - 3 * RATE):a + d + 3 * RATE] = True; return a, a + d
        return 0, 0
    half = int(rng.integers(0, 2)) * (n // 2); x[half:half + n // 2] += 3 * least * np.sin(2 * np.pi * 50.03 / RATE * np.arange(n // 2))
    for k in range(4):
        a, b = place(3)
        if b: x[a:] += least * rng.uniform(15, 60) * rng.choice([-1, 1]) * (1 if k % 2 else np.exp(-np.arange(n - a) / RATE / rng.uniform(15, 75))); arts.append((a, b, 'step' if k % 2 else 'pop'))
    for _ in range(3):
        a, b = place(rng.uniform(.2, 3)); x[a:b] += rng.standard_normal(b - a) * least * rng.uniform(30, 150); arts.append((a, b, 'handling'))
    for _ in range(6):
        a, b = place(rng.choice([.01, .02])); x[a:b] += rng.choice([-1, 1]) * np.exp(rng.uniform(0, np.log(50))); arts.append((a, b, 'glitch'))
    a, b = place(rng.uniform(1, 20)); x[a:b] = x[a]; arts.append((a, b, 'flat')); x = np.round(x, 4)
    for _ in range(2): a, b = place(rng.uniform(1, 20)); x[a:b] = np.nan; arts.append((a, b, 'gap'))
    return x, truth, sorted((a / RATE, b / RATE, kind) for a, b, kind in arts if b), dict(channel=ch, sigma_mv=round(float(sigma), 5), seed=int(seed))

def generate(out, profile, base, files):
    os.makedirs(out, exist_ok=True); manifest = []; speed = SPEED[profile]
    for i, kind in enumerate([*KINDS, 'control']):
        for snr in SNRS if kind in KINDS else [0]:
            for k in range(files):
                x, truth, arts, info = make(base * 1000000 + (40 + i) * 10000 + snr * 10 + k, snr, kind); name = '%s_snr%03d_%02d' % (kind, snr, k)
                with open(os.path.join(out, name + '.csv'), 'w') as f:
                    f.write('t_s,mv\n'); f.writelines('%.*f,%s\n' % (3, j / RATE / speed, '' if v != v else '%.4f' % v) for j, v in enumerate(x))
                for suffix, head, rows in (('truth', bench.TH, truth), ('art', ['start_s', 'end_s', 'kind'], arts)):
                    times = 4 if suffix == 'truth' else 2
                    with open(os.path.join(out, '%s.%s.csv' % (name, suffix)), 'w', newline='') as f:
                        w = csv.writer(f, lineterminator='\n'); w.writerow(head); w.writerows([*(round(v / speed, 4) for v in r[:times]), *r[times:]] for r in rows)
                manifest.append(dict(name=name, scenario=kind, snr=snr, seconds=SECONDS / speed, slower=QUICK * speed, spikes=len(truth), **info))
    json.dump(manifest, open(os.path.join(out, 'manifest.json'), 'w'), indent=1); print(len(manifest), 'files,', sum(m['spikes'] for m in manifest), 'spikes')

def score(truth, pred, out):
    """Played so much slower, it is the other benchmark's own time: its rule of hits holds as it stands."""
    tally = bench.Tally()
    for m in json.load(open(os.path.join(truth, 'manifest.json'))):
        slower = m['slower']; rows = list(csv.reader(open(os.path.join(truth, m['name'] + '.truth.csv'))))[1:]
        true = [tuple(float(v) * (slower if i < 4 else 1) for i, v in enumerate(r)) for r in rows]; said = []
        for r in csv.DictReader(open(os.path.join(pred, m['name'] + '.pred.csv'))):
            said.append(dict(polarity=float(r['polarity']), **{k: float(r[k]) * slower for k in ('peak_s', 'onset_s', 'decided_s')}))
        tally.add(m['scenario'], m['snr'], true, said, m['seconds'])
    report = tally.report()
    for row in report.values():
        for key in row:
            if key.endswith('_s'): row[key] = round(row[key] / slower, 3)
    if out: json.dump(report, open(out, 'w'), indent=1)
    else: print(json.dumps(report, indent=1))

if __name__ == '__main__':
    ap = argparse.ArgumentParser(); sub = ap.add_subparsers(dest='cmd', required=True)
    g = sub.add_parser('generate'); g.add_argument('--out', required=True); g.add_argument('--profile', default='plant', choices=SPEED); g.add_argument('--seed-base', type=int, default=9000); g.add_argument('--files', type=int, default=6)
    s = sub.add_parser('score'); s.add_argument('--truth', required=True); s.add_argument('--pred', required=True); s.add_argument('--json')
    a = ap.parse_args()
    generate(a.out, a.profile, a.seed_base, a.files) if a.cmd == 'generate' else score(a.truth, a.pred, a.json)
