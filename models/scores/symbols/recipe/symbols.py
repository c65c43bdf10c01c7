"""Reads from a page's SVG where every symbol and every staff is.

- Signs of the music font are `use` elements: code point, place and scale, with the ink box of the
  outline. Pieces of an arpeggio are turned, and one box holds them all.
- Augmentation dots are ellipses in a group `dots`.
- Letters and fingerings carry their own boxes, which `lettering.py` gave them.
- Staves are the first five lines of each measure's group `staff`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

import classes
import music_font
from lettering import INK, NAME, SVG
from music_font import Box

UNITS_PER_SPACE = 180.0
"""Units of verovio's drawing in a staff space, at its default size of a unit."""

_FULL_SCALE = 0.72
"""The scale of a sign of full size; a font's em is four staff spaces."""

_HREF = "{http://www.w3.org/1999/xlink}href"
_TRANSFORM = re.compile(r"(translate|scale|rotate)\(([^)]*)\)")

Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True)
class Symbol:
    """A symbol with left, top, right and bottom of its ink in units of the drawing."""

    name: str
    box: Box
    small: bool = False


@dataclass
class Staff:
    """The five lines of a staff from the first to the last measure of its system, in units."""

    system: int
    lines: tuple[float, ...]
    left: float
    right: float
    thickness: float


def drawing(root: Element) -> Element:
    """The inner drawing of a page, whose view box counts in units."""
    return next(child for child in root if child.get("class") == "definition-scale")


def symbols(root: Element, font: str) -> Iterator[Symbol]:
    """Every symbol of a page."""
    yield from _symbols_in(drawing(root), _IDENTITY, (), font)


def staves(root: Element) -> list[Staff]:
    """Every staff of a page from the top."""
    found: dict[tuple[float, ...], Staff] = {}
    system = -1

    def visit(element: Element, matrix: Matrix) -> None:
        nonlocal system
        matrix = _within(matrix, element.get("transform", ""))
        groups = element.get("class", "").split()
        if "system" in groups:
            system += 1
        if "staff" in groups:
            _join_lines(element, matrix, system, found)
            return
        for child in element:
            visit(child, matrix)

    visit(drawing(root), _IDENTITY)
    return sorted(found.values(), key=lambda staff: staff.lines)


def _join_lines(
    element: Element, matrix: Matrix, system: int, found: dict[tuple[float, ...], Staff]
) -> None:
    """The lines of one measure, added to the staff that they go on."""
    rows: list[float] = []
    left = right = thickness = 0.0
    for child in element:
        if child.tag != f"{SVG}path" or len(rows) == 5:
            break
        x0, y0, x1, _ = map(float, re.findall(r"-?[\d.]+", child.get("d", "")))
        (left, row), (right, _) = _moved(matrix, x0, y0), _moved(matrix, x1, y0)
        rows.append(row)
        thickness = float(child.get("stroke-width", "0"))
    if len(rows) == 5:
        staff = found.setdefault(tuple(rows), Staff(system, tuple(rows), left, right, thickness))
        staff.left, staff.right = min(staff.left, left), max(staff.right, right)


