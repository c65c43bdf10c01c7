//! Writes TIFF files field by field, so that tests can have every variety and every mistake.

/// The values of a field.
#[derive(Clone)]
pub enum Values {
    Short(Vec<u16>),
    Long(Vec<u32>),
}

/// A page to be written.
#[derive(Clone, Default)]
pub struct Page {
    /// Tags with their values, but for those that say where the chunks are.
    pub fields: Vec<(u16, Values)>,
    /// The coded strips or tiles.
    pub chunks: Vec<Vec<u8>>,
    /// Whether they are tiles.
    pub is_tiled: bool,
}

pub fn short(value: u16) -> Values {
    Values::Short(vec![value])
}

/// The fields that every page needs.
pub fn page(size: (u32, u32), bits: u16, samples: u16, photometric: u16, compression: u16) -> Page {
    Page {
        fields: vec![
            (256, Values::Long(vec![size.0])),
            (257, Values::Long(vec![size.1])),
            (258, Values::Short(vec![bits; usize::from(samples)])),
            (259, short(compression)),
            (262, short(photometric)),
            (277, short(samples)),
        ],
        ..Page::default()
    }
}

/// The file of these pages, with the directories first and the pixels last.
pub fn write(pages: &[Page], is_little_endian: bool) -> Vec<u8> {
    let short = |v: u16| {
        if is_little_endian {
            v.to_le_bytes()
        } else {
            v.to_be_bytes()
        }
    };
    let long = |v: u32| {
        if is_little_endian {
            v.to_le_bytes()
        } else {
            v.to_be_bytes()
        }
    };
    let mut pages = pages.to_vec();
    // The offsets of the chunks are known once all directories have their length.
    let chunks_at = 8 + pages.iter().map(directory_len).sum::<usize>();
    let mut next_chunk = chunks_at as u32;
    for page in &mut pages {
        let (mut offsets, mut counts) = (Vec::new(), Vec::new());
        for chunk in &page.chunks {
            offsets.push(next_chunk);
            counts.push(chunk.len() as u32);
            next_chunk += chunk.len() as u32;
        }
        let (offset_tag, count_tag) = if page.is_tiled {
            (324, 325)
        } else {
            (273, 279)
        };
        page.fields.push((offset_tag, Values::Long(offsets)));
        page.fields.push((count_tag, Values::Long(counts)));
        page.fields.sort_by_key(|(tag, _)| *tag);
    }

    let mut file = if is_little_endian {
        b"II".to_vec()
    } else {
        b"MM".to_vec()
    };
    file.extend(short(42));
    file.extend(long(8));
    for (index, page) in pages.iter().enumerate() {
        let start = file.len();
        let mut values_at = start + 2 + page.fields.len() * 12 + 4;
        let mut values = Vec::new();
        file.extend(short(page.fields.len() as u16));
        for (tag, field) in &page.fields {
            let (kind, count, bytes): (u16, usize, Vec<u8>) = match field {
                Values::Short(all) => (3, all.len(), all.iter().flat_map(|v| short(*v)).collect()),
                Values::Long(all) => (4, all.len(), all.iter().flat_map(|v| long(*v)).collect()),
            };
            file.extend(short(*tag));
            file.extend(short(kind));
            file.extend(long(count as u32));
            if bytes.len() <= 4 {
                let mut inline = bytes;
                inline.resize(4, 0);
                file.extend(inline);
            } else {
                file.extend(long(values_at as u32));
                values_at += bytes.len();
                values.extend(bytes);
            }
        }
        let is_last = index + 1 == pages.len();
        file.extend(long(if is_last { 0 } else { values_at as u32 }));
        file.extend(values);
    }
    assert_eq!(file.len(), chunks_at);
    for page in &pages {
        for chunk in &page.chunks {
            file.extend(chunk);
        }
    }
    file
}

/// The bytes of a directory and its values, once the two fields of its chunks are added.
fn directory_len(page: &Page) -> usize {
    let outside = |bytes: usize| if bytes > 4 { bytes } else { 0 };
    let values: usize = page
        .fields
        .iter()
        .map(|(_, values)| match values {
            Values::Short(all) => outside(all.len() * 2),
            Values::Long(all) => outside(all.len() * 4),
        })
        .sum();
    2 + (page.fields.len() + 2) * 12 + 4 + values + 2 * outside(page.chunks.len() * 4)
}
