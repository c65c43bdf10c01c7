"""What the detector tells apart, and which of it each drawn sign is.

The classes carry the names that SMuFL, the standard layout of music fonts, gives to the signs.
Where one class takes several code points (a staccato dot above and below a note look alike) it
carries what their names have in common. Some classes are no glyph of a music font on the page:

- `augmentationDot` is drawn as an ellipse,
- `fingering0` to `fingering5` are drawn as digits of a text font,
- `text` is any other letter, digit or stop of a text font.

`other` is any sign of a music font that the table below does not name. It and `text` are there to
be told from the signs, not to be read.
"""

from __future__ import annotations

SMALL_SHARE = 0.9
"""A sign below this share of the page's full size is a small one: it belongs to a grace note or a
cue, or stands above an ornament."""

_CODE_POINTS: dict[str, tuple[int, ...]] = {
    "noteheadBlack": (0xE0A4,),
    "noteheadHalf": (0xE0A3,),
    "noteheadWhole": (0xE0A2,),
    "noteheadDoubleWhole": (0xE0A0, 0xE0A1),
    # The small heads have the code points of the full ones; the size tells them apart.
    "noteheadBlackSmall": (),
    "noteheadHalfSmall": (),
    "restDoubleWhole": (0xE4E2, 0xE4F3),
    # The second code point has a ledger line of its own, for rests outside the staff.
    "restWhole": (0xE4E3, 0xE4F4),
    "restHalf": (0xE4E4, 0xE4F5),
    # The second code point is the old form, an eighth rest turned round.
    "restQuarter": (0xE4E5, 0xE4F2),
    "rest8th": (0xE4E6,),
    "rest16th": (0xE4E7,),
    "rest32nd": (0xE4E8,),
    "rest64th": (0xE4E9,),
    "flag8thUp": (0xE240,),
    "flag8thDown": (0xE241,),
    "flag16thUp": (0xE242,),
    "flag16thDown": (0xE243,),
    "flag32ndUp": (0xE244,),
    "flag32ndDown": (0xE245,),
    "flag64thUp": (0xE246,),
    "flag64thDown": (0xE247,),
    "accidentalFlat": (0xE260,),
    "accidentalNatural": (0xE261,),
    "accidentalSharp": (0xE262,),
    "accidentalDoubleSharp": (0xE263,),
    "accidentalDoubleFlat": (0xE264,),
    # Each clef has a second code point for the smaller one of a change.
    "gClef": (0xE050, 0xE07A),
    "gClef8vb": (0xE052,),
    "gClef8va": (0xE053,),
    "fClef": (0xE062, 0xE07C),
    "cClef": (0xE05C, 0xE07B),
    "unpitchedPercussionClef1": (0xE069,),
    **{f"timeSig{digit}": (0xE080 + digit,) for digit in range(10)},
    "timeSigCommon": (0xE08A,),
    "timeSigCutCommon": (0xE08B,),
    "augmentationDot": (0xE1E7,),
    "repeatDot": (0xE044,),
    "articAccent": (0xE4A0, 0xE4A1),
    "articStaccato": (0xE4A2, 0xE4A3),
    "articTenuto": (0xE4A4, 0xE4A5),
    # The wedge, the stroke and the open wedge of the one articulation.
    "articStaccatissimo": (0xE4A6, 0xE4A7, 0xE4A8, 0xE4A9, 0xE4AA, 0xE4AB),
    "articMarcato": (0xE4AC, 0xE4AD),
    "fermataAbove": (0xE4C0,),
    "fermataBelow": (0xE4C1,),
    "ornamentTrill": (0xE566,),
    "ornamentTurn": (0xE567,),
    "ornamentTurnInverted": (0xE568,),
    # The mordent without a stroke, which some call the inverted one.
    "ornamentShortTrill": (0xE56C,),
    "ornamentMordent": (0xE56D,),
    "dynamicPiano": (0xE520,),
    "dynamicMezzo": (0xE521,),
    "dynamicForte": (0xE522,),
    "dynamicRinforzando": (0xE523,),
    "dynamicSforzando": (0xE524,),
    "dynamicZ": (0xE525,),
    **{f"tuplet{digit}": (0xE880 + digit,) for digit in range(10)},
    **{f"fingering{digit}": () for digit in range(6)},
    "segno": (0xE047,),
    "coda": (0xE048,),
    "keyboardPedalPed": (0xE650,),
    "keyboardPedalUp": (0xE655,),
    # The bare 8, the 8 with "va" and the 8 with "vb" or "ba".
    "ottava": (0xE510,),
    "ottavaAlta": (0xE511,),
    "ottavaBassa": (0xE512, 0xE513, 0xE51C),
    "quindicesima": (0xE514, 0xE515, 0xE516, 0xE51D),
    "tremolo1": (0xE220,),
    "tremolo2": (0xE221,),
    "tremolo3": (0xE222,),
    "tremolo4": (0xE223,),
    # Drawn as a row of turned pieces; the box holds them all.
    "arpeggiato": (),
    "breathMarkComma": (0xE4CE,),
    "caesura": (0xE4D1, 0xE4D2, 0xE4D3, 0xE4D4),
    "text": (),
    "other": (),
}

NAMES: tuple[str, ...] = tuple(_CODE_POINTS)
"""The classes in the order of the network's outputs."""

NEGATIVES = ("text", "other")
"""The classes that are learnt in order to be passed over."""

PASSED_OVER = frozenset(
    (
        # Braces and the parts of brackets: as tall as a system, found by their lines.
        *range(0xE000, 0xE010),
        # Parentheses around accidentals and the colon of a tuplet's ratio.
        0xE26A,
        0xE26B,
        0xE26C,
        0xE26D,
        0xE88A,
        # Pieces of the wavy line behind a trill, and of that of an arpeggio, which is boxed
        # whole.
        *range(0xEAA0, 0xEAB0),
        *range(0xE59A, 0xE5A0),
    )
)
"""Code points that have no box of their own and are background to the detector."""

INDEX = {name: index for index, name in enumerate(NAMES)}
"""Where a class stands in the network's outputs."""

_CLASS_OF = {code: name for name, codes in _CODE_POINTS.items() for code in codes}
_SMALL_HEADS = {"noteheadBlack": "noteheadBlackSmall", "noteheadHalf": "noteheadHalfSmall"}


def of_glyph(code_point: int, small: bool) -> str | None:
    """The class of a sign of a music font, or none where it is to be passed over."""
    if code_point in PASSED_OVER:
        return None
    name = _CLASS_OF.get(code_point, "other")
    return _SMALL_HEADS.get(name, name) if small else name


def code_points(name: str) -> tuple[int, ...]:
    """The signs of a music font that a class is made of; none for small heads and letters."""
    return _CODE_POINTS[name]


def of_character(character: str, fingering: bool) -> str:
    """The class of a character of a text font."""
    return f"fingering{character}" if fingering and character in "012345" else "text"
