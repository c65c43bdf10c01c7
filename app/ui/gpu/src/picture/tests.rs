//! The picture shader against its CPU twin, on the device.

#![allow(clippy::unwrap_used)]

use super::*;
use crate::test_target::{TARGET, gpu, rendered};
use crate::{AtlasBudget, TexelFormat, Texels, TileAtlas, Upload};

/// Shows `texels` at one screen pixel a texel with the given quads' settings.
fn shown(texels: &[Texels], layer: impl Fn(Vec<TileSlot>) -> PictureLayer) -> Vec<[u8; 4]> {
    let mut atlas = TileAtlas::new(gpu(), AtlasBudget::default());
    let slots: Vec<_> = (0..)
        .zip(texels)
        .map(|(key, texels)| match atlas.upload(&key, texels) {
            Upload::Stored(slot) => slot,
            other => panic!("{other:?}"),
        })
        .collect();
    let pipeline = PicturePipeline::new(gpu(), atlas.layout(), TARGET);
    let mut buffers = PictureBuffers::default();
    pipeline.prepare(gpu(), &mut buffers, &[layer(slots)], [64, 8]);
    rendered([64, 8], |pass| pipeline.draw(pass, &buffers))
}

fn quad(slot: TileSlot, screen_px: [f32; 4], texels: [f32; 4]) -> TileQuad {
    TileQuad {
        slot,
        screen_px,
        texels,
        is_linear: false,
        has_grid: false,
    }
}

fn whole(slot: TileSlot) -> TileQuad {
    quad(slot, [0.0, 0.0, 64.0, 8.0], [0.0, 0.0, 64.0, 8.0])
}

fn layer(quads: Vec<TileQuad>) -> PictureLayer {
    PictureLayer {
        channels: ChannelMix::component(0),
        window: WindowMapping::IDENTITY,
        opacity: 1.0,
        has_backdrop: true,
        quads,
    }
}

/// Samples over the whole of `0..=limit`.
fn ramp(limit: f32) -> impl Iterator<Item = f32> {
    (0..64 * 8).map(move |i| i as f32 / 511.0 * limit)
}

fn assert_close(pixels: &[[u8; 4]], expected: impl Iterator<Item = [f32; 3]>) {
    for (index, (pixel, expected)) in pixels.iter().zip(expected).enumerate() {
        for (got, wanted) in pixel.iter().zip(expected) {
            let difference = (f32::from(*got) / 255.0 - wanted).abs();
            assert!(
                difference <= 1.0 / 255.0,
                "pixel {index} is {pixel:?}, not {expected:?}"
            );
        }
    }
}

#[test]
fn window_and_gamma_agree_with_the_twin_in_every_grey_format() {
    for (format, limit, per_unit) in [
        (TexelFormat::Grey8, 255.0, 255.0),
        (TexelFormat::Grey16, 65535.0, 65535.0),
        (TexelFormat::GreyFloat, 3.0, 1.0),
    ] {
        let is_float = format == TexelFormat::GreyFloat;
        let samples: Vec<f32> = ramp(limit)
            .map(|x| if is_float { x } else { x.trunc() })
            .collect();
        let bytes = match format {
            TexelFormat::Grey8 => samples.iter().map(|x| *x as u8).collect(),
            TexelFormat::Grey16 => samples
                .iter()
                .flat_map(|x| (*x as u16).to_ne_bytes())
                .collect(),
            _ => samples.iter().flat_map(|x| x.to_ne_bytes()).collect(),
        };
        let texels = Texels::new(format, 64, 8, bytes).unwrap();
        let units: Vec<f32> = samples.iter().map(|x| x / per_unit).collect();
        let top = limit / per_unit;
        for (low, high, gamma) in [
            (0.0, 1.0, 1.0),
            (0.25, 0.75, 1.0),
            (0.1, 0.9, 2.2),
            (0.9, 0.2, 0.5),
            (0.5, 0.5, 1.0),
        ] {
            let window = WindowMapping::new(low * top, high * top, gamma);
            let pixels = shown(std::slice::from_ref(&texels), |mut slots| PictureLayer {
                window,
                ..layer(vec![whole(slots.remove(0))])
            });
            assert_close(&pixels, units.iter().map(|x| [window.tone(*x); 3]));
        }
    }
}

