"""Writes model.onnx and the golden tensors from trained weights.

    python export.py --weights weights.pt --pack ..

The graph is built node by node with batch normalisation folded into the convolutions, so that its
names and its operators (Conv, Relu, MaxPool, GlobalAveragePool, Flatten, Gemm) do not depend on a
version of PyTorch's exporter.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from onnx import TensorProto, helper, numpy_helper

from crops import MEAN, SIDE_PX, STD
from network import TextureNet
from photographs import SURFACES

OPSET = 18
IR_VERSION = 8
GOLDEN_SEED = 7


def folded(convolution: torch.nn.Sequential) -> tuple[np.ndarray, np.ndarray]:
    """Weight and bias of the convolution with its batch normalisation folded in, in float64."""
    conv, norm = convolution
    scale = norm.weight.double() / torch.sqrt(norm.running_var.double() + norm.eps)
    weight = conv.weight.double() * scale[:, None, None, None]
    bias = norm.bias.double() - norm.running_mean.double() * scale
    return weight.detach().numpy(), bias.detach().numpy()


def build(network: TextureNet) -> onnx.ModelProto:
    """The ONNX model of a trained network."""
    nodes, initialisers = [], []

    def constant(name: str, values: np.ndarray) -> str:
        initialisers.append(numpy_helper.from_array(np.ascontiguousarray(values, np.float32), name))
        return name

    def node(operator: str, inputs: list[str], output: str, **attributes: object) -> str:
        nodes.append(helper.make_node(operator, inputs, [output], name=output, **attributes))
        return output

    value = "image"
    for stage_index, stage in enumerate(network.stages, start=1):
        for index, convolution in enumerate(stage, start=1):
            name = f"conv{stage_index}_{index}"
            weight, bias = folded(convolution)
            parameters = [constant(f"{name}.weight", weight), constant(f"{name}.bias", bias)]
            value = node("Conv", [value, *parameters], name, kernel_shape=[3, 3], pads=[1, 1, 1, 1])
            value = node("Relu", [value], f"relu{stage_index}_{index}")
        value = node("MaxPool", [value], f"pool{stage_index}", kernel_shape=[2, 2], strides=[2, 2])
    value = node("GlobalAveragePool", [value], "average")
    value = node("Flatten", [value], "features", axis=1)
    dense = [
        constant("dense.weight", network.dense.weight.detach().numpy()),
        constant("dense.bias", network.dense.bias.detach().numpy()),
    ]
    node("Gemm", [value, *dense], "logits", transB=1)

    graph = helper.make_graph(
        nodes,
        "textures",
        [helper.make_tensor_value_info("image", TensorProto.FLOAT, ["batch", 3, SIDE_PX, SIDE_PX])],
        [helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["batch", len(SURFACES)])],
        initialisers,
    )
    model = helper.make_model(
        graph,
        opset_imports=[helper.make_opsetid("", OPSET)],
        ir_version=IR_VERSION,
        producer_name="sightglass textures recipe",
    )
    helper.set_model_props(model, {"labels": ",".join(surface.label for surface in SURFACES)})
    onnx.checker.check_model(model, full_check=True)
    return model


def golden_input() -> np.ndarray:
    """Two generated pictures, normalised: crossed waves with a gradient, and blocks with noise."""
    rng = np.random.default_rng(GOLDEN_SEED)
    row, column = np.mgrid[0:SIDE_PX, 0:SIDE_PX] / SIDE_PX
    waves = np.stack(
        [
            0.5 + 0.3 * np.sin(2 * np.pi * (5 * column + 2 * row)),
            0.5 + 0.3 * np.cos(2 * np.pi * (7 * row - 3 * column)),
            0.2 + 0.6 * row * column,
        ]
    )
    blocks = np.kron(rng.uniform(0.1, 0.9, (3, 8, 8)), np.ones((12, 12)))
    blocks += rng.normal(0.0, 0.05, blocks.shape)
    pictures = np.clip(np.stack([waves, blocks]), 0.0, 1.0)
    return ((pictures - MEAN) / STD).astype(np.float32)


def session(model: Path) -> onnxruntime.InferenceSession:
    """One CPU thread, so that sums are always added in the same order."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(str(model), options, ["CPUExecutionProvider"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--pack", type=Path, required=True, help="folder of the pack")
    arguments = parser.parse_args()
    torch.set_num_threads(1)

    network = TextureNet(len(SURFACES))
    network.load_state_dict(torch.load(arguments.weights, weights_only=True))
    network.eval()
    model_path = arguments.pack / "model.onnx"
    onnx.save(build(network), model_path)

    pictures = golden_input()
    [logits] = session(model_path).run(["logits"], {"image": pictures})
    with torch.no_grad():
        difference = float(np.abs(network(torch.from_numpy(pictures)).numpy() - logits).max())
    if difference > 1e-4:
        raise SystemExit(f"The ONNX model differs from PyTorch by {difference:.2e}.")
    golden = arguments.pack / "golden"
    golden.mkdir(exist_ok=True)
    np.save(golden / "input.npy", pictures)
    np.save(golden / "output.npy", logits)
    print(f"{model_path}: {model_path.stat().st_size} bytes, {difference:.1e} from PyTorch")


if __name__ == "__main__":
    main()
