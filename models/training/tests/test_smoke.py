"""Everything once, quickly, on slots that are made up: does it run, and does it say the same wherever it runs?

    python -m unittest -v          in models/training; a minute or two

Nothing of it tells how well a model reads. Skipped where PyTorch is not installed.
"""

import contextlib
import io
import json
import shutil
import tempfile
import unittest
from importlib.util import find_spec
from pathlib import Path

if find_spec("torch") is None:
    raise unittest.SkipTest("PyTorch is not installed here: pip install -e models/training")
if find_spec("onnxruntime") is None or find_spec("onnx") is None:
    raise unittest.SkipTest("PyTorch is here, but not onnx and onnxruntime: pip install -e models/training")

import numpy as np
import torch

from andas_training import check, export, export_lstm, fewer, forecast, macs, make_data, reach, table, train, train_ear
from andas_training.data.recordings import load_part, load_recording
from andas_training.data.slots import FEATURES, HOURS, SEATS, read_slots
from andas_training.graphs.stepper import session
from andas_training.learning.trained import load_trained
from andas_training.learning.trainer import Trainer
from andas_training.nets.inputs import pack
from andas_training.nets.registry import ALWAYS_ON

from . import some_bench, synthetic

ANDAS = Path(__file__).parents[3] / "dist" / "src" / "andas.js"
SWITCHES = ("offsets=golden", "attend=window", "attend=retention", "attend=ssm", "attend=none", "cell=gru", "cell=none")
SWITCHES += ("gate=off,rest=off", "router=learned", "router=one", "tape=off", "rhythm=always")


def run(command, **options) -> str:
    """A command of the package with its options; what it printed."""
    told = io.StringIO()
    given = {name: [f"--{name}"] if value is True else [f"--{name}", str(value)] for name, value in options.items()}
    with contextlib.redirect_stdout(told):
        command.main([word for words in given.values() for word in words])
    return told.getvalue()


