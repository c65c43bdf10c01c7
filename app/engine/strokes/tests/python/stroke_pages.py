"""Makes engraved pages with everything long and thin on them, to measure `strokes` with.

    python stroke_pages.py RECIPE OUT --pages 60 --seed 7

RECIPE is the folder of the recipe that engraves pages for the symbol detector; it is imported and
not changed. For every page OUT gets NAME.clean.png and NAME.worn.png, the latter bent and damaged as
a scan is, each with a JSON file of the same name:

- `heads`: boxes of note heads, `other`: boxes of all other signs, as a detector would give them;
- `stems`: both ends, from the head to the tip, which heads, how many beams and bars of a tremolo to
  either side, flags, slashes across it;
- `bars`: corners of beams and tremolo bars;
- `arcs`: slurs and ties, as a chain of places along the middle;
- `hairpins`: the three corners or more; `brackets` and `lines`: chains of places.

The same arguments give the same pages.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from random import Random
from typing import Any
from xml.etree import ElementTree

import cv2
import numpy as np
from drawn_strokes import SPACE, Found, Point, Reader, merged

VISIBLE = 0.35
"""How dark ink is that is seen, as a share of the way from paper to full ink."""

LEAST_SEEN = 0.85
"""The share of the rows of stems that must be seen on a worn page."""

MOST_TRIES = 12


def seen(page: np.ndarray, stems: list[np.ndarray]) -> float:
    """The share of the rows of stems on which there is something dark."""
    ink, height, width = float(np.percentile(page, 1)), *page.shape
    rows_seen = rows_all = 0
    for (x0, y0), (x1, y1) in stems:
        rows = np.arange(int(min(y0, y1)), int(max(y0, y1)))
        columns = np.rint(np.interp(rows, *zip(*sorted([(y0, x0), (y1, x1)])))).astype(int)
        inside = (rows >= 0) & (rows < height) & (columns >= 2) & (columns < width - 2)
        rows, columns = rows[inside], columns[inside]
        dark = np.min([page[rows, columns + off] for off in (-2, -1, 0, 1)], axis=0)
        x = int(np.clip(x0, 0, width - 1))
        paper = float(np.percentile(page[rows.min() : rows.max() + 1, max(0, x - 40) : x + 40], 80)) if len(rows) else 255.0
        rows_seen += int((dark < paper - VISIBLE * (paper - ink)).sum())
        rows_all += len(rows)
    return rows_seen / max(rows_all, 1)


def contents(found: Found, symbols_found: list[Any], place: Any, interline_px: float) -> dict:
    """What is written as JSON; `place` takes places in units to pixels."""

    def chain(points: list[Point]) -> list[list[float]]:
        return [[round(float(v), 2) for v in it] for it in place(np.array(points, float))]

    def box(corners: Any) -> list[float]:
        left, top, right, bottom = corners
        middle = np.array([[(left + right) / 2, (top + bottom) / 2]])
        (x, y) = place(middle)[0]
        half_x, half_y = (
            (right - left) / 2 * interline_px / SPACE,
            (bottom - top) / 2 * interline_px / SPACE,
        )
        return [round(float(v), 2) for v in (x - half_x, y - half_y, x + half_x, y + half_y)]

    return {
        "interline_px": interline_px,
        "heads": [it | {"box": box(it["box"])} for it in found.heads],
        "other": [
            {"kind": it.name, "box": box(it.box)}
            for it in symbols_found
            if not it.name.startswith("notehead")
        ],
        "stems": [
            {
                "ends": chain([it.head_end, it.tip]),
                "heads": sorted(it.heads),
                "flags": it.flags,
                "slashed": it.slashed,
                "strokes": it.strokes,
                "left": it.left,
                "right": it.right,
                "tremolo_left": it.tremolo_left,
                "tremolo_right": it.tremolo_right,
            }
            for it in merged(found.stems)
        ],
        "bars": [{"corners": chain(it.corners), "tremolo": it.tremolo} for it in found.bars],
        "arcs": [it | {"points": chain(it["points"]), "thick": it["thick"] / SPACE} for it in found.arcs],
        "hairpins": [chain(it) for it in found.hairpins],
        "brackets": [it | {"chains": [chain(c) for c in it["chains"]]} for it in found.brackets],
        "lines": [it | {"chains": [chain(c) for c in it["chains"]]} for it in found.lines],
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("recipe", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--pages", type=int, default=60)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--interline", type=float, default=20.0)
    arguments = parser.parse_args()
    sys.path.insert(0, str(arguments.recipe))
    # The recipe's modules; they are only known now.
    import degrade
    import engrave
    import generator
    import lettering
    import music_font
    import resvg_py
    import symbols
    import synthesise
    import verovio
    import warp

    arguments.out.mkdir(parents=True, exist_ok=True)
    px = arguments.interline / SPACE
    written = 0
    for piece in synthesise.planned(arguments.seed):
        if written == arguments.pages:
            break
        rng = Random(f"looks of {piece.seed}")
        font = rng.choices(list(music_font.FONTS), list(music_font.FONTS.values()))[0]
        toolkit = verovio.toolkit()
        toolkit.setOptions(engrave._options(font, rng))
        read = (
            toolkit.loadFile(str(piece.file))
            if piece.file
            else toolkit.loadData(generator.score(piece.seed))
        )
        if not read:
            continue
        face = lettering.Face.drawn(rng)
        number = rng.randint(1, toolkit.getPageCount())
        root = ElementTree.fromstring(toolkit.renderToSVG(number))
        lettering.set_words(root, font, face)
        signs, staves = list(symbols.symbols(root, font)), symbols.staves(root)
        if len(signs) < 25 or not staves or engrave._crowded(signs):
            continue
        left, top, width, height = engrave._cut(root, signs, staves, rng)
        scale = px / engrave._PX_PER_UNIT
        width, height = round(width * scale), round(height * scale)
        reader = Reader(symbols, font)
        reader.walk(symbols.drawing(root), symbols._IDENTITY, None, ())
        png = resvg_py.svg_to_bytes(
            svg_string=ElementTree.tostring(root, encoding="unicode"),
            width=width,
            height=height,
            background="#ffffff",
            skip_system_fonts=True,
        )
        page = cv2.imdecode(np.frombuffer(bytes(png), np.uint8), cv2.IMREAD_GRAYSCALE)
        draws = np.random.default_rng(piece.seed)

        def flat(points: np.ndarray, left: float = left, top: float = top) -> np.ndarray:
            return (points - [left, top]) * px

        height_px, width_px = page.shape
        middle = (width_px / 2, height_px / 2)
        askew = warp.Warp(page.shape, warp.Lens.scanned(draws), draws, middle)

        def bent(points: np.ndarray, flat: Any = flat, askew: Any = askew) -> np.ndarray:
            return askew.points(flat(points))

        stems = [bent(np.array([it.head_end, it.tip])) for it in reader.found.stems]
        # Damage that leaves nothing of the stems measures nothing.
        tries = (degrade.degraded(askew.picture(page), draws) for _ in range(MOST_TRIES))
        worn = next((it for it in tries if seen(it, stems) >= LEAST_SEEN), None)
        if worn is None:
            continue

        name = f"{piece.name}_{number}"
        for kind, picture, place in (("clean", page, flat), ("worn", worn, bent)):
            cv2.imwrite(str(arguments.out / f"{name}.{kind}.png"), picture)
            truth = contents(reader.found, signs, place, arguments.interline)
            (arguments.out / f"{name}.{kind}.json").write_text(json.dumps(truth))
        written += 1
        print(name, font, len(reader.found.stems), len(reader.found.arcs), flush=True)


if __name__ == "__main__":
    main()
