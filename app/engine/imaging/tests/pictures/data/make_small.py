"""Makes the small pictures beside this file: pip install pillow numpy, then run it here.

They are of varieties that the Rust encoders in use cannot write.
"""

import struct
import zlib

import numpy
from PIL import Image

y, x = numpy.mgrid[0:17, 0:33]

# JPEG 2000: lossless ramps.
grey = (x * 7 + y * 3).astype("uint8")
rgb = numpy.stack([x * 7, y * 15, (x + y) * 5], axis=-1).astype("uint8")
deep = (x * 1900 + y * 250).astype("uint16")
Image.fromarray(grey).save("grey.jp2", irreversible=False)
Image.fromarray(rgb).save("rgb.j2k", irreversible=False, tile_size=(16, 16))
Image.fromarray(deep).save("deep.jp2", irreversible=False)

# The ramp of the tests, 33 x 17, as progressive JPEG and as interlaced PNG.
ramp = numpy.stack([x * 5 + y * 3 + c * 40 for c in range(3)], axis=-1) % 256
ramp = ramp.astype("uint8")
Image.fromarray(ramp).save("progressive.jpg", progressive=True, quality=95, subsampling=0)

# Two frames: red, then blue.
frames = [Image.new("RGB", (20, 10), colour) for colour in ("red", "blue")]
frames[0].save("animation.gif", save_all=True, append_images=frames[1:])


def chunk(name, data):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


# Adam7: the first column, first row and both steps of each pass; every row without a filter.
passes = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]
rows = b""
for left, top, step_x, step_y in passes:
    for row in ramp[top::step_y, left::step_x]:
        rows += b"\0" + row.tobytes()
header = struct.pack(">IIBBBBB", 33, 17, 8, 2, 0, 0, 1)
with open("interlaced.png", "wb") as file:
    file.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header))
    file.write(chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))
