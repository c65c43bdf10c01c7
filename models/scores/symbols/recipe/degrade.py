"""What printing, age and scanning do to a page, at the 20 pixels per staff space of a scan.

Everything is drawn from one numpy generator: the same generator gives the same damage. The order is
that of the world: the press, the paper, the light, the lens, the sensor and the file; `warp.py`
says how the sheet lies. A network is fed with fewer pixels per staff space, and shrinking comes
last: a threshold at the smaller size looks like no scan.

Pages are grey, from 0 for ink to 255 for paper.
"""

from __future__ import annotations

import cv2
import numpy as np

INTERLINE_PX = 20

Rng = np.random.Generator

_LINE_RUN_PX = 3 * INTERLINE_PX
"""Ink that runs level for this long is a staff line, a ledger line run or a beam."""

_THICKEST_LINE_PX = 6
"""A level run thicker than this is no staff line."""

_CAREFUL_SHARE = 0.85
"""How often the threshold of a scan was chosen so that nothing is lost."""


def degraded(page: np.ndarray, rng: Rng, strength: float = 1.0) -> np.ndarray:
    """A page or a part of one with damage that moves nothing. Each kind comes up with a chance that
    `strength`, from 0 to 1, scales; 0 leaves the page as it is."""

    def happens(chance: float) -> bool:
        return rng.random() < chance * strength

    if happens(0.3):
        page = broken_lines(page, rng)
    if happens(0.15):
        page = thick_lines(page, rng)
    if happens(0.65):
        page = inked(page, rng)
    if happens(0.2):
        page = bled_through(page, rng)
    if happens(0.25):
        page = shadowed(page, rng)
    values = page.astype(np.float32)
    if happens(0.95):
        values = cv2.GaussianBlur(values, (0, 0), rng.uniform(0.4, 1.7))
    if happens(0.9):
        values = grainy(values, rng)
    if happens(0.7):
        page = one_bit(values, rng)
    else:
        page = np.clip(values, 0, 255).astype(np.uint8)
        if happens(0.6):
            page = faded(page, rng)
    if happens(0.5):
        page = specked(page, rng)
    if happens(0.08):
        page = scratched(page, rng)
    if happens(0.25):
        page = as_jpeg(page, rng)
    return page


def photographed(page: np.ndarray, rng: Rng) -> np.ndarray:
    """What a camera in the hand makes of a page or a part of one, apart from how the sheet lies."""
    if rng.random() < 0.3:
        page = inked(page, rng)
    if rng.random() < 0.2:
        page = bled_through(page, rng)
    page = shadowed(faded(page, rng), rng)
    # The camera has fewer pixels than a scanner, and the sharpness is not at its best.
    height, width = page.shape
    share = rng.uniform(0.45, 1.0)
    few = (max(1, round(width * share)), max(1, round(height * share)))
    values = cv2.resize(page, few, interpolation=cv2.INTER_AREA).astype(np.float32)
    values = cv2.GaussianBlur(values, (0, 0), rng.uniform(0.3, 1.2))
    values += field(values.shape, 1, rng) * np.float32(rng.uniform(0, 10))
    page = np.clip(values, 0, 255).astype(np.uint8)
    if rng.random() < 0.8:
        page = as_jpeg(page, rng)
    return cv2.resize(page, (width, height), interpolation=cv2.INTER_LINEAR)