def _symbols_in(
    element: Element, matrix: Matrix, groups: tuple[str, ...], font: str
) -> Iterator[Symbol]:
    """The symbols below an element."""
    around = matrix
    matrix = _within(matrix, element.get("transform", ""))
    groups = (*groups, *element.get("class", "").split())
    tag = element.tag.removeprefix(SVG)
    # Some editions hide notes that are only there to be heard, such as those of a trill.
    hidden = "placeholder" in groups or element.get("visibility") == "hidden"
    if tag == "defs" or hidden:
        return
    if "arpeg" in element.get("class", "").split():
        pieces = [box for child in element for box in _pieces(child, matrix, font)]
        if pieces:
            lefts, tops, rights, bottoms = zip(*pieces, strict=True)
            yield Symbol("arpeggiato", (min(lefts), min(tops), max(rights), max(bottoms)))
        return
    if tag == "use":
        code_point, scale = _code_point(element), matrix[3]
        small = abs(scale) < classes.SMALL_SHARE * _FULL_SCALE
        name = classes.of_glyph(code_point, small)
        if name is not None and (box := _ink(code_point, matrix, font)):
            yield Symbol(name, box, small)
    elif tag == "ellipse" and "dots" in groups:
        x, y, wide, high = (float(element.get(key, "0")) for key in ("cx", "cy", "rx", "ry"))
        yield Symbol("augmentationDot", _boxed(matrix, (x - wide, y - high, x + wide, y + high)))
    elif name := element.get(NAME):
        left, top, right, bottom = map(float, element.get(INK, "").split())
        # A letter's box has its own transform in it already.
        yield Symbol(name, _boxed(around, (left, top, right, bottom)))
    for child in element:
        yield from _symbols_in(child, matrix, groups, font)


def _pieces(element: Element, matrix: Matrix, font: str) -> Iterator[Box]:
    """The ink of every glyph below an element."""
    matrix = _within(matrix, element.get("transform", ""))
    if element.tag == f"{SVG}use" and (box := _ink(_code_point(element), matrix, font)):
        yield box
    for child in element:
        yield from _pieces(child, matrix, font)


def _code_point(use: Element) -> int:
    """The sign that a `use` element refers to: `#E0A4-` and a name of the page."""
    return int(use.get(_HREF, "#0").lstrip("#").split("-")[0], 16)


def _ink(code_point: int, matrix: Matrix, font: str) -> Box | None:
    """The ink of a sign under a transform; rows of a font grow upwards."""
    glyph = music_font.glyph(font, code_point)
    if glyph is None or glyph.ink is None:
        return None
    left, bottom, right, top = glyph.ink
    return _boxed(matrix, (left, -top, right, -bottom))


# Transforms as the six numbers of SVG's `matrix`.


def _moved(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _boxed(matrix: Matrix, box: Box) -> Box:
    """The upright box around a transformed one: exact for quarter turns, of which all turns are."""
    corners = [_moved(matrix, x, y) for x in (box[0], box[2]) for y in (box[1], box[3])]
    columns, rows = zip(*corners, strict=True)
    return min(columns), min(rows), max(columns), max(rows)


def _times(outer: Matrix, inner: Matrix) -> Matrix:
    """First the inner transform, then the outer one."""
    a, b, c, d, _, _ = outer
    e, f = _moved(outer, inner[4], inner[5])
    return (
        a * inner[0] + c * inner[1],
        b * inner[0] + d * inner[1],
        a * inner[2] + c * inner[3],
        b * inner[2] + d * inner[3],
        e,
        f,
    )


def _within(matrix: Matrix, transform: str) -> Matrix:
    """A transform with those of an attribute inside it."""
    for kind, inside in _TRANSFORM.findall(transform):
        numbers = [float(number) for number in re.split(r"[\s,]+", inside.strip())]
        matrix = _times(matrix, _single(kind, numbers))
    return matrix


def _single(kind: str, numbers: list[float]) -> Matrix:
    """One transform of an attribute."""
    if kind == "translate":
        return (1.0, 0.0, 0.0, 1.0, numbers[0], numbers[1] if len(numbers) > 1 else 0.0)
    if kind == "scale":
        return (numbers[0], 0.0, 0.0, numbers[-1], 0.0, 0.0)
    cosine, sine = math.cos(math.radians(numbers[0])), math.sin(math.radians(numbers[0]))
    turn: Matrix = (cosine, sine, -sine, cosine, 0.0, 0.0)
    if len(numbers) < 3:
        return turn
    x, y = numbers[1:]
    return _times(_times((1.0, 0.0, 0.0, 1.0, x, y), turn), (1.0, 0.0, 0.0, 1.0, -x, -y))
