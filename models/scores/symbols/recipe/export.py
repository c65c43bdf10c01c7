"""Writes the pack of a trained network: two models, golden tensors and the manifest.

    python export.py --weights RUN/weights.pt --pack ..
    python export.py --weights RUN/weights.pt --pack .. --figures figures.json

The second form, after `evaluate.py`, adds its figures to the manifest.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path
from random import Random
from typing import Any

import cv2
import numpy as np
import onnx
import onnxruntime
import torch

import degrade
import detector
import engrave
import generator
import graphs
from classes import NAMES, NEGATIVES
from network import COARSEST_PX, SymbolNet
from targets import INTERLINE_PX, STRIDE_PX

VERSION = "1.1.0"
_TOLERANCE = 1e-3
"""Class scores reach beyond 10, and providers add in different orders."""
_GOLDEN_SEED = 7
_GOLDEN_SIDES_PX = (96, 160)

_DESCRIPTION = (
    "Finds the signs of printed music: heads, rests, flags, accidentals, clefs, time signatures, "
    "dots, articulations, ornaments, dynamics, fingerings and more. Trained on engraved and "
    "degraded pages of random music and of music21's corpus alone, without any piece of Beethoven "
    "or Mozart."
)


def golden_input() -> np.ndarray:
    """A part of a made page, degraded, as the network takes it."""
    page = next(
        page
        for seed in range(_GOLDEN_SEED, _GOLDEN_SEED + 100)
        for page in engrave.pages(generator.score(seed), Random(seed), 1)
    )
    picture = degrade.degraded(page.picture, np.random.default_rng(_GOLDEN_SEED))
    shrunk = INTERLINE_PX / degrade.INTERLINE_PX
    picture = cv2.resize(picture, None, fx=shrunk, fy=shrunk, interpolation=cv2.INTER_AREA)
    height, width = _GOLDEN_SIDES_PX
    # From the beginning of the first staff, where clef, key and metre are.
    staff = page.contents["staves"][0]
    top = max(round(staff["lines_px"][0] * shrunk) - height // 4, 0)
    left = max(round(staff["left_px"] * shrunk) - width // 8, 0)
    part = picture[top : top + height, left : left + width]
    below, beside = height - part.shape[0], width - part.shape[1]
    part = np.pad(part, ((0, below), (0, beside)), constant_values=255)
    return 1 - part[None, None].astype(np.float32) / 255


def session(model: Path | bytes) -> onnxruntime.InferenceSession:
    """One CPU thread, so that sums are always added in the same order."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    source = model if isinstance(model, bytes) else str(model)
    return onnxruntime.InferenceSession(source, options, ["CPUExecutionProvider"])


def write_models(network: SymbolNet, pack: Path) -> None:
    """Writes both models with their golden tensors, and compares them with the network, one after
    the other and joined."""
    golden = pack / "golden"
    golden.mkdir(parents=True, exist_ok=True)
    model, classifier = graphs.detector(network), graphs.classifier(network)
    onnx.save(model, pack / "model.onnx")
    onnx.save(classifier, pack / "classes.onnx")
    image = golden_input()
    outputs = ["energy", "box", "features"]
    answers = dict(
        zip(outputs, session(pack / "model.onnx").run(outputs, {"image": image}), strict=True)
    )
    rows, columns = np.nonzero(answers["energy"][0, 0] > detector.LEAST_SCORE)
    if not len(rows):
        raise SystemExit("the network finds nothing in the golden input; it has not learnt enough")
    cells = np.ascontiguousarray(answers["features"][0, :, rows, columns])
    [classes] = session(pack / "classes.onnx").run(["classes"], {"features": cells})
    whole = session(graphs.joined(model, classifier).SerializeToString())
    [logits] = whole.run(["logits"], {"image": image})
    with torch.no_grad():
        expected = dict(zip(outputs, network(torch.from_numpy(image)), strict=True))
        scores = network.class_scores(expected["features"][0].flatten(1).T)
    for name, answer in answers.items():
        _compare(name, answer, expected[name].numpy())
    places = rows * answers["energy"].shape[3] + columns
    _compare("classes", classes, scores[places].softmax(1).numpy())
    _compare("logits of both joined", logits, scores.numpy())
    np.save(golden / "image.npy", image)
    for name, answer in answers.items():
        np.save(golden / f"{name}.npy", answer)


def _compare(name: str, found: np.ndarray, expected: np.ndarray) -> None:
    difference = float(np.abs(found - expected).max())
    print(f"{name}: {difference:.1e} from PyTorch")
    if difference > _TOLERANCE:
        raise SystemExit(f"{name} of the written model differs by {difference:.2e}")


