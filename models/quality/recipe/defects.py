"""Training of the network for pixels: whether there is a defect first, which one second."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from scipy.ndimage import binary_dilation
from torch.nn import functional

import augment
import measures
import schedule
from export_folder import Crop, Export
from networks import MEAN, STD, DefectNet

PATCH_PX = 160
BATCH = 10
SHARE_DEFECT = 0.4
"""Part of each batch that is cut around a defect; the rest are crops without one."""
PEAK_RATE = 2.5e-3
CHECKS = 8
WEIGHT_POWER = 0.2
"""Weights of pixels are those of the export to this power: a class of a thousandth of the pixels
counts a few times as much as the background, not a thousand times, which would flood it."""
CLASS_SHARE = 0.3
"""What it counts which defect it is, beside whether it is one."""
SUREST_SHARE = 0.2
"""What the surest pixels of a patch count by themselves, beside all pixels."""
SUREST_PX = 8
"""How many pixels speak for a patch, or for what it shows of a defect."""
NEAR_PX = 4
"""The background this near to a defect is no false alarm."""
LEAST_DRAWN = 0.03
"""How often the easiest crop is drawn, beside one that is entirely wrong."""
MINED = 1500
"""Crops without a defect that are looked through at each check for what is taken for one."""
VALIDATION_POSITIVES = 240
VALIDATION_NEGATIVES = 720
REACH_PX = 3
"""How far from a label a find may lie and still be one of it."""
FALSE_CROPS = 0.005
"""Share of crops without a defect that may be rejected where runs are compared by labels found."""


def normalised(values: np.ndarray) -> torch.Tensor:
    """Grey levels from 0 to 1, batch x rows x columns, as the network takes them."""
    tensor = torch.from_numpy((values - MEAN) / STD).float()[:, None]
    return tensor.to(memory_format=torch.channels_last)


class Patches:
    """Endless random batches of patches. Some are cut around a defect, each class as often as any
    other. What the network gets wrong is drawn more often: defects that it misses, and crops
    without one in which it sees one."""

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
        self._missed = [np.ones(len(of_class)) for of_class in self._of_class]
        self._false = np.ones(len(self._negatives))
        self._drawn: list[tuple[np.ndarray, int]] = []

    def next(self) -> tuple[torch.Tensor, torch.Tensor]:
        """Pictures as batch x 1 x side x side, and the class of every pixel."""
        rng = self._rng
        pictures, masks = [], []
        self._drawn = []
        first = int(rng.integers(len(self._of_class)))
        for place in range(BATCH):
            if place < BATCH * SHARE_DEFECT:
                of_class = (first + place) % len(self._of_class)
                index = self._draw(self._missed[of_class])
                crop, value = self._of_class[of_class][index]
                self._drawn.append((self._missed[of_class], index))
                rows, columns = np.nonzero(crop.mask == value)
                at = rng.integers(len(rows))
                patch = self._patch(crop, int(rows[at]), int(columns[at]))
            else:
                index = self._draw(self._false)
                self._drawn.append((self._false, index))
                crop = self._negatives[index]
                patch = self._patch(
                    crop, int(rng.integers(crop.rows)), int(rng.integers(crop.columns))
                )
            picture, mask = augment.mirrored(patch, self._allowed, rng)
            pictures.append(augment.lit(picture, self._allowed, rng))
            masks.append(np.ascontiguousarray(mask))
        return normalised(np.stack(pictures)), torch.from_numpy(np.stack(masks)).long()

    def wrong(self, shares: list[float]) -> None:
        """Remembers how wrong the network was about each patch of the last batch, from 0 to 1."""
        for (weights, index), share in zip(self._drawn, shares, strict=True):
            weights[index] = 0.5 * weights[index] + 0.5 * share

    @torch.no_grad()
    def mine(self, network: torch.nn.Module) -> None:
        """Looks through some crops without a defect for what is taken for one."""
        count = min(MINED, len(self._negatives))
        for index in self._rng.choice(len(self._negatives), count, replace=False):
            crop = self._negatives[index]
            picture = crop.picture[None].astype(np.float32) / 255.0
            passed_over = torch.from_numpy(crop.mask[None] > 0)
            surest = surest_background(any_defect(network(normalised(picture))), passed_over)
            self._false[index] = float(surest.sigmoid())

    def _draw(self, wrong: np.ndarray) -> int:
        weights = LEAST_DRAWN + wrong
        return int(self._rng.choice(len(weights), p=weights / weights.sum()))

    def _patch(self, crop: Crop, row: int, column: int) -> list[np.ndarray]:
        """A patch that holds a pixel anywhere."""
        starts = []
        for at, length in zip((row, column), crop.mask.shape, strict=True):
            low, high = max(at - PATCH_PX + 1, 0), min(at, length - PATCH_PX)
            starts.append(int(self._rng.integers(min(low, high), max(high, 0) + 1)))
        top, left = starts
        patch = slice(top, top + PATCH_PX), slice(left, left + PATCH_PX)
        return [crop.picture[patch], crop.mask[patch]]


def any_defect(logits: torch.Tensor) -> torch.Tensor:
    """The logit of any defect, one less the background: batch x rows x columns."""
    return logits[:, 1:].logsumexp(dim=1) - logits[:, 0]


def surest_background(surely: torch.Tensor, passed_over: torch.Tensor) -> torch.Tensor:
    """The mean logit of the pixels of each picture that are the surest to be a defect, but for
    those that are passed over."""
    surely = surely.masked_fill(passed_over, -30.0)
    return surely.flatten(1).topk(SUREST_PX, dim=1).values.mean(dim=1)


def surest_defect(surely: torch.Tensor, is_defect: torch.Tensor) -> torch.Tensor:
    """The mean logit of the pixels of the defects of each picture that are the surest to be one;
    far up where there is no defect."""
    counts = is_defect.flatten(1).sum(dim=1).clamp(max=SUREST_PX)
    inside = surely.masked_fill(~is_defect, -30.0).flatten(1)
    sums = inside.topk(SUREST_PX, dim=1).values
    is_taken = torch.arange(SUREST_PX) < counts[:, None]
    means = (sums * is_taken).sum(dim=1) / counts.clamp(min=1)
    return means.where(counts > 0, 30.0)


def loss_of(
    logits: torch.Tensor, truth: torch.Tensor, weights: torch.Tensor, ignore: int
) -> tuple[torch.Tensor, list[float]]:
    """The loss of a batch, and how wrong each picture of it is, from 0 to 1.

    Weighted cross entropy of any defect against the background, and one less its Dice coefficient;
    the cross entropy of the class where there is a defect; and what the surest pixels of each
    picture say, right or wrong, since one false find rejects a picture as much as many.
    """
    counted = truth != ignore
    is_defect = (truth > 0) & counted
    surely = any_defect(logits)
    weight = weights[truth.where(counted, 0)] * counted
    entropy = functional.binary_cross_entropy_with_logits(
        surely, is_defect.float(), weight, reduction="sum"
    ) / weight.sum().clamp(min=1.0)
    share = surely.sigmoid() * counted
    dice = (2.0 * (share * is_defect).sum() + 1.0) / (share.sum() + is_defect.sum() + 1.0)
    of_class = functional.cross_entropy(
        logits[:, 1:].movedim(1, 3)[is_defect], truth[is_defect] - 1, reduction="sum"
    ) / is_defect.sum().clamp(min=1)
    near = torch.from_numpy(
        np.stack([binary_dilation(mask, iterations=NEAR_PX) for mask in (truth > 0).numpy()])
    )
    false = surest_background(surely, near)
    found = surest_defect(surely, is_defect)
    surest = functional.softplus(false).mean() + functional.softplus(-found).mean()
    with torch.no_grad():
        shown = is_defect.flatten(1).any(dim=1)
        wrong = torch.where(shown, (-found).sigmoid(), false.sigmoid())
    loss = entropy + (1.0 - dice) + CLASS_SHARE * of_class + SUREST_SHARE * surest
    return loss, wrong.tolist()


@torch.no_grad()
def responses(network: torch.nn.Module, crops: list[Crop]) -> list[np.ndarray]:
    """The probability of each class at every pixel of some crops: classes x rows x columns."""
    found = []
    for crop in crops:
        logits = network(normalised(crop.picture[None].astype(np.float32) / 255.0))
        found.append(logits.softmax(dim=1)[0].numpy())
    return found


def to_validate_by(crops: tuple[Crop, ...]) -> list[Crop]:
    """At most so many crops with and without a defect as runs are compared by, evenly taken."""
    found = []
    for is_negative, most in ((False, VALIDATION_POSITIVES), (True, VALIDATION_NEGATIVES)):
        of_kind = [crop for crop in crops if crop.is_negative == is_negative]
        step = max(len(of_kind) / most, 1.0)
        found += [of_kind[int(at)] for at in np.arange(0, len(of_kind), step)]
    return found


def label_levels(crop: Crop, level: np.ndarray) -> list[tuple[int, int]]:
    """Of each label, its value and the highest level at which it is found."""
    found = []
    for label in crop.labels:
        top, left = max(label.top - REACH_PX, 0), max(label.left - REACH_PX, 0)
        part = level[top : label.bottom + REACH_PX, left : label.right + REACH_PX]
        found.append((label.value, int(part.max(initial=0))))
    return found


class Judgement:
    """How well a network does on crops."""

    def __init__(self, export: Export, network: torch.nn.Module, crops: list[Crop]) -> None:
        self.pixels = measures.PixelCounts()
        self.of_class = [measures.PixelCounts() for _ in export.classes]
        labels: list[tuple[int, int]] = []
        good: list[int] = []
        for crop in crops:
            [response] = responses(network, [crop])
            is_counted = crop.mask != export.ignore
            self.pixels.add(1.0 - response[0], crop.mask > 0, is_counted)
            for value, counts in enumerate(self.of_class, start=1):
                counts.add(response[value], crop.mask == value, is_counted)
            level = measures.of_four(measures.levels(1.0 - response[0]))
            labels += label_levels(crop, level)
            if crop.is_negative:
                good.append(int(level[: crop.rows, : crop.columns].max()))
        self.labels = np.array([level for _, level in labels])
        """The highest level at which each label is found."""
        self.good = np.array(good)
        """The highest level of each crop without a defect."""

    def labels_found(self, false_crops: float) -> float:
        """The share of labels found where this share of the crops without a defect is rejected."""
        threshold = measures.threshold_at(self.good, false_crops)
        return float((self.labels >= threshold).mean())


def train(export: Export, steps: int, start: Path | None, minutes: float | None) -> DefectNet:
    """The network that is best on the crops to validate by: by the mean of its average precision by
    pixel and of the labels that it finds where few of the crops without a defect are rejected. It
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
    validation = to_validate_by(export.validation)
    if start:
        patches.mine(network.eval())

    def loss_of_batch(trained: torch.nn.Module) -> torch.Tensor:
        pictures, truth = patches.next()
        loss, wrong = loss_of(trained(pictures), truth, weights, export.ignore)
        patches.wrong(wrong)
        return loss

    def figure_of(average: torch.nn.Module) -> float:
        patches.mine(average)
        judged = Judgement(export, average, validation)
        precision, found = judged.pixels.average_precision(), judged.labels_found(FALSE_CROPS)
        print(f"pixel average precision {precision:.4f}, labels found {found:.4f}")
        return 0.5 * (precision + found)

    best, _ = schedule.train(network, loss_of_batch, figure_of, steps, PEAK_RATE, CHECKS, minutes)
    return best
