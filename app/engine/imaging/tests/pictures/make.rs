//! Small rasters, and files of every format made from them.

use std::io::Cursor;
use std::path::{Path, PathBuf};

use image::{DynamicImage, ImageFormat};
use imaging::{ImagingError, Limits, Picture, Raster, SampleKind, Samples};
use jobs::Work;

use crate::tiff_writer::{self, Page, Values, short};

/// A raster in which every sample differs from its neighbours, yet changes smoothly.
pub fn ramp(width: u32, height: u32, channels: u8, kind: SampleKind) -> Raster {
    let mut values = Vec::new();
    for y in 0..height {
        for x in 0..width {
            for c in 0..u32::from(channels) {
                values.push(x * 5 + y * 3 + c * 40);
            }
        }
    }
    let samples = match kind {
        SampleKind::U8 => Samples::U8(values.iter().map(|v| (v % 256) as u8).collect()),
        SampleKind::U16 => Samples::U16(values.iter().map(|v| (v * 101 % 65536) as u16).collect()),
        SampleKind::F32 => Samples::F32(values.iter().map(|v| *v as f32 * 0.37 - 9.0).collect()),
    };
    Raster::new(width, height, channels, samples)
}

/// The bytes of a grey 8-bit raster.
pub fn bytes_of(raster: &Raster) -> Vec<u8> {
    match &raster.samples {
        Samples::U8(values) => values.clone(),
        _ => panic!("8-bit"),
    }
}

pub fn dynamic(raster: &Raster) -> DynamicImage {
    let (w, h) = (raster.width_px, raster.height_px);
    match (&raster.samples, raster.channels) {
        (Samples::U8(v), 1) => image::GrayImage::from_raw(w, h, v.clone()).unwrap().into(),
        (Samples::U8(v), 2) => image::GrayAlphaImage::from_raw(w, h, v.clone())
            .unwrap()
            .into(),
        (Samples::U8(v), 3) => image::RgbImage::from_raw(w, h, v.clone()).unwrap().into(),
        (Samples::U8(v), _) => image::RgbaImage::from_raw(w, h, v.clone()).unwrap().into(),
        (Samples::U16(v), 1) => {
            DynamicImage::ImageLuma16(image::ImageBuffer::from_raw(w, h, v.clone()).unwrap())
        }
        (Samples::U16(v), 2) => {
            DynamicImage::ImageLumaA16(image::ImageBuffer::from_raw(w, h, v.clone()).unwrap())
        }
        (Samples::U16(v), 3) => {
            DynamicImage::ImageRgb16(image::ImageBuffer::from_raw(w, h, v.clone()).unwrap())
        }
        (Samples::U16(v), _) => {
            DynamicImage::ImageRgba16(image::ImageBuffer::from_raw(w, h, v.clone()).unwrap())
        }
        (Samples::F32(v), 3) => {
            DynamicImage::ImageRgb32F(image::ImageBuffer::from_raw(w, h, v.clone()).unwrap())
        }
        _ => panic!("no such image"),
    }
}

/// The file that the `image` crate writes.
pub fn encode(raster: &Raster, format: ImageFormat) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    dynamic(raster).write_to(&mut file, format).unwrap();
    file.into_inner()
}

pub fn little(values: &[u16]) -> Vec<u8> {
    values.iter().flat_map(|v| v.to_le_bytes()).collect()
}

/// A grey TIFF in strips of `rows` rows.
pub fn tiff_strips(raster: &Raster, rows: u32) -> Page {
    let mut page = tiff_writer::page((raster.width_px, raster.height_px), 8, 1, 1, 1);
    page.fields.push((278, Values::Long(vec![rows])));
    let strip_len = (raster.width_px * rows) as usize;
    page.chunks = bytes_of(raster)
        .chunks(strip_len)
        .map(<[u8]>::to_vec)
        .collect();
    page
}

