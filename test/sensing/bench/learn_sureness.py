#!/usr/bin/env python3
"""learn_sureness.py - learns src/sensing/spikes/sureness-table.ts from candidates that came to be judged. Needs numpy.

  learn_sureness.py TRUTH:CANDIDATES [TRUTH:CANDIDATES ...] --out sureness-table.ts [--leave ELECTRODE] [--weight KIND=W ...] [--steps N]

TRUTH is a folder with manifest.json and NAME.truth.csv (onset_s,peak_s,half_s,end_s,amp_mv,polarity,...), CANDIDATES what `judged.ts` heard in
it. A candidate is a spike when a true one of its sign peaks within max(60, half of peak to half) seconds of it; of
`bumps` and `quick` within max(20, ...).

Files of each `kind` weigh as WEIGHTS says, and false candidates more where an electrode has little grain: there they are likest to spikes.
With --leave nothing is learnt from that electrode (`channel` in the manifest). One hidden layer, Adam; 15 % of the files are held back, to
see how well it does on them. Some nets are learnt from different starts and written side by side as one: it says the mean of what they say, which is
calmer than any of them.
"""
import argparse, csv, json, os, sys
import numpy as np

NETS, HIDDEN, STEPS, BATCH, RATE, DECAY = 2, 64, 50000, 1024, .01, 2e-5
WEIGHTS = {'field': 3., 'further': .5, 'other': .3, 'bumps': 3., 'quick': .3, 'long': 1., 'waves': 1.}
CLEAN = ('bumps', 'quick')  # their peaks are where they are said to be
ASKED, BETWEEN = (0, 3, 6), .6  # files of other grains than are asked for weigh less
FALSE_AT_GRAIN = ([0, 1.5, 3, 6], [3.6, 2., .9, .5])
FALSE_IN_WHITE = 4.
HELD_BACK = .15

class Candidates:
    """Of one folder: features, is it a spike, its file; and of the files kind, electrode, and what they weigh."""
    def __init__(self, pair, weights):
        truth, path = pair.split(':'); self.files = json.load(open(os.path.join(truth, 'manifest.json')))
        raw = np.fromfile(path, '<f4'); rows = raw[1:].reshape(-1, int(raw[0])); rows = rows[np.isfinite(rows).all(1)]
        self.file, self.x = rows[:, 0].astype(int), rows[:, 3:]
        self.spike = np.zeros(len(rows), bool)
        for place, m in enumerate(self.files):
            at = self.file == place; self.spike[at] = hits(rows[at], truths(os.path.join(truth, m['name'] + '.truth.csv')), m.get('kind'))
        self.kind = np.array([m.get('kind', 'field') for m in self.files]); self.electrode = np.array([m['channel'] for m in self.files])
        self.weight = np.where(self.spike, 1., np.array([false_weight(m) for m in self.files])[self.file])
        self.weight *= np.array([weight_of(m, weights) for m in self.files])[self.file]

def truths(path):
    return np.array([[float(v) for v in row[:6]] for row in list(csv.reader(open(path)))[1:]]).reshape(-1, 6)

def hits(rows, truth, kind):
    if kind in CLEAN: within = np.maximum(20, .5 * (truth[:, 2] - truth[:, 1]))
    else: within = np.maximum(60, .5 * (truth[:, 2] - truth[:, 0]))
    return ((np.abs(rows[:, 1:2] - truth[:, 1]) <= within) & (rows[:, 2:3] == truth[:, 5])).any(1)

def weight_of(m, weights):
    kind = m.get('kind', 'field')
    return weights[kind] * (BETWEEN if kind == 'field' and m.get('grain', 0) not in ASKED else 1)

def false_weight(m):
    return FALSE_IN_WHITE if m.get('kind') == 'bumps' else np.interp(m.get('grain', 0), *FALSE_AT_GRAIN)

def say(P, Z): return 1 / (1 + np.exp(-(np.tanh(Z @ P[0] + P[1]) @ P[2] + P[3])))

def loss(P, Z, L): p = say(P, Z); return -np.mean(np.log(np.where(L, p, 1 - p) + 1e-9))

