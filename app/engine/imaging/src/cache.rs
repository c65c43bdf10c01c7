//! The tiles of one picture that were read last.

use std::sync::Arc;

use lru::LruCache;

use crate::levels::TileKey;
use crate::raster::Raster;

/// Tiles are kept up to this many bytes a picture.
const MOST_BYTES: usize = 64 << 20;

/// Keeps the tiles that were used last, up to a number of bytes.
pub(crate) struct TileCache {
    tiles: LruCache<TileKey, Arc<Raster>>,
    bytes: usize,
}

impl Default for TileCache {
    fn default() -> Self {
        Self {
            tiles: LruCache::unbounded(),
            bytes: 0,
        }
    }
}

impl TileCache {
    /// The tile, if it is kept.
    pub(crate) fn get(&mut self, key: TileKey) -> Option<Arc<Raster>> {
        self.tiles.get(&key).map(Arc::clone)
    }

    /// Keeps a tile, and lets go of those that were not used for longest.
    pub(crate) fn insert(&mut self, key: TileKey, tile: Arc<Raster>) {
        self.bytes += tile.byte_len();
        if let Some(replaced) = self.tiles.put(key, tile) {
            self.bytes -= replaced.byte_len();
        }
        while self.bytes > MOST_BYTES && self.tiles.len() > 1 {
            if let Some((_, oldest)) = self.tiles.pop_lru() {
                self.bytes -= oldest.byte_len();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::raster::SampleKind;

    #[test]
    fn the_tiles_used_last_are_kept() {
        let mut cache = TileCache::default();
        let key = |x| TileKey { level: 0, x, y: 0 };
        let tile = Arc::new(Raster::zeroed(512, 512, 4, SampleKind::F32));
        let fits = (MOST_BYTES / tile.byte_len()) as u32;
        for x in 0..fits {
            cache.insert(key(x), Arc::clone(&tile));
        }
        assert!(cache.get(key(0)).is_some());
        cache.insert(key(fits), tile);
        assert!(cache.get(key(0)).is_some());
        assert!(cache.get(key(1)).is_none());
        assert!(cache.bytes <= MOST_BYTES);
    }
}
