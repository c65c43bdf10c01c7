"""Training of the classifier of windows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from torch.nn import functional

import augment
import schedule
from defects import normalised
from export_folder import Crop, Export
from networks import WINDOW_PX, KindNet

NOTHING = "nothing"
BATCH = 64
SHARE_NOTHING = 0.3
"""Part of each batch without a defect in the window; the kinds share the rest alike."""
OFF_CENTRE_PX = 10
"""A window lies up to this far beside the pixel of the defect that it is drawn for."""
WHOLE_PX = WINDOW_PX - 8
"""A label that is no longer than this is shown whole, about its middle."""
PEAK_RATE = 2e-3
CHECKS = 10
VALIDATION_WINDOWS_PER_KIND = 300


@dataclass(frozen=True)
class Target:
    """Pixels of one label, of which a window may be drawn around any."""

    crop: Crop
    value: int
    rows: np.ndarray
    columns: np.ndarray


def targets(crops: tuple[Crop, ...], ignore: int) -> list[Target]:
    """Every label of every crop, as far as the crop shows it. Of a long one, windows may lie
    anywhere along it; of one that a window holds they are around its middle."""
    found = []
    for crop in crops:
        for label in crop.labels:
            part = crop.mask[label.top : label.bottom, label.left : label.right]
            rows, columns = np.nonzero(part == label.value)
            if len(rows) and label.value != ignore:
                rows, columns = rows + label.top, columns + label.left
                if max(label.right - label.left, label.bottom - label.top) <= WHOLE_PX:
                    rows, columns = rows[:1] * 0, columns[:1] * 0
                    rows += (label.top + label.bottom) // 2
                    columns += (label.left + label.right) // 2
                found.append(Target(crop, label.value, rows, columns))
    return found


def window(crop: Crop, row: int, column: int) -> np.ndarray:
    """The window around a pixel. Beyond the crop, the nearest pixels go on."""
    half = WINDOW_PX // 2
    rows = np.clip(np.arange(row - half, row + half), 0, crop.picture.shape[0] - 1)
    columns = np.clip(np.arange(column - half, column + half), 0, crop.picture.shape[1] - 1)
    return crop.picture[np.ix_(rows, columns)]


class Windows:
    """Random windows of some crops."""

    def __init__(self, export: Export, crops: tuple[Crop, ...], seed: int) -> None:
        self._rng = np.random.default_rng(seed)
        all_targets = targets(crops, export.ignore)
        values = range(1, 1 + len(export.classes))
        self._of_kind = {
            value: of_kind
            for value in values
            if (of_kind := [target for target in all_targets if target.value == value])
        }
        self._negatives = [crop for crop in crops if crop.is_negative]
        if not self._of_kind or not self._negatives:
            raise SystemExit("crops with and without defects are both needed")

    @property
    def values(self) -> list[int]:
        """The kinds that there are."""
        return list(self._of_kind)

    def draw(self, value: int) -> np.ndarray:
        """A window of a kind, or of nothing at all."""
        rng = self._rng
        if value == 0:
            crop = self._negatives[rng.integers(len(self._negatives))]
            half = WINDOW_PX // 2
            row, column = (
                int(rng.integers(half, max(side - half, half) + 1))
                for side in (crop.rows, crop.columns)
            )
            return window(crop, row, column)
        target = self._of_kind[value][rng.integers(len(self._of_kind[value]))]
        at = rng.integers(len(target.rows))
        off = rng.integers(-OFF_CENTRE_PX, OFF_CENTRE_PX + 1, 2)
        return window(target.crop, int(target.rows[at] + off[0]), int(target.columns[at] + off[1]))


def train(export: Export, steps: int) -> tuple[KindNet, float]:
    """The network that is best on windows to validate by, and its mean recall of the kinds and of
    nothing there."""
    torch.manual_seed(schedule.SEED)
    network = KindNet(1 + len(export.classes))
    source = Windows(export, export.train, schedule.SEED)
    validation = Windows(export, export.validation, schedule.SEED + 1)
    rng = np.random.default_rng(schedule.SEED + 2)
    count = VALIDATION_WINDOWS_PER_KIND
    checked = [
        (value, normalised(np.stack([validation.draw(value) for _ in range(count)]) / 255.0))
        for value in (0, *validation.values)
    ]

    def loss_of_batch(trained: torch.nn.Module) -> torch.Tensor:
        pictures, truth = [], []
        for place in range(BATCH):
            value = 0 if place < BATCH * SHARE_NOTHING else int(rng.choice(source.values))
            [picture] = augment.mirrored([source.draw(value)], export.augmentations, rng)
            pictures.append(augment.lit(picture, export.augmentations, rng))
            truth.append(value)
        logits = trained(normalised(np.stack(pictures)))
        return functional.cross_entropy(logits, torch.tensor(truth), label_smoothing=0.02)

    @torch.no_grad()
    def figure_of(average: torch.nn.Module) -> float:
        recalls = [
            float((average(windows).argmax(dim=1) == value).float().mean())
            for value, windows in checked
        ]
        return float(np.mean(recalls))

    return schedule.train(network, loss_of_batch, figure_of, steps, PEAK_RATE, CHECKS)