def learn(Z, L, weight, seed, steps):
    rng = np.random.default_rng(seed); D = Z.shape[1]
    P = [rng.normal(0, .3, (D, HIDDEN)), np.zeros(HIDDEN), rng.normal(0, .3, HIDDEN), np.zeros(1) - 2]; P = [p.astype(np.float32) for p in P]
    m = [np.zeros_like(p) for p in P]; v = [np.zeros_like(p) for p in P]
    for step in range(steps):
        i = rng.integers(0, len(Z), BATCH); z = Z[i]; h = np.tanh(z @ P[0] + P[1])
        e = (weight[i] * (1 / (1 + np.exp(-(h @ P[2] + P[3]))) - L[i]) / BATCH).astype(np.float32)
        dh = (e[:, None] * P[2]) * (1 - h * h)
        G = [z.T @ dh + DECAY * P[0], dh.sum(0), h.T @ e + DECAY * P[2], np.array([e.sum()])]
        for k in range(4):
            m[k] = .9 * m[k] + .1 * G[k]; v[k] = .999 * v[k] + .001 * G[k] ** 2
            way = (m[k] / (1 - .9 ** (step + 1))) / (np.sqrt(v[k] / (1 - .999 ** (step + 1))) + 1e-8)
            P[k] = (P[k] - RATE * (1 - step / steps) * way).astype(np.float32)
    return P

def nets(sets, leave, steps):
    """Features' mean and sigma, and the parameters of each net."""
    x, spike, weight = (np.concatenate([getattr(s, key) for s in sets]) for key in ('x', 'spike', 'weight'))
    kind, electrode = (np.concatenate([getattr(s, key)[s.file] for s in sets]) for key in ('kind', 'electrode'))
    rng = np.random.default_rng(5); back = np.concatenate([(rng.random(len(s.files)) < HELD_BACK)[s.file] for s in sets])
    mine = electrode != leave; mean, sigma = x[mine].mean(0), x[mine].std(0) + 1e-6; Z = ((x - mean) / sigma).astype(np.float32)
    some, rest = mine & ~back, mine & back; learnt = []
    for seed in range(NETS):
        P = learn(Z[some], spike[some], weight[some], seed, steps); learnt.append(P)
        each = ', '.join('%s %.3f' % (k, loss(P, Z[rest & (kind == k)], spike[rest & (kind == k)])) for k in np.unique(kind[rest]))
        print('learn: net %d of %d candidates: loss %.4f, %.4f on files held back (%s)' %
              (seed, mine.sum(), loss(P, Z[some], spike[some]), loss(P, Z[rest], spike[rest]), each), file=sys.stderr)
    return mean, sigma, learnt

def write(path, mean, sigma, learnt):
    W = np.concatenate([P[0] for P in learnt], 1) / sigma[:, None]; B = np.concatenate([P[1] for P in learnt]) - mean @ W
    out, bias = np.concatenate([P[2] for P in learnt]) / len(learnt), np.mean([P[3][0] for P in learnt])
    rows = ['  ' + ', '.join('%.3f' % x for x in [*W[:, h], B[h]]) + ',' for h in range(len(out))]
    with open(path, 'w') as f: f.write('''// biome-ignore-all lint/suspicious/noApproximativeNumericConstant: learnt numbers, which come near others by chance
/**
 * The weights of `sureness`: learnt from candidates in half-synthetic recordings (real electrode noise with more and less grain, artefacts,
 * spikes of many shapes at 3 to 300 σ), judged on others. One row for each hidden unit: its weights for the features in order, and
 * its bias.
 */
export const HIDDEN: readonly number[] = [
%s
];
export const OUT: readonly number[] = [%s];
export const BIAS = %.3f;
''' % ('\n'.join(rows), ', '.join('%.3f' % x for x in out), bias))

if __name__ == '__main__':
    ap = argparse.ArgumentParser(); ap.add_argument('sets', nargs='+'); ap.add_argument('--out', required=True); ap.add_argument('--leave')
    ap.add_argument('--weight', action='append', default=[]); ap.add_argument('--steps', type=int, default=STEPS); a = ap.parse_args()
    weights = {**WEIGHTS, **{kind: float(w) for kind, w in (given.split('=') for given in a.weight)}}
    write(a.out, *nets([Candidates(pair, weights) for pair in a.sets], a.leave, a.steps))
