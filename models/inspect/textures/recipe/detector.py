"""Cuts the crops on which attacks are told apart, and prints the figures of the card as JSON.

    python detector.py crops --wheels FOLDER --out CROPS [--patch-px 64]
    python detector.py figures SCORES [SCORES ...]
    python detector.py breadth RESPONSES [RESPONSES ...]

Crops are plain crops as in `evaluate.py`, drawn with another seed: 96 x 96, so that the program
feeds them as they are. SCORES is a folder that `sightglass inspect detector evaluate --out` wrote,
RESPONSES one with what `sightglass inspect explain --save-tensor` wrote for each picture.
"""

from __future__ import annotations

import argparse
import csv
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from crops import SIDE_PX, CropSource, plain
from photographs import SURFACES, Photographs, find_wheel

SEED = 2018
CROPS_PER_CLASS = 50
MID_GREY = (128, 128, 128)
RATES = (0.01, 0.05, 0.1)
CONTROLS = ("noise", "blur")
RESAMPLES = 2000
LUMA = np.array([0.299, 0.587, 0.114])
TOP_LEVEL = 254

COMMANDS = """\
{program} run --pack {pack} --json {crops}/*.png
{evaluate} --attacks {quick} --out {crops}-scores
{evaluate} --attacks boundary --limit 40 --out {crops}-boundary
{evaluate} --attacks one-pixel --limit 16 --out {crops}-one-pixel
mkdir {crops}-responses
for crop in {crops}/*.png; do
    {program} explain --pack {pack} --method feature-response \\
        --save-tensor {crops}-responses/$(basename $crop .png).npy $crop
done
"""


def write_crops(photographs: Photographs, folder: Path, per_class: int, patch_px: int) -> None:
    """Writes NNN-CLASS.png, classes in turn, so that the first n of the folder are of all classes.

    Only the middle `patch_px` pixels show the crop, and what is around them is mid-grey.
    """
    folder.mkdir(parents=True, exist_ok=True)
    rng = np.random.default_rng(SEED)
    margin = (SIDE_PX - patch_px) // 2
    middle = (margin, margin, margin + patch_px, margin + patch_px)
    for place, surface in enumerate(SURFACES):
        source = CropSource(photographs, surface, surface.test)
        for turn in range(per_class):
            picture = Image.new("RGB", (SIDE_PX, SIDE_PX), MID_GREY)
            picture.paste(plain(source.window(rng)).crop(middle), middle)
            number = turn * len(SURFACES) + place
            picture.save(folder / f"{number:03}-{surface.label}.png")


def print_commands(crops: Path) -> None:
    """Prints what to run next on a folder of crops."""
    program, pack = "target/release/sightglass inspect", "models/inspect/textures"
    print(
        COMMANDS.format(
            program=program,
            pack=pack,
            crops=crops,
            evaluate=f"{program} detector evaluate --pack {pack} --clean {crops} --json",
            quick="fgsm,ifgsm,pgd,pgd-l2,gradient,deepfool,noise,blur",
        ),
        end="",
    )


@dataclass(frozen=True)
class Score:
    """One line of scores.csv."""

    picture: str
    attack: str
    turned: bool
    rms: float
    bits: float

    @property
    def label(self) -> str:
        """The class of the crop, from its name."""
        return self.picture.removesuffix(".png").split("-", 1)[1]


def read_scores(folders: list[Path]) -> tuple[list[Score], dict[str, list[Score]]]:
    """The clean scores of all folders, each picture once, and the scores behind each attack."""
    clean: dict[str, Score] = {}
    attacked: dict[str, list[Score]] = {}
    for folder in folders:
        with (folder / "scores.csv").open(newline="") as file:
            for line in csv.DictReader(file):
                score = Score(
                    line["picture"],
                    line["attack"],
                    line["succeeded"] == "true",
                    float(line["rms"]),
                    float(line["bits"]),
                )
                if score.attack != "clean":
                    attacked.setdefault(score.attack, []).append(score)
                elif clean.setdefault(score.picture, score) != score:
                    raise SystemExit(f"{folder} has another score of {score.picture}.")
    return list(clean.values()), attacked


def bits(scores: list[Score]) -> np.ndarray:
    """The entropies of some scores."""
    return np.array([score.bits for score in scores])


def area(clean: np.ndarray, attacked: np.ndarray) -> float:
    """How often an attacked crop scores higher than a clean one; equal scores count half."""
    clean = np.sort(clean)
    below = np.searchsorted(clean, attacked, "left") + np.searchsorted(clean, attacked, "right")
    return float(below.mean() / 2 / len(clean))


def detected(clean: np.ndarray, attacked: np.ndarray, rate: float) -> float:
    """The share above the lowest clean score that no more than `rate` of the clean are above."""
    threshold = np.sort(clean)[len(clean) - 1 - int(rate * len(clean) + 1e-9)]
    return float((attacked > threshold).mean())


