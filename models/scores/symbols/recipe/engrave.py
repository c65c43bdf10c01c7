"""Engraves a score with verovio: pages in grey with the box of every symbol and the lines of every
staff."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any
from xml.etree import ElementTree

import cv2
import numpy as np
import resvg_py
import verovio

import lettering
import music_font
import symbols
from lettering import Face
from symbols import Staff, Symbol

INTERLINE_PX = 20
"""Pixels from one staff line to the next: about those of a scan at 300 dots per inch."""

_PX_PER_UNIT = INTERLINE_PX / symbols.UNITS_PER_SPACE
_FEWEST_SYMBOLS = 25
"""A page with fewer, such as the rest of a last system, is left out."""

_MOST_HIDDEN_HEADS = 0.04
"""A page is left out where a larger share of the heads lie over others. That is a measure that did
not fit its line; a few heads that two voices share are in good order."""

for prefix, address in (
    ("", "http://www.w3.org/2000/svg"),
    ("xlink", "http://www.w3.org/1999/xlink"),
):
    ElementTree.register_namespace(prefix, address)
verovio.enableLog(verovio.LOG_OFF)


@dataclass(frozen=True)
class Page:
    """A page: grey from 0 for ink to 255 for paper, and what is on it in pixels."""

    picture: np.ndarray
    # Ready to be written as JSON.
    contents: dict[str, Any]


def pages(source: str | Path, rng: Random, most: int) -> list[Page]:
    """Some pages of a score, which is MEI as text or a file; none where it cannot be read."""
    font = rng.choices(list(music_font.FONTS), list(music_font.FONTS.values()))[0]
    toolkit = verovio.toolkit()
    toolkit.setOptions(_options(font, rng))
    read = toolkit.loadFile(str(source)) if isinstance(source, Path) else toolkit.loadData(source)
    if not read:
        return []
    face = Face.drawn(rng)
    numbers = list(range(1, toolkit.getPageCount() + 1))
    made = [
        _page(toolkit.renderToSVG(number), font, face, rng)
        for number in sorted(rng.sample(numbers, min(most, len(numbers))))
    ]
    return [page for page in made if page is not None]


def _options(font: str, rng: Random) -> dict[str, Any]:
    """How the score is laid out; lengths are in staff spaces or in halves of them."""
    between, pick = rng.uniform, rng.choice
    return {
        "font": font,
        "fontFallback": music_font.FALLBACK,
        "xmlIdSeed": 1 + rng.randrange(2**31 - 1),
        "svgViewBox": True,
        "scale": 100,
        # In units of which a staff space has 18.
        "pageWidth": rng.randint(1500, 2300),
        "pageHeight": rng.randint(1800, 2800),
        "header": pick(["none", "auto", "auto"]),
        "footer": "none",
        "breaks": "auto",
        "mnumInterval": pick([0, 0, 1, 5]),
        "justifyVertically": rng.random() < 0.3,
        "minLastJustification": 0.0,
        # Lines.
        "staffLineWidth": between(0.1, 0.24),
        "stemWidth": between(0.12, 0.3),
        "barLineWidth": between(0.2, 0.5),
        "thickBarlineThickness": between(0.7, 1.3),
        "ledgerLineThickness": between(0.15, 0.35),
        "ledgerLineExtension": between(0.3, 0.8),
        "hairpinThickness": between(0.1, 0.35),
        "hairpinSize": between(2.0, 4.0),
        "tupletBracketThickness": between(0.1, 0.3),
        "slurMidpointThickness": between(0.3, 0.9),
        "slurEndpointThickness": between(0.05, 0.2),
        "tieMidpointThickness": between(0.3, 0.8),
        "slurCurveFactor": between(0.5, 2.0),
        "slurSymmetry": between(0.0, 1.0),
        "repeatBarLineDotSeparation": between(0.25, 0.5),
        # Beams.
        "beamMaxSlope": pick([4, 10, 18, 20]),
        "beamFrenchStyle": rng.random() < 0.1,
        "tupletNumHead": rng.random() < 0.5,
        "tupletAngledOnBeams": rng.random() < 0.3,
        # Spacing.
        "spacingLinear": between(0.1, 0.32),
        "spacingNonLinear": between(0.5, 0.68),
        "spacingStaff": pick([6, 8, 10, 12, 16]),
        "spacingBraceGroup": pick([6, 8, 10, 12, 16]),
        "spacingSystem": pick([4, 8, 12]),
        "measureMinWidth": rng.randint(8, 18),
        "rightMarginAccid": between(0.2, 0.7),
        "leftMarginNote": between(0.5, 1.0),
        # Signs.
        "graceFactor": between(0.58, 0.78),
        "fingeringScale": between(0.6, 1.0),
        "lyricSize": between(3.0, 5.0),
        "dynamDist": between(0.5, 2.0),
        "dynamSingleGlyphs": True,
        "octaveAlternativeSymbols": rng.random() < 0.5,
        "octaveNoSpanningParentheses": rng.random() < 0.5,
        "pedalStyle": pick(["pedstar", "pedstar", "altpedstar"]),
        "staccatoCenter": rng.random() < 0.3,
        "useBraceGlyph": rng.random() < 0.5,
    }


def _page(svg: str, font: str, face: Face, rng: Random) -> Page | None:
    """One page of verovio's."""
    root = ElementTree.fromstring(svg)
    lettering.set_words(root, font, face)
    return drawn(root, font, rng)


