"""The networks: a U-shaped one for pixels, a VGG-like one for windows, and a density of features.

All take one channel of grey levels, normalised by `MEAN` and `STD`.
"""

from __future__ import annotations

import torch
from torch import nn
from torch.nn import functional

MEAN = 0.3
STD = 0.2
"""A grey level between 0 and 1 becomes (level - mean) / std."""

WIDTHS = (24, 40, 64, 96)
"""Channels of the encoder at 1/2, 1/4, 1/8 and 1/16 of the picture's side."""
COARSEST = 16
"""Sides of the input are multiples of this."""

KIND_STAGES: tuple[tuple[int, ...], ...] = ((16,), (24, 24), (48, 48), (64, 64))
"""Output channels of the convolutions of each stage; each stage ends by halving the side."""
WINDOW_PX = 64
DENSE = 64

CELL_PX = 8
"""Width and height of a cell of the map of oddities."""


def block(inputs: int, outputs: int, side: int = 3, stride: int = 1) -> nn.Sequential:
    """A convolution with batch normalisation, which export folds into it, and ReLU."""
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, side, stride, side // 2, bias=False),
        nn.BatchNorm2d(outputs),
        nn.ReLU(),
    )


def doubled(values: torch.Tensor) -> torch.Tensor:
    """Twice the width and height, by straight lines between pixel centres."""
    return functional.interpolate(values, scale_factor=2, mode="bilinear", align_corners=False)


class DefectNet(nn.Module):
    """Logits of each class for every pixel.

    The encoder begins at half the resolution, where thin scratches are still told apart, and the
    decoder adds its own levels to those of the encoder. A transposed convolution gives the logits
    at full resolution.
    """

    def __init__(self, classes: int) -> None:
        super().__init__()
        half, quarter, eighth, sixteenth = WIDTHS
        self.encoder = nn.ModuleList(
            [
                nn.Sequential(block(1, half, 5, 2), block(half, half)),
                nn.Sequential(block(half, quarter, 3, 2), block(quarter, quarter)),
                nn.Sequential(
                    block(quarter, eighth, 3, 2), block(eighth, eighth), block(eighth, eighth)
                ),
                nn.Sequential(
                    block(eighth, sixteenth, 3, 2),
                    block(sixteenth, sixteenth),
                    block(sixteenth, sixteenth),
                ),
            ]
        )
        self.lateral = nn.ModuleList(
            [nn.Conv2d(WIDTHS[level + 1], WIDTHS[level], 1) for level in range(3)]
        )
        self.decoder = nn.ModuleList([block(width, width) for width in WIDTHS[:3]])
        self.head = nn.ConvTranspose2d(half, classes, 4, 2, 1)

    def features(self, pictures: torch.Tensor) -> list[torch.Tensor]:
        """What the levels of the encoder give, from 1/2 to 1/16 of the side."""
        levels = []
        for stage in self.encoder:
            pictures = stage(pictures)
            levels.append(pictures)
        return levels

    def forward(self, pictures: torch.Tensor) -> torch.Tensor:
        """Batch x 1 x height x width to batch x classes x height x width."""
        levels = self.features(pictures)
        value = levels[3]
        for level in (2, 1, 0):
            value = self.decoder[level](levels[level] + doubled(self.lateral[level](value)))
        return self.head(value)


class KindNet(nn.Module):
    """Logits of each kind for a window around something: convolution, ReLU and max pooling."""

    def __init__(self, classes: int) -> None:
        super().__init__()
        self.stages = nn.ModuleList()
        channels = 1
        for widths in KIND_STAGES:
            stage = nn.ModuleList()
            for width in widths:
                stage.append(
                    nn.Sequential(
                        nn.Conv2d(channels, width, 3, padding=1, bias=False),
                        nn.BatchNorm2d(width),
                    )
                )
                channels = width
            self.stages.append(stage)
        side = WINDOW_PX // 2 ** len(KIND_STAGES)
        self.dense = nn.Linear(channels * side * side, DENSE)
        self.dropout = nn.Dropout(0.3)
        self.last = nn.Linear(DENSE, classes)

    def forward(self, windows: torch.Tensor) -> torch.Tensor:
        """Batch x 1 x 64 x 64 to batch x classes."""
        values = windows
        for stage in self.stages:
            for convolution in stage:
                values = torch.relu(convolution(values))
            values = torch.max_pool2d(values, 2)
        values = torch.relu(self.dense(values.flatten(1)))
        return self.last(self.dropout(values))


def pooled_features(network: DefectNet, pictures: torch.Tensor) -> torch.Tensor:
    """What the encoder says about every cell of 8 pixels: mean and largest response at 1/2 and 1/4
    of the side, and the response at 1/8. Batch x features x height / 8 x width / 8."""
    half, quarter, eighth, _ = network.features(pictures)
    return torch.cat(
        [
            torch.nn.functional.avg_pool2d(half, 4),
            torch.nn.functional.max_pool2d(half, 4),
            torch.nn.functional.avg_pool2d(quarter, 2),
            torch.nn.functional.max_pool2d(quarter, 2),
            eighth,
        ],
        dim=1,
    )


FEATURES = 2 * WIDTHS[0] + 2 * WIDTHS[1] + WIDTHS[2]
"""Channels of `pooled_features`."""
