//! PNG pictures whose pixels are values and not tones, read row by row.

use std::io::{BufRead, Seek};

use png::{BitDepth, ColorType, Decoder, Transformations};

/// More runs than any drawn mask has: so many come from a photograph.
const MOST_RUNS: usize = 50_000_000;

/// The values of a picture.
#[derive(Debug)]
pub(crate) struct Values {
    pub width_px: u32,
    pub height_px: u32,
    /// Red, green and blue by value, where the picture has a palette.
    pub palette: Vec<[u8; 3]>,
    /// Pixels with another value than 0, in their order.
    pub runs: Vec<ValueRun>,
}

/// Pixels with the same value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ValueRun {
    /// The place of the first pixel, counted row by row.
    pub start: u64,
    pub length: u64,
    pub value: u16,
}

/// Reads a picture of at most so many pixels.
///
/// # Errors
/// Words that say what is wrong with it.
pub(crate) fn read(source: impl BufRead + Seek, most_px: u64) -> Result<Values, String> {
    let mut decoder = Decoder::new(source);
    // Values of a palette and of few bits stay as they are.
    decoder.set_transformations(Transformations::IDENTITY);
    let broken = |error: png::DecodingError| format!("its PNG is damaged ({error})");
    let header = decoder.read_header_info().map_err(broken)?;
    let (width_px, height_px) = header.size();
    if u64::from(width_px) * u64::from(height_px) > most_px {
        return Err(format!(
            "its PNG has {width_px} × {height_px} pixels, which is more than its picture has"
        ));
    }
    if !matches!(header.color_type, ColorType::Grayscale | ColorType::Indexed) {
        return Err(
            "its PNG has colours or is transparent; save it in grey or with a palette".to_owned(),
        );
    }
    if header.interlaced {
        return Err("its PNG is interlaced; save it without".to_owned());
    }
    let depth = header.bit_depth;
    let mut reader = decoder.read_info().map_err(broken)?;
    let palette = reader.info().palette.as_deref().unwrap_or_default();
    let mut values = Values {
        width_px,
        height_px,
        palette: palette.as_chunks::<3>().0.to_vec(),
        runs: Vec::new(),
    };
    let mut row_start = 0;
    while let Some(row) = reader.next_row().map_err(broken)? {
        values.add_row(row_start, row.data(), depth);
        if values.runs.len() > MOST_RUNS {
            return Err("its PNG changes from pixel to pixel, like a photograph".to_owned());
        }
        row_start += u64::from(width_px);
    }
    Ok(values)
}

impl Values {
    fn add_row(&mut self, row_start: u64, bytes: &[u8], depth: BitDepth) {
        for x in 0..self.width_px {
            let value = value(bytes, x as usize, depth);
            if value == 0 {
                continue;
            }
            let start = row_start + u64::from(x);
            match self.runs.last_mut() {
                Some(last) if last.value == value && last.start + last.length == start => {
                    last.length += 1;
                }
                _ => self.runs.push(ValueRun {
                    start,
                    length: 1,
                    value,
                }),
            }
        }
    }
}

/// The value of a pixel in a row. Several of few bits share a byte, the first in the highest bits.
fn value(row: &[u8], x: usize, depth: BitDepth) -> u16 {
    let bits = match depth {
        BitDepth::One => 1,
        BitDepth::Two => 2,
        BitDepth::Four => 4,
        BitDepth::Eight => return row[x].into(),
        BitDepth::Sixteen => return u16::from_be_bytes([row[2 * x], row[2 * x + 1]]),
    };
    let bit = x * bits;
    let shifted = row[bit / 8] >> (8 - bits - bit % 8);
    (shifted & ((1 << bits) - 1)).into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    fn png(colour: ColorType, depth: BitDepth, width: u32, rows: &[u8]) -> Vec<u8> {
        let mut bytes = Vec::new();
        let height = (rows.len() * 8) as u32 / (width * depth as u32 * colour.samples() as u32);
        let mut encoder = png::Encoder::new(&mut bytes, width, height);
        encoder.set_color(colour);
        encoder.set_depth(depth);
        if colour == ColorType::Indexed {
            encoder.set_palette([0, 0, 0, 255, 0, 0, 0, 255, 0].as_slice());
        }
        encoder
            .write_header()
            .unwrap()
            .write_image_data(rows)
            .unwrap();
        bytes
    }

    #[test]
    fn values_of_every_depth_are_read() {
        for (colour, depth, rows) in [
            (ColorType::Indexed, BitDepth::Two, vec![0b00_01_10_10]),
            (ColorType::Grayscale, BitDepth::Four, vec![0x01, 0x22]),
            (ColorType::Grayscale, BitDepth::Eight, vec![0, 1, 2, 2]),
            (
                ColorType::Grayscale,
                BitDepth::Sixteen,
                vec![0, 0, 0, 1, 0, 2, 0, 2],
            ),
        ] {
            let values = read(Cursor::new(png(colour, depth, 4, &rows)), 4).unwrap();
            let runs: Vec<_> = values
                .runs
                .iter()
                .map(|it| (it.start, it.length, it.value))
                .collect();
            assert_eq!(runs, [(1, 1, 1), (2, 2, 2)], "{depth:?}");
            let is_indexed = colour == ColorType::Indexed;
            assert_eq!(values.palette.len(), if is_indexed { 3 } else { 0 });
        }
    }

    #[test]
    fn other_pictures_are_refused() {
        let rgb = png(ColorType::Rgb, BitDepth::Eight, 1, &[1, 2, 3]);
        assert!(read(Cursor::new(rgb), 1).unwrap_err().contains("colours"));
        let grey = png(ColorType::Grayscale, BitDepth::Eight, 2, &[1, 2]);
        assert!(
            read(Cursor::new(&grey), 1)
                .unwrap_err()
                .contains("2 × 1 pixels")
        );
        let cut = &grey[..grey.len() - 20];
        assert!(read(Cursor::new(cut), 2).unwrap_err().contains("damaged"));
        assert!(read(Cursor::new(b"no picture"), 2).is_err());
    }
}