class Smoke(unittest.TestCase):
    """A folder of data and a folder of runs, with an ear, a teacher, and a Spiralformer that it taught for three steps."""

    @classmethod
    def setUpClass(cls):
        torch.set_num_threads(1)
        root = Path(tempfile.mkdtemp(prefix="andas-training-"))
        cls.addClassCleanup(shutil.rmtree, root)
        cls.data, cls.runs, cls.bench = root / "data", root / "runs", Path(some_bench.__file__)
        synthetic.write_data(cls.data)
        run(train_ear, data=cls.data, out=cls.runs)
        cls.train = load_part(cls.data, "train")
        cls.raw = load_recording(cls.data / "raw_000.npz", labelled=False, hours=HOURS["train"])
        # this one starts each training as a command in a process of its own
        run(table, data=cls.data, out=cls.runs, bench=cls.bench, rows="main", seeds=1, steps=3)

    def trainer(self, name: str, steps: int = 1) -> Trainer:
        """A model's first steps, of one short sequence each."""
        return Trainer(name, 1, self.train, self.raw, steps, size=1, length=64)

    def test_the_table_has_a_row_for_each_model(self):
        rows = [json.loads(line) for line in (self.runs / "table.jsonl").read_text().splitlines()]
        self.assertEqual([row["model"] for row in rows], ["gru", "spiralformer"])
        for row in rows:
            self.assertEqual(row["steps"], 3)
            self.assertGreater(row["macs_per_h_raw"], 0)

    def test_every_net_and_every_switch_of_the_spiralformer_learns_a_step(self):
        for name in (*ALWAYS_ON, *(f"spiralformer:{switch}" for switch in SWITCHES)):
            with self.subTest(name):
                trainer = self.trainer(name)
                before = [value.clone() for value in trainer.model.parameters()]
                self.assertTrue(all(np.isfinite(value) for value in trainer.train_step().values()))
                self.assertTrue(any((one != other).any() for one, other in zip(before, trainer.model.parameters(), strict=True)))

    def test_a_training_that_was_ended_goes_on_as_if_it_had_not_been(self):
        with tempfile.TemporaryDirectory() as folder:
            whole = self.trainer("spiralformer", steps=3)
            for _ in range(3):
                whole.train_step()
            first = self.trainer("spiralformer", steps=3)
            first.train_step()
            first.save(Path(folder) / "begun.pt")
            later = self.trainer("spiralformer", steps=3)
            with contextlib.redirect_stdout(io.StringIO()):
                later.run(Path(folder) / "begun.pt", "spiralformer.1")
        for name, value in whole.model.state_dict().items():
            self.assertTrue(torch.equal(value, later.model.state_dict()[name]), name)

    def test_a_row_that_uses_a_trained_model_otherwise_trains_nothing(self):
        row = json.loads(run(train, model="spiralformer:habit=off", seed=1, data=self.data, out=self.runs, bench=self.bench, steps=3))
        self.assertEqual(row["train_cpu_s"], 0)
        self.assertFalse((self.runs / "spiralformer+habit=off.1.pt").exists())

    def test_an_exported_spiralformer_says_what_it_said_in_pytorch(self):
        more, out = self.runs / "fewer", self.runs / "export"
        run(fewer, seed=1, data=self.data, runs=self.runs, out=more, bench=self.bench, steps=2)
        checkpoint, report = more / "spiralformer.1.pt", more / "spiralformer.1.json"
        run(export, checkpoint=checkpoint, report=report, ear=self.runs, data=self.data, bench=self.bench, out=out)
        card = json.loads((out / "spiralformer.int8.json").read_text())
        figures = card["figures"]["export"]
        self.assertLess(figures["parity_fp32"], 1e-4)
        self.assertGreaterEqual(figures["tried"][figures["int8"]]["same_event"], 0.99)
        self.assertLess(figures["tried"]["weights"]["off"], 0.5)
        # the same card as the one that is shipped, with other numbers in it
        self.assertEqual(list(card), list(synthetic.CARD))
        self.assertEqual((card["glyphs"], card["features"]), (synthetic.GLYPHS, synthetic.FEATURES))
        self.assertEqual(card["inputs"], synthetic.CARD["inputs"])
        told = run(check, model=out / "spiralformer.int8.onnx", data=self.data)
        self.assertRegex(told, r"^[1-9]\d* hold calls said bit for bit the same whatever arrived; [1-9]")

    def test_an_exported_lstm_says_what_it_said_in_pytorch(self):
        out, trainer = self.runs / "lstm.onnx", self.trainer("lstm", steps=2)
        with contextlib.redirect_stdout(io.StringIO()):
            trainer.run(self.runs / "lstm.1.pt", "lstm.1")
        run(export_lstm, checkpoint=self.runs / "lstm.1.pt", out=out)
        (recording,) = load_part(self.data, "val")
        model, _ = load_trained(self.runs, "lstm.1", FEATURES)
        slots = np.arange(100)
        with torch.no_grad():
            wanted = model({name: value[None] for name, value in pack(recording, slots).items()})
        running, state = session(out), np.zeros((2, model.cell.hidden_size), np.float32)
        for slot in slots:
            told = dict(seat=np.arange(SEATS), glyph=recording.slots.glyph[slot], feature=recording.feature[slot], state=state)
            event, following, embedding, state = running.run(None, told)
            # its weights are int8
            np.testing.assert_allclose(event[0], wanted["event"][0, slot], atol=0.05)
            np.testing.assert_allclose(following, wanted["following"][0, slot], atol=0.05)
            np.testing.assert_allclose(embedding[0] / np.linalg.norm(embedding), wanted["embedding"][0, slot], atol=0.05)

    def test_what_a_net_remembers_and_foretells_is_measured(self):
        asked = dict(data=self.data, runs=self.runs, out=self.runs, models="gru.1,spiralformer.1")
        run(reach, groups=8, **asked)
        held = json.loads((self.runs / "reach.json").read_text())
        self.assertEqual(list(held), ["gru.1 test", "gru.1 raw", "spiralformer.1 test", "spiralformer.1 raw"])
        self.assertEqual(run(reach, groups=8, **asked), "", "what was measured is not measured again")
        page = run(forecast, **asked)
        self.assertEqual((self.runs / "forecast.md").read_text().strip(), page.strip())
        for name in ("Markov-3", "gru.1", "spiralformer.1"):
            self.assertIn(f"| {name}", page)

    def test_the_cost_of_every_net_is_told(self):
        told = run(macs, data=self.data)
        for name in (*ALWAYS_ON, "spiralformer on the raw recording"):
            self.assertIn(f"{name}: ", told)

    def test_the_slots_that_it_learns_from_are_the_nodes_own(self):
        if not ANDAS.exists() or shutil.which("node") is None:
            self.skipTest("needs the built andas: npm run build")
        with tempfile.TemporaryDirectory() as folder:
            shutil.copy(self.data / "raw_000.npz", folder)  # what is there is not made again
            run(make_data, bench=self.bench, out=folder, andas=ANDAS, train=1, val=0, test=0, grove=0)
            slots = read_slots(Path(folder) / "train_000.npz")
        self.assertEqual(slots.feature.shape[1:], (some_bench.N, FEATURES))
        self.assertEqual((list(slots.glyphs), list(slots.features)), (synthetic.GLYPHS, synthetic.FEATURES))
