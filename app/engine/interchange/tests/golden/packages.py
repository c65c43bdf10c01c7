"""The packages that the goldens are made and checked with."""

import importlib.metadata
import sys
from unittest import mock


def versions(*names):
    """The versions of packages, by name."""
    return {name: importlib.metadata.version(name) for name in names}


def labelme_label_file():
    """The module of labelme that reads and writes label files. Its window and its models, which that
    does without, are replaced by nothing."""
    for name in ["PySide6", "PySide6.QtCore", "PySide6.QtGui", "PySide6.QtWidgets", "onnxruntime"]:
        sys.modules.setdefault(name, mock.MagicMock())
    from labelme import _label_file

    return _label_file
