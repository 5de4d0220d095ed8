#!/usr/bin/env python3
"""tobacco.py - one recording out of many five-second pieces of real ones: a tobacco plant at rest, wounded again and again. Needs numpy.

  tobacco.py generate --from DIR --out DIR [--seed-base 9000] [--files 3]    DIR/healthy/*.csv, DIR/wounded/*.csv: a head, volts at 100 Hz
  tobacco.py score --truth DIR --pred DIR --json FILE

Real is all of the noise, and of each wound its first five seconds (a fall by 100 to 300 mV within one or two). Made up is the order, and the way
back from a wound, which no piece holds: exponential, 10 to 40 s. Healthy pieces that move by more than 1 mV (15 of 34 in one half of the published set) are left out: they
are no rest. A wound counts as found when a spike of its sign peaks within 10 s of its own peak; every other spike is a false alarm.
"""
import argparse, csv, glob, json, os
import numpy as np

RATE, QUIET_MV, BEFORE, WITHIN = 100, 1, 600, 10

def pieces(folder):
    for path in sorted(glob.glob(os.path.join(folder, '*.csv'))):
        x = np.loadtxt(path, skiprows=1) * 1e3; yield x - x[0]

def rest(rng, calm, seconds):
    """Pieces joined at level, drawn with replacement, half of them backwards, half upside down; the slope of each taken out, as what they add up to is no life."""
    out, level = [], 0.
    while sum(map(len, out)) < seconds * RATE:
        x = calm[rng.integers(len(calm))] * rng.choice([-1, 1]); x = x[::-1] if rng.random() < .5 else x
        x = x - np.linspace(x[0], x[-1], len(x)) * .9; out.append(x - x[0] + level); level = out[-1][-1]
    return np.concatenate(out)

def make(rng, calm, wounds):
    x = [rest(rng, calm, BEFORE)]; truth = []; n = len(x[0])
    for wound in rng.permutation(len(wounds)):
        w = wounds[wound]; peak = int(np.argmax(np.abs(w))); truth.append((n / RATE, (n + peak) / RATE, int(np.sign(w[peak])), round(float(abs(w[peak])), 2)))
        after = rest(rng, calm, rng.uniform(120, 300)); back = w[-1] * np.exp(-np.arange(len(after)) / RATE / rng.uniform(10, 40)); level = x[-1][-1]
        x += [level + w, level + after + back]; n += len(w) + len(after)
    return np.concatenate(x), truth

def generate(source, out, base, files):
    os.makedirs(out, exist_ok=True); calm = [x for x in pieces(os.path.join(source, 'healthy')) if np.ptp(x) < QUIET_MV]; wounds = list(pieces(os.path.join(source, 'wounded')))
    for k in range(files):
        x, truth = make(np.random.default_rng(base * 1000 + k), calm, wounds); name = os.path.join(out, 'tobacco_%02d' % k)
        with open(name + '.csv', 'w') as f: f.write('t_s,mv\n'); f.writelines('%.2f,%.4f\n' % (i / RATE, v) for i, v in enumerate(x))
        with open(name + '.truth.csv', 'w', newline='') as f:
            w = csv.writer(f, lineterminator='\n'); w.writerow(['onset_s', 'peak_s', 'polarity', 'amp_mv']); w.writerows(truth); w.writerow([len(x) / RATE, len(x) / RATE, 0, 0])

def score(truth, pred, out):
    found = wounds = false = 0; hours = 0.; late = []
    for path in sorted(glob.glob(os.path.join(truth, '*.truth.csv'))):
        rows = [[float(v) for v in r] for r in list(csv.reader(open(path)))[1:]]; hours += rows.pop()[0] / 3600
        said = [(float(r['peak_s']), float(r['polarity']), float(r['decided_s'])) for r in csv.DictReader(open(os.path.join(pred, os.path.basename(path)[:-10] + '.pred.csv')))]; used = set()
        for _, peak, sign, _ in rows:
            wounds += 1; near = sorted((abs(p - peak), j) for j, (p, s, _) in enumerate(said) if s == sign and j not in used and abs(p - peak) <= WITHIN)
            if near: found += 1; used.add(near[0][1]); late.append(said[near[0][1]][2] - peak)
        false += len(said) - len(used)
    json.dump(dict(wounds=wounds, found=found, false_alarms_per_h=round(false / hours, 2), hours=round(hours, 1), decided_after_peak_s=round(float(np.median(late)), 1) if late else None), open(out, 'w'))

ap = argparse.ArgumentParser(); sub = ap.add_subparsers(dest='cmd', required=True)
g = sub.add_parser('generate'); g.add_argument('--from', dest='source', required=True); g.add_argument('--out', required=True); g.add_argument('--seed-base', type=int, default=9000); g.add_argument('--files', type=int, default=3)
s = sub.add_parser('score'); s.add_argument('--truth', required=True); s.add_argument('--pred', required=True); s.add_argument('--json', required=True); a = ap.parse_args()
generate(a.source, a.out, a.seed_base, a.files) if a.cmd == 'generate' else score(a.truth, a.pred, a.json)
