//! A file cut short anywhere is refused, in every format.

use imaging::{Fault, Limits, thumbnail};
use jobs::Work;

use crate::make::{always_scratch, one_of_each, open, put};

/// The lengths to try: every 1 % of the file, and the file without its last byte.
fn cuts(byte_len: usize) -> Vec<usize> {
    let mut cuts: Vec<usize> = (0..100).map(|percent| byte_len * percent / 100).collect();
    cuts.push(byte_len - 1);
    cuts.dedup();
    cuts
}

/// The end of a text whose loss loses nothing.
fn is_only_white_space_lost(file: &[u8], cut: usize) -> bool {
    file.starts_with(b"%PDF") && file[cut..].iter().all(u8::is_ascii_whitespace)
}

#[test]
fn every_format_cut_at_every_percent_is_refused() {
    for (name, file) in one_of_each() {
        open(&file, &Limits::default()).unwrap_or_else(|error| panic!("{name}: {error}"));
        for cut in cuts(file.len()) {
            if is_only_white_space_lost(&file, cut) {
                continue;
            }
            let Err(error) = open(&file[..cut], &Limits::default()) else {
                panic!("{name} cut to {cut} of {} bytes was opened", file.len());
            };
            // What is left may be too little to tell the format, or to hold what it promises.
            assert!(
                matches!(
                    error.fault(),
                    Fault::Truncated { .. }
                        | Fault::Broken { .. }
                        | Fault::HeaderLies { .. }
                        | Fault::UnknownFormat
                ),
                "{name} cut to {cut}: {error}"
            );
        }
    }
}

#[test]
fn most_cuts_are_named_as_such() {
    for (name, file) in one_of_each() {
        let cut = file.len() * 9 / 10;
        let Err(error) = open(&file[..cut], &Limits::default()) else {
            panic!("{name} was opened");
        };
        assert!(
            matches!(error.fault(), Fault::Truncated { .. }),
            "{name}: {error}"
        );
    }
}

#[test]
fn scratch_files_and_thumbnails_refuse_them_too() {
    let folder = tempfile::tempdir().unwrap();
    for (name, file) in one_of_each() {
        let cut = &file[..file.len() * 4 / 5];
        assert!(open(cut, &always_scratch()).is_err(), "{name}");
        let path = put(folder.path(), name, cut);
        assert!(
            thumbnail(&path, 1, 32, &Limits::default(), &Work::detached()).is_err(),
            "{name}"
        );
    }
}

#[test]
fn a_jpeg_whose_data_ends_early_is_refused_even_with_its_end_marker() {
    let (_, file) = one_of_each()
        .into_iter()
        .find(|(name, _)| *name == "rgb.jpg")
        .unwrap();
    let mut short = file[..file.len() * 2 / 3].to_vec();
    short.extend_from_slice(b"\xFF\xD9");
    let Err(error) = open(&short, &Limits::default()) else {
        panic!("it was opened");
    };
    assert!(matches!(error.fault(), Fault::Truncated { .. }), "{error}");
}

#[test]
fn random_damage_never_ends_the_program() {
    // A fixed sequence, so that a failure can be repeated.
    let mut state = 0x2545_F491_4F6C_DD1D_u64;
    let mut random = move |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % below as u64) as usize
    };
    for (_, file) in one_of_each() {
        for _ in 0..25 {
            let mut damaged = file.clone();
            for _ in 0..=random(4) {
                let at = random(damaged.len());
                damaged[at] = random(256) as u8;
            }
            // Many a damage cannot be told from a picture: what counts is that it returns.
            let _ = open(&damaged, &Limits::default());
        }
    }
}
