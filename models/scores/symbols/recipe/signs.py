"""Draws sheets of signs: staves with one sign beside the other, the rare as often as the common.

The case study pasted strips of rare signs above its pages. Here they have staves, stems and slurs
around them and go through the same press and scanner as all other pages. Every sheet has its own
type founder: each sign of it is a little wider, higher or more slanted than in the music font.
"""

from __future__ import annotations

import math
from random import Random
from xml.etree.ElementTree import Element, SubElement

from fontTools.misc.transform import Transform
from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.pens.transformPen import TransformPen
from fontTools.svgLib.path import parse_path

import classes
import engrave
import lettering
import music_font
from engrave import Page
from lettering import INK, NAME, SVG, Face
from music_font import Box, Glyph
from symbols import UNITS_PER_SPACE

_SPACES_PER_EM = 4.0
_SMALL_HEADS = {"noteheadBlackSmall": "noteheadBlack", "noteheadHalfSmall": "noteheadHalf"}
_FINGERINGS = tuple(f"fingering{digit}" for digit in "012345")

# Where a sign stands on the staff: the heights of its origin over the middle line, in staff spaces.
_ANYWHERE = tuple(half / 2 for half in range(-9, 10))
_IN_SPACES = (-2.5, -1.5, -0.5, 0.5, 1.5, 2.5)
_HEIGHTS: dict[str, tuple[float, ...]] = {
    **{name: _ANYWHERE for name in classes.NAMES if name.startswith(("notehead", "accidental"))},
    **{name: (0.0, 0.0, -2.0, 2.0) for name in classes.NAMES if name.startswith("rest")},
    "restWhole": (1.0, 1.0, 2.0, 0.0, -1.0),
    "gClef": (-1.0,),
    "gClef8vb": (-1.0,),
    "gClef8va": (-1.0,),
    "fClef": (1.0,),
    "cClef": (0.0, 1.0),
    "unpitchedPercussionClef1": (0.0,),
    "timeSigCommon": (0.0,),
    "timeSigCutCommon": (0.0,),
    "augmentationDot": _IN_SPACES,
    "repeatDot": (-0.5, 0.5),
}
_ON_STEMS = tuple(name for name in classes.NAMES if name.startswith(("flag", "tremolo")))
_COMMON = frozenset(
    "noteheadBlack noteheadHalf accidentalFlat accidentalNatural accidentalSharp augmentationDot "
    "gClef fClef".split()
)
_HARD = {
    "gClef": 10.0,
    "fClef": 10.0,
    "cClef": 4.0,
    "ottava": 3.0,
    "ottavaAlta": 3.0,
    "ottavaBassa": 3.0,
    "rest16th": 2.0,
    "rest32nd": 3.0,
    "rest64th": 2.0,
}
"""How often signs that a network knows least stand on a sheet of them; all others once."""
_SMALL_CLEF_SHARE = 0.7
"""How many clefs of such a sheet are as small as those that change within a line."""


def sheet(rng: Random) -> Page | None:
    """One sheet."""
    return _Sheet(rng).page()


def hard_sheet(rng: Random) -> Page | None:
    """One sheet on which the signs stand more often that a network knows least: small clefs, octave
    signs and short rests."""
    return _Sheet(rng, is_hard=True).page()