#[test]
fn channels_agree_with_the_twin() {
    let pixel = |i: u32| [i as u8, (i * 3) as u8, (i * 7) as u8, 255];
    let bytes = (0..64 * 8).flat_map(pixel).collect();
    let texels = Texels::new(TexelFormat::Colour8, 64, 8, bytes).unwrap();
    for channels in [
        ChannelMix::COLOUR,
        ChannelMix::LUMINANCE,
        ChannelMix::component(1),
        ChannelMix::component(3),
    ] {
        let pixels = shown(std::slice::from_ref(&texels), |mut slots| PictureLayer {
            channels,
            ..layer(vec![whole(slots.remove(0))])
        });
        let expected = (0..64 * 8).map(|i| {
            let mixed = channels.mixed(pixel(i).map(|x| f32::from(x) / 255.0));
            [mixed[0], mixed[1], mixed[2]]
        });
        assert_close(&pixels, expected);
    }
}

#[test]
fn transparency_shows_the_checkerboard_and_overlays_blend() {
    let clear = Texels::new(TexelFormat::Colour8, 64, 8, [200, 0, 0, 0].repeat(512)).unwrap();
    let over_checks = shown(std::slice::from_ref(&clear), |mut slots| PictureLayer {
        channels: ChannelMix::COLOUR,
        ..layer(vec![whole(slots.remove(0))])
    });
    assert_eq!(over_checks[0][3], 255);
    assert_eq!(over_checks[0][0], over_checks[0][1]);
    assert_ne!(over_checks[0], over_checks[8]);

    let red = Texels::new(TexelFormat::Colour8, 64, 8, [255, 0, 0, 255].repeat(512)).unwrap();
    let blended = shown(&[red], |mut slots| PictureLayer {
        channels: ChannelMix::COLOUR,
        opacity: 0.5,
        has_backdrop: false,
        ..layer(vec![whole(slots.remove(0))])
    });
    assert_eq!(blended[0], [128, 0, 0, 128]);
}

#[test]
fn no_seam_shows_between_tiles_at_odd_places() {
    // Two white tiles whose common edge lies within a pixel, filtered: every pixel is white.
    let white = |width| Texels::new(TexelFormat::Grey8, width, 8, vec![255; width as usize * 8]);
    let tiles = [white(31).unwrap(), white(40).unwrap()];
    let edge = 27.37;
    let pixels = shown(&tiles, |mut slots| {
        let right = slots.remove(1);
        let left = slots.remove(0);
        let mut quads = vec![
            quad(left, [0.0, 0.0, edge, 8.0], [0.0, 0.0, 31.0, 8.0]),
            quad(right, [edge, 0.0, 64.0, 8.0], [0.0, 0.0, 40.0, 8.0]),
        ];
        for quad in &mut quads {
            quad.is_linear = true;
        }
        layer(quads)
    });
    assert!(pixels.iter().all(|pixel| *pixel == [255; 4]));
}

#[test]
fn colours_under_transparent_texels_do_not_bleed() {
    // Half the texels are opaque white, half transparent red; between them only white may show.
    let row = [[255, 255, 255, 255], [255, 0, 0, 0]].concat().repeat(32);
    let texels = Texels::new(TexelFormat::Colour8, 64, 8, row.repeat(8)).unwrap();
    let pixels = shown(&[texels], |mut slots| {
        let mut quad = quad(
            slots.remove(0),
            [0.0, 0.0, 64.0, 8.0],
            [10.0, 0.0, 14.0, 8.0],
        );
        quad.is_linear = true;
        PictureLayer {
            channels: ChannelMix::COLOUR,
            has_backdrop: false,
            ..layer(vec![quad])
        }
    });
    assert!(pixels.iter().all(|pixel| pixel[0] == pixel[1]));
    assert!(pixels.iter().any(|pixel| (50..200).contains(&pixel[3])));
}

#[test]
fn the_grid_lies_between_texels_only() {
    let texels = Texels::new(TexelFormat::Grey8, 4, 1, vec![0; 4]).unwrap();
    let pixels = shown(&[texels], |mut slots| {
        let mut quad = quad(
            slots.remove(0),
            [0.0, 0.0, 64.0, 16.0],
            [0.0, 0.0, 4.0, 1.0],
        );
        quad.has_grid = true;
        layer(vec![quad])
    });
    let middle_row = &pixels[7 * 64..];
    for (x, pixel) in middle_row.iter().enumerate().take(64) {
        let is_edge = x % 16 == 0 || x % 16 == 15;
        assert_eq!(pixel[0] > 0, is_edge, "column {x}");
    }
}
