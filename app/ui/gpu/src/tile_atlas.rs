//! Tiles on the device: layers of texture arrays, the least recently used one replaced first.
//!
//! Layers are allocated in pages, each one texture array of a single format, so that memory is
//! taken as pictures need it. Nothing that was used in the running frame is ever replaced; where
//! there is no room, the caller goes on showing a coarser tile.

use std::hash::Hash;

use lru::LruCache;

use crate::device::Gpu;
use crate::texels::{TexelFormat, Texels};

/// The side of a layer: the largest tile.
pub const TILE_SIDE_TEXELS: u32 = 512;

/// How much one page holds at most.
const PAGE_BYTES: u64 = 32 << 20;

/// What the atlas may take.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct AtlasBudget {
    /// Device memory in all. Where the device gives less, the atlas makes do with that.
    pub memory_bytes: u64,
    /// Tiles uploaded in one frame.
    pub upload_tiles_per_frame: u32,
    /// Bytes uploaded in one frame; the first tile is taken at any size.
    pub upload_bytes_per_frame: u64,
}

impl Default for AtlasBudget {
    fn default() -> Self {
        Self {
            memory_bytes: 512 << 20,
            upload_tiles_per_frame: 8,
            upload_bytes_per_frame: 8 << 20,
        }
    }
}

/// Where a tile lies.
#[derive(Clone, Debug)]
pub struct TileSlot {
    /// The page's texture array, bound for the shader.
    pub(crate) page: wgpu::BindGroup,
    /// Tells pages apart, so that draws can be grouped.
    pub(crate) page_number: u32,
    /// The layer within the page.
    pub(crate) layer: u32,
    width_px: u32,
    height_px: u32,
}

impl TileSlot {
    /// Columns and rows of the layer that the tile fills.
    #[must_use]
    pub fn size_px(&self) -> [u32; 2] {
        [self.width_px, self.height_px]
    }
}

/// What became of an upload.
#[derive(Clone, Debug)]
pub enum Upload {
    /// The tile is there.
    Stored(TileSlot),
    /// This frame has uploaded enough: try again in the next.
    NextFrame,
    /// Everything stored is in use in this frame.
    NoRoom,
}

struct Page {
    texture: wgpu::Texture,
    bind_group: wgpu::BindGroup,
    number: u32,
}

struct Stored {
    slot: TileSlot,
    /// Index into the format's pages.
    page_index: usize,
    used_in_frame: u64,
}

/// The pages of one format.
struct Shelf<K: Hash + Eq> {
    pages: Vec<Page>,
    free: Vec<(usize, u32)>,
    stored: LruCache<K, Stored>,
}

impl<K: Hash + Eq> Shelf<K> {
    fn new() -> Self {
        Self {
            pages: Vec::new(),
            free: Vec::new(),
            stored: LruCache::unbounded(),
        }
    }

    /// Gives back the least recently used layer, unless `frame` uses it.
    fn evict(&mut self, frame: u64) -> Option<(usize, u32)> {
        let (_, oldest) = self.stored.peek_lru()?;
        if oldest.used_in_frame == frame {
            return None;
        }
        let (_, oldest) = self.stored.pop_lru()?;
        Some((oldest.page_index, oldest.slot.layer))
    }

    /// The frame in which anything here was last used.
    fn last_used(&self) -> u64 {
        let newest = self.stored.iter().next();
        newest.map_or(0, |(_, stored)| stored.used_in_frame)
    }
}

/// Tiles on the device by key, such as a picture's id with level, column and row.
pub struct TileAtlas<K: Hash + Eq + Clone> {
    gpu: Gpu,
    layout: wgpu::BindGroupLayout,
    budget: AtlasBudget,
    shelves: [Shelf<K>; TexelFormat::ALL.len()],
    allocated_bytes: u64,
    next_page_number: u32,
    frame: u64,
    uploaded_tiles: u32,
    uploaded_bytes: u64,
}

impl<K: Hash + Eq + Clone> TileAtlas<K> {
    /// An empty atlas; memory is taken with the first tile.
    #[must_use]
    pub fn new(gpu: &Gpu, budget: AtlasBudget) -> Self {
        let layout = gpu
            .device
            .create_bind_group_layout(&wgpu::BindGroupLayoutDescriptor {
                label: Some("tiles"),
                entries: &[wgpu::BindGroupLayoutEntry {
                    binding: 0,
                    visibility: wgpu::ShaderStages::FRAGMENT,
                    ty: wgpu::BindingType::Texture {
                        sample_type: wgpu::TextureSampleType::Float { filterable: false },
                        view_dimension: wgpu::TextureViewDimension::D2Array,
                        multisampled: false,
                    },
                    count: None,
                }],
            });
        Self {
            gpu: gpu.clone(),
            layout,
            budget,
            shelves: std::array::from_fn(|_| Shelf::new()),
            allocated_bytes: 0,
            next_page_number: 0,
            frame: 0,
            uploaded_tiles: 0,
            uploaded_bytes: 0,
        }
    }

    /// How a pipeline sees a page.
    #[must_use]
    pub fn layout(&self) -> &wgpu::BindGroupLayout {
        &self.layout
    }