def field(shape: tuple[int, ...], size_px: float, rng: Rng) -> np.ndarray:
    """A smooth random surface with patches of about a size; its values spread by 1 around 0."""
    height, width = shape[0], shape[1]
    if size_px >= 8:
        # Straight lines between four points of each patch are as good, and far faster.
        step_px = int(size_px / 4)
        few = (height // step_px + 2, width // step_px + 2)
        wide = (few[1] * step_px, few[0] * step_px)
        coarse = field(few, size_px / step_px, rng)
        return cv2.resize(coarse, wide, interpolation=cv2.INTER_LINEAR)[:height, :width]
    # One patch more than fits on either side gives the spline something to go on.
    coarse = rng.standard_normal((int(height / size_px) + 3, int(width / size_px) + 3), np.float32)
    step = np.float32(1 / size_px)
    shift_x, shift_y = rng.random(2, np.float32)
    if size_px < 4:
        wide = (int(coarse.shape[1] * size_px), int(coarse.shape[0] * size_px))
        return cv2.resize(coarse, wide, interpolation=cv2.INTER_CUBIC)[:height, :width]
    place = np.array([[step, 0, shift_x + 0.5], [0, step, shift_y + 0.5]], np.float32)
    flags = cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP
    edge = cv2.BORDER_REFLECT
    return cv2.warpAffine(coarse, place, (width, height), flags=flags, borderMode=edge)


# The press and the paper.


def _level_ink(page: np.ndarray) -> np.ndarray:
    """Where staff lines are and nothing crosses them, as a mask."""
    ink = (page < 128).astype(np.uint8)
    level = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, _LINE_RUN_PX), np.uint8))
    tall = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((_THICKEST_LINE_PX + 1, 1), np.uint8))
    return (level & ~cv2.dilate(tall, np.ones((1, 3), np.uint8))).astype(bool)


def broken_lines(page: np.ndarray, rng: Rng) -> np.ndarray:
    """Staff lines that the plate did not print everywhere."""
    patches = field(page.shape, rng.uniform(0.2, 3.0) * INTERLINE_PX, rng)
    lines = cv2.dilate(_level_ink(page).astype(np.uint8), np.ones((5, 1), np.uint8)).astype(bool)
    # The rim of a line fades with it, but not what stands above or below.
    run = np.ones((1, _LINE_RUN_PX // 2), np.uint8)
    level = cv2.morphologyEx((page < 250).astype(np.uint8), cv2.MORPH_OPEN, run).astype(bool)
    gone = lines & level & (patches > rng.uniform(0.8, 2.0))
    result = page.copy()
    result[gone] = np.maximum(result[gone], np.uint8(rng.integers(170, 256)))
    return result


def thick_lines(page: np.ndarray, rng: Rng) -> np.ndarray:
    """Staff lines with more ink than the rest."""
    lines = _level_ink(page).astype(np.uint8)
    thicker = cv2.dilate(lines, np.ones((int(rng.integers(3, 6)), 1), np.uint8)).astype(bool)
    if rng.random() < 0.5:
        thicker &= field(page.shape, 8 * INTERLINE_PX, rng) > 0
    return np.where(thicker, np.minimum(page, np.uint8(60)), page)


_STENCILS = [np.ones((1, 2), np.uint8), np.ones((2, 1), np.uint8)] + [
    cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size)) for size in (2, 3)
]


def inked(page: np.ndarray, rng: Rng) -> np.ndarray:
    """Too much or too little ink, all over or in patches. Too little breaks thin lines; too much
    closes the holes of half notes."""
    more = rng.random() < 0.5
    # The largest stencil, the last one, would wipe out all thin lines.
    stencil = _STENCILS[rng.integers(len(_STENCILS) if more else len(_STENCILS) - 1)]
    if more:
        changed = cv2.erode(page, stencil)
    else:
        # A whole pixel less would leave nothing of many staff lines.
        share = rng.uniform(0.3, 0.9)
        changed = cv2.addWeighted(cv2.dilate(page, stencil), share, page, 1 - share, 0)
    if rng.random() < 0.5:
        patches = field(page.shape, rng.uniform(2, 10) * INTERLINE_PX, rng)
        changed = np.where(patches > rng.uniform(-1, 1), changed, page)
    return changed


def bled_through(page: np.ndarray, rng: Rng) -> np.ndarray:
    """The print of the back, mirrored, blurred and pale. The page stands in for its own back."""
    back = np.roll(page[:, ::-1], rng.integers(0, max(page.shape), 2), (0, 1))
    back = cv2.GaussianBlur(back, (0, 0), rng.uniform(1.0, 3.0))
    dark = (255.0 - back) * np.float32(rng.uniform(0.08, 0.35))
    return np.clip(page - dark, 0, 255).astype(np.uint8)


