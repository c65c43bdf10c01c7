"""Trains a model on a training export of Sightglass and writes a pack that opens.

    python train.py defects --data EXPORT --pack FOLDER --weights defects.pt
    python train.py kinds   --data EXPORT --pack FOLDER
    python train.py oddity  --data EXPORT --pack FOLDER --defects defects.pt

`oddity` needs the encoder of a network for defects that was trained on the same export.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import torch

import calibration
import defects
import export_folder
import graphs
import kinds
import measures
import oddity
import pack
from export_folder import Export
from networks import WINDOW_PX, DefectNet
from pack import Description, Figure, OperatingPoint

STEPS = {"defects": 6000, "kinds": 1000, "oddity": 0}
WANTED_RECALL = 0.95
GOLDEN_SIDES_PX = (64, 96)
OVERLAP_PX = {"defects": 96, "oddity": 64}
"""What tiles share: the networks see about half of it beyond a pixel."""


def judge_defects(export: Export, network: DefectNet) -> tuple[OperatingPoint, list[Figure]]:
    """The operating point and the figures on the crops to validate by."""
    crops = defects.to_validate_by(export.validation)
    judged = defects.Judgement(export, network, crops)
    scores, good = judged.labels, judged.good
    # The highest level that still finds the wanted share of the labels.
    threshold = int(np.sort(scores)[int(np.floor((1.0 - WANTED_RECALL) * len(scores)))])
    false = float((good >= threshold).mean())
    data = f"{len(crops)} crops to validate by"
    figures = [
        Figure("pixel average precision, any defect", judged.pixels.average_precision(), data),
        *(
            Figure(f"pixel average precision, {name}", counts.average_precision(), data)
            for name, counts in zip(export.classes, judged.of_class, strict=True)
            if counts.defect.any()
        ),
        Figure(
            "area under the ROC, label against crop", measures.area_under_roc(good, scores), data
        ),
        Figure("labels found at the operating point", float((scores >= threshold).mean()), data),
        Figure("crops without defect rejected there", false, data),
        Figure(
            "labels found with 1 % of the crops without defect rejected",
            judged.labels_found(0.01),
            data,
        ),
    ]
    point = OperatingPoint(
        float(measures.probability(threshold)),
        f"highest probability of a defect at which {WANTED_RECALL:.0%} of the labels are found, as "
        "regions of at least 4 pixels",
        data,
    )
    return point, figures


def train_defects(export: Export, arguments: argparse.Namespace) -> None:
    """Trains, judges and writes the network for pixels."""
    network = defects.train(export, arguments.steps, arguments.start, arguments.minutes)
    # Runs go on from what was trained, not from what is calibrated.
    if arguments.weights:
        torch.save(network.state_dict(), arguments.weights)
    crops = defects.to_validate_by(export.validation)
    temperature, raised = calibration.calibrate(network, crops, export.ignore)
    print(f"temperature {temperature:.3f}, background raised by {raised:.3f}")
    write_defects(export, network, arguments.pack)


def write_defects(export: Export, network: DefectNet, folder: Path) -> None:
    """Judges and writes the network for pixels."""
    labels = ["background", *export.classes]
    point, figures = judge_defects(export, network)
    about = Description(
        name="Defects",
        task="segment",
        description=f"Finds {', '.join(export.classes)}. Trained on: {export.description}.",
        labels=labels,
        output="logits",
        decode="pixel-class-logits",
        side_px=graphs.SIDES_PX["defects"],
        is_fixed=False,
        golden_shape=(1, *GOLDEN_SIDES_PX),
        operating_point=point,
        has_background=True,
        overlap_px=OVERLAP_PX["defects"],
        least_area_px=measures.LEAST_AREA_PX,
        figures=figures,
    )
    finish(folder, graphs.defect_model(network, labels), about, network)


def train_kinds(export: Export, arguments: argparse.Namespace) -> None:
    """Trains and writes the classifier of windows."""
    network, figure = kinds.train(export, arguments.steps)
    labels = [kinds.NOTHING, *export.classes]
    windows = kinds.VALIDATION_WINDOWS_PER_KIND
    data = f"{windows} windows of each kind, of the crops to validate by"
    about = Description(
        name="Kinds of defects",
        task="classify",
        description=f"Tells {', '.join(labels)} apart in a window of {WINDOW_PX} x {WINDOW_PX} "
        f"pixels. Trained on: {export.description}.",
        labels=labels,
        output="logits",
        decode="class-logits",
        side_px=WINDOW_PX,
        is_fixed=True,
        golden_shape=(2, WINDOW_PX, WINDOW_PX),
        operating_point=OperatingPoint(0.5, "the likelier than all others together", "no data"),
        figures=[Figure("mean recall of the kinds and of nothing", figure, data)],
    )
    finish(arguments.pack, graphs.kind_model(network, labels), about, network)


def train_oddity(export: Export, arguments: argparse.Namespace) -> None:
    """Fits and writes the density of what is usual."""
    network = DefectNet(1 + len(export.classes))
    network.load_state_dict(torch.load(arguments.defects, weights_only=True))
    density = oddity.train(export, network)
    good = sum(crop.is_negative for crop in export.validation)
    about = Description(
        name="Oddity",
        task="anomaly",
        description="Says of every cell of 8 x 8 pixels how rare it looks beside defect-free ones: "
        f"what no class names. Trained on: {export.description}.",
        labels=[],
        output="score",
        decode="anomaly-map",
        side_px=graphs.SIDES_PX["oddity"],
        is_fixed=False,
        golden_shape=(1, *GOLDEN_SIDES_PX),
        operating_point=OperatingPoint(
            0.5,
            "the highest score of a crop, which one defect-free crop in a hundred exceeds",
            f"those of {good} defect-free crops to validate by that are in good light, or all",
        ),
        overlap_px=OVERLAP_PX["oddity"],
    )
    finish(arguments.pack, graphs.oddity_model(network, density), about, None)


def finish(
    folder: Path, model: object, about: Description, network: torch.nn.Module | None
) -> None:
    """Writes the pack and compares the written model with the trained network."""
    pack.write(folder, model, about)
    if network is not None:
        pictures = pack.golden_input(about.golden_shape)
        written = np.load(folder / "golden" / "output.npy")
        with torch.no_grad():
            difference = float(np.abs(network(torch.from_numpy(pictures)).numpy() - written).max())
        if difference > pack.TOLERANCE:
            raise SystemExit(f"the written model differs from the trained one by {difference:.2e}")
    size = (folder / "model.onnx").stat().st_size
    print(f"{folder}: {size} bytes, operating point {about.operating_point.threshold:.4g}")
    for figure in about.figures:
        print(f"  {figure.name}: {figure.value:.4f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", choices=list(STEPS))
    parser.add_argument("--data", type=Path, required=True, help="training export")
    parser.add_argument("--pack", type=Path, required=True, help="folder to write")
    parser.add_argument("--weights", type=Path, help="where to keep the weights for `oddity`")
    parser.add_argument("--defects", type=Path, help="weights of the network for defects")
    parser.add_argument("--start", type=Path, help="weights for defects to go on from")
    parser.add_argument("--steps", type=int, default=None)
    parser.add_argument("--minutes", type=float, help="when to be done at the latest (defects)")
    parser.add_argument("--threads", type=int, default=1, help="sums differ by their number")
    arguments = parser.parse_args()
    if arguments.model == "oddity" and not arguments.defects:
        parser.error("oddity needs --defects")
    if arguments.steps is None:
        arguments.steps = STEPS[arguments.model]
    torch.set_num_threads(arguments.threads)
    torch.use_deterministic_algorithms(True)
    # Nothing is read before it is written, and to fill what is new costs time at every step.
    torch.utils.deterministic.fill_uninitialized_memory = False
    export = export_folder.read(arguments.data)
    negatives = sum(crop.is_negative for crop in export.train)
    print(
        f"{len(export.train)} crops to train on, {negatives} without defect; "
        f"{len(export.validation)} to validate by; series {export.groups}"
    )
    run = {"defects": train_defects, "kinds": train_kinds, "oddity": train_oddity}
    run[arguments.model](export, arguments)


if __name__ == "__main__":
    main()
