#!/usr/bin/env python3
"""learn_sureness.py - learns src/sensing/spikes/sureness-table.ts from judged candidates. Needs numpy.

  learn_sureness.py --learn TRUTH:JUDGED [TRUTH:JUDGED ...] --judge TRUTH:JUDGED [...] > sureness-table.ts

TRUTH is a folder of NAME.truth.csv (onset_s,peak_s,half_s,end_s,amp_mv,polarity,...) with manifest.json, JUDGED one of NAME.judged.csv as
`judged.ts` writes them. A candidate is a spike when its peak is within max(60, half of onset to half) seconds of a true one
of its sign. One hidden layer, Adam, three starts; the one that does best on --judge is written.
"""
import argparse, csv, json, os, sys
import numpy as np

HIDDEN, ROUNDS, DECAY = 12, 12000, 2e-4

def load(pair):
    truth, judged = pair.split(':'); X, L = [], []
    for m in json.load(open(os.path.join(truth, 'manifest.json'))):
        rows = list(csv.reader(open(os.path.join(truth, m['name'] + '.truth.csv'))))[1:]
        t = np.array([[float(x) for x in r[:8]] for r in rows]).reshape(-1, 8)
        path = os.path.join(judged, m['name'] + '.judged.csv')
        if not os.path.exists(path) or os.path.getsize(path) < 5: continue
        for r in np.loadtxt(path, delimiter=',', ndmin=2):
            near = np.abs(r[0] - t[:, 1]) <= np.maximum(60, .5 * (t[:, 2] - t[:, 0]))
            X.append(r[2:]); L.append(bool((near & (t[:, 5] == r[1])).any()))
    return np.array(X), np.array(L, float)

def joined(pairs):
    sets = [load(p) for p in pairs]
    return np.concatenate([x for x, _ in sets]), np.concatenate([l for _, l in sets])

def loss(p, l): return -np.mean(np.log(np.where(l == 1, p, 1 - p) + 1e-9))

def say(P, Z): return 1 / (1 + np.exp(-(np.tanh(Z @ P[0] + P[1]) @ P[2] + P[3])))

def learn(Z, L, seed):
    rng = np.random.default_rng(seed); D = Z.shape[1]
    P = [rng.normal(0, .4, (D, HIDDEN)), np.zeros(HIDDEN), rng.normal(0, .3, HIDDEN), np.zeros(1) - 2]
    m = [np.zeros_like(p) for p in P]; v = [np.zeros_like(p) for p in P]
    for it in range(ROUNDS):
        i = rng.integers(0, len(Z), 512); z = Z[i]; h = np.tanh(z @ P[0] + P[1])
        e = (1 / (1 + np.exp(-(h @ P[2] + P[3]))) - L[i]) / len(i)
        dh = (e[:, None] * P[2]) * (1 - h * h)
        G = [z.T @ dh + DECAY * P[0], dh.sum(0), h.T @ e + DECAY * P[2], np.array([e.sum()])]
        for k in range(4):
            m[k] = .9 * m[k] + .1 * G[k]; v[k] = .999 * v[k] + .001 * G[k] ** 2
            P[k] -= .008 * (1 - it / ROUNDS) * (m[k] / (1 - .9 ** (it + 1))) / (np.sqrt(v[k] / (1 - .999 ** (it + 1))) + 1e-8)
    return P

ap = argparse.ArgumentParser(); ap.add_argument('--learn', nargs='+', required=True); ap.add_argument('--judge', nargs='+', required=True)
a = ap.parse_args(); X, L = joined(a.learn); XJ, LJ = joined(a.judge); mu, sd = X.mean(0), X.std(0) + 1e-6
tried = []
for seed in range(3):
    P = learn((X - mu) / sd, L, seed); tried.append((loss(say(P, (XJ - mu) / sd), LJ), seed, P))
    print('start %d: loss %.4f learnt, %.4f judged' % (seed, loss(say(P, (X - mu) / sd), L), tried[-1][0]), file=sys.stderr)
P = min(tried, key=lambda x: x[:2])[2]; W = P[0] / sd[:, None]; B = P[1] - mu @ W
print('''/**
 * The weights of `sureness`: learnt from candidates in half-synthetic recordings (real electrode noise, artefacts, spikes of
 * many shapes at 4 to 20 σ), judged on others. One row for each hidden unit: its weights for the features in order, and its bias.
 */
export const HIDDEN: readonly number[] = [''')
for h in range(HIDDEN): print('  ' + ', '.join('%.3f' % x for x in [*W[:, h], B[h]]) + ',')
print('];\nexport const OUT: readonly number[] = [' + ', '.join('%.3f' % x for x in P[2]) + '];\nexport const BIAS = %.3f;' % P[3][0])