def shadowed(page: np.ndarray, rng: Rng) -> np.ndarray:
    """Light that falls off to one side, as in the fold of a book, and unevenly."""
    height, width = page.shape
    angle = rng.uniform(0, 2 * np.pi)
    x = np.linspace(-1, 1, width, dtype=np.float32) * np.float32(np.cos(angle))
    y = np.linspace(-1, 1, height, dtype=np.float32)[:, None] * np.float32(np.sin(angle))
    fold = np.clip((x + y + np.float32(rng.uniform(-1, 0.5))) / np.float32(1.5), 0, 1) ** 2
    uneven = field(page.shape, 15 * INTERLINE_PX, rng) * np.float32(0.03)
    light = np.clip(1 - np.float32(rng.uniform(0.1, 0.5)) * fold + uneven, 0.3, 1.05)
    return np.clip(page * light, 0, 255).astype(np.uint8)


# The sensor and the file.


def grainy(values: np.ndarray, rng: Rng) -> np.ndarray:
    """Noise of the sensor, the grain of the paper, and stains."""
    for size_px, most in ((1, 16), (3, 22), (2 * INTERLINE_PX, 20)):
        values = values + field(values.shape, size_px, rng) * np.float32(rng.uniform(0, most))
    return values


def one_bit(values: np.ndarray, rng: Rng) -> np.ndarray:
    """Black or white, by one threshold or by the light around."""
    threshold = rng.uniform(95, 175)
    if rng.random() < _CAREFUL_SHARE:
        # As much ink as there was before the lens blurred it, or thin lines would be gone.
        few = values[::3, ::3]
        ink = float(np.clip((235 - few) / 235, 0, 1).mean())
        threshold = max(threshold, min(float(np.quantile(few, ink)), 200.0))
    if rng.random() < 0.25:
        around = cv2.blur(values, (8 * INTERLINE_PX + 1, 8 * INTERLINE_PX + 1))
        threshold = around * np.float32(threshold / 210)
    page = (values > threshold).astype(np.uint8) * np.uint8(255)
    return cv2.medianBlur(page, 3) if rng.random() < 0.3 else page


def faded(page: np.ndarray, rng: Rng) -> np.ndarray:
    """Grey ink on tinted paper."""
    ink, paper = rng.uniform(0, 90), rng.uniform(180, 255)
    return (ink + page * np.float32((paper - ink) / 255)).astype(np.uint8)


def specked(page: np.ndarray, rng: Rng) -> np.ndarray:
    """Dirt and pinholes, a few in every square of ten staff spaces."""
    page = page.copy()
    height, width = page.shape
    count = rng.poisson(rng.uniform(0.2, 3.0) * height * width / (10 * INTERLINE_PX) ** 2)
    for _ in range(count):
        x, y, radius = rng.integers(0, width), rng.integers(0, height), rng.integers(0, 3)
        shade = 255 if rng.random() < 0.35 else int(rng.integers(0, 90))
        cv2.circle(page, (int(x), int(y)), int(radius), shade, -1)
    return page


def scratched(page: np.ndarray, rng: Rng) -> np.ndarray:
    """A scratch or a fold across."""
    page = page.copy()
    height, width = page.shape
    begin, end = ((int(rng.integers(width)), int(rng.integers(height))) for _ in range(2))
    cv2.line(page, begin, end, int(rng.choice([0, 255])), int(rng.integers(1, 3)))
    return page


def as_jpeg(page: np.ndarray, rng: Rng) -> np.ndarray:
    """Written and read again with loss."""
    quality = [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(20, 85))]
    written, code = cv2.imencode(".jpg", page, quality)
    assert written, "a page could not be written as JPEG"
    return cv2.imdecode(code, cv2.IMREAD_GRAYSCALE)
