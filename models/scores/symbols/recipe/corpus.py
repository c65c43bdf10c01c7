"""Pieces of the corpus that comes with music21, from every composer in turn.

Beethoven and Mozart are what the detector is measured with, so nothing of theirs is ever used.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from random import Random

HELD_OUT = ("beethoven", "mozart")
"""No path with one of these in it is used, whatever folder it stands in."""

_NO_COMPOSERS = ("demos", "testcorpus", "theoryexercises")
"""Folders of excerpts that do not say whose they are."""

_SUFFIXES = {".xml", ".musicxml", ".mxl", ".krn"}
_LARGEST_BYTES = 600_000
"""A larger file takes long to lay out, and only two of its pages would be used."""


def folder() -> Path:
    """Where the corpus is installed."""
    found = find_spec("music21")
    assert found is not None and found.origin is not None, "music21 is not installed"
    return Path(found.origin).parent / "corpus"


def pieces(seed: int) -> list[Path]:
    """Every piece in an order in which the composers take turns as long as they have any left."""
    rng = Random(seed)
    root = folder()
    by_composer: dict[str, list[Path]] = {}
    for path in sorted(root.rglob("*")):
        inside = path.relative_to(root)
        usable = path.suffix.lower() in _SUFFIXES and len(inside.parts) > 1
        if not usable or inside.parts[0].lower() in _NO_COMPOSERS:
            continue
        if any(name in str(inside).lower() for name in HELD_OUT):
            continue
        if path.stat().st_size <= _LARGEST_BYTES:
            by_composer.setdefault(inside.parts[0].lower(), []).append(path)
    for paths in by_composer.values():
        rng.shuffle(paths)
    ordered: list[Path] = []
    for turn in range(max(map(len, by_composer.values()))):
        ordered += [paths[turn] for paths in by_composer.values() if turn < len(paths)]
    return ordered
