"""Random pitches: a line that walks over the staff, and the chords that stand on it."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from style import Style

STEPS = "cdefgab"
ACCIDENTALS = ["s", "f", "n", "x", "ff"]
_ACCIDENTAL_WEIGHTS = [28, 28, 28, 8, 8]


@dataclass(frozen=True)
class Clef:
    """A clef as MEI writes it, and the tone of the middle line as 7 * octave + step."""

    attributes: tuple[tuple[str, str], ...]
    middle: int


def _clef(shape: str, line: int, middle: int, octave: str = "") -> Clef:
    """A clef of a shape on a line, an octave above or below where that is said."""
    attributes = {"shape": shape, "line": str(line)}
    if octave:
        attributes |= {"dis": "8", "dis.place": octave}
    return Clef(tuple(attributes.items()), middle)


TREBLE = _clef("G", 2, 34)
BASS = _clef("F", 4, 22)
ALTO = _clef("C", 3, 28)
RARE_CLEFS = [
    *[_clef("G", 2, 27, "below")] * 2,
    *[_clef("G", 2, 41, "above")] * 3,
    ALTO,
    _clef("C", 4, 26),
    *[Clef((("shape", "perc"),), 34)] * 3,
]
"""The two C clefs share one sign, so the others stand here more often."""


def pitch(step: int, style: Style, rng: Random) -> dict[str, str]:
    """The attributes of a tone, sometimes with an accidental written before it."""
    octave, name = divmod(step, 7)
    attributes = {"oct": str(octave), "pname": STEPS[name]}
    if rng.random() < style.accidental:
        attributes["accid"] = rng.choices(ACCIDENTALS, _ACCIDENTAL_WEIGHTS)[0]
    return attributes


class Line:
    """Where a voice is on its staff. Positions are half spaces above the middle line."""

    def __init__(self, clef: Clef, centre: int, style: Style, rng: Random) -> None:
        self.clef = clef
        self.steps: list[int] = []
        self._centre = centre
        self._position = centre
        self._style = style
        self._rng = rng

    def advance(self) -> list[int]:
        """The tones of the next note or chord, from the lowest, as 7 * octave + step."""
        leap = self._style.leap_positions
        self._position += self._rng.choice([-2, -1, -1, 0, 1, 1, 2, -leap, leap])
        reach = self._style.reach_positions
        low, high = self._centre - reach, self._centre + reach
        # A line turns back at the end of its reach; it does not stay there.
        if not low <= self._position <= high:
            self._position = self._centre + self._rng.randint(-2, 2)
        positions = [self._position]
        if self._rng.random() < self._style.chord:
            for _ in range(self._rng.choice([1, 1, 2, 2, 3, 4])):
                second = self._rng.random() < self._style.second
                positions.append(positions[-1] + (1 if second else self._rng.randint(2, 5)))
            # No hand spans much more than an octave.
            positions = [at for at in positions if at - positions[0] <= 9]
        self.steps = [self.clef.middle + at for at in positions]
        return self.steps

    def near(self) -> int:
        """A tone for a grace note before the last one."""
        return self.steps[0] + self._rng.choice([-3, -2, -1, 1, 2, 3])
