"""Ways to make a graph small."""

from pathlib import Path

from onnxruntime.quantization import CalibrationDataReader, QuantFormat, QuantType, quantize_dynamic, quantize_static

from ..data.recordings import Recording
from ..waking.policy import Calls
from .int8 import hold_weights_as_int8
from .stepper import Stepper, call_inputs, session

WAYS = ("weights", "dynamic", "static")


class Calibration(CalibrationDataReader):
    """The calls of a recording, one after the other, with the state that the fp32 model had."""

    def __init__(self, path: Path, recording: Recording, calls: Calls, limit: int = 300):
        stepper, held = Stepper(session(path)), []
        for at in range(min(limit, len(calls.slot))):
            inputs = call_inputs(recording, calls, at)
            held.append({name: value.copy() for name, value in stepper.feed(inputs).items()})
            stepper.step(inputs)
        self.held = iter(held)

    def get_next(self):
        return next(self.held, None)


def quantized(source: Path, out: Path, how: str, exact: list[str], recording: Recording, calls: Calls) -> None:
    """`weights`: held as int8, run in fp32; `dynamic`: int8 sums, activations measured in each call; `static`: by a calibration on val."""
    if how == "weights":
        hold_weights_as_int8(source, out)
        return
    common = dict(weight_type=QuantType.QInt8, per_channel=True, op_types_to_quantize=["MatMul"], nodes_to_exclude=exact)
    if how == "dynamic":
        quantize_dynamic(str(source), str(out), extra_options={"EnableSubgraph": True, "MatMulConstBOnly": True}, **common)
    else:
        reader = Calibration(source, recording, calls)
        quantize_static(
            str(source),
            str(out),
            reader,
            quant_format=QuantFormat.QDQ,
            activation_type=QuantType.QUInt8,
            extra_options={"MatMulConstBOnly": True},
            **common,
        )
