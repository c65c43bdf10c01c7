//! The sound devices of the operating system.

use std::sync::Arc;
use std::time::Instant;

use cpal::traits::{DeviceTrait, HostTrait, StreamTrait};
use cpal::{Device, ErrorKind, FromSample, SampleFormat, SizedSample, Stream, StreamConfig};

use super::Output;
use crate::player::{Performer, Shared};
use crate::{Instrument, PlaybackError};

/// Opens the default device.
///
/// # Errors
/// No device, one that cannot be opened, and one that takes no format that can be played.
pub(super) fn open(instrument: &Instrument, shared: &Arc<Shared>) -> Result<Output, PlaybackError> {
    let device = cpal::default_host().default_output_device();
    let device = device.ok_or_else(|| PlaybackError::NoDevice {
        why: "the system names no default one".to_owned(),
    })?;
    let described = device.description();
    let name = described.map_or_else(|_| "default".to_owned(), |it| it.name().to_owned());
    let config = device.default_output_config();
    let config = config.map_err(|it| not_opened(&name, &it))?;
    let performer = Performer::new(instrument, config.sample_rate(), Arc::clone(shared))?;
    let answer = match config.sample_format() {
        SampleFormat::F32 => stream::<f32>,
        SampleFormat::F64 => stream::<f64>,
        SampleFormat::I8 => stream::<i8>,
        SampleFormat::I16 => stream::<i16>,
        SampleFormat::I32 => stream::<i32>,
        SampleFormat::U8 => stream::<u8>,
        SampleFormat::U16 => stream::<u16>,
        SampleFormat::U32 => stream::<u32>,
        other => {
            return Err(PlaybackError::UnsupportedFormat {
                device: name,
                why: format!("it takes samples of the kind {other} only"),
            });
        }
    };
    let stream = answer(&device, config.config(), performer, Arc::clone(shared));
    let stream = stream.and_then(|it| it.play().map(|()| it));
    let stream = stream.map_err(|it| not_opened(&name, &it))?;
    Ok(Output {
        name,
        _stream: Box::new(stream),
    })
}

/// A stream of samples of a kind. One channel has the mean of both sides; beyond two, the others are
/// silent.
fn stream<T: SizedSample + FromSample<f32>>(
    device: &Device,
    config: StreamConfig,
    mut performer: Performer,
    shared: Arc<Shared>,
) -> Result<Stream, cpal::Error> {
    let channels = usize::from(config.channels).max(1);
    let answer = move |samples: &mut [T], info: &cpal::OutputCallbackInfo| {
        samples.fill(T::EQUILIBRIUM);
        let now = Instant::now();
        let times = info.timestamp();
        let heard_at = now + times.playback.saturating_duration_since(times.callback);
        let frames = samples.len() / channels;
        performer.perform(frames, now, heard_at, |at, left, right| match &mut samples
            [at * channels..][..channels]
        {
            [only] => *only = T::from_sample(f32::midpoint(left, right)),
            [first, second, ..] => {
                *first = T::from_sample(left);
                *second = T::from_sample(right);
            }
            [] => {}
        });
    };
    let fail = move |error: cpal::Error| match error.kind() {
        // The stream goes on after these.
        ErrorKind::Xrun | ErrorKind::RealtimeDenied | ErrorKind::DeviceChanged => {}
        _ => shared.fail(PlaybackError::Lost {
            why: error.to_string(),
        }),
    };
    device.build_output_stream(config, answer, fail, Some(super::PATIENCE))
}

fn not_opened(device: &str, error: &cpal::Error) -> PlaybackError {
    let why = error.to_string();
    match error.kind() {
        ErrorKind::DeviceNotAvailable | ErrorKind::HostUnavailable => {
            PlaybackError::NoDevice { why }
        }
        ErrorKind::UnsupportedConfig => PlaybackError::UnsupportedFormat {
            device: device.to_owned(),
            why,
        },
        _ => PlaybackError::Refused { why },
    }
}
