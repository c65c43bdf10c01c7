"""The outlines of verovio's music fonts, and how much ink each has."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import verovio
from fontTools.pens.boundsPen import BoundsPen
from fontTools.svgLib.path import parse_path

FONTS = {"Leipzig": 26, "Bravura": 26, "Leland": 24, "Gootville": 16, "Petaluma": 8}
"""All fonts of verovio and how often each is drawn with. Petaluma looks written by hand."""

FALLBACK = "Leipzig"
"""Where a sign comes from that a font lacks."""

UNITS_PER_EM = 1000

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Glyph:
    """A sign in units of the em, with rows upwards from the origin."""

    outline: str
    # Left, bottom, right and top of the ink; none for a blank.
    ink: Box | None
    advance: float


@cache
def glyph(font: str, code_point: int) -> Glyph | None:
    """A sign of a font, or of the fallback; none where neither has it."""
    for family in (font, FALLBACK):
        file = _folder() / family / f"{code_point:04X}.xml"
        if file.exists():
            path = next(ElementTree.parse(file).iter("path"), None)
            outline = path.get("d", "") if path is not None else ""
            pen = BoundsPen(None)
            parse_path(outline, pen)
            return Glyph(outline, pen.bounds, _advances(family).get(code_point, 0.0))
    return None


def _folder() -> Path:
    return Path(verovio.__file__).parent / "data"


@cache
def _advances(font: str) -> dict[int, float]:
    """How far each sign moves the pen."""
    table = ElementTree.parse(_folder() / f"{font}.xml").getroot()
    return {int(row.get("c", "0"), 16): float(row.get("h-a-x", "0")) for row in table.iter("g")}
