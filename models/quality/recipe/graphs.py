"""Writes the networks as ONNX.

Graphs are built node by node, with batch normalisation folded into the convolutions, so that their
names and operators do not depend on a version of PyTorch's exporter.
"""

from __future__ import annotations

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import nn

from networks import CELL_PX, COARSEST, WINDOW_PX, DefectNet, KindNet
from oddity import Density

OPSET = 18
IR_VERSION = 8


class Graph:
    """Nodes and constants under construction. Every node has one output, which has its name."""

    def __init__(self) -> None:
        self._nodes: list[onnx.NodeProto] = []
        self._constants: list[onnx.TensorProto] = []

    def constant(self, name: str, values: np.ndarray) -> str:
        """Adds a constant of float32, or of int64 where the values are whole numbers."""
        values = np.asarray(values)
        kind = np.int64 if values.dtype.kind == "i" else np.float32
        tensor = numpy_helper.from_array(np.ascontiguousarray(values, kind), name)
        self._constants.append(tensor)
        return name

    def node(self, operator: str, inputs: list[str], name: str, **attributes: object) -> str:
        """Adds a node."""
        self._nodes.append(helper.make_node(operator, inputs, [name], name=name, **attributes))
        return name

    def convolution(
        self, value: str, name: str, weight: np.ndarray, bias: np.ndarray, stride: int = 1
    ) -> str:
        """A convolution that keeps the size, or halves it with a stride of 2."""
        side = weight.shape[2]
        inputs = [
            value,
            self.constant(f"{name}.weight", weight),
            self.constant(f"{name}.bias", bias),
        ]
        return self.node(
            "Conv",
            inputs,
            name,
            kernel_shape=[side, side],
            strides=[stride, stride],
            pads=[side // 2] * 4,
        )

    def block(self, value: str, name: str, block: nn.Sequential) -> str:
        """A convolution with its normalisation folded in, then ReLU."""
        weight, bias = folded(block[0], block[1])
        value = self.convolution(value, name, weight, bias, block[0].stride[0])
        return self.node("Relu", [value], f"{name}.relu")

    def pool(self, operator: str, value: str, name: str, side: int) -> str:
        """The mean or the largest of squares."""
        sides = [side, side]
        return self.node(operator, [value], name, kernel_shape=sides, strides=sides)

    def model(
        self, name: str, input_shape: list, output: str, output_shape: list, labels: list[str]
    ) -> onnx.ModelProto:
        """The checked model."""
        graph = helper.make_graph(
            self._nodes,
            name,
            [helper.make_tensor_value_info("image", TensorProto.FLOAT, input_shape)],
            [helper.make_tensor_value_info(output, TensorProto.FLOAT, output_shape)],
            self._constants,
        )
        model = helper.make_model(
            graph,
            opset_imports=[helper.make_opsetid("", OPSET)],
            ir_version=IR_VERSION,
            producer_name="sightglass quality recipe",
        )
        if labels:
            helper.set_model_props(model, {"labels": ",".join(labels)})
        onnx.checker.check_model(model, full_check=True)
        return model


def folded(convolution: nn.Conv2d, norm: nn.BatchNorm2d) -> tuple[np.ndarray, np.ndarray]:
    """Weight and bias of a convolution with its batch normalisation folded in, in float64."""
    scale = norm.weight.double() / torch.sqrt(norm.running_var.double() + norm.eps)
    weight = convolution.weight.double() * scale[:, None, None, None]
    bias = norm.bias.double() - norm.running_mean.double() * scale
    return weight.detach().numpy(), bias.detach().numpy()


def _encoder(graph: Graph, network: DefectNet, levels: int) -> list[str]:
    """The first levels of the encoder."""
    value, found = "image", []
    for level in range(levels):
        for index, block in enumerate(network.encoder[level]):
            value = graph.block(value, f"encoder{level + 1}_{index + 1}", block)
        found.append(value)
    return found


def defect_model(network: DefectNet, labels: list[str]) -> onnx.ModelProto:
    """`image`, batch x 1 x height x width, to `logits`, batch x classes x height x width."""
    graph = Graph()
    levels = _encoder(graph, network, 4)
    scales = graph.constant("twice", np.array([1.0, 1.0, 2.0, 2.0]))
    value = levels[3]
    for level in (2, 1, 0):
        lateral = network.lateral[level]
        weight, bias = lateral.weight.detach().numpy(), lateral.bias.detach().numpy()
        value = graph.convolution(value, f"lateral{level + 1}", weight, bias)
        value = graph.node(
            "Resize",
            [value, "", scales],
            f"doubled{level + 1}",
            mode="linear",
            coordinate_transformation_mode="half_pixel",
        )
        value = graph.node("Add", [levels[level], value], f"sum{level + 1}")
        value = graph.block(value, f"decoder{level + 1}", network.decoder[level])
    head = [
        graph.constant("head.weight", network.head.weight.detach().numpy()),
        graph.constant("head.bias", network.head.bias.detach().numpy()),
    ]
    graph.node(
        "ConvTranspose",
        [value, *head],
        "logits",
        kernel_shape=[4, 4],
        strides=[2, 2],
        pads=[1, 1, 1, 1],
    )
    shape = ["batch", 1, "height", "width"]
    return graph.model(
        "defects", shape, "logits", ["batch", len(labels), "height", "width"], labels
    )


def kind_model(network: KindNet, labels: list[str]) -> onnx.ModelProto:
    """`image`, batch x 1 x 64 x 64, to `logits`, batch x classes."""
    graph = Graph()
    value = "image"
    for stage_index, stage in enumerate(network.stages, start=1):
        for index, (convolution, norm) in enumerate(stage, start=1):
            weight, bias = folded(convolution, norm)
            value = graph.convolution(value, f"conv{stage_index}_{index}", weight, bias)
            value = graph.node("Relu", [value], f"relu{stage_index}_{index}")
        value = graph.pool("MaxPool", value, f"pool{stage_index}", 2)
    value = graph.node("Flatten", [value], "features", axis=1)
    for name, layer in (("dense", network.dense), ("logits", network.last)):
        parameters = [
            graph.constant(f"{name}.weight", layer.weight.detach().numpy()),
            graph.constant(f"{name}.bias", layer.bias.detach().numpy()),
        ]
        value = graph.node("Gemm", [value, *parameters], name, transB=1)
        if name == "dense":
            value = graph.node("Relu", [value], "dense.relu")
    shape = ["batch", 1, WINDOW_PX, WINDOW_PX]
    return graph.model("kinds", shape, "logits", ["batch", len(labels)], labels)


def oddity_model(network: DefectNet, density: Density) -> onnx.ModelProto:
    """`image`, batch x 1 x height x width, to `score`, batch x 1 x height / 8 x width / 8."""
    graph = Graph()
    half, quarter, eighth = _encoder(graph, network, 3)
    pooled = [
        graph.pool("AveragePool", half, "half.mean", 4),
        graph.pool("MaxPool", half, "half.most", 4),
        graph.pool("AveragePool", quarter, "quarter.mean", 2),
        graph.pool("MaxPool", quarter, "quarter.most", 2),
        eighth,
    ]
    value = graph.node("Concat", pooled, "features", axis=1)

    def pixelwise(values: str, name: str, weight: np.ndarray, bias: np.ndarray) -> str:
        return graph.convolution(values, name, weight[:, :, None, None], bias)

    value = pixelwise(value, "white", density.whitening, density.offset)
    parts, kept, _ = density.roots.shape
    roots = density.roots.reshape(parts * kept, kept)
    value = pixelwise(value, "away", roots, -density.centres.reshape(-1))
    value = graph.node("Mul", [value, value], "away.squared")
    # Each row adds up the squares of one part.
    sums = np.kron(np.eye(parts), np.full((1, kept), -0.5))
    value = pixelwise(value, "logarithms", sums, density.shares)
    axis = graph.constant("channels", np.array([1]))
    value = graph.node("ReduceLogSumExp", [value, axis], "density", keepdims=1)
    value = graph.node(
        "Mul", [value, graph.constant("slope", np.array(-1 / density.scale))], "scaled"
    )
    shift = graph.constant("shift", np.array(-density.middle / density.scale))
    value = graph.node("Add", [value, shift], "shifted")
    graph.node("Sigmoid", [value], "score")
    shape = ["batch", 1, "height", "width"]
    return graph.model("oddity", shape, "score", ["batch", 1, "rows", "columns"], [])


SIDES_PX = {"defects": COARSEST, "oddity": CELL_PX}
"""What the sides of the input of a network for whole pictures are multiples of."""
