//! A SoundFont of one sample, made here: a sine of 440 Hz on all keys.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};
use std::{env, fs, process};

use playback::Instrument;

/// The rate of the sample, in hertz.
const RATE: u32 = 44_100;
/// As many periods as fill whole samples: 22 periods in 2205.
const SAMPLES: u32 = 2205;

/// The bytes of the SoundFont.
pub fn sound_font() -> Vec<u8> {
    let sine = (0..SAMPLES).map(|at| {
        let turn = f64::from(at) * 440.0 / f64::from(RATE) * std::f64::consts::TAU;
        (turn.sin() * 16_000.0) as i16
    });
    let samples: Vec<u8> = sine.chain([0; 46]).flat_map(i16::to_le_bytes).collect();
    let info = [
        chunk(b"ifil", &[2, 0, 1, 0]),
        chunk(b"isng", b"EMU8000\0"),
        chunk(b"INAM", b"Sine\0\0"),
    ];
    let data = [
        chunk(b"phdr", &[preset("Sine", 0), preset("EOP", 1)].concat()),
        chunk(b"pbag", &words(&[0, 0, 1, 0])),
        chunk(b"pmod", &[0; 10]),
        // The generator 41 names the instrument.
        chunk(b"pgen", &words(&[41, 0, 0, 0])),
        chunk(
            b"inst",
            &[named("Sine", &words(&[0])), named("EOI", &words(&[1]))].concat(),
        ),
        chunk(b"ibag", &words(&[0, 0, 2, 0])),
        chunk(b"imod", &[0; 10]),
        // The generator 54 says that the sample is looped, 53 names it.
        chunk(b"igen", &words(&[54, 1, 53, 0, 0, 0])),
        chunk(b"shdr", &[sample(), named("EOS", &[0; 26])].concat()),
    ];
    let lists = [
        chunk(b"LIST", &[b"INFO".to_vec(), info.concat()].concat()),
        chunk(
            b"LIST",
            &[b"sdta".to_vec(), chunk(b"smpl", &samples)].concat(),
        ),
        chunk(b"LIST", &[b"pdta".to_vec(), data.concat()].concat()),
    ];
    chunk(b"RIFF", &[b"sfbk".to_vec(), lists.concat()].concat())
}

/// The SoundFont as an instrument.
pub fn sine() -> Instrument {
    let folder = Folder::new();
    Instrument::load(&folder.put("sine.sf2", &sound_font())).unwrap()
}

/// A folder that is there as long as this.
pub struct Folder(pub PathBuf);

impl Folder {
    pub fn new() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let path = env::temp_dir().join(format!("playback-{}-{number}", process::id()));
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    /// Puts a file into it.
    pub fn put(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.0.join(name);
        fs::write(&path, bytes).unwrap();
        path
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        fs::remove_dir_all(&self.0).unwrap();
    }
}

fn chunk(id: &[u8; 4], bytes: &[u8]) -> Vec<u8> {
    let size = (bytes.len() as u32).to_le_bytes();
    [&id[..], &size, bytes].concat()
}

fn words(words: &[u16]) -> Vec<u8> {
    words.iter().flat_map(|it| it.to_le_bytes()).collect()
}

/// A name of 20 bytes, and what follows it.
fn named(name: &str, rest: &[u8]) -> Vec<u8> {
    let mut bytes = name.as_bytes().to_vec();
    bytes.resize(20, 0);
    bytes.extend(rest);
    bytes
}

fn preset(name: &str, bag: u16) -> Vec<u8> {
    let mut rest = words(&[0, 0, bag]);
    rest.extend([0; 12]);
    named(name, &rest)
}

fn sample() -> Vec<u8> {
    let numbers = [0, SAMPLES, 0, SAMPLES, RATE];
    let mut rest: Vec<u8> = numbers.iter().flat_map(|it| it.to_le_bytes()).collect();
    // The key of the sample, its correction, and that it is a sample of one side.
    rest.extend([69, 0, 0, 0, 1, 0]);
    named("sine", &rest)
}
