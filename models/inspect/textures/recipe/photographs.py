"""The photographs inside the scikit-image wheel, and the region of each that a class may use.

The photographs are never stored with the project: they are read from the pinned wheel that
`pip download --require-hashes` fetched, opened as a zip file and never imported.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

Box = tuple[int, int, int, int]
"""Left, top, right, bottom in source pixels; right and bottom are outside the box."""


@dataclass(frozen=True)
class Region:
    """Part of one photograph that shows one surface and nothing else."""

    photograph: str
    box: Box


@dataclass(frozen=True)
class Surface:
    """One class: where its crops come from and how small a crop still shows it."""

    label: str
    min_window_px: int
    train: tuple[Region, ...]
    test: tuple[Region, ...]


def _halves(photograph: str, width_px: int, height_px: int) -> tuple[tuple[Region], tuple[Region]]:
    """Left 55 % for training, right 40 % for testing; the 5 % between belong to neither."""
    train_right = width_px * 55 // 100
    test_left = width_px * 60 // 100
    return (
        (Region(photograph, (0, 0, train_right, height_px)),),
        (Region(photograph, (test_left, 0, width_px, height_px)),),
    )


_BRICK_TRAIN, _BRICK_TEST = _halves("brick.png", 512, 512)
_GRASS_TRAIN, _GRASS_TEST = _halves("grass.png", 512, 512)
_GRAVEL_TRAIN, _GRAVEL_TEST = _halves("gravel.png", 512, 512)
_STARS_TRAIN, _STARS_TEST = _halves("hubble_deep_field.jpg", 1000, 872)

# In photographs of things, the boxes keep to the surface: the table beside the cup, the fur away
# from eyes and nose, the sky above the photographer. A brick is 50 x 100 px and a patch of retina
# without a vessel looks like sky, so these classes have larger smallest windows.
SURFACES: tuple[Surface, ...] = (
    Surface("brick", 96, _BRICK_TRAIN, _BRICK_TEST),
    Surface(
        "fur",
        44,
        (Region("chelsea.png", (110, 0, 205, 80)), Region("chelsea.png", (125, 150, 208, 240))),
        (Region("chelsea.png", (218, 0, 308, 100)), Region("chelsea.png", (218, 95, 286, 175))),
    ),
    Surface("grass", 48, _GRASS_TRAIN, _GRASS_TEST),
    Surface("gravel", 48, _GRAVEL_TRAIN, _GRAVEL_TEST),
    Surface(
        "retina",
        200,
        (Region("retina.jpg", (250, 250, 720, 1160)), Region("retina.jpg", (120, 480, 720, 930))),
        (Region("retina.jpg", (780, 300, 1150, 1110)),),
    ),
    Surface(
        "sky",
        48,
        (Region("camera.png", (0, 0, 150, 100)), Region("camera.png", (0, 80, 60, 165))),
        (Region("camera.png", (290, 0, 512, 105)),),
    ),
    Surface("star-field", 128, _STARS_TRAIN, _STARS_TEST),
    Surface(
        "wood",
        44,
        (
            Region("coffee.png", (490, 0, 600, 225)),
            Region("coffee.png", (420, 0, 600, 95)),
            Region("coffee.png", (0, 165, 74, 400)),
        ),
        (Region("coffee.png", (485, 255, 600, 400)),),
    ),
)

# Neither of these shows a class. In training their target is the uniform distribution, so that the
# network learns to be unsure; their right parts measure how many unknown crops are refused.
_ASTRONAUT_TRAIN, _ASTRONAUT_TEST = _halves("astronaut.png", 512, 512)
_TEXT_TRAIN, _TEXT_TEST = _halves("text.png", 448, 172)
UNKNOWN = Surface("unknown", 64, _ASTRONAUT_TRAIN + _TEXT_TRAIN, _ASTRONAUT_TEST + _TEXT_TEST)

# The same surfaces on photographs that training never sees.
OTHER_PHOTOGRAPHS: tuple[Surface, ...] = (
    Surface("grass", 48, (), (Region("camera.png", (405, 255, 512, 512)),)),
    Surface("sky", 48, (), (Region("rocket.jpg", (350, 0, 560, 250)),)),
)

_MEMBER_FOLDER = "skimage/data/"


class Photographs:
    """Opens photographs from the wheel, each decoded once, always as 8-bit RGB."""

    def __init__(self, wheel: Path) -> None:
        self._zip = zipfile.ZipFile(wheel)
        self._opened: dict[str, Image.Image] = {}

    def crop(self, region: Region) -> Image.Image:
        """The pixels of `region`."""
        if region.photograph not in self._opened:
            data = self._zip.read(_MEMBER_FOLDER + region.photograph)
            self._opened[region.photograph] = Image.open(io.BytesIO(data)).convert("RGB")
        return self._opened[region.photograph].crop(region.box)


def find_wheel(folder: Path) -> Path:
    """The one scikit-image wheel in `folder`.

    Raises `FileNotFoundError` with the command that fetches it when there is none.
    """
    wheels = sorted(folder.glob("scikit_image-*.whl"))
    if not wheels:
        raise FileNotFoundError(
            "No scikit-image wheel was found. Fetch it with `python3 -m pip download --no-deps "
            f"--require-hashes -r resources/sample/photographs.txt -d FOLDER`. Looked in: {folder}"
        )
    return wheels[-1]