    /// Device memory taken now.
    #[must_use]
    pub fn allocated_bytes(&self) -> u64 {
        self.allocated_bytes
    }

    /// Opens a frame by its number: uploads are counted anew, and what was used before may be
    /// replaced. Calling it again with the same number changes nothing.
    pub fn begin_frame(&mut self, frame: u64) {
        if self.frame != frame {
            self.frame = frame;
            self.uploaded_tiles = 0;
            self.uploaded_bytes = 0;
        }
    }

    /// Whether the tile is stored, without using it.
    #[must_use]
    pub fn contains(&self, key: &K) -> bool {
        self.shelves.iter().any(|shelf| shelf.stored.contains(key))
    }

    /// The tile, which counts as used in this frame.
    pub fn get(&mut self, key: &K) -> Option<TileSlot> {
        let frame = self.frame;
        self.shelves.iter_mut().find_map(|shelf| {
            let stored = shelf.stored.get_mut(key)?;
            stored.used_in_frame = frame;
            Some(stored.slot.clone())
        })
    }

    /// Stores a tile, in the place of the least recently used one where the budget is spent.
    pub fn upload(&mut self, key: &K, texels: &Texels) -> Upload {
        if let Some(slot) = self.get(key) {
            return Upload::Stored(slot);
        }
        let byte_count = texels.bytes().len() as u64;
        let is_spent = self.uploaded_tiles >= self.budget.upload_tiles_per_frame
            || self.uploaded_bytes + byte_count > self.budget.upload_bytes_per_frame;
        if is_spent && self.uploaded_tiles > 0 {
            return Upload::NextFrame;
        }
        let Some((page_index, layer)) = self.free_layer(texels.format()) else {
            return Upload::NoRoom;
        };
        self.uploaded_tiles += 1;
        self.uploaded_bytes += byte_count;

        let shelf = &mut self.shelves[texels.format() as usize];
        let page = &shelf.pages[page_index];
        write_layer(&self.gpu.queue, &page.texture, layer, texels);
        let slot = TileSlot {
            page: page.bind_group.clone(),
            page_number: page.number,
            layer,
            width_px: texels.width_px(),
            height_px: texels.height_px(),
        };
        shelf.stored.put(
            key.clone(),
            Stored {
                slot: slot.clone(),
                page_index,
                used_in_frame: self.frame,
            },
        );
        Upload::Stored(slot)
    }

    /// A layer to write to: a free one, one of a new page, or the least recently used one.
    fn free_layer(&mut self, format: TexelFormat) -> Option<(usize, u32)> {
        let index = format as usize;
        if let Some(free) = self.shelves[index].free.pop() {
            return Some(free);
        }
        if self.fits(format) && self.add_page(format) {
            return self.shelves[index].free.pop();
        }
        if let Some(evicted) = self.shelves[index].evict(self.frame) {
            return Some(evicted);
        }
        // Pages of formats that nobody looks at any more make room for this one.
        while !self.fits(format) {
            self.drop_oldest_shelf(index)?;
        }
        self.add_page(format)
            .then(|| self.shelves[index].free.pop())
            .flatten()
    }

    fn fits(&self, format: TexelFormat) -> bool {
        let page_bytes = u64::from(self.layers_per_page(format)) * layer_bytes(format);
        self.allocated_bytes + page_bytes <= self.budget.memory_bytes
    }

    fn layers_per_page(&self, format: TexelFormat) -> u32 {
        let page_bytes = PAGE_BYTES.min(self.budget.memory_bytes);
        let layers = (page_bytes / layer_bytes(format)).max(1) as u32;
        layers.min(self.gpu.device.limits().max_texture_array_layers)
    }

    /// Adds a page; false where the device has no memory for it, and then the budget shrinks to
    /// what is allocated.
    fn add_page(&mut self, format: TexelFormat) -> bool {
        let layers = self.layers_per_page(format);
        let scope = self
            .gpu
            .device
            .push_error_scope(wgpu::ErrorFilter::OutOfMemory);
        let texture = self.gpu.device.create_texture(&wgpu::TextureDescriptor {
            label: Some("tile page"),
            size: wgpu::Extent3d {
                width: TILE_SIDE_TEXELS,
                height: TILE_SIDE_TEXELS,
                depth_or_array_layers: layers,
            },
            mip_level_count: 1,
            sample_count: 1,
            dimension: wgpu::TextureDimension::D2,
            format: format.texture_format(),
            usage: wgpu::TextureUsages::TEXTURE_BINDING | wgpu::TextureUsages::COPY_DST,
            view_formats: &[],
        });
        if let Some(error) = pollster::block_on(scope.pop()) {
            tracing::warn!(%error, "the device has less memory than the tile budget");
            self.budget.memory_bytes = self.allocated_bytes;
            return false;
        }
        let view = texture.create_view(&wgpu::TextureViewDescriptor {
            dimension: Some(wgpu::TextureViewDimension::D2Array),
            ..Default::default()
        });
        let bind_group = self
            .gpu
            .device
            .create_bind_group(&wgpu::BindGroupDescriptor {
                label: Some("tile page"),
                layout: &self.layout,
                entries: &[wgpu::BindGroupEntry {
                    binding: 0,
                    resource: wgpu::BindingResource::TextureView(&view),
                }],
            });
        self.allocated_bytes += u64::from(layers) * layer_bytes(format);
        let shelf = &mut self.shelves[format as usize];
        let page_index = shelf.pages.len();
        shelf
            .free
            .extend((0..layers).rev().map(|layer| (page_index, layer)));
        shelf.pages.push(Page {
            texture,
            bind_group,
            number: self.next_page_number,
        });
        self.next_page_number += 1;
        true
    }

