//! How SoundFonts are found and loaded.

use std::path::Path;

use playback::{Instrument, SoundFontFault, sound_font_folders};

use crate::fonts::{Folder, sound_font};

fn fault(bytes: &[u8]) -> SoundFontFault {
    let folder = Folder::new();
    Instrument::load(&folder.put("a.sf2", bytes))
        .unwrap_err()
        .fault
}

#[test]
fn a_sound_font_says_its_name_and_its_path() {
    let folder = Folder::new();
    let path = folder.put("any.sf2", &sound_font());
    let Instrument::SoundFont(font) = Instrument::load(&path).unwrap() else {
        panic!("it is none");
    };
    assert_eq!((font.name(), font.path()), ("Sine", path.as_path()));
}

#[test]
fn what_is_no_sound_font_is_refused() {
    assert!(matches!(fault(b""), SoundFontFault::NoSoundFont));
    assert!(matches!(
        fault(b"RIFF\x04\0\0\0WAVE"),
        SoundFontFault::NoSoundFont
    ));
    let missing = Instrument::load(Path::new("/nowhere/a.sf2")).unwrap_err();
    assert!(matches!(missing.fault, SoundFontFault::Unreadable(_)));
    assert!(missing.to_string().contains("/nowhere/a.sf2"));
}

#[test]
fn compressed_samples_are_refused() {
    let mut bytes = sound_font();
    let at = bytes.windows(4).position(|it| it == b"smpl").unwrap() + 8;
    bytes[at..at + 4].copy_from_slice(b"OggS");
    let fault = fault(&bytes);
    assert!(matches!(fault, SoundFontFault::Compressed));
    assert!(fault.to_string().contains("SF3"));
}

#[test]
fn a_chunk_longer_than_the_file_is_refused() {
    let mut bytes = sound_font();
    let at = bytes.windows(4).position(|it| it == b"smpl").unwrap() + 4;
    bytes[at..at + 4].copy_from_slice(&0xFFFF_FFF0_u32.to_le_bytes());
    let cut = sound_font();
    for bytes in [&bytes[..], &cut[..cut.len() - 20]] {
        // It is found out before memory is asked for.
        let fault = fault(bytes);
        assert!(fault.to_string().contains("ends too early"), "{fault}");
    }
}

#[test]
fn the_preferred_one_is_found_first() {
    let folder = Folder::new();
    folder.put("a.sf2", &sound_font());
    folder.put("TimGM6mb.sf2", &sound_font());
    folder.put("readme.txt", b"");
    let found = Instrument::find(std::slice::from_ref(&folder.0));
    let Instrument::SoundFont(font) = found.instrument else {
        panic!("none was found");
    };
    assert!(font.path().ends_with("TimGM6mb.sf2"));
    assert!(found.refused.is_empty());
}

#[test]
fn what_cannot_be_loaded_is_passed_over_and_said() {
    let (empty, folder) = (Folder::new(), Folder::new());
    folder.put("default-GM.sf2", b"RIFF");
    let bad = [empty.0.clone(), folder.0.clone(), "/nowhere".into()];
    let found = Instrument::find(&bad);
    assert!(matches!(found.instrument, Instrument::BuiltIn));
    assert_eq!(found.refused.len(), 1);
    folder.put("other.SF2", &sound_font());
    let found = Instrument::find(&bad);
    assert!(matches!(found.instrument, Instrument::SoundFont(_)));
    assert_eq!(found.refused.len(), 1);
}

#[test]
fn folders_are_named_whole() {
    let folders = sound_font_folders();
    assert!(folders.iter().all(|it| it.is_absolute()));
    if cfg!(target_os = "linux") {
        assert!(
            folders
                .iter()
                .any(|it| it.ends_with("usr/share/sounds/sf2"))
        );
    }
}
