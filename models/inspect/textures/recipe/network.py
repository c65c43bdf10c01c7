"""The classifier: 3x3 convolutions, ReLU and max pooling, then an average and one dense layer."""

from __future__ import annotations

import torch
from torch import nn

STAGES: tuple[tuple[int, ...], ...] = ((16,), (24, 24), (48, 48), (96, 96))
"""Output channels of the convolutions of each stage; each stage ends by halving the side."""


class TextureNet(nn.Module):
    """Logits of each class for a batch of normalised 96 x 96 RGB pictures."""

    def __init__(self, classes: int) -> None:
        super().__init__()
        self.stages = nn.ModuleList()
        channels = 3
        for widths in STAGES:
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
        self.dropout = nn.Dropout(0.2)
        self.dense = nn.Linear(channels, classes)

    def forward(self, pictures: torch.Tensor) -> torch.Tensor:
        """Batch x 3 x 96 x 96 to batch x classes."""
        values = pictures
        for stage in self.stages:
            for convolution in stage:
                values = torch.relu(convolution(values))
            values = torch.max_pool2d(values, 2)
        return self.dense(self.dropout(values.mean(dim=(2, 3))))