def drawn(root: ElementTree.Element, font: str, rng: Random) -> Page | None:
    """The page that a drawing shows, of which all words are outlines; none where there is too
    little or too much on it."""
    found, staves = list(symbols.symbols(root, font)), symbols.staves(root)
    if len(found) < _FEWEST_SYMBOLS or not staves or _crowded(found):
        return None
    left, top, width_px, height_px = _cut(root, found, staves, rng)
    png = resvg_py.svg_to_bytes(
        svg_string=ElementTree.tostring(root, encoding="unicode"),
        width=width_px,
        height=height_px,
        background="#ffffff",
        skip_system_fonts=True,
    )
    picture = cv2.imdecode(np.frombuffer(bytes(png), np.uint8), cv2.IMREAD_GRAYSCALE)

    def column(x: float) -> float:
        return round((x - left) * _PX_PER_UNIT, 1)

    def row(y: float) -> float:
        return round((y - top) * _PX_PER_UNIT, 1)

    contents = {
        "font": font,
        "interline_px": INTERLINE_PX,
        "staves": [
            {
                "system": staff.system,
                "lines_px": [row(line) for line in staff.lines],
                "left_px": column(staff.left),
                "right_px": column(staff.right),
                "thickness_px": round(staff.thickness * _PX_PER_UNIT, 1),
            }
            for staff in staves
        ],
        "symbols": [
            {
                "class": symbol.name,
                "box_px": [column(x0), row(y0), column(x1), row(y1)],
                "centre_px": [column((x0 + x1) / 2), row((y0 + y1) / 2)],
                "small": symbol.small,
            }
            for symbol in found
            for x0, y0, x1, y1 in [symbol.box]
        ],
    }
    return Page(picture, contents)


def _crowded(found: list[Symbol]) -> bool:
    """Whether many heads lie over others."""
    heads = np.array([symbol.box for symbol in found if symbol.name.startswith("notehead")])
    if not len(heads):
        return False
    lows = np.maximum(heads[:, None, :2], heads[None, :, :2])
    highs = np.minimum(heads[:, None, 2:], heads[None, :, 2:])
    shared = np.clip(highs - lows, 0, None).prod(2)
    np.fill_diagonal(shared, 0)
    hidden = shared.max(1) > 0.4 * (heads[:, 2:] - heads[:, :2]).prod(1)
    return bool(hidden.mean() > _MOST_HIDDEN_HEADS)


def _cut(
    root: ElementTree.Element, found: list[Symbol], staves: list[Staff], rng: Random
) -> tuple[float, float, int, int]:
    """Sets the view to what is on the page with random margins, because a crowded last system can
    run over the page's end. Gives left and top in units, width and height in pixels."""
    boxes = [symbol.box for symbol in found]
    boxes += [(staff.left, staff.lines[0], staff.right, staff.lines[-1]) for staff in staves]
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)

    def margin() -> float:
        return rng.uniform(1.5, 6.0) * symbols.UNITS_PER_SPACE

    left, top = min(lefts) - margin(), min(tops) - margin()
    width_px = round((max(rights) + margin() - left) * _PX_PER_UNIT)
    height_px = round((max(bottoms) + margin() - top) * _PX_PER_UNIT)
    # Whole pixels, so that a staff space is exactly as many as it should be.
    view = [left, top, width_px / _PX_PER_UNIT, height_px / _PX_PER_UNIT]
    symbols.drawing(root).set("viewBox", " ".join(f"{value:.3f}" for value in view))
    root.set("viewBox", f"0 0 {width_px} {height_px}")
    return left, top, width_px, height_px
