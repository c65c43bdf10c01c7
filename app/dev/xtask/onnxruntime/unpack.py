"""Takes the native library and its licences out of an ONNX Runtime wheel.

    python unpack.py WHEEL OUT_DIR LIBRARY_NAME...

Only the named libraries are written, flat, into OUT_DIR, which must exist.
"""

import sys
import zipfile
from pathlib import Path


def main() -> None:
    wheel, out_dir, *libraries = sys.argv[1:]
    members = [f"onnxruntime/capi/{name}" for name in libraries]
    members += ["onnxruntime/LICENSE", "onnxruntime/ThirdPartyNotices.txt"]
    with zipfile.ZipFile(wheel) as archive:
        for member in members:
            Path(out_dir, Path(member).name).write_bytes(archive.read(member))


if __name__ == "__main__":
    main()