/// A grey TIFF in tiles of `side` pixels, padded with 99.
pub fn tiff_tiles(raster: &Raster, side: u32) -> Page {
    let mut page = tiff_writer::page((raster.width_px, raster.height_px), 8, 1, 1, 1);
    page.fields.push((322, Values::Long(vec![side])));
    page.fields.push((323, Values::Long(vec![side])));
    page.is_tiled = true;
    for top in (0..raster.height_px).step_by(side as usize) {
        for left in (0..raster.width_px).step_by(side as usize) {
            let mut tile = Vec::new();
            for y in top..top + side {
                for x in left..left + side {
                    tile.push(raster.values_at(x, y).map_or(99, |v| v[0] as u8));
                }
            }
            page.chunks.push(tile);
        }
    }
    page
}

/// Rows of samples below 8 bits, packed with the first sample in the highest bits.
pub fn pack(values: &[u8], width: usize, bits: usize) -> Vec<u8> {
    let mut packed = Vec::new();
    for row in values.chunks(width) {
        for group in row.chunks(8 / bits) {
            let mut byte = 0_u8;
            for (index, value) in group.iter().enumerate() {
                byte |= value << (8 - bits * (index + 1));
            }
            packed.push(byte);
        }
    }
    packed
}

/// A one-bit picture in CCITT group 4: black is true.
pub fn group4(pixels: &[Vec<bool>]) -> Vec<u8> {
    let mut encoder = fax::encoder::Encoder::new(fax::VecWriter::new());
    for row in pixels {
        let colours = row.iter().map(|black| {
            if *black {
                fax::Color::Black
            } else {
                fax::Color::White
            }
        });
        encoder.encode_line(colours, row.len() as u16).unwrap();
    }
    encoder.finish().unwrap().finish()
}

/// A pattern of black squares.
pub fn one_bit_pattern(width: usize, height: usize) -> Vec<Vec<bool>> {
    (0..height)
        .map(|y| {
            (0..width)
                .map(|x| (x / 5 + y / 3) % 2 == 0 || x == y)
                .collect()
        })
        .collect()
}

pub fn tiff_group4(pixels: &[Vec<bool>]) -> Page {
    let size = (pixels[0].len() as u32, pixels.len() as u32);
    let mut page = tiff_writer::page(size, 1, 1, 0, 4);
    page.chunks = vec![group4(pixels)];
    page
}

/// A PDF of one page per picture, each a one-bit CCITT scan that fills a page of `dpi`.
pub fn pdf(pages: &[Vec<Vec<bool>>], dpi: u32) -> Vec<u8> {
    let mut objects: Vec<Vec<u8>> = Vec::new();
    let kids: Vec<String> = (0..pages.len())
        .map(|p| format!("{} 0 R", 3 + p * 3))
        .collect();
    objects.push(b"<< /Type /Catalog /Pages 2 0 R >>".to_vec());
    objects.push(
        format!(
            "<< /Type /Pages /Kids [{}] /Count {} >>",
            kids.join(" "),
            pages.len()
        )
        .into_bytes(),
    );
    for (index, pixels) in pages.iter().enumerate() {
        let (first, w, h) = (3 + index * 3, pixels[0].len(), pixels.len());
        let points = |side: usize| side as f32 * 72.0 / dpi as f32;
        let (pw, ph) = (points(w), points(h));
        let (content, image) = (first + 1, first + 2);
        objects.push(format!("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {pw} {ph}] /Contents {content} 0 R /Resources << /XObject << /I {image} 0 R >> >> >>").into_bytes());
        let drawing = format!("q {pw} 0 0 {ph} 0 0 cm /I Do Q");
        objects.push(
            format!(
                "<< /Length {} >>\nstream\n{drawing}\nendstream",
                drawing.len()
            )
            .into_bytes(),
        );
        let data = group4(pixels);
        let mut object = format!("<< /Type /XObject /Subtype /Image /Width {w} /Height {h} /BitsPerComponent 1 /ColorSpace /DeviceGray /Filter /CCITTFaxDecode /DecodeParms << /K -1 /Columns {w} /Rows {h} >> /Length {} >>\nstream\n", data.len()).into_bytes();
        object.extend(data);
        object.extend(b"\nendstream");
        objects.push(object);
    }
    let mut file = b"%PDF-1.4\n".to_vec();
    let mut offsets = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        offsets.push(file.len());
        file.extend(format!("{} 0 obj\n", index + 1).bytes());
        file.extend(object);
        file.extend(b"\nendobj\n");
    }
    let table = file.len();
    file.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    for offset in offsets {
        file.extend(format!("{offset:010} 00000 n \n").bytes());
    }
    file.extend(
        format!(
            "trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n",
            objects.len() + 1
        )
        .bytes(),
    );
    file
}

