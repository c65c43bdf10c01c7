"""Random crops of surfaces, and the augmentation that training adds to them."""

from __future__ import annotations

import io
import math

import numpy as np
from PIL import Image, ImageFilter

from photographs import Photographs, Region, Surface

SIDE_PX = 96
"""Width and height of the network's input."""
MEAN = 0.5
STD = 0.25
_ROOM_TO_TURN_PX = 112
"""A crop of this side still fills `SIDE_PX` after a turn by `_LARGEST_TURN_DEG`."""
_LARGEST_TURN_DEG = 7.0
_LARGEST_WINDOW_PX = 448


def mirrored(picture: Image.Image) -> Image.Image:
    """The picture and its mirror images to the right, below and diagonally.

    Windows of the result may be larger than the picture, so a small region also teaches what its
    surface looks like from afar.
    """
    wide = Image.new(picture.mode, (2 * picture.width, 2 * picture.height))
    flipped = picture.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    for left, half in ((0, picture), (picture.width, flipped)):
        wide.paste(half, (left, 0))
        wide.paste(half.transpose(Image.Transpose.FLIP_TOP_BOTTOM), (left, picture.height))
    return wide


class CropSource:
    """Draws random windows from some regions of one surface."""

    def __init__(
        self,
        photographs: Photographs,
        surface: Surface,
        regions: tuple[Region, ...],
        mirror: bool = False,
    ) -> None:
        self._pictures = [photographs.crop(region) for region in regions]
        if mirror:
            self._pictures = [mirrored(picture) for picture in self._pictures]
        areas = np.array([picture.width * picture.height for picture in self._pictures], float)
        self._weights = areas / areas.sum()
        self._min_window_px = surface.min_window_px

    def window(self, rng: np.random.Generator) -> Image.Image:
        """A square window, its side drawn evenly on a logarithmic scale, at source resolution."""
        picture = self._pictures[rng.choice(len(self._pictures), p=self._weights)]
        largest = min(picture.width, picture.height, _LARGEST_WINDOW_PX)
        smallest = min(self._min_window_px, largest)
        side = round(math.exp(rng.uniform(math.log(smallest), math.log(largest))))
        left = int(rng.integers(0, picture.width - side + 1))
        top = int(rng.integers(0, picture.height - side + 1))
        return picture.crop((left, top, left + side, top + side))


def plain(window: Image.Image) -> Image.Image:
    """The window as the program feeds it: resized to the network's side, nothing else."""
    return window.resize((SIDE_PX, SIDE_PX), Image.Resampling.BILINEAR)


def augmented(window: Image.Image, rng: np.random.Generator) -> Image.Image:
    """The window with random geometry, colour, light, blur, noise and JPEG compression."""
    return _compressed(_noisy(_recoloured(_turned(window, rng), rng), rng), rng)


def as_tensor(picture: Image.Image) -> np.ndarray:
    """Float32 channels x height x width, normalised as pack.toml says."""
    values = np.asarray(picture, np.float32) / 255.0
    return ((values - MEAN) / STD).transpose(2, 0, 1)


def _turned(window: Image.Image, rng: np.random.Generator) -> Image.Image:
    """Random stretch up to 15 %, turn, quarter turn and flips."""
    stretch = math.exp(rng.uniform(-0.15, 0.15))
    width = max(_ROOM_TO_TURN_PX, round(_ROOM_TO_TURN_PX * stretch))
    height = max(_ROOM_TO_TURN_PX, round(_ROOM_TO_TURN_PX / stretch))
    picture = window.resize((width, height), Image.Resampling.BILINEAR)
    angle = rng.uniform(-_LARGEST_TURN_DEG, _LARGEST_TURN_DEG)
    picture = picture.rotate(angle, Image.Resampling.BICUBIC)
    left, top = (width - SIDE_PX) // 2, (height - SIDE_PX) // 2
    picture = picture.crop((left, top, left + SIDE_PX, top + SIDE_PX))
    if rng.random() < 0.3:
        picture = picture.transpose(Image.Transpose.ROTATE_90)
    if rng.random() < 0.5:
        picture = picture.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    if rng.random() < 0.5:
        picture = picture.transpose(Image.Transpose.FLIP_TOP_BOTTOM)
    return picture


def _recoloured(picture: Image.Image, rng: np.random.Generator) -> Image.Image:
    """Random light, and colour that tells nothing about the class.

    Brick, grass, gravel and sky are grey photographs and the others are in colour. Half of all
    crops become grey and most are tinted, so that the network has to look at the texture.
    """
    values = np.asarray(picture, np.float32) / 255.0
    if rng.random() < 0.5:
        values = values @ np.array([0.299, 0.587, 0.114], np.float32)
        values = np.repeat(values[..., None], 3, axis=2)
    if rng.random() < 0.6:
        values = values * np.exp(rng.uniform(-0.35, 0.35, 3)).astype(np.float32)
    contrast = math.exp(rng.uniform(-1.4, 0.5))
    middle = float(values.mean())
    values = (values - middle) * contrast + middle * math.exp(rng.uniform(-0.9, 0.3))
    values = values + rng.uniform(-0.05, 0.15)
    values = np.clip(values, 0.0, 1.0) ** math.exp(rng.uniform(-0.4, 0.4))
    return Image.fromarray(np.rint(values * 255.0).astype(np.uint8))


def _noisy(picture: Image.Image, rng: np.random.Generator) -> Image.Image:
    """Random Gaussian blur and sensor noise, each on about half of the crops."""
    if rng.random() < 0.4:
        picture = picture.filter(ImageFilter.GaussianBlur(rng.uniform(0.3, 1.6)))
    if rng.random() < 0.5:
        values = np.asarray(picture, np.float32)
        values = values + rng.normal(0.0, rng.uniform(1.0, 12.0), values.shape)
        picture = Image.fromarray(np.clip(np.rint(values), 0, 255).astype(np.uint8))
    return picture


def _compressed(picture: Image.Image, rng: np.random.Generator) -> Image.Image:
    """JPEG compression on half of the crops."""
    if rng.random() < 0.5:
        return picture
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=int(rng.integers(35, 96)))
    buffer.seek(0)
    return Image.open(buffer).convert("RGB")
