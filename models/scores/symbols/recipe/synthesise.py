"""Makes engraved pages to train and to measure the detector with.

    python synthesise.py OUT --pages 900 --seed 1 --jobs 2

Writes OUT/train and OUT/held_back, each with a grey PNG and a JSON file for every page, and prints
how many boxes each class has. All pages of one piece are in one of the two folders; sheets of signs
are only to train with. The same arguments give the same pages, wherever the same text fonts are
installed.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from random import Random

import cv2

import classes
import corpus
import engrave
import generator
import signs

SHARES = {"random": 60, "corpus": 25, "signs": 15}
"""How often a piece is random music, one of the corpus, or one of the sheets of signs. Music gives
one or two pages, a sheet is one."""
HARD_SHARES = {"random": 25, "corpus": 0, "hard": 75}
"""The same of the pages with which a network goes on that has learnt the others."""

HELD_BACK_SHARE = 0.16
MOST_PAGES_PER_PIECE = 2


@dataclass(frozen=True)
class Piece:
    """What one process makes pages of."""

    name: str
    kind: str
    # The file of a piece of the corpus.
    file: Path | None
    seed: int
    held_back: bool


@dataclass(frozen=True)
class Sheet:
    """A finished page: its PNG and its JSON as they are written."""

    name: str
    png: bytes
    contents: str
    counts: Counter[str]


def planned(seed: int, shares: dict[str, int]) -> Iterator[Piece]:
    """Pieces without end; when the corpus is used up it begins again in other looks."""
    rng = Random(seed)
    files = corpus.pieces(seed)
    # A piece of the corpus stays on its side when its turn comes again.
    held_back_files = {file for file in files if rng.random() < HELD_BACK_SHARE}
    at = turn = 0
    while True:
        piece_seed = rng.randrange(2**32)
        kind = rng.choices(list(shares), list(shares.values()))[0]
        file, held_back = None, kind == "random" and rng.random() < HELD_BACK_SHARE
        if kind == "corpus":
            file = files[turn % len(files)]
            held_back = file in held_back_files
            turn += 1
        yield Piece(f"{kind}_{at:05}", kind, file, piece_seed, held_back)
        at += 1


def made(piece: Piece) -> tuple[Piece, list[Sheet]]:
    """The pages of one piece."""
    # Another stream than that of the score, so that looks and music have nothing to do with each
    # other.
    rng = Random(f"looks of {piece.seed}")
    if piece.kind in ("signs", "hard"):
        sheet = signs.sheet(rng) if piece.kind == "signs" else signs.hard_sheet(rng)
        pages = [sheet] if sheet else []
    else:
        source = piece.file or generator.score(piece.seed)
        pages = engrave.pages(source, rng, MOST_PAGES_PER_PIECE)
    name = piece.file.relative_to(corpus.folder()).as_posix() if piece.file else piece.kind
    sheets: list[Sheet] = []
    for number, page in enumerate(pages):
        good, png = cv2.imencode(".png", page.picture)
        assert good, "a page could not be written as PNG"
        counts = Counter(symbol["class"] for symbol in page.contents["symbols"])
        contents = json.dumps({"source": name} | page.contents)
        sheets.append(Sheet(f"{piece.name}_{number}", png.tobytes(), contents, counts))
    return piece, sheets


def synthesise(
    out: Path, pages: int, seed: int, jobs: int, shares: dict[str, int]
) -> dict[bool, Counter[str]]:
    """Writes pages until there are enough, and counts boxes by class on either side."""
    counts: dict[bool, Counter[str]] = {False: Counter(), True: Counter()}
    folders = {False: out / "train", True: out / "held_back"}
    for folder in folders.values():
        folder.mkdir(parents=True, exist_ok=True)
    written = 0
    pieces = planned(seed, shares)
    with ProcessPoolExecutor(jobs) as pool:
        # A few pieces ahead keep the processes busy; results are taken in order, so that the
        # number of processes changes nothing.
        ahead = [pool.submit(made, next(pieces)) for _ in range(4 * jobs)]
        while written < pages:
            piece, sheets = ahead.pop(0).result()
            ahead.append(pool.submit(made, next(pieces)))
            for sheet in sheets[: pages - written]:
                folder = folders[piece.held_back]
                (folder / f"{sheet.name}.png").write_bytes(sheet.png)
                (folder / f"{sheet.name}.json").write_text(sheet.contents)
                counts[piece.held_back] += sheet.counts
                counts[piece.held_back]["pages"] += 1
                written += 1
        pool.shutdown(cancel_futures=True)
    return counts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("--pages", type=int, default=900)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--hard", action="store_true", help="mostly sheets of what is hard to tell")
    arguments = parser.parse_args()
    begin = time.monotonic()
    shares = HARD_SHARES if arguments.hard else SHARES
    counts = synthesise(arguments.out, arguments.pages, arguments.seed, arguments.jobs, shares)
    print(f"{arguments.pages} pages in {time.monotonic() - begin:.0f} s")
    print(f"{'class':28}{'train':>8}{'held back':>11}")
    for name in ("pages", *classes.NAMES):
        print(f"{name:28}{counts[False][name]:8}{counts[True][name]:11}")


if __name__ == "__main__":
    main()
