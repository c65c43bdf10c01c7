"""Makes the goldens of this folder with the packages that other people read and write labels with.

    python3 -m venv VENV
    VENV/bin/pip install pycocotools pillow loguru tifffile
    VENV/bin/pip install --no-deps --ignore-requires-python labelme==7.1.0
    VENV/bin/python make_goldens.py

Everything is drawn here: no picture and no label is anybody's. The versions used stand in the
goldens. Only the label files of labelme are used, which need neither its window nor its models, so
that these are replaced by nothing (`packages.py`), and Python 3.11 is enough for them.
"""

import json
import random
import tempfile
from pathlib import Path

import numpy as np
import PIL.Image

import packages

HERE = Path(__file__).parent


def mask_of_rows(rows):
    """A mask of rows of letters, where `#` is on."""
    return np.array([[letter == "#" for letter in row] for row in rows], dtype=np.uint8)


def rows_of_mask(mask):
    """The rows of letters of a mask."""
    return ["".join("#" if pixel else "." for pixel in row) for row in mask]


def drawn_masks():
    """Masks that are easy to get wrong, by name."""
    noise = random.Random(7)
    ring = np.zeros((9, 11), np.uint8)
    ring[1:8, 1:10] = 1
    ring[3:6, 3:8] = 0
    parts = np.zeros((12, 10), np.uint8)
    parts[0:3, 0:4] = 1
    parts[6:11, 5:9] = 1
    parts[9, 0] = 1
    frame = np.ones((6, 7), np.uint8)
    frame[1:-1, 1:-1] = 0
    large = np.zeros((100, 100), np.uint8)
    large[0, 0] = large[99, 99] = 1
    large[:, 40:55] = 1
    return {
        "empty": np.zeros((4, 5), np.uint8),
        "full": np.ones((4, 5), np.uint8),
        "first pixel": mask_of_rows(["#...", "....", "...."]),
        "last pixel": mask_of_rows(["....", "....", "...#"]),
        "one row": mask_of_rows(["..##.#"]),
        "one column": mask_of_rows([".", "#", "#", "."]),
        "hole": ring,
        "two parts and a pixel": parts,
        "frame with the first pixel": frame,
        "long runs": large,
        "noise": np.array(
            [[noise.random() < 0.4 for _ in range(37)] for _ in range(23)], dtype=np.uint8
        ),
    }


def drawn_polygons():
    """Polygons of one picture, by name: the rings of all parts of one instance each."""
    return {
        "upright box": [[2, 3, 12, 3, 12, 9, 2, 9]],
        "triangle": [[1.5, 1.5, 30.25, 4.75, 8.5, 28.125]],
        "two parts": [[0, 0, 10, 0, 10, 10, 0, 10], [20, 20, 30, 20, 30, 35, 20, 35]],
        "overlapping parts": [[0, 0, 20, 0, 20, 20, 0, 20], [10, 10, 30, 10, 30, 30, 10, 30]],
        "concave": [[5, 5, 35, 5, 35, 35, 20, 15, 5, 35]],
        "whole picture": [[0, 0, 40, 0, 40, 36, 0, 36]],
    }


POLYGON_PICTURE = (40, 36)


