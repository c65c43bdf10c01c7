"""Reads what is long and thin from the drawing of an engraved page, with the heads it is at."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import Element

import numpy as np

HEADS = {0xE0A0: "doubleWhole", 0xE0A1: "doubleWhole", 0xE0A2: "whole", 0xE0A3: "half", 0xE0A4: "black"}
FLAGS = {0xE240 + 2 * at + side: at + 1 for at in range(8) for side in range(2)}
TREMOLOS = {0xE220 + at: at + 1 for at in range(5)}
GRACE_SLASHES = {0xE560: 1, 0xE561: 1, 0xE564: 1, 0xE565: 1}

SPACE = 180.0
"""Units of the drawing in a staff space."""

Point = tuple[float, float]


@dataclass
class Bar:
    """A beam or a bar of a tremolo with its corners in units."""

    corners: list[Point]
    tremolo: bool

    def distance(self, place: Point) -> float:
        """How far its middle is above or below a place."""
        corners = sorted(self.corners)
        left = (corners[0][0], (corners[0][1] + corners[1][1]) / 2)
        right = (corners[-1][0], (corners[-2][1] + corners[-1][1]) / 2)
        row = np.interp(place[0], [left[0], right[0]], [left[1], right[1]])
        beyond = max(left[0] - place[0], place[0] - right[0], 0.0)
        return abs(float(row) - place[1]) + beyond


@dataclass
class Stem:
    """A stem with its ends in units."""

    head_end: Point
    tip: Point
    heads: set[int] = field(default_factory=set)
    flags: int = 0
    slashed: bool = False
    # Strokes of a tremolo across it.
    strokes: int = 0
    left: int = 0
    right: int = 0
    tremolo_left: int = 0
    tremolo_right: int = 0


@dataclass
class Found:
    """Everything on a page, in units."""

    heads: list[dict[str, Any]] = field(default_factory=list)
    stems: list[Stem] = field(default_factory=list)
    bars: list[Bar] = field(default_factory=list)
    arcs: list[dict[str, Any]] = field(default_factory=list)
    hairpins: list[list[Point]] = field(default_factory=list)
    brackets: list[dict[str, Any]] = field(default_factory=list)
    lines: list[dict[str, Any]] = field(default_factory=list)


def numbers(text: str) -> list[float]:
    return [float(it) for it in re.findall(r"-?\d+(?:\.\d+)?(?:e-?\d+)?", text)]


def pairs(text: str) -> list[Point]:
    values = numbers(text)
    return list(zip(values[::2], values[1::2], strict=True))


class Reader:
    """Walks through a page's drawing."""

    def __init__(self, symbols: Any, font: str) -> None:
        self.symbols = symbols
        self.font = font
        self.found = Found()

    def moved(self, matrix: Any, points: list[Point]) -> list[Point]:
        return [self.symbols._moved(matrix, x, y) for x, y in points]

    def head(self, code: int, matrix: Any) -> int | None:
        box = self.symbols._ink(code, matrix, self.font)
        if box is None:
            return None
        for at, known in enumerate(self.found.heads):
            # Two voices in unison show one head.
            if max(abs(a - b) for a, b in zip(known["box"], box, strict=True)) < 0.15 * SPACE:
                known["voices"] += 1
                return at
        small = abs(matrix[3]) < 0.9 * 0.72
        self.found.heads.append({"kind": HEADS[code], "small": small, "box": box, "voices": 1})
        return len(self.found.heads) - 1

    def walk(
        self, element: Element, matrix: Any, owner: Stem | None, groups: tuple[str, ...]
    ) -> None:
        """Adds what is below an element. The owner gets the heads and flags of its note."""
        matrix = self.symbols._within(matrix, element.get("transform", ""))
        own = element.get("class", "").split()
        tag = element.tag.rsplit("}", 1)[-1]
        if tag == "defs" or "placeholder" in own or element.get("visibility") == "hidden":
            return
        found = self.found
        if ("note" in own and "chord" not in groups) or "chord" in own:
            owner = Stem((0.0, 0.0), (0.0, 0.0))
        before = len(found.stems)
        bars: list[Bar] = []
        if "beam" in own or "fTrem" in own:
            for child in element:
                if child.tag.endswith("polygon"):
                    corners = self.moved(matrix, pairs(child.get("points", "")))
                    bars.append(Bar(corners, "fTrem" in own))
        if "stem" in own and owner is not None:
            for child in element:
                if child.tag.endswith("path"):
                    ends = self.moved(matrix, pairs(child.get("d", "")))
                    if abs(ends[0][0] - ends[1][0]) < 1.0:
                        owner.head_end, owner.tip = ends[0], ends[1]
                        owner.heads = owner.heads or set()
                        found.stems.append(owner)
                    else:
                        owner.slashed = True
        if tag == "use" and owner is not None:
            code = self.symbols._code_point(element)
            if code in HEADS and "notehead" in groups:
                at = self.head(code, matrix)
                if at is not None:
                    owner.heads.add(at)
            owner.flags = max(owner.flags, FLAGS.get(code, 0))
            owner.slashed |= code in GRACE_SLASHES
        for kind in ("slur", "tie", "lv"):
            if kind in own:
                self.arcs(element, matrix, kind)
        if "hairpin" in own:
            for child in element.iter():
                if child.tag.endswith("polyline"):
                    found.hairpins.append(self.moved(matrix, pairs(child.get("points", ""))))
        for kind in ("tupletBracket", "voltaBracket", "octave", "pedal"):
            if kind in own:
                self.thin(element, matrix, kind)
        for child in element:
            self.walk(child, matrix, owner, (*groups, *own))
        stems = found.stems[before:]
        # Grace notes may stand within a beam that is not theirs.
        stems_at = [it for it in stems if any(bar.distance(it.tip) < 0.6 * SPACE for bar in bars)]
        for bar in bars:
            touch(bar, stems_at)
        found.bars += bars
        if "bTrem" in own:
            codes = [
                self.symbols._code_point(child) for child in element if child.tag.endswith("use")
            ]
            for stem in stems:
                stem.strokes = max([TREMOLOS.get(code, 0) for code in codes], default=0)

    def arcs(self, element: Element, matrix: Any, kind: str) -> None:
        for child in element.iter():
            if not child.tag.endswith("path"):
                continue
            points = self.moved(matrix, pairs(child.get("d", "")))
            if len(points) != 7:
                continue
            out, back = np.array(points[:4]), np.array(points[3:])[::-1]
            t = np.linspace(0, 1, 25)[:, None]
            weights = np.hstack([(1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3])
            middle = weights @ ((out + back) / 2)
            thick = float(np.abs(weights @ (out - back)).max())
            self.found.arcs.append({"kind": kind, "points": middle.tolist(), "thick": thick})

    def thin(self, element: Element, matrix: Any, kind: str) -> None:
        chains = []
        dashed = False
        for child in element.iter():
            if child.tag.endswith("polyline"):
                chains.append(self.moved(matrix, pairs(child.get("points", ""))))
            elif child.tag.endswith("path") and len(numbers(child.get("d", ""))) == 4:
                chains.append(self.moved(matrix, pairs(child.get("d", ""))))
                dashed |= bool(child.get("stroke-dasharray"))
        if chains:
            is_bracket = kind.endswith("Bracket")
            to = self.found.brackets if is_bracket else self.found.lines
            to.append({"kind": kind, "chains": chains, "dashed": dashed})


def touch(bar: Bar, stems: list[Stem]) -> None:
    """Adds a bar to the stems that it begins, ends or passes at."""
    left, right = min(x for x, _ in bar.corners), max(x for x, _ in bar.corners)
    # The bars of a quarter note's tremolo stand away from the stems.
    reach = (0.6 if bar.tremolo else 0.15) * SPACE
    for stem in stems:
        x = stem.tip[0]
        if left <= x + reach and right >= x + 0.5 * SPACE:
            stem.right, stem.tremolo_right = (
                stem.right + (not bar.tremolo),
                stem.tremolo_right + bar.tremolo,
            )
        if right >= x - reach and left <= x - 0.5 * SPACE:
            stem.left, stem.tremolo_left = (
                stem.left + (not bar.tremolo),
                stem.tremolo_left + bar.tremolo,
            )


def merged(stems: list[Stem]) -> list[Stem]:
    """Stems of voices in unison that lie over each other are one stem on the page."""
    kept: list[Stem] = []
    for stem in stems:
        if not stem.heads:
            continue
        up = stem.tip[1] < stem.head_end[1]
        for other in kept:
            same_way = up == (other.tip[1] < other.head_end[1])
            if same_way and stem.heads & other.heads and abs(stem.tip[0] - other.tip[0]) < 15:
                other.heads |= stem.heads
                pick = min if up else max
                far = max if up else min
                other.tip = (other.tip[0], pick(stem.tip[1], other.tip[1]))
                other.head_end = (other.head_end[0], far(stem.head_end[1], other.head_end[1]))
                for name in ("flags", "left", "right", "strokes", "tremolo_left", "tremolo_right"):
                    setattr(other, name, max(getattr(stem, name), getattr(other, name)))
                break
        else:
            kept.append(stem)
    return kept
