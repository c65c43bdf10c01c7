"""Writes a pack: model, golden tensors, `pack.toml` with hashes, and a card to be completed."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import onnx
import onnxruntime

from networks import MEAN, STD

GOLDEN_SEED = 7
TOLERANCE = 1e-3
"""Logits reach beyond 10, and providers add in different orders."""
TILE_PX = 1088
"""Longest side of a tile where a picture is larger."""


@dataclass(frozen=True)
class Figure:
    """One figure of how good the model is, and the data that gave it."""

    name: str
    value: float
    data: str


@dataclass(frozen=True)
class OperatingPoint:
    """From where on an answer counts."""

    threshold: float
    chosen_by: str
    chosen_on: str


@dataclass(frozen=True)
class Description:
    """What `pack.toml` says about a model."""

    name: str
    task: str
    description: str
    labels: list[str]
    output: str
    decode: str
    side_px: int
    """Width and height of the input, or what they are multiples of."""
    is_fixed: bool
    golden_shape: tuple[int, int, int]
    """Pictures, rows and columns of the golden input."""
    operating_point: OperatingPoint
    has_background: bool = False
    """Whether the first label stands for nothing."""
    overlap_px: int | None = None
    """What neighbouring tiles share, of a model that answers for every pixel."""
    least_area_px: int | None = None
    """The area below which pixels that count are no thing."""
    figures: list[Figure] = field(default_factory=list)
    version: str = "1.0.0"


def session(model: Path | bytes) -> onnxruntime.InferenceSession:
    """One CPU thread, so that sums are always added in the same order."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    source = model if isinstance(model, bytes) else str(model)
    return onnxruntime.InferenceSession(source, options, ["CPUExecutionProvider"])


def golden_input(shape: tuple[int, int, int]) -> np.ndarray:
    """Generated pictures, normalised: a slope with noise, a dark line, a ring and a spot."""
    rng = np.random.default_rng(GOLDEN_SEED)
    count, rows, columns = shape
    row, column = np.mgrid[0:rows, 0:columns].astype(np.float64)
    pictures = []
    for number in range(count):
        picture = 0.25 + 0.1 * column / columns + rng.normal(0.0, 0.01, (rows, columns))
        away = np.hypot(row - rows * 0.6, column - columns * 0.55)
        if number % 2 == 0:
            picture -= 0.12 * (np.abs(column - columns * 0.3 - 0.05 * row) < 1.5)
            picture += 0.1 * (np.abs(away - rows * 0.15) < 1.5)
        else:
            picture -= 0.15 * (away < rows * 0.08)
        pictures.append(np.clip(picture, 0.0, 1.0))
    return ((np.stack(pictures)[:, None] - MEAN) / STD).astype(np.float32)


def write(folder: Path, model: onnx.ModelProto, about: Description) -> None:
    """Writes the pack. A card that is there already stays."""
    golden = folder / "golden"
    golden.mkdir(parents=True, exist_ok=True)
    onnx.save(model, folder / "model.onnx")
    pictures = golden_input(about.golden_shape)
    [answer] = session(folder / "model.onnx").run([about.output], {"image": pictures})
    np.save(golden / "input.npy", pictures)
    np.save(golden / "output.npy", answer.astype(np.float32))
    write_manifest(folder, about)
    card = folder / "CARD.md"
    if not card.exists():
        card.write_text(_card(about), encoding="utf-8")


def write_manifest(folder: Path, about: Description) -> None:
    """Writes `pack.toml` for the files that are there."""
    side = str(about.side_px) if about.is_fixed else f"{{ multiple_of = {about.side_px} }}"
    tiles = f"tiles = {{ side_px = {TILE_PX}, overlap_px = {about.overlap_px} }}"
    point = about.operating_point
    text = [
        "schema = 1",
        f"name = {_quoted(about.name)}",
        f'version = "{about.version}"',
        'case = "quality"',
        f'task = "{about.task}"',
        'licence = "MIT OR Apache-2.0"',
        'author = "The Sightglass authors"',
        f"description = {_quoted(about.description)}",
        'model = "model.onnx"',
        *([f"labels = {json.dumps(about.labels, ensure_ascii=False)}"] if about.labels else []),
        *([f"background = {_quoted(about.labels[0])}"] if about.has_background else []),
        "",
        "# Pictures are taken at native scale, never resized: what counts is the size of a pixel.",
        "# Values are pixel / 255, then (value - mean) / std.",
        "[input]",
        'name = "image"',
        'layout = "nchw"',
        'channels = "grey"',
        f"width_px = {side}",
        f"height_px = {side}",
        'fit = "native"',
        *([tiles] if about.overlap_px is not None else []),
        f"mean = [{MEAN}]",
        f"std = [{STD}]",
        "",
        "[[outputs]]",
        f'name = "{about.output}"',
        f'decode = "{about.decode}"',
        *(["range = [0.0, 1.0]"] if about.decode == "anomaly-map" else []),
        "",
        "[operating_point]",
        f"threshold = {point.threshold:.4g}",
        f"chosen_by = {_quoted(point.chosen_by)}",
        f"chosen_on = {_quoted(point.chosen_on)}",
    ]
    if about.least_area_px is not None:
        text += ["", "[instances]", f"least_area_px = {about.least_area_px}"]
    for figure in about.figures:
        text += ["", "[[metrics]]", f"name = {_quoted(figure.name)}"]
        text += [f"value = {figure.value:.4f}", f"data = {_quoted(figure.data)}"]
    text += [
        "",
        "[[golden]]",
        'input = "golden/input.npy"',
        f'outputs = {{ {about.output} = "golden/output.npy" }}',
        f"tolerance = {TOLERANCE:g}",
        "",
        "[files]",
    ]
    for name in ("model.onnx", "golden/input.npy", "golden/output.npy"):
        text.append(f'"{name}" = "{hashlib.sha256((folder / name).read_bytes()).hexdigest()}"')
    (folder / "pack.toml").write_text("\n".join(text) + "\n", encoding="utf-8")


def _quoted(text: str) -> str:
    """A basic string of TOML, which is one of JSON as well."""
    return json.dumps(text, ensure_ascii=False)


def _card(about: Description) -> str:
    """What is known at the end of a training run, and what is still to be said."""
    rows = "\n".join(f"| {it.name} | {it.value:.4f} | {it.data} |" for it in about.figures)
    point = about.operating_point
    return f"""# {about.name}

{about.description}

| | |
|---|---|
| input | `image`, float32, batch x 1 x height x width, grey |
| values | pixel / 255, then (value - {MEAN}) / {STD} |
| output | `{about.output}` ({about.decode}) |
| labels | {", ".join(about.labels) or "none"} |
| operating point | {point.threshold:.4g}: {point.chosen_by}, on {point.chosen_on} |

## Figures
These are of the data that the run was stopped by, so they flatter. Judge the model on series that
neither training nor validation has seen before it is used.

| figure | value | data |
|---|---|---|
{rows}

## Data
To be completed: whose pictures, under which licence, who labelled them and how.

## Where it fails
To be completed: what was tried, and what it gets wrong.
"""
