"""Pictures of surfaces drawn from random numbers, for when no photographs are to be had."""

from __future__ import annotations

import math
import random
from collections.abc import Callable

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageOps

_LINES_OF_WRITING = 14


def _noise(rng: random.Random, side_px: int, cells: tuple[int, int]) -> Image.Image:
    """Smooth grey noise: `cells` random values across and down, enlarged."""
    small = Image.frombytes("L", cells, rng.randbytes(cells[0] * cells[1]))
    return small.resize((side_px, side_px), Image.Resampling.BICUBIC)


def _fractal(rng: random.Random, side_px: int, cells: tuple[int, int], octaves: int) -> Image.Image:
    """Noise of several scales, each finer and weaker than the one before."""
    picture = _noise(rng, side_px, cells)
    for octave in range(1, octaves):
        finer = _noise(rng, side_px, (cells[0] << octave, cells[1] << octave))
        picture = Image.blend(picture, finer, 0.35)
    return ImageOps.autocontrast(picture)


def _brick(rng: random.Random, side_px: int) -> Image.Image:
    picture = Image.new("L", (side_px, side_px), 176)
    draw = ImageDraw.Draw(picture)
    height = side_px // rng.randint(8, 12)
    width, joint = height * 5 // 2, max(3, height // 9)
    for row in range(-1, side_px // height + 1):
        start = -width // 2 * (row % 2) - rng.randint(0, joint)
        for left in range(start, side_px, width):
            top = row * height
            box = (left, top, left + width - joint, top + height - joint)
            draw.rounded_rectangle(box, joint, fill=rng.randint(78, 122))
    grain = _fractal(rng, side_px, (24, 24), 5)
    return Image.blend(picture, grain, 0.12).filter(ImageFilter.GaussianBlur(0.8))


def _strokes(
    picture: Image.Image,
    rng: random.Random,
    count: int,
    length_px: tuple[int, int],
    angle: Callable[[int, int], float],
    shades: tuple[int, int],
) -> None:
    """Many short lines, the darker ones first, so that bright ones lie on top."""
    draw = ImageDraw.Draw(picture)
    for index in range(count):
        x, y = rng.randrange(picture.width), rng.randrange(picture.height)
        length, turn = rng.randint(*length_px), angle(x, y)
        end = (x + length * math.cos(turn), y + length * math.sin(turn))
        shade = shades[0] + (shades[1] - shades[0]) * index // count + rng.randint(-18, 18)
        draw.line((x, y, *end), fill=max(0, min(255, shade)), width=rng.randint(1, 4))


def _grass(rng: random.Random, side_px: int) -> Image.Image:
    picture = Image.new("L", (side_px, side_px), 40)
    length = (side_px // 40, side_px // 8)
    _strokes(picture, rng, 4000, length, lambda _x, _y: rng.uniform(0, math.tau), (50, 190))
    return picture.filter(ImageFilter.GaussianBlur(0.7))


def _gravel(rng: random.Random, side_px: int) -> Image.Image:
    picture = Image.new("L", (side_px, side_px), 35)
    draw = ImageDraw.Draw(picture)
    largest = side_px / rng.randint(16, 26)
    for _ in range(2600):
        x, y = rng.randrange(side_px), rng.randrange(side_px)
        start, corners = rng.uniform(0, 1), rng.randint(5, 7)
        radius = largest * rng.uniform(0.6, 1.0)
        outline = []
        for corner in range(corners):
            turn = math.tau * (corner + start) / corners
            reach = radius * rng.uniform(0.75, 1.15)
            outline.append((x + reach * math.cos(turn), y + 0.75 * reach * math.sin(turn)))
        shade = rng.randint(95, 190)
        draw.polygon([(px + 3, py + 4) for px, py in outline], fill=30)
        draw.polygon(outline, fill=shade, outline=shade - 35)
    grain = _noise(rng, side_px, (side_px // 2, side_px // 2))
    return Image.blend(picture, grain, 0.12).filter(ImageFilter.GaussianBlur(0.7))


def _fur(rng: random.Random, side_px: int) -> Image.Image:
    base = rng.uniform(0.9, 1.6)
    bend = rng.uniform(0.4, 1.0)
    picture = _fractal(rng, side_px, (4, 2), 3)

    def along(x: int, y: int) -> float:
        return base + bend * math.sin((x + 0.6 * y) / side_px * 2.4) + rng.uniform(-0.12, 0.12)

    _strokes(picture, rng, 7000, (side_px // 30, side_px // 11), along, (60, 200))
    soft = picture.filter(ImageFilter.GaussianBlur(1.4))
    return ImageOps.colorize(soft, (52, 34, 22), (236, 196, 150), mid=(160, 112, 70))


def _retina(rng: random.Random, side_px: int) -> Image.Image:
    picture = Image.new("RGB", (side_px, side_px), (222, 88, 54))
    draw = ImageDraw.Draw(picture)

    def vessel(x: float, y: float, turn: float, width: float, steps: int) -> None:
        for _ in range(steps):
            turn += rng.uniform(-0.16, 0.16)
            end = (x + 9 * math.cos(turn), y + 9 * math.sin(turn))
            draw.line((x, y, *end), fill=(168, 34, 28), width=max(1, round(width)))
            x, y, width = *end, width * 0.992
            if width > 2 and rng.random() < 0.035:
                vessel(x, y, turn + rng.choice((-1, 1)) * rng.uniform(0.4, 0.9), width * 0.6, steps)

    for _ in range(5):
        vessel(0, rng.uniform(0, side_px), rng.uniform(-0.7, 0.7), side_px / 55, side_px // 7)
    light = _fractal(rng, side_px, (3, 3), 5)
    soft = picture.filter(ImageFilter.GaussianBlur(1.6))
    return Image.blend(soft, Image.merge("RGB", (light,) * 3), 0.08)


def _sky(rng: random.Random, side_px: int) -> Image.Image:
    gradient = Image.linear_gradient("L").resize((side_px, side_px))
    blue = ImageOps.colorize(gradient, (96, 146, 206), (206, 224, 240))
    haze = _noise(rng, side_px, (3, 4)).point(lambda value: value // 6)
    return Image.composite(Image.new("RGB", blue.size, (240, 243, 247)), blue, haze)


def _star_field(rng: random.Random, side_px: int) -> Image.Image:
    picture = Image.new("RGB", (side_px, side_px), (10, 12, 12))
    draw = ImageDraw.Draw(picture)
    for _ in range(420):
        x, y, radius = rng.uniform(0, side_px), rng.uniform(0, side_px), rng.expovariate(0.6) + 0.6
        flat, light = rng.uniform(0.5, 1.0), rng.randint(80, 255)
        colour = rng.choice(((1, 0.85, 0.7), (0.75, 0.85, 1), (1, 1, 1)))
        box = (x - radius, y - radius * flat, x + radius, y + radius * flat)
        draw.ellipse(box, fill=tuple(round(light * part) for part in colour))
    glow = picture.filter(ImageFilter.GaussianBlur(3))
    return ImageChops.add(picture.filter(ImageFilter.GaussianBlur(0.9)), glow)


def _wood(rng: random.Random, side_px: int) -> Image.Image:
    larger = side_px * 3 // 2
    bands = _fractal(rng, larger, (2, 20), 5)
    fibres = _noise(rng, larger, (12, larger // 3))
    turned = Image.blend(bands, fibres, 0.3).rotate(rng.uniform(15, 40), Image.Resampling.BICUBIC)
    edge = (larger - side_px) // 2
    middle = turned.crop((edge, edge, edge + side_px, edge + side_px))
    grey = ImageOps.autocontrast(middle, cutoff=1)
    return ImageOps.colorize(grey, (74, 30, 10), (226, 158, 104), mid=(160, 84, 42))


_DRAWINGS: dict[str, Callable[[random.Random, int], Image.Image]] = {
    "brick": _brick,
    "fur": _fur,
    "grass": _grass,
    "gravel": _gravel,
    "retina": _retina,
    "sky": _sky,
    "star-field": _star_field,
    "wood": _wood,
}


class DrawnSurfaces:
    """Squares drawn at once in the wanted size."""

    labels = tuple(_DRAWINGS)

    def square(self, label: str, side_px: int, rng: random.Random) -> Image.Image:
        """A drawing of the surface."""
        return _DRAWINGS[label](rng, side_px)

    def page(self) -> Image.Image:
        """Lines of dark blocks of the length of words."""
        rng = random.Random(0)
        page = Image.new("L", (1240, 1754), 245)
        draw = ImageDraw.Draw(page)
        for line in range(_LINES_OF_WRITING):
            x, y = 140, 180 + 96 * line
            while (width := rng.randint(40, 190)) + x < 1100:
                draw.rounded_rectangle((x, y, x + width, y + 34), 8, fill=40)
                x += width + 28
        return page

    def whole(self) -> dict[str, Image.Image]:
        """No whole pictures: nothing drawn here is more than a surface."""
        return {}
