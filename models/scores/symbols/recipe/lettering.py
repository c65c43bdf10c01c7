"""Sets the words of a page as outlines, letter by letter.

A text element says only where its words begin; how wide they are depends on the fonts of whoever
draws them. So each text is replaced by the outlines of its letters in a font drawn at random, and
every letter carries the exact box of its ink, which `symbols.py` reads.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from random import Random
from xml.etree.ElementTree import Element

import matplotlib
from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.ttLib import TTFont

import classes
import music_font
from music_font import Box, Glyph

SVG = "{http://www.w3.org/2000/svg}"
NAME, INK = "data-class", "data-ink"
"""Attributes of a letter's outline: its class, and left, top, right and bottom of its ink."""

_SYSTEM_FONTS = Path("/usr/share/fonts")
_FAMILIES = [
    # Upright, italic, bold and bold italic.
    ("C059-Roman", "C059-Italic", "C059-Bold", "C059-BdIta"),
    ("NimbusRoman-Regular", "NimbusRoman-Italic", "NimbusRoman-Bold", "NimbusRoman-BoldItalic"),
    ("P052-Roman", "P052-Italic", "P052-Bold", "P052-BoldItalic"),
    ("URWBookman-Light", "URWBookman-LightItalic", "URWBookman-Demi", "URWBookman-DemiItalic"),
    ("NimbusSans-Regular", "NimbusSans-Italic", "NimbusSans-Bold", "NimbusSans-BoldItalic"),
    ("STIXGeneral", "STIXGeneralItalic", "STIXGeneralBol", "STIXGeneralBolIta"),
    ("cmr10", "cmti10", "cmb10", "cmti10"),
    ("DejaVuSerif", "DejaVuSerif-Italic", "DejaVuSerif-Bold", "DejaVuSerif-BoldItalic"),
]
"""Fonts by the names of their files. Those of matplotlib are always there; the others belong to
Debian's package fonts-urw-base35, and where it is missing the pages have fewer kinds of letters."""

# Some fonts have odd dates in them, which fontTools would tell of for each process.
logging.getLogger("fontTools").setLevel(logging.ERROR)

_BOLD_GROUPS = frozenset({"ending", "voltaBracket", "fing", "reh", "tempo"})
_ITALIC_GROUPS = frozenset({"dir", "dynam", "mNum"})


@dataclass(frozen=True)
class Face:
    """How the words of one page look."""

    files: tuple[Path, ...]
    # Beside the size that the layout asks for.
    fingering_scale: float
    fingering_bold: bool
    fingering_italic: bool

    @classmethod
    def drawn(cls, rng: Random) -> Face:
        """A family of fonts and the style of the fingerings."""
        return cls(
            rng.choice(_installed()),
            fingering_scale=rng.uniform(0.9, 1.3),
            fingering_bold=rng.random() < 0.5,
            fingering_italic=rng.random() < 0.15,
        )


@dataclass
class _Line:
    """Letters that share a beginning, an anchor and a baseline."""

    x: float
    y: float
    anchor: str
    letters: list[tuple[str, _Look]] = field(default_factory=list)


@dataclass(frozen=True)
class _Look:
    """What a letter takes from the elements around it."""

    size: float = 0.0
    # The music font of letters of the private area.
    music: str = music_font.FALLBACK
    bold: bool = False
    italic: bool = False
    spacing: float = 0.0


def set_words(root: Element, music: str, face: Face) -> None:
    """Replaces every text of a page. Letters of the private area are signs of the music font."""
    _replace_texts(root, (), music, face)


def letter(character: str, face: Face, bold: bool, italic: bool) -> tuple[Glyph | None, float]:
    """The outline of a character, if its font has it, and the units per em of the font."""
    file = face.files[italic + 2 * bold]
    return _letter(file, character), _font(file)["head"].unitsPerEm


def _replace_texts(element: Element, groups: tuple[str, ...], music: str, face: Face) -> None:
    """Goes down the tree with the kinds of group that it is in."""
    groups = (*groups, *element.get("class", "").split())
    for at, child in enumerate(element):
        if child.tag == f"{SVG}text":
            element[at] = _outlined(child, groups, music, face)
        else:
            _replace_texts(child, groups, music, face)


