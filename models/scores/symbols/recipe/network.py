"""The network: a U-Net whose finest maps have half the resolution of its input.

Its three heads are those of the Deep Watershed Detector: energy, class and box. The head of the
classes is two layers that look at one cell alone, so that it need only be asked about the cells
where something is.
"""

from __future__ import annotations

import torch
from torch import nn
from torch.nn import functional

from classes import NAMES

CHANNELS = (24, 32, 64, 112, 160)
"""Channels from 1/2 to 1/32 of the input's side."""

HIDDEN = 64
"""Channels between the two layers of the head of the classes."""

COARSEST_PX = 2 ** len(CHANNELS)
"""Sides of the input are multiples of this."""


def block(inputs: int, outputs: int, stride: int = 1) -> nn.Sequential:
    """A convolution with batch normalisation, which export folds into it, and ReLU."""
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False),
        nn.BatchNorm2d(outputs),
        nn.ReLU(inplace=True),
    )


class CellHead(nn.Linear):
    """A layer that looks at single cells: at a list of them, cells x channels."""

    def on_map(self, values: torch.Tensor) -> torch.Tensor:
        """The same for all cells of a map: batch x channels x rows x columns."""
        return functional.conv2d(values, self.weight[:, :, None, None], self.bias)


class SymbolNet(nn.Module):
    """Batch x 1 x height x width, ink as 1 and paper as 0, to maps of half the size."""

    def __init__(self) -> None:
        super().__init__()
        levels = list(zip((1, *CHANNELS), CHANNELS, strict=False))
        self.encoder = nn.ModuleList(
            nn.Sequential(block(inputs, outputs, 2), block(outputs, outputs))
            for inputs, outputs in levels
        )
        # From the coarsest level but one up to the finest.
        self.decoder = nn.ModuleList(
            block(coarse + fine, fine) for fine, coarse in reversed(levels[1:])
        )
        self.energy = CellHead(CHANNELS[0], 1)
        self.box = CellHead(CHANNELS[0], 4)
        self.hidden = CellHead(CHANNELS[0], HIDDEN)
        self.classes = CellHead(HIDDEN, len(NAMES))
        # Most cells have no energy.
        nn.init.constant_(self.energy.bias, -3.0)

    def features(self, pictures: torch.Tensor) -> torch.Tensor:
        """What the heads look at: batch x 24 x height / 2 x width / 2."""
        levels = []
        values = pictures
        for stage in self.encoder:
            values = stage(values)
            levels.append(values)
        levels.pop()
        for stage in self.decoder:
            values = functional.interpolate(values, scale_factor=2, mode="nearest")
            values = stage(torch.cat([values, levels.pop()], 1))
        return values

    def class_scores(self, cells: torch.Tensor) -> torch.Tensor:
        """One score a class for each cell of a list of features: a softmax makes them
        probabilities."""
        return self.classes(torch.relu(self.hidden(cells)))

    def forward(self, pictures: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """Energy from 0 to 1, box in staff spaces, and features."""
        features = self.features(pictures)
        energy = torch.sigmoid(self.energy.on_map(features))
        return energy, self.box.on_map(features), features
