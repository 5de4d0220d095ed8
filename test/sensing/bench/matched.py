#!/usr/bin/env python3
"""matched.py - what `matched2` of peer_detectors.py says of a folder of files: a bank of matched filters behind a conditioner, not strictly
causal. Needs numpy and scipy; $BENCH is the folder of peer_detectors.py.

  matched.py TRUTH PRED        writes PRED/gentle/NAME.pred.csv, by its own settings, and PRED/strict/NAME.pred.csv, with fewer false alarms

It looks at a sample a second: of a quicker file it is given the means of each second.
"""
import json, multiprocessing, os, sys
import numpy as np
sys.path.insert(0, os.environ['BENCH'])
import peer_detectors

SETTINGS = {'gentle': {}, 'strict': dict(k=5.5, rho=.8)}
TOLD = ('peak_s', 'onset_s', 'polarity', 'decided_s')

def hear(job):
    truth, pred, name, rate = job
    x = np.genfromtxt(os.path.join(truth, name + '.csv'), delimiter=',', skip_header=1, usecols=1)
    x = x[:len(x) // rate * rate].reshape(-1, rate).mean(1)
    for setting, options in SETTINGS.items():
        with open(os.path.join(pred, setting, name + '.pred.csv'), 'w') as f:
            f.write(','.join(TOLD) + '\n')
            for spike in peer_detectors.matched2(x, **options): f.write(','.join(str(spike[key]) for key in TOLD) + '\n')

if __name__ == '__main__':
    truth, pred = sys.argv[1:]
    for setting in SETTINGS: os.makedirs(os.path.join(pred, setting), exist_ok=True)
    jobs = [(truth, pred, m['name'], m['fs']) for m in json.load(open(os.path.join(truth, 'manifest.json')))]
    with multiprocessing.Pool() as pool: list(pool.imap_unordered(hear, jobs))
