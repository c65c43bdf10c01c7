"""Measures model.onnx on crops that training never saw and prints the figures of the card as JSON.

    python evaluate.py --wheels FOLDER --pack ..
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
from PIL import Image, ImageFilter

from crops import CropSource, as_tensor, augmented, plain
from export import session
from photographs import OTHER_PHOTOGRAPHS, SURFACES, UNKNOWN, Photographs, Surface, find_wheel

SEED = 4711
CROPS_PER_CLASS = 250
WANTED_PRECISION = 0.99
LABELS = [surface.label for surface in SURFACES]

Change = Callable[[Image.Image, np.random.Generator], Image.Image]


def same(window: Image.Image, _rng: np.random.Generator) -> Image.Image:
    """No change: the crop as the program feeds it."""
    return plain(window)


def blurred(sigma_px: float) -> Change:
    """Gaussian blur measured in pixels of the 96-pixel input."""
    return lambda window, _rng: plain(window).filter(ImageFilter.GaussianBlur(sigma_px))


def coarse(side_px: int) -> Change:
    """The window seen from afar: reduced to `side_px` and enlarged again."""
    return lambda window, _rng: plain(window.resize((side_px, side_px), Image.Resampling.BILINEAR))


def darkened(factor: float) -> Change:
    """All values times `factor`."""
    return lambda window, _rng: plain(window).point(lambda value: value * factor)


def inverted(window: Image.Image, _rng: np.random.Generator) -> Image.Image:
    """The negative."""
    return plain(window).point(lambda value: 255 - value)


class Classifier:
    """Class probabilities of model.onnx."""

    def __init__(self, model: Path) -> None:
        self._session = session(model)

    def __call__(self, pictures: list[Image.Image]) -> np.ndarray:
        """Pictures x classes, each row summing to 1."""
        batch = np.stack([as_tensor(picture) for picture in pictures])
        [logits] = self._session.run(["logits"], {"image": batch})
        powers = np.exp(logits - logits.max(axis=1, keepdims=True))
        return powers / powers.sum(axis=1, keepdims=True)


class Measured:
    """Probabilities and true classes of a set of crops; unknown surfaces have the class -1."""

    def __init__(
        self,
        photographs: Photographs,
        classify: Classifier,
        surfaces: tuple[Surface, ...],
        change: Change,
    ) -> None:
        rng = np.random.default_rng(SEED)
        probabilities, truth = [], []
        for surface in surfaces:
            source = CropSource(photographs, surface, surface.test)
            crops = [change(source.window(rng), rng) for _ in range(CROPS_PER_CLASS)]
            probabilities.append(classify(crops))
            index = LABELS.index(surface.label) if surface.label in LABELS else -1
            truth.append(np.full(len(crops), index))
        self.probabilities = np.concatenate(probabilities)
        self.truth = np.concatenate(truth)
        self.answer = self.probabilities.argmax(axis=1)
        self.confidence = self.probabilities.max(axis=1)
        self.right = self.answer == self.truth

    def accuracy(self) -> float:
        """Part of the crops whose best class is the true one, whatever its confidence."""
        return round(float(self.right.mean()), 4)

    def per_class(self) -> dict[str, float]:
        """Accuracy of each class that occurs."""
        return {
            LABELS[index]: round(float(self.right[self.truth == index].mean()), 4)
            for index in np.unique(self.truth)
            if index >= 0
        }

    def confusion(self) -> list[list[int]]:
        """Rows: true class. Columns: answer."""
        table = np.zeros((len(LABELS), len(LABELS)), int)
        np.add.at(table, (self.truth, self.answer), 1)
        return table.tolist()

    def answered(self, threshold: float) -> float:
        """Part of the crops whose confidence reaches the threshold."""
        return round(float((self.confidence >= threshold).mean()), 4)

    def precision(self, threshold: float) -> float:
        """Part of the answered crops that are right; 1 where none is answered."""
        answered = self.confidence >= threshold
        return round(float(self.right[answered].mean()) if answered.any() else 1.0, 4)


def lowest_threshold(confidence: np.ndarray, right: np.ndarray) -> float:
    """The lowest confidence, in hundredths, at which `WANTED_PRECISION` of answers are right."""
    for hundredth in range(100):
        answered = confidence >= hundredth / 100
        if answered.any() and right[answered].mean() >= WANTED_PRECISION:
            return hundredth / 100
    raise SystemExit(f"No threshold gives a precision of {WANTED_PRECISION}.")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wheels", type=Path, required=True, help="folder of the wheel")
    parser.add_argument("--pack", type=Path, required=True, help="folder of the pack")
    arguments = parser.parse_args()
    photographs = Photographs(find_wheel(arguments.wheels))
    classify = Classifier(arguments.pack / "model.onnx")

    def measure(surfaces: tuple[Surface, ...], change: Change) -> Measured:
        return Measured(photographs, classify, surfaces, change)

    clean = measure(SURFACES, same)
    rough = measure(SURFACES, augmented)
    unknown = measure((UNKNOWN,), same)
    sets = (clean, rough, unknown)
    threshold = lowest_threshold(
        np.concatenate([each.confidence for each in sets]),
        np.concatenate([each.right for each in sets]),
    )

    changes: dict[str, Change] = {
        "blur of 1 px": blurred(1.0),
        "blur of 2 px": blurred(2.0),
        "blur of 4 px": blurred(4.0),
        "reduced to 48 px": coarse(48),
        "reduced to 24 px": coarse(24),
        "a quarter of the light": darkened(0.25),
        "inverted": inverted,
    }
    report = {
        "labels": LABELS,
        "crops": {
            "clean": len(clean.truth),
            "augmented": len(rough.truth),
            "unknown": len(unknown.truth),
        },
        "threshold": threshold,
        "clean": summary(clean, threshold) | {"confusion": clean.confusion()},
        "augmented": summary(rough, threshold) | {"confusion": rough.confusion()},
        "unknown answered": unknown.answered(threshold),
        "other photographs": {
            f"{surface.label} in {surface.test[0].photograph}": other_photograph(
                measure((surface,), same), threshold
            )
            for surface in OTHER_PHOTOGRAPHS
        },
        "changed": {
            name: summary(measure(SURFACES, change), threshold) for name, change in changes.items()
        },
    }
    print(json.dumps(report, indent=1))


def summary(measured: Measured, threshold: float) -> dict[str, object]:
    """The figures of one set of crops that go into the card."""
    return {
        "accuracy": measured.accuracy(),
        "per class": measured.per_class(),
        "answered": measured.answered(threshold),
        "precision of answers": measured.precision(threshold),
    }


def other_photograph(measured: Measured, threshold: float) -> dict[str, object]:
    """Summary with the share of each answer, since all crops have one class."""
    shares = np.bincount(measured.answer, minlength=len(LABELS)) / len(measured.answer)
    return summary(measured, threshold) | {
        "answers": {
            label: round(float(share), 4)
            for label, share in zip(LABELS, shares, strict=True)
            if share
        }
    }


if __name__ == "__main__":
    main()