def coco_goldens():
    """What pycocotools makes of the masks and polygons."""
    from pycocotools import mask as coco

    masks = []
    runs = {}
    for name, mask in drawn_masks().items():
        rle = coco.encode(np.asfortranarray(mask))
        runs[name] = rle
        # Uncompressed counts, as the reader of annotations takes them: column by column.
        flat = mask.flatten(order="F")
        counts, value, length = [], 0, 0
        for pixel in flat:
            if pixel != value:
                counts.append(length)
                value, length = pixel, 0
            length += 1
        counts.append(length)
        assert coco.decode(coco.frPyObjects({"size": list(mask.shape), "counts": counts},
                                            *mask.shape)).tolist() == mask.tolist()
        masks.append({
            "name": name,
            "rows": rows_of_mask(mask),
            "counts": counts,
            "text": rle["counts"].decode(),
            "area": int(coco.area(rle)),
            "bbox": coco.toBbox(rle).tolist(),
        })
    width, height = POLYGON_PICTURE
    polygons = []
    for name, rings in drawn_polygons().items():
        rle = coco.merge(coco.frPyObjects([[float(x) for x in ring] for ring in rings],
                                          height, width))
        runs[name] = rle
        polygons.append({
            "name": name,
            "rings": rings,
            "text": rle["counts"].decode(),
            "area": int(coco.area(rle)),
        })
    ious = []
    for first in ["two parts", "overlapping parts", "triangle"]:
        for second in ["concave", "upright box", "whole picture"]:
            for crowd in [0, 1]:
                iou = coco.iou([runs[first]], [runs[second]], [crowd])
                ious.append({"a": first, "b": second, "crowd": crowd, "iou": float(iou[0][0])})
    return {
        "made with": packages.versions("pycocotools", "numpy"),
        "masks": masks,
        "polygon_width": width,
        "polygon_height": height,
        "polygons": polygons,
        "ious": ious,
    }


def labelme_shapes():
    """A shape of each kind that labelme has."""
    mask = drawn_masks()["hole"].astype(bool)

    def shape(label, shape_type, points, **more):
        return {
            "label": label,
            "points": points,
            "shape_type": shape_type,
            "flags": {},
            "description": "",
            "group_id": None,
            "mask": None,
            "other_data": {},
        } | more

    return [
        shape("Kratzer", "polygon", [[1.5, 2.25], [20, 3], [10.125, 17]], group_id=3,
              flags={"sicher": True, "alt": False}, description="tief, „quer“"),
        # Any two opposite corners.
        shape("Loch", "rectangle", [[30, 20], [10, 5.5]], other_data={"score": 0.875}),
        shape("Loch", "circle", [[40, 30], [46, 38]]),
        shape("Kratzer", "line", [[0, 0], [63, 47]]),
        shape("Kratzer", "linestrip", [[0, 1], [5, 9], [22.5, 30]]),
        shape("Punkt", "point", [[12.5, 13.5]]),
        shape("Punkt", "points", [[1, 2], [3, 4]]),
        shape("缺陷", "oriented_rectangle", [[30, 10], [40, 20], [35, 25], [25, 15]]),
        # The second corner is the last pixel.
        shape("缺陷", "mask", [[20, 30], [30, 38]], mask=mask,
              other_data={"kie_linking": [[1, 2]], "difficult": True}),
    ]


LABELME_PICTURE = ("Bild ä 缺陷.png", 64, 48)


def labelme_golden(path):
    """Writes a file as labelme does, and reads it again to be sure."""
    label_file = packages.labelme_label_file()
    name, width, height = LABELME_PICTURE
    with tempfile.TemporaryDirectory() as folder:
        picture = Path(folder) / name
        PIL.Image.new("L", (width, height)).save(picture)
        annotation = label_file.Annotation(
            image_path=name,
            image_data=picture.read_bytes(),
            shapes=labelme_shapes(),
            flags={"geprüft": True},
            other_data={"checked": True, "camera": {"exposure_ms": 2.5}},
        )
        written = Path(folder) / "a.json"
        label_file.write_label_file(str(written), annotation, image_height=height,
                                    image_width=width, save_image_data=False)
        read = label_file.read_label_file(str(written))
        assert len(read.shapes) == len(annotation.shapes)
        path.write_bytes(written.read_bytes())


def main():
    text = json.dumps(coco_goldens(), ensure_ascii=False)
    # An entry a line, so that a change can be seen.
    text = text.replace('}, {"', '},\n{"').replace('[{"', '[\n{"')
    (HERE / "coco.json").write_text(text + "\n", encoding="utf-8")
    labelme_golden(HERE / "labelme_7.1.json")
    print("made with", packages.versions("pycocotools", "numpy", "labelme", "pillow"))


if __name__ == "__main__":
    main()