/// A file for every format and for the varieties that are read by code of their own.
pub fn one_of_each() -> Vec<(&'static str, Vec<u8>)> {
    let grey = ramp(61, 47, 1, SampleKind::U8);
    let rgb = ramp(61, 47, 3, SampleKind::U8);
    let deep = ramp(61, 47, 1, SampleKind::U16);
    let pattern = one_bit_pattern(61, 47);
    let progressive: &[u8] = include_bytes!("data/progressive.jpg");
    let animation: &[u8] = include_bytes!("data/animation.gif");
    let mut deflated = Cursor::new(Vec::new());
    tiff::encoder::TiffEncoder::new(&mut deflated)
        .unwrap()
        .with_compression(tiff::encoder::Compression::Deflate(Default::default()))
        .write_image::<tiff::encoder::colortype::Gray8>(61, 47, &bytes_of(&grey))
        .unwrap();
    let mut lzw = Cursor::new(Vec::new());
    tiff::encoder::TiffEncoder::new_big(&mut lzw)
        .unwrap()
        .with_compression(tiff::encoder::Compression::Lzw)
        .write_image::<tiff::encoder::colortype::Gray8>(61, 47, &bytes_of(&grey))
        .unwrap();
    vec![
        ("grey.png", encode(&grey, ImageFormat::Png)),
        ("deep.png", encode(&deep, ImageFormat::Png)),
        ("rgb.jpg", encode(&rgb, ImageFormat::Jpeg)),
        ("progressive.jpg", progressive.to_vec()),
        (
            "strips.tif",
            tiff_writer::write(&[tiff_strips(&grey, 5)], true),
        ),
        (
            "tiles.tif",
            tiff_writer::write(&[tiff_tiles(&grey, 16)], false),
        ),
        (
            "pages.tif",
            tiff_writer::write(&[tiff_strips(&grey, 47), tiff_group4(&pattern)], true),
        ),
        (
            "group4.tif",
            tiff_writer::write(&[tiff_group4(&pattern)], true),
        ),
        ("deflate.tif", deflated.into_inner()),
        ("lzw.btf", lzw.into_inner()),
        ("rgb.bmp", encode(&rgb, ImageFormat::Bmp)),
        ("rgb.webp", encode(&rgb, ImageFormat::WebP)),
        (
            "rgb.gif",
            encode(&ramp(61, 47, 4, SampleKind::U8), ImageFormat::Gif),
        ),
        ("animation.gif", animation.to_vec()),
        ("grey.pgm", encode(&grey, ImageFormat::Pnm)),
        ("grey.jp2", include_bytes!("data/grey.jp2").to_vec()),
        ("rgb.j2k", include_bytes!("data/rgb.j2k").to_vec()),
        ("scan.pdf", pdf(&[pattern.clone(), pattern], 300)),
    ]
}

/// A small TIFF with one field more.
pub fn with_field(mut page: Page, tag: u16, value: u16) -> Page {
    page.fields.push((tag, short(value)));
    page
}

/// Writes a file into a folder.
pub fn put(folder: &Path, name: &str, bytes: &[u8]) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, bytes).unwrap();
    path
}

/// Opens bytes as if they were a file.
pub fn open(bytes: &[u8], limits: &Limits) -> Result<Picture, ImagingError> {
    open_page(bytes, 1, limits)
}

pub fn open_page(bytes: &[u8], page: u32, limits: &Limits) -> Result<Picture, ImagingError> {
    let folder = tempfile::tempdir().unwrap();
    let path = put(folder.path(), "picture", bytes);
    Picture::open(&path, page, limits, &Work::detached())
}

/// Opens bytes and returns the full picture.
pub fn whole(bytes: &[u8]) -> Raster {
    let picture = open(bytes, &Limits::default()).unwrap();
    picture.whole(&Work::detached()).unwrap()
}

/// Limits under which every picture is kept in a scratch file.
pub fn always_scratch() -> Limits {
    Limits {
        scratch_above_pixels: 0,
        ..Limits::default()
    }
}