class _Sheet:
    """A sheet under work. Lengths are in staff spaces, with rows downwards, until they are written
    down in units."""

    def __init__(self, rng: Random, is_hard: bool = False) -> None:
        self._rng, self._is_hard = rng, is_hard
        fonts = music_font.FONTS
        # What is hard is hard in each font.
        weights = [1.0] * len(fonts) if is_hard else list(fonts.values())
        self._font = rng.choices(list(fonts), weights)[0]
        self._face = Face.drawn(rng)
        self._cuts: dict[str, tuple[str, Box]] = {}
        self._line, self._stem = rng.uniform(0.06, 0.14), rng.uniform(0.07, 0.17)
        self._drawing = Element(f"{SVG}svg", {"class": "definition-scale", "viewBox": "0 0 1 1"})
        names = [
            name
            for name in classes.NAMES
            if classes.code_points(name) or name in _SMALL_HEADS or name in _FINGERINGS
        ]
        self._names = names
        if is_hard:
            self._shares = [_HARD.get(name, 0.3 if name in _COMMON else 1.0) for name in names]
        else:
            self._shares = [0.3 if name in _COMMON else 1.0 for name in names]

    def page(self) -> Page | None:
        """The finished sheet."""
        wide, row = self._rng.uniform(75, 105), 10.0
        for _ in range(self._rng.randint(5, 8)):
            system = SubElement(self._drawing, f"{SVG}g", {"class": "system"})
            self._staff(system, row, wide)
            row += self._rng.uniform(11, 16)
        root = Element(f"{SVG}svg")
        root.append(self._drawing)
        return engrave.drawn(root, self._font, self._rng)

    # Staves and what stands on them. Rows are those of the middle line.

    def _staff(self, system: Element, row: float, wide: float) -> None:
        """One staff with signs from the left to the right."""
        staff = SubElement(system, f"{SVG}g", {"class": "staff"})
        for line in range(-2, 3):
            self._stroke(staff, f"M{0} {row + line} L{wide} {row + line}", self._line)
        rng = self._rng
        at = 1.0
        while at < wide - 4:
            name = rng.choices(self._names, self._shares)[0]
            at = self._placed(name, at, row) + rng.choice([0.5, 1.0, 1.0, 2.0, 4.0])
            if rng.random() < 0.08:
                thick = rng.choice([1.0, 3.0]) * self._stem
                self._stroke(self._drawing, f"M{at} {row - 2} L{at} {row + 2}", thick)
                at += 1.0
        for _ in range(rng.randint(0, 5)):
            self._slur(rng.uniform(0, wide - 5), row + rng.choice([-1, 1]) * rng.uniform(2.5, 5))

    def _placed(self, name: str, left: float, row: float) -> float:
        """Draws a sign, and gives the column where it ends."""
        rng = self._rng
        if name in _ON_STEMS:
            return self._on_stem(name, left, row)
        if name.startswith("timeSig") and name[7:].isdigit():
            return self._metre(name, left, row)
        if name in _HEIGHTS:
            height = rng.choice(_HEIGHTS[name])
            is_small = self._is_hard and name.endswith("Clef") and rng.random() < _SMALL_CLEF_SHARE
            size = rng.uniform(0.6, 0.85) if is_small else 1.0
            right = self._sign(name, left, row - height, size)
            if name.startswith("notehead"):
                self._ledger_lines(left, right, row, height)
                if name not in ("noteheadWhole", "noteheadDoubleWhole"):
                    up = rng.random() < 0.5
                    x, end = (right, height + 3.5) if up else (left, height - 3.5)
                    self._stroke(self._drawing, f"M{x} {row - height} L{x} {row - end}", self._stem)
            return right
        # All others stand above or below the staff, and at times run into it.
        height = rng.choice([-1, 1]) * rng.uniform(2.2, 5.5) - rng.uniform(0, 1)
        return self._sign(name, left, row - height)

    def _on_stem(self, name: str, left: float, row: float) -> float:
        """A head with a stem that carries a flag or strokes."""
        rng = self._rng
        height = rng.choice(_ANYWHERE)
        up = name.endswith("Up") or (name.startswith("tremolo") and rng.random() < 0.5)
        end = height + rng.uniform(2.8, 4.5) * (1 if up else -1)
        head = "noteheadBlack"
        if name.startswith("tremolo"):
            head = rng.choice(["noteheadBlack", "noteheadHalf"])
        right = self._sign(head, left, row - height)
        self._ledger_lines(left, right, row, height)
        x = right - self._stem / 2 if up else left + self._stem / 2
        self._stroke(self._drawing, f"M{x} {row - height} L{x} {row - end}", self._stem)
        if name.startswith("flag"):
            return max(right, self._sign(name, x, row - end))
        # Strokes are centred on their origin.
        half_wide = self._width(name) / 2
        self._sign(name, x - half_wide, row - (height + 2 * end) / 3)
        return max(right, x + half_wide)

    def _metre(self, name: str, left: float, row: float) -> float:
        """One or two digits over others."""
        rng = self._rng
        ends = []
        for height in rng.sample([1.0, -1.0], 2):
            at = left
            for digit in [name, *(["timeSig1"] if rng.random() < 0.2 else [])][::-1]:
                at = self._sign(digit, at, row - height)
            ends.append(at)
            name = f"timeSig{rng.randint(0, 9)}"
        return max(ends)

    def _ledger_lines(self, left: float, right: float, row: float, height: float) -> None:
        """Short lines from the staff to a head."""
        towards = 1 if height > 0 else -1
        for line in range(3, int(abs(height)) + 1):
            at = row - towards * line
            self._stroke(self._drawing, f"M{left - 0.4} {at} L{right + 0.4} {at}", self._line * 1.4)

    def _slur(self, left: float, row: float) -> None:
        """A curve that may cross anything."""
        rng = self._rng
        wide, high = rng.uniform(3, 14), rng.choice([-1, 1]) * rng.uniform(0.8, 2.5)
        third = wide / 3
        self._stroke(
            self._drawing,
            f"M{left} {row} C{left + third} {row + high} {left + 2 * third} {row + high} "
            f"{left + wide} {row}",
            rng.uniform(0.08, 0.25),
        )

    # Ink.

    def _stroke(self, parent: Element, path: str, thick: float) -> None:
        """A line along a path in staff spaces."""
        units = " ".join(_in_units(part) for part in path.split())
        style = {
            "stroke": "black",
            "fill": "none",
            "stroke-width": f"{thick * UNITS_PER_SPACE:.1f}",
        }
        SubElement(parent, f"{SVG}path", {"d": units} | style)

    def _width(self, name: str) -> float:
        """How wide the ink of a sign is."""
        _, (left, _, right, _) = self._cut(name)
        return right - left

    def _sign(self, name: str, left: float, row: float, size: float = 1.0) -> float:
        """Draws a sign whose ink begins at a column, and gives the column where it ends."""
        outline, ink = self._cut(name)
        x, y, scale = left - size * ink[0], row, UNITS_PER_SPACE
        box = (x + size * ink[0], y - size * ink[3], x + size * ink[2], y - size * ink[1])
        attributes = {
            "d": outline,
            "transform": f"translate({x * scale:.1f}, {y * scale:.1f}) "
            f"scale({size * scale:g}, {-size * scale:g})",
            NAME: name,
            INK: " ".join(f"{value * scale:.1f}" for value in box),
        }
        SubElement(self._drawing, f"{SVG}path", attributes)
        return box[2]

    def _cut(self, name: str) -> tuple[str, Box]:
        """The outline of a sign as this founder cuts it and the box of its ink, in staff spaces
        with rows upwards."""
        if name not in self._cuts:
            glyph, spaces_per_unit = self._glyph(name)
            # Dots stay round, and letters have had their own founders.
            much = 0.0 if name.endswith("Dot") or name in _FINGERINGS else 1.0
            slant, wide, high = (self._rng.gauss(0.0, much * by) for by in (0.05, 0.07, 0.07))
            shape = Transform(math.exp(wide), 0.0, slant, math.exp(high), 0.0, 0.0)
            shape = shape.scale(spaces_per_unit)
            pen, bounds = SVGPathPen(None, ntos=_three_digits), BoundsPen(None)
            parse_path(glyph.outline, TransformPen(pen, shape))
            parse_path(glyph.outline, TransformPen(bounds, shape))
            assert bounds.bounds is not None, f"{name} has no ink"
            self._cuts[name] = pen.getCommands(), bounds.bounds
        return self._cuts[name]

    def _glyph(self, name: str) -> tuple[Glyph, float]:
        """A sign's outline, and how many staff spaces a unit of it is."""
        if name in _FINGERINGS:
            face = self._face
            found, per_em = lettering.letter(
                name[-1], face, face.fingering_bold, face.fingering_italic
            )
            spaces = 1.9 * face.fingering_scale
        else:
            codes = classes.code_points(_SMALL_HEADS.get(name, name))
            there = [code for code in codes if music_font.glyph(self._font, code)]
            code = self._rng.choice(there)
            found, per_em = music_font.glyph(self._font, code), float(music_font.UNITS_PER_EM)
            spaces = _SPACES_PER_EM * (0.66 if name in _SMALL_HEADS else 1.0)
        assert found is not None, f"no font has {name}"
        return found, spaces / per_em


def _three_digits(value: float) -> str:
    return f"{value:.3f}"


def _in_units(part: str) -> str:
    """A number of a path with the letter before it, if there is one."""
    letter = part[0] if part[0].isalpha() else ""
    return f"{letter}{float(part[len(letter) :]) * UNITS_PER_SPACE:.1f}"
