"""Checks with pycocotools and labelme what this crate wrote.

    cargo run -p interchange --example write_samples -- FOLDER
    VENV/bin/python check_with_packages.py FOLDER

How to make VENV stands in `make_goldens.py`. Says what was compared, and ends with an error at the
first difference.
"""

import json
import sys
from pathlib import Path

import numpy as np
import PIL.Image

import packages


def mask_of_rows(rows):
    """A mask of rows of letters, where `#` is on."""
    return np.array([[letter == "#" for letter in row] for row in rows], dtype=bool)


def iou(a, b):
    """How well two masks agree, from 0 to 1."""
    return np.logical_and(a, b).sum() / np.logical_or(a, b).sum()


def grown(mask):
    """The mask and every pixel beside it."""
    padded = np.pad(mask, 1)
    rows, columns = mask.shape
    return np.any([padded[y:y + rows, x:x + columns] for y in range(3) for x in range(3)], axis=0)


def check_coco(folder, expected):
    """Loads the file as pycocotools does, and compares pixels, areas and boxes."""
    from pycocotools import mask as masks
    from pycocotools.coco import COCO

    coco = COCO(str(folder / "coco" / "labels.json"))
    assert [it["name"] for it in coco.loadCats([90, 3])] == ["Loch", "Kratzer"]
    assert len(coco.getImgIds()) == len(expected["pictures"])
    for image in coco.loadImgs(coco.getImgIds()):
        picture = next(it for it in expected["pictures"] if it["file_name"] == image["file_name"])
        assert (image["width"], image["height"]) == (picture["width"], picture["height"])
        # Points have no place in COCO.
        labels = [it for it in picture["labels"] if it["kind"] != "Point"]
        annotations = coco.loadAnns(coco.getAnnIds(imgIds=[image["id"]]))
        assert len(annotations) == len(labels)
        for annotation, label in zip(annotations, labels, strict=True):
            ours = mask_of_rows(label["rows"])
            name = coco.loadCats([annotation["category_id"]])[0]["name"]
            assert name == label["class"] and annotation["iscrowd"] == 0
            assert annotation["area"] == ours.sum(), label["kind"]
            theirs = coco.annToMask(annotation).astype(bool)
            agreement = iou(ours, theirs)
            is_runs = isinstance(annotation["segmentation"], dict)
            if is_runs:
                assert agreement == 1.0, (label["kind"], agreement)
                box = masks.toBbox(annotation["segmentation"]).tolist()
                assert box == annotation["bbox"], (box, annotation["bbox"])
            assert agreement > 0.9, (label["kind"], agreement)
            difference = theirs.sum() / annotation["area"] - 1
            written = "runs" if is_runs else "outline"
            print(f"coco: {label['kind']:10} as {written:8} IoU {agreement:.4f},"
                  f" area {annotation['area']:.0f} ({difference:+.2%} in pycocotools)")


def check_labelme(folder, expected):
    """Reads every file as labelme does, and compares shapes and pixels."""
    label_file = packages.labelme_label_file()
    from labelme import _utils

    for picture in expected["pictures"]:
        path = folder / "labelme" / picture["file_name"]
        size = (picture["width"], picture["height"])
        PIL.Image.new("L", size).save(path)
        read = label_file.read_label_file(str(path.with_suffix(".json")))
        assert read.image_path == path.name
        shapes = iter(read.shapes)
        for label in picture["labels"]:
            ours = mask_of_rows(label["rows"])
            # The parts of a polygon are shapes that share a group.
            group = [next(shapes)]
            while label["kind"] == "Polygon" and group[0]["group_id"] is not None and len(group) < 2:
                group.append(next(shapes))
            for shape in group:
                assert shape["label"] == label["class"]
                assert shape["flags"] == {}
            classes, _ = _utils.shapes_to_label(ours.shape, group, {label["class"]: 1})
            theirs = classes.astype(bool)
            kind = group[0]["shape_type"]
            agreement = iou(ours, theirs)
            if kind == "mask":
                assert agreement == 1.0, label["kind"]
            elif kind in ("polygon", "oriented_rectangle", "rectangle"):
                # labelme takes whole numbers for centres of pixels and fills the outline too, so that
                # it is up to two pixels off.
                assert not (theirs & ~grown(grown(ours))).any(), label["kind"]
                assert not (ours & ~grown(theirs)).any(), label["kind"]
            print(f"labelme: {label['kind']:10} as {len(group)} {kind:18} IoU {agreement:.4f}")
        assert next(shapes, None) is None
        # What labelme read it can write, and what it wrote is the same for every key.
        again = path.with_suffix(".again.json")
        label_file.write_label_file(str(again), read, image_height=size[1], image_width=size[0],
                                    save_image_data=False)
        was = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        now = json.loads(again.read_text(encoding="utf-8"))
        for one, other in zip(was["shapes"], now["shapes"], strict=True):
            one, other = one | {"mask": None}, other | {"mask": None}
            assert one == other, (one, other)
        assert was | {"shapes": None} == now | {"shapes": None}
        again.unlink()


def check_mask_pictures(folder, expected):
    """Reads the mask pictures as numpy does, and compares their pixels."""
    index = json.loads((folder / "mask-png" / "labels.json").read_text(encoding="utf-8"))
    for picture, told in zip(expected["pictures"], index["pictures"], strict=True):
        values = np.array(PIL.Image.open(folder / "mask-png" / told["mask"]))
        drawn = np.zeros(values.shape, dtype=int)
        labels = [it for it in picture["labels"] if it["kind"] != "Point"]
        for value, label in enumerate(labels, 1):
            drawn[mask_of_rows(label["rows"])] = value
        assert (values == drawn).all()
        print(f"mask pictures: {values.dtype} {values.shape}, {len(labels)} labels, equal")


def main():
    folder = Path(sys.argv[1])
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    print(packages.versions("pycocotools", "labelme", "numpy", "pillow"))
    check_coco(folder, expected)
    check_labelme(folder, expected)
    check_mask_pictures(folder, expected)
    print("nothing differs")


if __name__ == "__main__":
    main()
