//! Texels: samples in the form in which a texture stores them.

/// How texels are stored. A shader reads all of them as floats.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum TexelFormat {
    /// 8-bit grey.
    Grey8,
    /// 8-bit red, green, blue, alpha.
    Colour8,
    /// 16-bit grey; needs [`crate::Gpu::has_16_bit_textures`].
    Grey16,
    /// 16-bit red, green, blue, alpha; needs [`crate::Gpu::has_16_bit_textures`].
    Colour16,
    /// 32-bit float grey.
    GreyFloat,
    /// 32-bit float red, green, blue, alpha.
    ColourFloat,
}

impl TexelFormat {
    /// Every format.
    pub const ALL: [Self; 6] = [
        Self::Grey8,
        Self::Colour8,
        Self::Grey16,
        Self::Colour16,
        Self::GreyFloat,
        Self::ColourFloat,
    ];

    /// The size of one texel.
    #[must_use]
    pub const fn bytes_per_texel(self) -> u32 {
        match self {
            Self::Grey8 => 1,
            Self::Grey16 => 2,
            Self::Colour8 | Self::GreyFloat => 4,
            Self::Colour16 => 8,
            Self::ColourFloat => 16,
        }
    }

    /// Whether a texel has four components; otherwise it has one.
    #[must_use]
    pub const fn is_colour(self) -> bool {
        matches!(self, Self::Colour8 | Self::Colour16 | Self::ColourFloat)
    }

    /// The texture format of this name.
    #[must_use]
    pub const fn texture_format(self) -> wgpu::TextureFormat {
        match self {
            Self::Grey8 => wgpu::TextureFormat::R8Unorm,
            Self::Colour8 => wgpu::TextureFormat::Rgba8Unorm,
            Self::Grey16 => wgpu::TextureFormat::R16Unorm,
            Self::Colour16 => wgpu::TextureFormat::Rgba16Unorm,
            Self::GreyFloat => wgpu::TextureFormat::R32Float,
            Self::ColourFloat => wgpu::TextureFormat::Rgba32Float,
        }
    }
}

/// One tile's texels, row by row, ready for upload.
#[derive(Clone, PartialEq, Debug)]
pub struct Texels {
    format: TexelFormat,
    width_px: u32,
    height_px: u32,
    bytes: Vec<u8>,
}

/// Texels that do not fit a tile, or do not fill their own size.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error(
    "A tile of {width_px} × {height_px} texels came with {byte_count} bytes, which does not fit. \
     The picture's decoder is at fault: please report it with the picture."
)]
pub struct TexelError {
    width_px: u32,
    height_px: u32,
    byte_count: usize,
}

impl Texels {
    /// Texels of a tile that is at most [`crate::TILE_SIDE_TEXELS`] wide and high.
    ///
    /// # Errors
    /// [`TexelError`] when a side is zero or too long, or the bytes are not exactly those of the
    /// size.
    pub fn new(
        format: TexelFormat,
        width_px: u32,
        height_px: u32,
        bytes: Vec<u8>,
    ) -> Result<Self, TexelError> {
        let sides = 1..=crate::TILE_SIDE_TEXELS;
        let expected = width_px as usize * height_px as usize * format.bytes_per_texel() as usize;
        if sides.contains(&width_px) && sides.contains(&height_px) && bytes.len() == expected {
            Ok(Self {
                format,
                width_px,
                height_px,
                bytes,
            })
        } else {
            Err(TexelError {
                width_px,
                height_px,
                byte_count: bytes.len(),
            })
        }
    }

    /// How they are stored.
    #[must_use]
    pub fn format(&self) -> TexelFormat {
        self.format
    }

    /// Columns.
    #[must_use]
    pub fn width_px(&self) -> u32 {
        self.width_px
    }

    /// Rows.
    #[must_use]
    pub fn height_px(&self) -> u32 {
        self.height_px
    }

    /// The stored bytes.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_checked() {
        assert!(Texels::new(TexelFormat::Colour8, 2, 3, vec![0; 24]).is_ok());
        assert!(Texels::new(TexelFormat::Colour8, 2, 3, vec![0; 23]).is_err());
        assert!(Texels::new(TexelFormat::Grey8, 0, 3, vec![]).is_err());
        assert!(Texels::new(TexelFormat::Grey8, 513, 1, vec![0; 513]).is_err());
    }

    #[test]
    fn byte_sizes_are_those_of_the_textures() {
        for format in TexelFormat::ALL {
            assert_eq!(
                format.texture_format().block_copy_size(None),
                Some(format.bytes_per_texel())
            );
        }
    }
}
