"""What one random piece is like: how dense, how fast, how much marked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random
from typing import Any

FOCI: dict[str, tuple[int, dict[str, Any]]] = {
    # Measures of one long value are narrow, so that many metres find room on a page.
    "metres": (7, {"change": 1.0, "slow": 0.6, "shortest_ticks": 8, "measures": 50}),
    "clefs": (4, {"clef_change": 0.12, "rare_clef": 0.8}),
    "ornaments": (2, {"ornament": 0.4}),
    "octaves": (4, {"octave": 0.9, "shortest_ticks": 8, "measures": 26}),
    "tuplets": (4, {"tuplet": 0.8}),
    "tremolos": (2, {"tremolo": 0.5}),
    "signs": (2, {"sign": 0.6, "pedal": 0.8}),
    "long values": (3, {"slow": 0.6, "long_measures": True, "measures": 26}),
}
"""What each piece has far too much of, with how often it is drawn: the classes that chance alone
would leave rare."""


@dataclass(frozen=True)
class Style:
    """Chances from 0 to 1 unless the comment says otherwise."""

    accidental: float
    chord: float
    # A step of a second between two heads of a chord, against wider ones.
    second: float
    rest: float
    grace: float
    second_voice: float
    # The tones of a line stay this far from the middle line, in staff positions (half spaces).
    reach_positions: int
    # The largest step of a line, in staff positions.
    leap_positions: int
    # The shortest value, in 64ths of a whole note.
    shortest_ticks: int
    # That a value is kept and not divided once more.
    keep: float
    tuplet: float
    # That neighbouring short values stand under a beam and do not carry flags.
    beamed: float
    dotted: float
    tied: float
    articulation: float
    ornament: float
    dynamic: float
    fingering: float
    words: float
    tremolo: float
    arpeggio: float
    slur: float
    # A new metre or key at a bar line.
    change: float
    # A new clef between two values, and a clef other than the usual one at the beginning.
    clef_change: float
    rare_clef: float
    octave: float
    pedal: float
    # A segno or a coda over a measure.
    sign: float
    # That one value fills a measure.
    slow: float
    # Measures of two whole notes, for the longest values.
    long_measures: bool
    # How many measures there are.
    measures: int

    @classmethod
    def drawn(cls, rng: Random) -> Style:
        """Each trait on its own, so that every mixture comes up."""
        pick = rng.choice
        style = cls(
            accidental=pick([0.05, 0.12, 0.25]),
            chord=pick([0.05, 0.3, 0.6]),
            second=pick([0.2, 0.5]),
            rest=pick([0.05, 0.12, 0.25]),
            grace=pick([0.01, 0.04, 0.1]),
            second_voice=pick([0.0, 0.25, 0.6]),
            reach_positions=pick([5, 8, 11, 14]),
            leap_positions=pick([2, 4, 8]),
            shortest_ticks=pick([8, 4, 2, 1, 1, 1]),
            keep=pick([0.3, 0.45, 0.6]),
            tuplet=pick([0.1, 0.35, 0.6]),
            beamed=pick([0.0, 0.8, 0.95, 1.0, 1.0]),
            dotted=pick([0.1, 0.3]),
            tied=pick([0.0, 0.05, 0.12]),
            articulation=pick([0.02, 0.1, 0.3]),
            ornament=pick([0.06, 0.12, 0.25]),
            dynamic=pick([0.06, 0.14]),
            fingering=pick([0.0, 0.1, 0.3, 0.6]),
            words=pick([0.0, 0.02, 0.04]),
            tremolo=pick([0.03, 0.12, 0.35]),
            arpeggio=pick([0.0, 0.1, 0.2]),
            slur=pick([0.2, 0.6]),
            change=pick([0.1, 0.2, 0.4]),
            clef_change=pick([0.0, 0.01, 0.03]),
            rare_clef=pick([0.2, 0.4]),
            octave=pick([0.15, 0.3, 0.5]),
            pedal=pick([0.2, 0.5]),
            sign=pick([0.2, 0.5]),
            slow=0.1,
            long_measures=False,
            measures=pick([12, 18, 26]),
        )
        foci = list(FOCI)
        focus = rng.choices(foci, [FOCI[name][0] for name in foci])[0]
        return replace(style, **FOCI[focus][1])
