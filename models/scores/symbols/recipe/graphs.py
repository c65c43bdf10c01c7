"""Writes the network as two ONNX models that fit together.

The detector takes a picture and gives the maps `energy`, `box` and `features`. The classifier takes
a list of features and gives `classes`. One cell of the map is all that it looks at, so it is asked
about the cells where something is, in a fraction of the time that the whole map would take. No name
stands in both but `features`: joined there, they are one model from the picture to the class scores
of cells (`logits`), which is what gradients are computed through.

Graphs are built node by node, with batch normalisation folded into the convolutions, so that their
names and operators (Conv, Relu, Resize, Concat, Sigmoid, Gemm, Softmax) do not depend on a version
of PyTorch's exporter.
"""

from __future__ import annotations

import numpy as np
import onnx
from onnx import TensorProto, compose, helper, numpy_helper
from torch import nn

from classes import NAMES
from network import CHANNELS, CellHead, SymbolNet

_OPSET = 18
_IR_VERSION = 8
_PRODUCER = "sightglass symbols recipe"

Shape = list[int | str]


class _Graph:
    """Nodes and constants under construction. Every node has one output, which has its name."""

    def __init__(self) -> None:
        self._nodes: list[onnx.NodeProto] = []
        self._constants: list[onnx.TensorProto] = []

    def constant(self, name: str, values: np.ndarray) -> str:
        """Adds a constant of float32, or of int64 where the values are whole numbers."""
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
        parameters = [self.constant(f"{name}.weight", weight), self.constant(f"{name}.bias", bias)]
        return self.node(
            "Conv",
            [value, *parameters],
            name,
            kernel_shape=[side, side],
            strides=[stride, stride],
            pads=[side // 2] * 4,
        )

    def on_map(self, value: str, name: str, layer: CellHead) -> str:
        """A head for all cells of a map."""
        weight, bias = layer.weight.detach().numpy(), layer.bias.detach().numpy()
        return self.convolution(value, name, weight[:, :, None, None], bias)

    def on_list(self, value: str, name: str, layer: CellHead) -> str:
        """A head for a list of cells."""
        parameters = [
            self.constant(f"{name}.weight", layer.weight.detach().numpy()),
            self.constant(f"{name}.bias", layer.bias.detach().numpy()),
        ]
        return self.node("Gemm", [value, *parameters], name, transB=1)

    def block(self, value: str, name: str, block: nn.Module, output: str = "") -> str:
        """A convolution with its normalisation folded in, then ReLU."""
        assert isinstance(block, nn.Sequential), f"{name} is not made of layers"
        convolution, norm = block[0], block[1]
        scale = norm.weight.double() / (norm.running_var.double() + norm.eps).sqrt()
        weight = convolution.weight.double() * scale[:, None, None, None]
        bias = norm.bias.double() - norm.running_mean.double() * scale
        value = self.convolution(
            value, name, weight.detach().numpy(), bias.detach().numpy(), convolution.stride[0]
        )
        return self.node("Relu", [value], output or f"{name}.relu")

    def model(
        self, name: str, given: tuple[str, Shape], found: list[tuple[str, Shape]]
    ) -> onnx.ModelProto:
        """The checked model with its input and its outputs."""
        graph = helper.make_graph(
            self._nodes,
            name,
            [helper.make_tensor_value_info(given[0], TensorProto.FLOAT, given[1])],
            [helper.make_tensor_value_info(at, TensorProto.FLOAT, shape) for at, shape in found],
            self._constants,
        )
        model = helper.make_model(
            graph,
            opset_imports=[helper.make_opsetid("", _OPSET)],
            ir_version=_IR_VERSION,
            producer_name=_PRODUCER,
        )
        onnx.checker.check_model(model, full_check=True)
        return model


def detector(network: SymbolNet) -> onnx.ModelProto:
    """`image`, 1 x 1 x height x width, to maps of half the size: `energy` from 0 to 1, `box` in
    staff spaces, and `features`."""
    graph = _Graph()
    levels: list[str] = []
    value = "image"
    for level, stage in enumerate(network.encoder, start=1):
        assert isinstance(stage, nn.Sequential), "a stage is not made of blocks"
        for index, block in enumerate(stage, start=1):
            value = graph.block(value, f"encoder{level}_{index}", block)
        levels.append(value)
    levels.pop()
    twice = graph.constant("twice", np.array([1.0, 1.0, 2.0, 2.0]))
    for stage in network.decoder:
        level = len(levels)
        value = graph.node(
            "Resize",
            [value, "", twice],
            f"doubled{level}",
            mode="nearest",
            coordinate_transformation_mode="asymmetric",
            nearest_mode="floor",
        )
        value = graph.node("Concat", [value, levels.pop()], f"joined{level}", axis=1)
        output = "" if levels else "features"
        value = graph.block(value, f"decoder{level}", stage, output)
    graph.node("Sigmoid", [graph.on_map(value, "energy.logits", network.energy)], "energy")
    graph.on_map(value, "box", network.box)
    maps: Shape = ["rows", "columns"]
    return graph.model(
        "symbols",
        ("image", [1, 1, "height", "width"]),
        [
            ("energy", [1, 1, *maps]),
            ("box", [1, 4, *maps]),
            ("features", [1, CHANNELS[0], *maps]),
        ],
    )


def classifier(network: SymbolNet) -> onnx.ModelProto:
    """`features`, cells x 24, to `classes`, a probability for each class; `logits` are before."""
    graph = _Graph()
    value = graph.on_list("features", "hidden", network.hidden)
    value = graph.node("Relu", [value], "hidden.relu")
    value = graph.on_list(value, "logits", network.classes)
    graph.node("Softmax", [value], "classes", axis=1)
    return graph.model(
        "symbol classes",
        ("features", ["cells", CHANNELS[0]]),
        [("classes", ["cells", len(NAMES)])],
    )


def joined(detector: onnx.ModelProto, classifier: onnx.ModelProto) -> onnx.ModelProto:
    """One model from the picture to the `logits` of every cell, row by row."""
    between = _Graph()
    value = between.node("Transpose", ["features"], "cells.last", perm=[0, 2, 3, 1])
    shape = between.constant("cells.shape", np.array([-1, CHANNELS[0]]))
    between.node("Reshape", [value, shape], "cells")
    listed = between.model(
        "list of cells",
        ("features", [1, CHANNELS[0], "rows", "columns"]),
        [("cells", ["cells", CHANNELS[0]])],
    )
    inner = onnx.ModelProto()
    inner.CopyFrom(classifier)
    logits = helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["cells", len(NAMES)])
    inner.graph.output.append(logits)
    whole = compose.merge_models(detector, listed, io_map=[("features", "features")])
    return compose.merge_models(whole, inner, io_map=[("cells", "features")])