def write_manifest(
    pack: Path, figures: dict[str, Any] | None, thresholds: dict[str, float] | None
) -> None:
    """Writes `pack.toml` for the files that are there."""
    names = ["model.onnx", "classes.onnx"]
    names += [f"golden/{path.name}" for path in sorted((pack / "golden").glob("*.npy"))]
    text = [
        "schema = 1",
        'name = "Symbols of printed music"',
        f'version = "{VERSION}"',
        'case = "scores"',
        'task = "detect"',
        'licence = "MIT OR Apache-2.0"',
        'author = "The Sightglass authors"',
        f"description = {json.dumps(_DESCRIPTION)}",
        'model = "model.onnx"',
        "labels = [",
        *(f'    "{name}",' for name in NAMES),
        "]",
        "",
        "# Pages are resized so that a staff space, their unit, is 12 pixels.",
        "# Ink is 1 and paper is 0: (pixel / 255 - 1) / -1.",
        "[input]",
        'name = "image"',
        'layout = "nchw"',
        'channels = "grey"',
        f"width_px = {{ multiple_of = {COARSEST_PX} }}",
        f"height_px = {{ multiple_of = {COARSEST_PX} }}",
        'fit = "unit"',
        f"unit_px = {INTERLINE_PX}",
        f"tiles = {{ side_px = {detector.TILE_PX}, overlap_px = {2 * detector.MARGIN_PX} }}",
        'filter = "area"',
        "border = 1.0",
        "mean = [1.0]",
        "std = [-1.0]",
        "",
        f"# Maps of one cell for {STRIDE_PX} x {STRIDE_PX} pixels.",
        *_output("energy", "energy"),
        *_output("box", "box-edges"),
        *_output("features", "features"),
        "[detector]",
        'classifier = { model = "classes.onnx", input = "features", output = "classes" }',
        "# Learnt in order to be told from signs.",
        f"negatives = {json.dumps(list(NEGATIVES))}",
        f"least_energy = {detector.LEAST_ENERGY}",
        f"apart_units = {detector.DUPLICATE}",
        "",
        "[operating_point]",
        f"threshold = {detector.LEAST_SCORE}",
        *_chosen(thresholds),
    ]
    for name, value, data in _metrics(figures) if figures else []:
        text += ["", "[[metrics]]", f"name = {json.dumps(name)}"]
        text += [f"value = {value:.4f}", f"data = {json.dumps(data)}"]
    text += [
        "",
        "[[golden]]",
        'input = "golden/image.npy"',
        'outputs = { energy = "golden/energy.npy", box = "golden/box.npy", '
        'features = "golden/features.npy" }',
        f"tolerance = {_TOLERANCE:g}",
        "",
        "[files]",
    ]
    for name in names:
        text.append(f'"{name}" = "{hashlib.sha256((pack / name).read_bytes()).hexdigest()}"')
    (pack / "pack.toml").write_text("\n".join(text) + "\n", encoding="utf-8")


def _chosen(thresholds: dict[str, float] | None) -> list[str]:
    """How the thresholds were chosen, and those of single classes."""
    if not thresholds:
        return ['chosen_by = "fixed beforehand, the same for all classes"', 'chosen_on = "no data"']
    by_class = ", ".join(f"{name} = {value:g}" for name, value in thresholds.items())
    return [
        'chosen_by = "for each class, the middle of those whose F1 is within 0.005 of the best; of '
        'all clefs, and of all octave signs, the lowest within 0.03"',
        'chosen_on = "made pages of the training set, scanned anew"',
        f"by_class = {{ {by_class} }}",
    ]


def _output(name: str, decode: str) -> list[str]:
    return ["[[outputs]]", f'name = "{name}"', f'decode = "{decode}"', ""]


def _metrics(figures: dict[str, Any]) -> list[tuple[str, float, str]]:
    """Name, value and data of what `evaluate.py` found at the maxima."""
    metrics = []
    for condition in ("drawn", "scanned", "photographed"):
        of = figures[condition]["maxima"]
        data = f"{of['all']['symbols']} symbols of {figures['pages']} made pages, {condition}"
        metrics += [
            ("F1, class right and centre within half a staff space", of["all"]["F1"], data),
            ("mean AP50 of the classes", of["mean AP50 of classes"], data),
        ]
    return metrics


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--pack", type=Path, required=True, help="folder to write")
    parser.add_argument("--thresholds", type=Path, help="JSON file of operating.py")
    parser.add_argument("--figures", type=Path, help="JSON file of evaluate.py")
    arguments = parser.parse_args()
    network = SymbolNet()
    network.load_state_dict(torch.load(arguments.weights, weights_only=True))
    network.eval()
    write_models(network, arguments.pack)
    figures = json.loads(arguments.figures.read_text()) if arguments.figures else None
    chosen = json.loads(arguments.thresholds.read_text()) if arguments.thresholds else None
    write_manifest(arguments.pack, figures, chosen)
    for name in ("model.onnx", "classes.onnx"):
        print(f"{name}: {(arguments.pack / name).stat().st_size} bytes")


if __name__ == "__main__":
    main()
