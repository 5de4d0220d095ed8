"""Reach and soft memory: what a trained net still holds of a cue up to 12 hours later, and how fast its state forgets.

    python -m andas_training.reach --data DIR --runs DIR --out DIR [--models gru.1,spiralformer.1] [--groups 220] [--seed 0]

Lives are the test recordings, where an event comes every half hour, and the raw recording's later hours, where little does; the weights are
frozen. Recall: a linear probe, fitted on some recordings and scored on others, reads from the state which of four cues it was (chance .25),
and apart from that what and where (chance .5). Decay: how far the state is from that of the same life without the cue.
Writes OUT/reach.json, goes on where it ended, and OUT/reach.md.
"""

from .data.recordings import load_part, load_recording
from .learning.trained import Measuring, load_ear
from .memory.measure import measure, span
from .memory.page import markdown
from .memory.planting import groups


def main(argv: list[str] | None = None) -> None:
    asked = Measuring.asked(__doc__)
    asked.add_argument("--groups", type=int, default=220, help="quiet stretches, each with every kind of cue in turn")
    asked.add_argument("--seed", type=int, default=0)
    options = asked.parse_args(argv)
    measuring = Measuring("reach", options)
    held = measuring.so_far()
    test, raw = load_part(options.data, "test"), load_recording(options.data / "raw_000.npz", labelled=False)
    ear = load_ear(options.runs)
    for stem, model, having in measuring.models(raw.feature.shape[2]):
        for lives in ("test", "raw"):
            if f"{stem} {lives}" in held:
                continue
            planted = groups(test, raw if lives == "raw" else None, options.groups, options.seed)
            report = dict(net=stem, lives=lives) | measure(model, having, ear, planted)
            if having:
                report["span"] = span(test if lives == "test" else [raw], having)
            held[f"{stem} {lives}"] = report
            measuring.write(held, markdown(held))
            print(f"{stem} on {lives}: {report['groups']} groups", flush=True)


if __name__ == "__main__":
    main()