    /// Frees all pages of the format that was used longest ago, other than `kept`; `None` when
    /// every other format is in use or empty.
    fn drop_oldest_shelf(&mut self, kept: usize) -> Option<()> {
        let frame = self.frame;
        let oldest = (0..self.shelves.len())
            .filter(|&index| index != kept && !self.shelves[index].pages.is_empty())
            .filter(|&index| self.shelves[index].last_used() != frame)
            .min_by_key(|&index| self.shelves[index].last_used())?;
        let shelf = std::mem::replace(&mut self.shelves[oldest], Shelf::new());
        let layer_bytes = layer_bytes(TexelFormat::ALL[oldest]);
        for page in shelf.pages {
            let layers = page.texture.size().depth_or_array_layers;
            self.allocated_bytes -= u64::from(layers) * layer_bytes;
        }
        Some(())
    }
}

fn layer_bytes(format: TexelFormat) -> u64 {
    u64::from(TILE_SIDE_TEXELS * TILE_SIDE_TEXELS * format.bytes_per_texel())
}

fn write_layer(queue: &wgpu::Queue, texture: &wgpu::Texture, layer: u32, texels: &Texels) {
    queue.write_texture(
        wgpu::TexelCopyTextureInfo {
            texture,
            mip_level: 0,
            origin: wgpu::Origin3d {
                x: 0,
                y: 0,
                z: layer,
            },
            aspect: wgpu::TextureAspect::All,
        },
        texels.bytes(),
        wgpu::TexelCopyBufferLayout {
            offset: 0,
            bytes_per_row: Some(texels.width_px() * texels.format().bytes_per_texel()),
            rows_per_image: None,
        },
        wgpu::Extent3d {
            width: texels.width_px(),
            height: texels.height_px(),
            depth_or_array_layers: 1,
        },
    );
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::test_target::gpu;

    const GREY_LAYER: u64 = 512 * 512;

    fn atlas(memory_bytes: u64, upload_tiles_per_frame: u32) -> TileAtlas<u32> {
        let mut atlas = TileAtlas::new(
            gpu(),
            AtlasBudget {
                memory_bytes,
                upload_tiles_per_frame,
                upload_bytes_per_frame: 8 << 20,
            },
        );
        atlas.begin_frame(1);
        atlas
    }

    fn grey() -> Texels {
        Texels::new(TexelFormat::Grey8, 4, 4, vec![7; 16]).unwrap()
    }

    #[test]
    fn least_recently_used_goes_first() {
        let mut atlas = atlas(2 * GREY_LAYER, 8);
        for key in [1, 2] {
            assert!(matches!(atlas.upload(&key, &grey()), Upload::Stored(_)));
        }
        atlas.begin_frame(2);
        assert!(atlas.get(&1).is_some());
        assert!(matches!(atlas.upload(&3, &grey()), Upload::Stored(_)));
        assert!(atlas.contains(&1) && !atlas.contains(&2) && atlas.contains(&3));
        assert!(atlas.allocated_bytes() <= 2 * GREY_LAYER);
    }

    #[test]
    fn what_this_frame_uses_stays() {
        let mut atlas = atlas(2 * GREY_LAYER, 8);
        for key in [1, 2] {
            atlas.upload(&key, &grey());
        }
        assert!(matches!(atlas.upload(&3, &grey()), Upload::NoRoom));
        assert!(atlas.contains(&1) && atlas.contains(&2));
    }

    #[test]
    fn uploads_are_bounded_a_frame() {
        let mut atlas = atlas(64 * GREY_LAYER, 2);
        let uploads: Vec<_> = (0..3).map(|key| atlas.upload(&key, &grey())).collect();
        assert!(matches!(
            uploads[..],
            [Upload::Stored(_), Upload::Stored(_), Upload::NextFrame]
        ));
        atlas.begin_frame(2);
        assert!(matches!(atlas.upload(&2, &grey()), Upload::Stored(_)));
    }

    #[test]
    fn unused_formats_make_room() {
        let mut atlas = atlas(4 * GREY_LAYER, 8);
        atlas.upload(&1, &grey());
        atlas.begin_frame(2);
        let colour = Texels::new(TexelFormat::Colour8, 1, 1, vec![0; 4]).unwrap();
        assert!(matches!(atlas.upload(&2, &colour), Upload::Stored(_)));
        assert!(!atlas.contains(&1));
        assert!(atlas.allocated_bytes() <= 4 * GREY_LAYER);
    }
}
