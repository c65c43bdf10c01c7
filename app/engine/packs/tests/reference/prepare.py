"""Writes what torchvision, Pillow and OpenCV make of a small picture, to compare `InputSpec::prepare`
with.

    pip install torch torchvision pillow numpy opencv-python-headless && python prepare.py

Last run with torch 2.15.0, torchvision 0.29.2, Pillow 13.0.0 and OpenCV 5.0.0. The pictures are
formulas of whole numbers that the test in `../prepare.rs` has too, so only the results are kept.
"""

from pathlib import Path

import cv2
import numpy as np
import torch
from PIL import Image
from torchvision.transforms.v2 import InterpolationMode
from torchvision.transforms.v2 import functional as transforms

HERE = Path(__file__).parent
LARGE, SMALL = (61, 97), (9, 11)
IMAGENET_MEAN, IMAGENET_STD = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)


def picture(size: tuple[int, int], channels: int, levels: int) -> np.ndarray:
    """Samples as height x width x channels, below `levels`: noise that no filter leaves as it is."""
    y, x, channel = np.mgrid[0 : size[0], 0 : size[1], 0:channels].astype(np.int64)
    return (x * 37 + y * 101 + channel * 59 + x * y * 13 + x * x * 7) * 257 % levels


def planes(samples: np.ndarray, white: float) -> np.ndarray:
    """Channels x height x width as float32 from 0 to 1."""
    return samples.transpose(2, 0, 1).astype(np.float32) / np.float32(white)


def by_torchvision(
    values: np.ndarray, size: list[int], mode: InterpolationMode, antialias: bool = True
) -> np.ndarray:
    tensor = torch.from_numpy(values)
    return transforms.resize(tensor, size, interpolation=mode, antialias=antialias).numpy()


def by_pillow(values: np.ndarray, size: list[int], mode: Image.Resampling) -> np.ndarray:
    height, width = size
    resized = [Image.fromarray(plane, mode="F").resize((width, height), mode) for plane in values]
    return np.stack([np.asarray(plane, np.float32) for plane in resized])


def save(name: str, values: np.ndarray) -> None:
    np.save(HERE / f"{name}.npy", np.ascontiguousarray(values[None], np.float32))


def main() -> None:
    colour = planes(picture(LARGE, 3, 256), 255)
    smaller, larger = [13, 17], [20, 25]
    bilinear, bicubic = InterpolationMode.BILINEAR, InterpolationMode.BICUBIC

    for name, source, size in [("smaller", LARGE, smaller), ("larger", SMALL, larger)]:
        deep = planes(picture(source, 1, 65536), 65535)
        for filter_name, torch_mode, pillow_mode in [
            ("bilinear", bilinear, Image.Resampling.BILINEAR),
            ("bicubic", bicubic, Image.Resampling.BICUBIC),
        ]:
            result = by_torchvision(deep, size, torch_mode)
            difference = np.abs(result - by_pillow(deep, size, pillow_mode)).max()
            assert difference < 1e-5, f"torchvision and Pillow differ by {difference}"
            save(f"{filter_name}_{name}", result)
            save(f"plain_{filter_name}_{name}", by_torchvision(deep, size, torch_mode, False))
        for filter_name, mode in [
            ("nearest", Image.Resampling.NEAREST),
            ("box", Image.Resampling.BOX),
            ("lanczos", Image.Resampling.LANCZOS),
        ]:
            save(f"{filter_name}_{name}", by_pillow(deep, size, mode))

    # OpenCV's sizes are width and height.
    deep = planes(picture(LARGE, 1, 65536), 65535)
    save("area_smaller", cv2.resize(deep[0], smaller[::-1], interpolation=cv2.INTER_AREA)[None])

    # Resize, CenterCrop, Normalize: the usual steps of a classifier. The margins are odd.
    tensor = transforms.resize(torch.from_numpy(colour), [22], interpolation=bilinear, antialias=True)
    tensor = transforms.center_crop(tensor, [19, 18])
    save("classifier", transforms.normalize(tensor, IMAGENET_MEAN, IMAGENET_STD).numpy())

    # A detector of OpenCV's kind: blue first, values of 255, channels last. In float64, because
    # without antialias torch rounds positions in float32, and the scale would double that error.
    blue_first = colour[::-1].astype(np.float64)
    resized = by_torchvision(blue_first, smaller, bilinear, antialias=False)
    save("detector", ((resized * 255 - 127) / 128).transpose(1, 2, 0))

    # A letterbox on grey: 97 x 61 into 24 x 24 is 24 x 15, under 4 rows of border.
    letterbox = np.full((3, 24, 24), 114 / 255, np.float32)
    letterbox[:, 4:19] = by_pillow(colour, [15, 24], Image.Resampling.BILINEAR)
    save("letterbox", letterbox)

    # Opacity over white, then luma.
    red, green, blue, alpha = planes(picture(LARGE, 4, 256), 255)
    over_white = [channel * alpha + (1 - alpha) for channel in (red, green, blue)]
    luma = 0.299 * over_white[0] + 0.587 * over_white[1] + 0.114 * over_white[2]
    save("grey", by_pillow(luma[None].astype(np.float32), smaller, Image.Resampling.BICUBIC))


if __name__ == "__main__":
    main()
