"""Random rhythm: a measure is divided into beats, and each beat again and again.

Lengths are counted in ticks, of which a whole note has 64.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from style import Style

WHOLE_TICKS = 64

METRES = {
    **{(2, 4): 3, (3, 4): 7, (4, 4): 15, (2, 2): 16, (3, 2): 6, (4, 2): 4, (3, 8): 6, (6, 8): 5},
    **{(9, 8): 9, (12, 8): 2, (5, 4): 8, (6, 4): 5, (7, 4): 6, (5, 8): 8, (7, 8): 7, (10, 8): 9},
    **{(10, 16): 6, (11, 8): 1, (7, 16): 3, (9, 16): 6},
}
"""Count and unit, and how often each comes up: not as in music, but so that every digit, every sign
and the longest values are seen about as often."""

LONG = (4, 2)
"""The metre whose measures are two whole notes long."""

_EVEN_TUPLETS = [
    *[(3, 2), (3, 2), (3, 2), (5, 4), (5, 4), (6, 4), (6, 4), (7, 4), (7, 4), (7, 4)],
    *[(9, 8), (9, 8), (10, 8), (10, 8), (10, 8), (11, 8), (12, 8)],
]
_DOTTED_TUPLETS = [(2, 3), (4, 3), (4, 3), (8, 6), (5, 6)]


@dataclass(frozen=True)
class Value:
    """The written length of a note, a chord or a rest."""

    duration: str
    dots: int
    rest: bool = False

    @property
    def short(self) -> bool:
        """Whether it would carry a flag."""
        return self.duration in ("8", "16", "32", "64")


@dataclass(frozen=True)
class Tuplet:
    """So many equal parts in the time of so many others."""

    parts: int
    instead_of: int
    children: tuple[Node, ...]


@dataclass(frozen=True)
class Beam:
    """Short values that share a beam."""

    children: tuple[Node, ...]


Node = Value | Tuplet | Beam


def measure_ticks(metre: tuple[int, int]) -> int:
    """The length of a full measure."""
    return WHOLE_TICKS * metre[0] // metre[1]


def drawn_metre(style: Style, rng: Random) -> tuple[int, int]:
    """A metre as count and unit."""
    return LONG if style.long_measures else rng.choices(list(METRES), list(METRES.values()))[0]


def measure(metre: tuple[int, int], style: Style, rng: Random) -> list[Node]:
    """One voice of a full measure."""
    ticks = measure_ticks(metre)
    if ticks == 2 * WHOLE_TICKS and rng.random() < max(style.slow, 0.4):
        return [Value("breve", 0, rest=rng.random() < 0.5)]
    if _written(ticks) and rng.random() < style.slow:
        return [_value(ticks, style, rng)]
    nodes: list[Node] = []
    for ticks in _joined(_beats(metre, rng), rng):
        nodes += _beamed(_divided(ticks, style, rng), style, rng)
    return nodes


def _beats(metre: tuple[int, int], rng: Random) -> list[int]:
    """The beats that a reader would count."""
    count, unit = metre
    unit_ticks = WHOLE_TICKS // unit
    if unit < 8:
        return [unit_ticks] * count
    if count % 3 == 0:
        return [3 * unit_ticks] * (count // 3)
    # Twos and threes in any order: 7 is 2 + 2 + 3, 10 is 3 + 2 + 2 + 3.
    threes = rng.choice([n for n in range(count // 3 + 1) if (count - 3 * n) % 2 == 0])
    beats = [3] * threes + [2] * ((count - 3 * threes) // 2)
    rng.shuffle(beats)
    return [unit_ticks * beat for beat in beats]


def _joined(beats: list[int], rng: Random) -> list[int]:
    """Some neighbouring beats made one, where one value can fill them."""
    joined = [beats[0]]
    for beat in beats[1:]:
        if rng.random() < 0.35 and _written(joined[-1] + beat):
            joined[-1] += beat
        else:
            joined.append(beat)
    return joined


def _written(ticks: int) -> tuple[str, int] | None:
    """Duration and dots of a length that one value can have."""
    for dots, parts in enumerate((1, 3, 7)):
        base, remainder = divmod(ticks * 2**dots, parts)
        power_of_two = not remainder and base & (base - 1) == 0
        # What the last dot adds has to be a tick at least.
        if power_of_two and base <= 2 * WHOLE_TICKS and ticks >= parts:
            return ("breve" if base > WHOLE_TICKS else str(WHOLE_TICKS // base)), dots
    return None


def _value(ticks: int, style: Style, rng: Random) -> Value:
    """A note or a rest of a length that can be written."""
    written = _written(ticks)
    assert written is not None, f"no value has {ticks} ticks"
    return Value(*written, rest=rng.random() < style.rest)


def _divided(ticks: int, style: Style, rng: Random) -> list[Node]:
    """Values that fill a length."""
    if _written(ticks) and (ticks <= style.shortest_ticks or rng.random() < style.keep):
        return [_value(ticks, style, rng)]
    even = ticks & (ticks - 1) == 0
    numbered = ticks <= 32 and rng.random() < style.tuplet
    if numbered and (tuplet := _tuplet(ticks, even, style, rng)):
        return [tuplet]
    parts: list[int]
    if even and ticks >= 4:
        quarter = ticks // 4
        if rng.random() < style.dotted:
            long_short, short_long = [3 * quarter, quarter], [quarter, 3 * quarter]
            parts = rng.choice([long_short, long_short, short_long])
        elif rng.random() < 0.35:
            return _run(ticks, style, rng)
        else:
            halves, off_the_beat = [2 * quarter] * 2, [quarter, 2 * quarter, quarter]
            parts = rng.choice([halves, halves, off_the_beat])
    elif even:
        parts = [ticks // 2] * 2
    elif ticks % 3 == 0:
        third = ticks // 3
        parts = rng.choice([[third] * 3, [third] * 3, [2 * third, third], [third, 2 * third]])
    else:
        largest = 1 << (ticks.bit_length() - 1)
        parts = [largest, ticks - largest]
    return [node for part in parts for node in _divided(part, style, rng)]


def _run(ticks: int, style: Style, rng: Random) -> list[Node]:
    """Equal short values, like a scale."""
    each = min(ticks, max(style.shortest_ticks, ticks // rng.choice([4, 8])))
    return [_value(each, style, rng) for _ in range(ticks // each)]


def _tuplet(ticks: int, even: bool, style: Style, rng: Random) -> Tuplet | None:
    """Equal parts under a number, some of them joined or dotted; none where they were too short."""
    parts, instead_of = rng.choice(_EVEN_TUPLETS if even else _DOTTED_TUPLETS)
    each, remainder = divmod(ticks, instead_of)
    if remainder or each < 1 or each & (each - 1):
        return None
    lengths = [each] * parts
    if parts <= 7 and rng.random() < 0.3:
        at = rng.randrange(parts - 1)
        if each >= 2 and rng.random() < 0.4:
            lengths[at : at + 2] = [each * 3 // 2, each // 2]
        else:
            lengths[at : at + 2] = [each * 2]
    return Tuplet(parts, instead_of, tuple(_value(length, style, rng) for length in lengths))


def _notes(node: Node) -> int:
    """How many notes or chords a node holds."""
    if isinstance(node, Value):
        return int(not node.rest)
    return sum(map(_notes, node.children))


def _short(node: Node) -> bool:
    """Whether all of a node can stand under a beam."""
    return node.short if isinstance(node, Value) else all(map(_short, node.children))


def _beamed(nodes: list[Node], style: Style, rng: Random) -> list[Node]:
    """The nodes of one beat with beams over neighbouring short ones."""
    result: list[Node] = []
    run: list[Node] = []
    for node in [*nodes, None]:
        if node is not None and _short(node):
            run.append(node)
            continue
        if sum(map(_notes, run)) >= 2 and rng.random() < style.beamed:
            result += _under_beam(run)
        else:
            result += run
        run = []
        if node is not None:
            result.append(node)
    return result


def _under_beam(run: list[Node]) -> list[Node]:
    """A beam from the first to the last note, with the rests outside left outside."""
    if len(run) == 1 and isinstance(run[0], Tuplet):
        tuplet = run[0]
        inner = tuple(_under_beam(list(tuplet.children)))
        return [Tuplet(tuplet.parts, tuplet.instead_of, inner)]
    first = next(at for at, node in enumerate(run) if _notes(node))
    last = max(at for at, node in enumerate(run) if _notes(node))
    if first == last:
        return run
    return [*run[:first], Beam(tuple(run[first : last + 1])), *run[last + 1 :]]