def _outlined(text: Element, groups: tuple[str, ...], music: str, face: Face) -> Element:
    """A group with the outlines of a text's letters."""
    fingering = "fing" in groups
    bold, italic = bool(_BOLD_GROUPS & set(groups)), bool(_ITALIC_GROUPS & set(groups))
    look = _Look(music=music, bold=bold, italic=italic)
    if fingering:
        look = replace(look, bold=face.fingering_bold, italic=face.fingering_italic)
    lines: list[_Line] = []
    _gather(text, look, "start", lines)
    group = Element(f"{SVG}g")
    for line in lines:
        group.extend(_line_outlined(line, fingering, face))
    return group


def _gather(element: Element, look: _Look, anchor: str, lines: list[_Line]) -> None:
    """The lines of a text. A new position begins a new line, whose letters share an anchor."""
    anchor = element.get("text-anchor", anchor)
    if element.get("x") is not None or element.get("y") is not None or not lines:
        before = lines[-1] if lines else _Line(0.0, 0.0, anchor)
        x, y = float(element.get("x", before.x)), float(element.get("y", before.y))
        lines.append(_Line(x, y, anchor))
    look = replace(
        look,
        size=float(element.get("font-size", f"{look.size}px").removesuffix("px")),
        bold=element.get("font-weight", "bold" if look.bold else "") == "bold",
        italic=element.get("font-style", "italic" if look.italic else "") == "italic",
        spacing=float(element.get("letter-spacing", f"{look.spacing}px").removesuffix("px")),
        music=element.get("font-family", look.music),
    )
    if element.text and (look.size or element.text.strip()):
        lines[-1].letters += [(one, look) for one in element.text if one not in "\n\t"]
    for child in element:
        _gather(child, look, anchor, lines)


def _line_outlined(line: _Line, fingering: bool, face: Face) -> Iterator[Element]:
    """An element for each letter of a line that has ink."""
    placed: list[tuple[float, float, str, Glyph]] = []
    at = 0.0
    for character, look in line.letters:
        found, units_per_em = _glyph(character, look, face)
        if found is None:
            continue
        scale = look.size / units_per_em * (face.fingering_scale if fingering else 1.0)
        placed.append((at, scale, character, found))
        at += found.advance * scale + look.spacing
    begin = line.x - {"start": 0.0, "middle": at / 2, "end": at}[line.anchor]
    for offset, scale, character, found in placed:
        if found.ink is None or not scale:
            continue
        if "\ue000" <= character <= "\uf8ff":
            name = classes.of_glyph(ord(character), small=False)
        else:
            name = classes.of_character(character, fingering)
        x, (left, bottom, right, top) = begin + offset, found.ink
        box = (x + left * scale, line.y - top * scale, x + right * scale, line.y - bottom * scale)
        attributes = {
            "d": found.outline,
            "transform": f"translate({x:.2f}, {line.y:.2f}) scale({scale:.5f}, {-scale:.5f})",
            # The page's style sheet draws a line around every path.
            "style": "stroke:none",
        }
        if name is not None:
            attributes |= {NAME: name, INK: " ".join(f"{value:.2f}" for value in box)}
        yield Element(f"{SVG}path", attributes)


def _glyph(character: str, look: _Look, face: Face) -> tuple[Glyph | None, float]:
    """A character's outline and the units that it is measured in."""
    if "\ue000" <= character <= "\uf8ff":
        return music_font.glyph(look.music, ord(character)), music_font.UNITS_PER_EM
    # What a font of letters lacks, such as a sharp in a name of a chord, is left out.
    return letter(character, face, look.bold, look.italic)


@cache
def _letter(file: Path, character: str) -> Glyph | None:
    """A letter of a text font."""
    font = _font(file)
    name = font.getBestCmap().get(ord(character))
    if name is None:
        return None
    glyphs = font.getGlyphSet()
    pen, bounds = SVGPathPen(glyphs), BoundsPen(glyphs)
    glyphs[name].draw(pen)
    glyphs[name].draw(bounds)
    box: Box | None = bounds.bounds
    return Glyph(pen.getCommands(), box, glyphs[name].width)


@cache
def _font(file: Path) -> TTFont:
    return TTFont(file)


@cache
def _installed() -> list[tuple[Path, ...]]:
    """The families of which every file is there."""
    own = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
    files = {
        path.stem: path for folder in (_SYSTEM_FONTS, own) for path in folder.rglob("*.[ot]tf")
    }
    return [
        tuple(files[name] for name in family)
        for family in _FAMILIES
        if all(name in files for name in family)
    ]