def intervals(clean: np.ndarray, attacked: np.ndarray) -> list[list[float]]:
    """95 % intervals of the area and of the detection at each rate, by drawing crops again."""
    rng = np.random.default_rng(SEED)
    drawn = []
    for _ in range(RESAMPLES):
        some, others = rng.choice(clean, len(clean)), rng.choice(attacked, len(attacked))
        drawn.append([area(some, others), *(detected(some, others, rate) for rate in RATES)])
    return np.quantile(np.array(drawn), [0.025, 0.975], axis=0).T.round(4).tolist()


def between_classes(clean: list[Score]) -> float:
    """The part of the variance of the clean scores that is between the classes."""
    values = bits(clean)
    means = {label: bits(of_class(clean, label)).mean() for label in labels(clean)}
    return float(np.var([means[score.label] for score in clean]) / np.var(values))


def labels(scores: list[Score]) -> list[str]:
    """The classes that occur."""
    return sorted({score.label for score in scores})


def of_class(scores: list[Score], label: str) -> list[Score]:
    """The scores of crops of one class."""
    return [score for score in scores if score.label == label]


def attack_figures(clean: list[Score], attacked: list[Score]) -> dict[str, object]:
    """The figures of one attack: how many crops it turned, and how those are told."""
    is_control = attacked[0].attack in CONTROLS
    counted = [score for score in attacked if score.turned or is_control]
    turned = {
        "crops": len(attacked),
        "turned": sum(score.turned for score in attacked),
        "rms in levels": round(float(np.mean([score.rms for score in attacked])) * 255, 2),
    }
    return turned | (told(clean, counted) if counted else {})


def told(clean: list[Score], counted: list[Score]) -> dict[str, object]:
    """The figures of the crops that count: those that were turned, or all for a control."""
    before = {score.picture: score.bits for score in clean}
    low = [detected(-bits(clean), -bits(counted), rate) for rate in RATES]
    return {
        "bits": round(float(bits(counted).mean()), 3),
        "rose": round(float(np.mean([it.bits > before[it.picture] for it in counted])), 4),
        "area": round(area(bits(clean), bits(counted)), 4),
        "detected": [round(detected(bits(clean), bits(counted), rate), 4) for rate in RATES],
        "detected by low scores": [round(share, 4) for share in low],
        "intervals": intervals(bits(clean), bits(counted)),
        "area within a class": {
            label: round(area(bits(of_class(clean, label)), bits(of_class(counted, label))), 3)
            for label in labels(counted)
        },
    }


def figures(folders: list[Path]) -> dict[str, object]:
    """The figures of the card. Thresholds are those of all clean crops in the folders."""
    clean, attacked = read_scores(folders)
    return {
        "clean": {
            "crops": len(clean),
            "bits": round(float(bits(clean).mean()), 3),
            "deviation": round(float(bits(clean).std()), 3),
            "bits by class": {
                label: round(float(bits(of_class(clean, label)).mean()), 3)
                for label in labels(clean)
            },
            "variance between classes": round(between_classes(clean), 3),
        },
        "attacks": {name: attack_figures(clean, scores) for name, scores in attacked.items()},
    }


def breadth(folder: Path) -> dict[str, float]:
    """How much of the picture the responses in a folder reach, as a mean over them.

    A pixel is reached whose level is not that of no response: the preset's luma, scaled by the
    largest magnitude, sign kept, in levels of which 0.5 is the middle one.
    """
    reached = []
    for path in sorted(folder.glob("*.npy")):
        grey = np.einsum("chw,c->hw", np.load(path)[0], LUMA)
        levels = np.floor((0.5 + 0.5 * grey / np.abs(grey).max()) * TOP_LEVEL + 0.5)
        reached.append((levels != TOP_LEVEL // 2).mean())
    return {"pictures": len(reached), "pixels reached": round(float(np.mean(reached)), 3)}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    verbs = parser.add_subparsers(dest="verb", required=True)
    cut = verbs.add_parser("crops", help="writes clean crops")
    cut.add_argument("--wheels", type=Path, required=True, help="folder of the wheel")
    cut.add_argument("--out", type=Path, required=True, help="folder for the crops")
    cut.add_argument("--per-class", type=int, default=CROPS_PER_CLASS)
    cut.add_argument("--patch-px", type=int, default=SIDE_PX, help="side of what is shown")
    measure = verbs.add_parser("figures", help="figures of scores")
    measure.add_argument("scores", type=Path, nargs="+")
    look = verbs.add_parser("breadth", help="how much of the picture responses reach")
    look.add_argument("responses", type=Path, nargs="+")
    arguments = parser.parse_args()
    if arguments.verb == "crops":
        photographs = Photographs(find_wheel(arguments.wheels))
        write_crops(photographs, arguments.out, arguments.per_class, arguments.patch_px)
        print_commands(arguments.out)
    elif arguments.verb == "figures":
        print(json.dumps(figures(arguments.scores), indent=1))
    else:
        found = {str(folder): breadth(folder) for folder in arguments.responses}
        print(json.dumps(found, indent=1))


if __name__ == "__main__":
    main()
