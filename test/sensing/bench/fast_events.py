#!/usr/bin/env python3
"""fast_events.py - do fast real spikes survive the conditioner? The bursts of bench_events.py (rise 2 s, recovery 3 s, about 13 s apart). Needs numpy.

  BENCH=folder/of/bench_events.py fast_events.py generate --out DIR [--seed-base 100] [--files 2]
  BENCH=...                       fast_events.py score --truth DIR --json FILE

GENERATE. NAME.csv (seventeen hours of eight electrodes, a burst of 3 to 8 minutes on 3 to 7 of them each half hour) and NAME.bare.csv, the same
without the bursts; NAME.truth.csv: electrode,onset_s,amp_mv. SCORE wants NAME.clean.csv and NAME.bare.clean.csv beside them, what
the conditioner (`conditioned.ts`) makes of both: a spike keeps half its height when their difference rises from its onset to its peak by half of
what it rose before the conditioner, and half its level when it does so from before the whole burst.
"""
import argparse, csv, json, os, sys
import numpy as np
sys.path.insert(0, os.environ['BENCH'])
import bench_events as bench

RISE, TAU, EVERY = 2, 3, 1800

def bursts(x, rng):
    """As `inject` of the benchmark does it, its one kind alone."""
    out = []
    for c in range(bench.N):
        r = x[:, c] - np.convolve(x[:, c], np.ones(300) / 300, 'same'); out.append(max(1.4826 * np.median(np.abs(r)), .003))
    sigma, planted = out, []
    for t in range(2 * EVERY, len(x) - EVERY, EVERY):
        length = int(rng.uniform(180, 480)); sign = rng.choice([-1, 1])
        for c in rng.choice(bench.N, int(rng.integers(3, 8)), replace=False):
            u = rng.uniform(0, 20); height = rng.uniform(5, 14) * sigma[c]; first = int(t + u)
            while u < length:
                mv = sign * height * np.exp(-u / length); bench.add(x, int(t + u), c, mv, bench.spike(RISE, TAU))
                planted.append((int(c), int(t + u), first, round(float(mv), 5))); u += rng.exponential(9) + 4
    return planted

def write(path, x):
    np.savetxt(path, np.column_stack([np.arange(len(x)), x]), fmt=['%d'] + ['%.4f'] * bench.N, delimiter=',', header='t_s,' + ','.join('e%d_mv' % (i + 1) for i in range(bench.N)), comments='')

def generate(out, base, files):
    os.makedirs(out, exist_ok=True); d = bench.load(); low, high = bench.HOURS['test']
    for k in range(files):
        rng = np.random.default_rng(base * 1000 + k); x = bench.background(d[low * 3600:high * 3600], rng, k % 2 == 1); name = os.path.join(out, 'fast_%02d' % k)
        write(name + '.bare.csv', x); planted = bursts(x, rng); write(name + '.csv', x)
        with open(name + '.truth.csv', 'w', newline='') as f:
            w = csv.writer(f, lineterminator='\n'); w.writerow(['electrode', 'onset_s', 'burst_s', 'amp_mv']); w.writerows(planted)

def score(truth, out):
    height = level = total = 0
    for name in sorted(n[:-10] for n in os.listdir(truth) if n.endswith('.truth.csv')):
        raw, bare, clean, clean_bare = (np.genfromtxt(os.path.join(truth, name + end), delimiter=',', skip_header=1) for end in ('.csv', '.bare.csv', '.clean.csv', '.bare.clean.csv'))
        for r in csv.DictReader(open(os.path.join(truth, name + '.truth.csv'))):
            c, on, first = int(r['electrode']) + 1, int(r['onset_s']), int(r['burst_s']); true, added = raw[:, c] - bare[:, c], clean[:, c] - clean_bare[:, c]
            def kept(since): return bool((added[on + RISE] - added[since]) / (true[on + RISE] - true[since]) >= .5)
            total += 1; height += kept(on - 1); level += kept(first - 5)
    json.dump(dict(events=total, kept_height=round(height / total, 4), kept_level=round(level / total, 4)), open(out, 'w'))

ap = argparse.ArgumentParser(); sub = ap.add_subparsers(dest='cmd', required=True)
g = sub.add_parser('generate'); g.add_argument('--out', required=True); g.add_argument('--seed-base', type=int, default=100); g.add_argument('--files', type=int, default=2)
s = sub.add_parser('score'); s.add_argument('--truth', required=True); s.add_argument('--json', required=True); a = ap.parse_args()
generate(a.out, a.seed_base, a.files) if a.cmd == 'generate' else score(a.truth, a.json)
