"""Makes the pictures of the sample project.

    python make_sample.py OUT_DIR               from the photographs of the scikit-image wheel
    python make_sample.py OUT_DIR --generated   from drawn surfaces, without any download

The wheel is fetched once by pip (pinned, SHA-256 checked) into `wheels` beside OUT_DIR, or taken
from --wheels. Without it the drawn surfaces are used, with a message on standard error. Pictures
are written to a folder beside OUT_DIR that is renamed when all are there, so an OUT_DIR that
exists is complete, and the script then does nothing.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Protocol

from PIL import Image

from drawn import DrawnSurfaces
from photographed import PhotographedSurfaces

SEED = 20261121
PINNED_WHEEL = Path(__file__).with_name("photographs.txt")
# One platform for every machine, so that there is one file and one hash. Nothing of it is run.
WHEEL_PLATFORM = [
    "--only-binary=:all:",
    "--platform=manylinux_2_28_x86_64",
    "--python-version=3.11",
    "--implementation=cp",
    "--abi=cp311",
]
MOSAIC_COLUMNS, MOSAIC_ROWS, MOSAIC_TILE_PX = 12, 8, 500
EXIF_ORIENTATION_TAG = 0x0112
# Printed music that was written for this project.
SHEET = Path(__file__).parents[2] / "tests" / "scores" / "a_small_parade.png"


class Surfaces(Protocol):
    """Where square pictures of surfaces come from."""

    labels: tuple[str, ...]

    def square(self, label: str, side_px: int, rng: random.Random) -> Image.Image:
        """A square RGB or grey picture of the surface, different at each call."""

    def page(self) -> Image.Image:
        """A grey page of writing."""

    def whole(self) -> dict[str, Image.Image]:
        """Complete pictures by file name."""


def pinned_wheel_in(folder: Path) -> Path | None:
    """The wheel in `folder` whose SHA-256 is the pinned one, if there is one."""
    pinned = PINNED_WHEEL.read_text(encoding="utf-8")
    for wheel in folder.glob("scikit_image-*.whl"):
        if f"sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}" in pinned:
            return wheel
    return None


def fetch_wheel(folder: Path) -> Path:
    """The pinned wheel in `folder`, fetched by pip if it is not there.

    Raises `RuntimeError` with pip's own last line when it cannot be had.
    """
    wheel = pinned_wheel_in(folder)
    if wheel is not None:
        return wheel
    folder.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"]
    command += ["--retries=1", "--timeout=30", "--no-deps", "--require-hashes", *WHEEL_PLATFORM]
    command += ["--requirement", str(PINNED_WHEEL), "--dest", str(folder)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    wheel = pinned_wheel_in(folder)
    if wheel is None:
        lines = result.stderr.strip().splitlines() or [f"pip ended with {result.returncode}"]
        raise RuntimeError(lines[-1])
    return wheel


def save_squares(surfaces: Surfaces, folder: Path, rng: random.Random) -> None:
    """Two or three plain pictures of each surface, PNG and JPEG in turn."""
    copies = 2 if surfaces.whole() else 3
    for label in surfaces.labels:
        for number in range(1, copies + 1):
            side_px = rng.choice((512, 640, 768))
            picture = surfaces.square(label, side_px, rng)
            if number % 2:
                picture.save(folder / f"{label}-{number:02d}.png")
            else:
                picture.save(folder / f"{label}-{number:02d}.jpg", quality=90)


def save_sixteen_bit(surfaces: Surfaces, path: Path, rng: random.Random) -> None:
    """A 16-bit grey PNG that uses only the values from 8,000 to about 24,000 of 65,535."""
    grey = surfaces.square("gravel", 640, rng).convert("L")
    scaled = grey.convert("I").point(lambda value: value * 64 + 8000)
    scaled.convert("I;16").save(path)


def save_one_bit_pages(surfaces: Surfaces, path: Path, rng: random.Random) -> None:
    """A TIFF of two one-bit pages, compressed as fax group 4."""
    writing = surfaces.page()
    mean = writing.resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))
    first = writing.point(lambda value: 255 if value > 0.8 * mean else 0).convert("1")
    second = surfaces.square("brick", 768, rng).convert("L").convert("1")
    first.save(path, save_all=True, append_images=[second], compression="group4", dpi=(300, 300))


def save_turned(surfaces: Surfaces, path: Path, rng: random.Random) -> None:
    """A JPEG whose pixels lie on their side and whose EXIF orientation 6 puts them upright."""
    upright = surfaces.square("brick", 768, rng).crop((0, 0, 576, 768))
    exif = Image.Exif()
    exif[EXIF_ORIENTATION_TAG] = 6
    upright.transpose(Image.Transpose.ROTATE_90).save(path, quality=90, exif=exif)


def save_mosaic(surfaces: Surfaces, path: Path, rng: random.Random) -> None:
    """One picture of 6,000 x 4,000 pixels with all surfaces in random order."""
    size = (MOSAIC_COLUMNS * MOSAIC_TILE_PX, MOSAIC_ROWS * MOSAIC_TILE_PX)
    mosaic = Image.new("RGB", size)
    for row in range(MOSAIC_ROWS):
        labels = rng.sample(surfaces.labels, len(surfaces.labels))
        for column in range(MOSAIC_COLUMNS):
            tile = surfaces.square(labels[column % len(labels)], MOSAIC_TILE_PX, rng)
            mosaic.paste(tile, (column * MOSAIC_TILE_PX, row * MOSAIC_TILE_PX))
    mosaic.save(path, quality=88)


def make(surfaces: Surfaces, folder: Path) -> int:
    """Writes all pictures and returns their number."""
    rng = random.Random(SEED)
    for name, picture in surfaces.whole().items():
        if name.endswith(".jpg"):
            picture.save(folder / name, quality=92)
        else:
            picture.save(folder / name)
    save_squares(surfaces, folder, rng)
    save_sixteen_bit(surfaces, folder / "gravel-16-bit.png", rng)
    save_one_bit_pages(surfaces, folder / "two-pages-1-bit.tif", rng)
    save_turned(surfaces, folder / "brick-orientation-6.jpg", rng)
    save_mosaic(surfaces, folder / "mosaic-6000x4000.jpg", rng)
    # The pages of a folder are one piece of music.
    music = folder / "music"
    music.mkdir()
    shutil.copy(SHEET, music)
    return sum(path.is_file() for path in folder.rglob("*"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out_dir", type=Path)
    parser.add_argument("--generated", action="store_true", help="draw the pictures; fetch nothing")
    parser.add_argument("--wheels", type=Path, help="folder of the wheel (default: beside OUT_DIR)")
    arguments = parser.parse_args()
    out_dir: Path = arguments.out_dir
    if out_dir.exists():
        print(f"The sample pictures are there already: {out_dir}")
        return

    surfaces: Surfaces = DrawnSurfaces()
    if not arguments.generated:
        try:
            wheel = fetch_wheel(arguments.wheels or out_dir.parent / "wheels")
            surfaces = PhotographedSurfaces(wheel)
        except (RuntimeError, OSError, KeyError) as error:
            print(
                f"The photographs could not be fetched ({error}), so the sample pictures are "
                "drawn. To have photographs, make the package index reachable for pip, remove "
                f"the folder and run this again: {out_dir}",
                file=sys.stderr,
            )
    partial = out_dir.with_name(out_dir.name + ".partial")
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(parents=True)
    count = make(surfaces, partial)
    os.replace(partial, out_dir)
    print(f"{count} sample pictures: {out_dir}")


if __name__ == "__main__":
    main()
