"""Pictures of surfaces cut from the CC0 and public-domain photographs of the scikit-image wheel."""

from __future__ import annotations

import io
import random
import zipfile
from pathlib import Path

from PIL import Image

# Boxes as left, top, right, bottom. They lie in the parts of the photographs that the texture
# pack was not trained on; the third value is the smallest crop side that still shows the surface.
_CROPS: dict[str, tuple[str, tuple[int, int, int, int], int]] = {
    "brick": ("brick.png", (307, 0, 512, 512), 128),
    "fur": ("chelsea.png", (218, 0, 308, 100), 60),
    "grass": ("grass.png", (307, 0, 512, 512), 128),
    "gravel": ("gravel.png", (307, 0, 512, 512), 128),
    "retina": ("retina.jpg", (780, 300, 1150, 1110), 256),
    "sky": ("camera.png", (290, 0, 512, 105), 80),
    "star-field": ("hubble_deep_field.jpg", (600, 0, 1000, 872), 180),
    "wood": ("coffee.png", (485, 255, 600, 400), 96),
}
_WHOLE: dict[str, str] = {
    "brick-wall.png": "brick.png",
    "cat.png": "chelsea.png",
    "coffee.png": "coffee.png",
    "eye.jpg": "retina.jpg",
    "galaxies.jpg": "hubble_deep_field.jpg",
    "photographer.png": "camera.png",
    "portrait.png": "astronaut.png",
    "rocket.jpg": "rocket.jpg",
}
_PAGE = "text.png"


class PhotographedSurfaces:
    """Squares cut from photographs, enlarged with a Lanczos filter."""

    labels = tuple(_CROPS)

    def __init__(self, wheel: Path) -> None:
        self._opened: dict[str, Image.Image] = {}
        with zipfile.ZipFile(wheel) as archive:
            for name in {*_WHOLE.values(), *(crop[0] for crop in _CROPS.values()), _PAGE}:
                picture = Image.open(io.BytesIO(archive.read(f"skimage/data/{name}")))
                picture.load()
                self._opened[name] = picture

    def square(self, label: str, side_px: int, rng: random.Random) -> Image.Image:
        """A random crop of the surface, enlarged."""
        name, (left, top, right, bottom), smallest_px = _CROPS[label]
        crop_px = rng.randint(smallest_px, min(right - left, bottom - top))
        x = rng.randint(left, right - crop_px)
        y = rng.randint(top, bottom - crop_px)
        crop = self._opened[name].crop((x, y, x + crop_px, y + crop_px))
        return crop.resize((side_px, side_px), Image.Resampling.LANCZOS)

    def page(self) -> Image.Image:
        """Handwriting on squared paper, enlarged four times."""
        writing = self._opened[_PAGE].convert("L")
        size = (writing.width * 4, writing.height * 4)
        return writing.resize(size, Image.Resampling.LANCZOS)

    def whole(self) -> dict[str, Image.Image]:
        """The photographs as they are in the wheel, some under a plainer name."""
        return {file_name: self._opened[name] for file_name, name in _WHOLE.items()}
