"""Training of the network for pixels."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from torch.nn import functional

import augment
import measures
import schedule
from export_folder import Crop, Export
from networks import MEAN, STD, DefectNet

PATCH_PX = 128
BATCH = 12
SHARE_DEFECT = 0.5
"""Part of each batch that is cut around a defect; the rest are crops without one."""
PEAK_RATE = 3e-3
CHECKS = 10
WEIGHT_POWER = 0.25
"""Weights of pixels are those of the export to this power: a class of a thousandth of the pixels
counts 5 times as much as the background, not a thousand times, which would flood it."""
VALIDATION_CROPS = 160


def normalised(values: np.ndarray) -> torch.Tensor:
    """Grey levels from 0 to 1, batch x rows x columns, as the network takes them."""
    tensor = torch.from_numpy((values - MEAN) / STD).float()[:, None]
    return tensor.to(memory_format=torch.channels_last)


class Patches:
    """Endless random batches of patches. Half are cut around a defect, each class as often as any
    other. Crops without defects in which the network sees one are drawn more often."""

    def __init__(self, export: Export, seed: int) -> None:
        self._rng = np.random.default_rng(seed)
        self._allowed = export.augmentations
        crops = export.train
        self._of_class = [
            found
            for value in range(1, 1 + len(export.classes))
            if (found := [(crop, value) for crop in crops if (crop.mask == value).any()])
        ]
        self._negatives = [crop for crop in crops if crop.is_negative]
        if not self._of_class or not self._negatives:
            raise SystemExit("crops with and without defects are both needed to train on")
        self._false = np.ones(len(self._negatives))
        self._drawn: list[tuple[int, int]] = []

    def next(self) -> tuple[torch.Tensor, torch.Tensor]:
        """Pictures as batch x 1 x side x side, and the class of every pixel."""
        rng = self._rng
        pictures, masks = [], []
        self._drawn = []
        for place in range(BATCH):
            if place < BATCH * SHARE_DEFECT:
                of_class = self._of_class[place % len(self._of_class)]
                crop, value = of_class[rng.integers(len(of_class))]
                rows, columns = np.nonzero(crop.mask == value)
                at = rng.integers(len(rows))
                patch = self._patch(crop, int(rows[at]), int(columns[at]))
            else:
                index = int(rng.choice(len(self._false), p=self._false / self._false.sum()))
                self._drawn.append((place, index))
                crop = self._negatives[index]
                patch = self._patch(crop, *(int(rng.integers(side)) for side in crop.mask.shape))
            picture, mask = augment.mirrored(patch, self._allowed, rng)
            pictures.append(augment.lit(picture, self._allowed, rng))
            masks.append(np.ascontiguousarray(mask))
        return normalised(np.stack(pictures)), torch.from_numpy(np.stack(masks)).long()

    def seen(self, defect: torch.Tensor) -> None:
        """Remembers how surely the last batch's crops without a defect were taken to have one."""
        surest = defect.flatten(1).amax(dim=1).tolist()
        for place, index in self._drawn:
            self._false[index] = 0.5 * self._false[index] + 0.5 * (0.1 + surest[place])

    def _patch(self, crop: Crop, row: int, column: int) -> list[np.ndarray]:
        """A patch that holds a pixel anywhere."""
        starts = []
        for at, length in zip((row, column), crop.mask.shape, strict=True):
            low, high = max(at - PATCH_PX + 1, 0), min(at, length - PATCH_PX)
            starts.append(int(self._rng.integers(min(low, high), max(high, 0) + 1)))
        top, left = starts
        patch = slice(top, top + PATCH_PX), slice(left, left + PATCH_PX)
        return [crop.picture[patch], crop.mask[patch]]


def loss_of(
    logits: torch.Tensor, truth: torch.Tensor, weights: torch.Tensor, ignore: int
) -> torch.Tensor:
    """Weighted cross entropy, and one less the Dice coefficient of every class in the batch."""
    entropy = functional.cross_entropy(logits, truth, weights, ignore_index=ignore)
    counted = (truth != ignore).unsqueeze(1)
    share = logits.softmax(dim=1) * counted
    classes = logits.shape[1]
    wanted = functional.one_hot(truth.where(truth != ignore, 0), classes).movedim(3, 1) * counted
    both = (share * wanted).sum(dim=(0, 2, 3))[1:]
    either = (share.sum(dim=(0, 2, 3)) + wanted.sum(dim=(0, 2, 3)))[1:]
    present = wanted.sum(dim=(0, 2, 3))[1:] > 0
    dice = (2.0 * both + 1.0) / (either + 1.0)
    return entropy + (1.0 - dice[present]).mean()


@torch.no_grad()
def responses(network: torch.nn.Module, crops: list[Crop]) -> list[np.ndarray]:
    """The probability of each class at every pixel of some crops: classes x rows x columns."""
    found = []
    for crop in crops:
        logits = network(normalised(crop.picture[None].astype(np.float32) / 255.0))
        found.append(logits.softmax(dim=1)[0].numpy())
    return found


def sample(crops: tuple[Crop, ...], most: int) -> list[Crop]:
    """At most so many crops, evenly taken."""
    step = max(len(crops) / most, 1.0)
    return [crops[int(at)] for at in np.arange(0, len(crops), step)]


def train(export: Export, steps: int, start: Path | None) -> tuple[DefectNet, float]:
    """The network that is best on the crops to validate by, and its average precision there. It
    begins with given weights, or with random ones. Of weights for other classes, the head is left
    out."""
    torch.manual_seed(schedule.SEED)
    network = DefectNet(1 + len(export.classes))
    if start:
        weights = torch.load(start, weights_only=True)
        if weights["head.bias"].shape != network.head.bias.shape:
            weights = {name: value for name, value in weights.items() if "head" not in name}
        network.load_state_dict(weights, strict=False)
    # Going on must not draw the same patches again.
    patches = Patches(export, schedule.SEED + (1 if start else 0))
    weights = torch.tensor(export.pixel_weights).float() ** WEIGHT_POWER
    weights = weights / weights[0].item()
    print("weights of pixels", [round(float(weight), 2) for weight in weights])
    validation = sample(export.validation, VALIDATION_CROPS)

    def loss_of_batch(trained: torch.nn.Module) -> torch.Tensor:
        pictures, truth = patches.next()
        logits = trained(pictures)
        patches.seen(1.0 - logits.detach().softmax(dim=1)[:, 0])
        return loss_of(logits, truth, weights, export.ignore)

    def figure_of(average: torch.nn.Module) -> float:
        counts = measures.PixelCounts()
        for crop, response in zip(validation, responses(average, validation), strict=True):
            counts.add(1.0 - response[0], (crop.mask > 0), crop.mask != export.ignore)
        return counts.average_precision()

    best, figure = schedule.train(network, loss_of_batch, figure_of, steps, PEAK_RATE, CHECKS)
    return best, figure
