"""Writes every_field.onnx with ONNX's own Python package (1.23): one value of each message field.

    pip install onnx==1.23.2 && python every_field.py

The graph cannot be run. It exists so that the field numbers in `graph::messages` are compared with
those that the ONNX project's own code writes.
"""

import onnx
from onnx import TensorProto, helper

ATTRIBUTES = {
    "f": 0.5,
    "i": -2,
    "s": "text",
    "floats": [1.0, 2.0],
    "ints": [3, -4],
    "strings": ["a", "b"],
    "t": helper.make_tensor("t", TensorProto.INT64, [2], [5, 6]),
    "g": helper.make_graph([], "body", [], []),
    "tp": helper.make_tensor_type_proto(TensorProto.FLOAT, [1]),
}

any_shape = helper.make_tensor_value_info("any_shape", TensorProto.INT64, None)
vector = helper.make_tensor_type_proto(TensorProto.FLOAT, [None])
inputs = [
    helper.make_tensor_value_info("image", TensorProto.FLOAT16, [1, "n", None]),
    helper.make_value_info("list", helper.make_sequence_type_proto(vector)),
    helper.make_value_info("map", helper.make_map_type_proto(TensorProto.INT64, vector)),
    helper.make_value_info("maybe", helper.make_optional_type_proto(vector)),
    any_shape,
]
constants = [
    helper.make_tensor("floats", TensorProto.FLOAT, [2], [1.0, 2.0]),
    helper.make_tensor("doubles", TensorProto.DOUBLE, [1], [3.0]),
    helper.make_tensor("small", TensorProto.UINT8, [1], [200]),
    helper.make_tensor("large", TensorProto.UINT64, [1], [2**64 - 1]),
    helper.make_tensor("text", TensorProto.STRING, [1], [b"word"]),
    helper.make_tensor("raw", TensorProto.UINT8, [3], bytes([1, 2, 3]), raw=True),
]
sparse = helper.make_sparse_tensor(
    helper.make_tensor("sparse", TensorProto.FLOAT, [1], [9.0]),
    helper.make_tensor("", TensorProto.INT64, [1], [4]),
    [10],
)
graph = helper.make_graph(
    [helper.make_node("Twice", ["image"], ["answer"], domain="org.example", **ATTRIBUTES)],
    "graph",
    inputs,
    [helper.make_tensor_value_info("answer", TensorProto.FLOAT16, [1])],
    constants,
    value_info=[helper.make_tensor_value_info("inner", TensorProto.FLOAT, [1])],
    sparse_initializer=[sparse],
)
twice = helper.make_function(
    "org.example",
    "Twice",
    ["x"],
    ["y"],
    [helper.make_node("Add", ["x", "x"], ["y"])],
    [helper.make_opsetid("", 17)],
)
model = helper.make_model(
    graph,
    functions=[twice],
    opset_imports=[helper.make_opsetid("", 17), helper.make_opsetid("org.example", 3)],
    ir_version=8,
    producer_name="producer",
    producer_version="1.2",
    domain="org.example",
    model_version=7,
    doc_string="model doc",
)
helper.set_model_props(model, {"key": "value"})
onnx.save(model, "every_field.onnx")
