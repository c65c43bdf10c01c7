//! Sound servers that speak the protocol of PulseAudio: PulseAudio itself, and PipeWire.
//!
//! They are spoken to over their socket, so that no library of the system is linked to.

use std::ffi::CStr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use futures::executor::block_on;
use pulseaudio::protocol::stream::{BufferAttr, StreamFlags};
use pulseaudio::protocol::{
    self, ChannelMap, PlaybackLatency, PlaybackStreamParams, PulseError, SampleSpec, SinkInfo,
};
use pulseaudio::{AsPlaybackSource, Client, ClientError, PlaybackStream};

use super::Output;
use crate::player::{Performer, Shared};
use crate::{Instrument, PlaybackError};

/// What the server shows as the source of the sound.
const NAME: &CStr = c"Sightglass";
/// What the server puts in place of a device where it has none.
const DUMMY: &CStr = c"auto_null";
/// How much sound the server is to keep in store.
const STORE: Duration = Duration::from_millis(100);
/// How much it asks for at least.
const REQUEST: Duration = Duration::from_millis(20);
/// How often it is asked whether it still plays, and how far it is.
const WATCH: Duration = Duration::from_millis(250);
/// The rate where that of the device cannot be played; the server converts it.
const USUAL_RATE: u32 = 48_000;
/// The bytes of a frame: one floating point number for each of two sides.
const FRAME: usize = 8;

/// Opens the default sink of the server.
///
/// # Errors
/// No server, no device, and what the server refuses.
pub(super) fn open(instrument: &Instrument, shared: &Arc<Shared>) -> Result<Output, PlaybackError> {
    let client = Client::from_env(NAME).map_err(|it| no_server(&it))?;
    let sink = block_on(client.sink_info_by_name(protocol::DEFAULT_SINK.to_owned()));
    let sink = sink.map_err(|it| refused(&it))?;
    if sink.name.as_c_str() == DUMMY {
        return Err(no_sink());
    }
    let rate = sink.sample_spec.sample_rate;
    let rate = if (16_000..=192_000).contains(&rate) {
        rate
    } else {
        USUAL_RATE
    };
    let mut performer = Performer::new(instrument, rate, Arc::clone(shared))?;

    let micros = Arc::new(AtomicU64::new(STORE.as_micros() as u64));
    let in_store = Arc::clone(&micros);
    let answer = move |buffer: &mut [u8]| {
        buffer.fill(0);
        let (frames, _) = buffer.as_chunks_mut::<FRAME>();
        let now = Instant::now();
        let heard_at = now + Duration::from_micros(in_store.load(Ordering::Relaxed));
        performer.perform(frames.len(), now, heard_at, |at, left, right| {
            frames[at][..FRAME / 2].copy_from_slice(&left.to_ne_bytes());
            frames[at][FRAME / 2..].copy_from_slice(&right.to_ne_bytes());
        });
        buffer.len()
    };
    let params = params(&sink, rate);
    let spec = params.sample_spec;
    let stream = block_on(client.create_playback_stream(params, answer.as_playback_source()));
    let stream = stream.map_err(|it| refused(&it))?;

    let (closing, closed): (Sender<()>, _) = channel();
    let shared = Arc::clone(shared);
    let watching = thread::Builder::new().name("sound-watching".to_owned());
    let watching = watching.spawn(move || watch(&stream, spec, &micros, &shared, &closed));
    watching.map_err(|it| PlaybackError::Refused {
        why: it.to_string(),
    })?;
    let name = sink.description.as_ref().unwrap_or(&sink.name);
    Ok(Output {
        name: name.to_string_lossy().into_owned(),
        _stream: Box::new(closing),
    })
}

/// Two sides of floating point numbers to a sink.
fn params(sink: &SinkInfo, rate: u32) -> PlaybackStreamParams {
    let bytes = |time: Duration| (f64::from(rate) * time.as_secs_f64()) as u32 * FRAME as u32;
    let format = if cfg!(target_endian = "little") {
        protocol::SampleFormat::Float32Le
    } else {
        protocol::SampleFormat::Float32Be
    };
    PlaybackStreamParams {
        sample_spec: SampleSpec {
            format,
            channels: 2,
            sample_rate: rate,
        },
        channel_map: ChannelMap::stereo(),
        sink_index: Some(sink.index),
        buffer_attr: BufferAttr {
            target_length: bytes(STORE),
            minimum_request_length: bytes(REQUEST),
            ..BufferAttr::default()
        },
        flags: StreamFlags {
            adjust_latency: true,
            ..StreamFlags::default()
        },
        ..PlaybackStreamParams::default()
    }
}

/// Keeps a stream until it is closed, measures how much sound is in store, and finds out when the device
/// or the server has gone.
fn watch(
    stream: &PlaybackStream,
    spec: SampleSpec,
    micros: &AtomicU64,
    shared: &Shared,
    closed: &Receiver<()>,
) {
    while closed.recv_timeout(WATCH) == Err(RecvTimeoutError::Timeout) {
        match block_on(stream.timing_info()) {
            Ok(timing) => {
                let in_store = in_store(&timing, spec).as_micros();
                micros.store(in_store as u64, Ordering::Relaxed);
            }
            Err(error) => {
                let why = why(&error);
                shared.fail(PlaybackError::Lost { why });
                return;
            }
        }
    }
}

/// How long it takes until what is written now is heard.
fn in_store(timing: &PlaybackLatency, spec: SampleSpec) -> Duration {
    let bytes = timing
        .write_offset
        .saturating_sub(timing.read_offset)
        .max(0);
    Duration::from_micros(timing.sink_usec) + spec.bytes_to_duration(bytes as usize)
}

fn no_server(error: &ClientError) -> PlaybackError {
    let why = match error {
        ClientError::ServerUnavailable => {
            "no sound server is running (PipeWire with pipewire-pulse, or PulseAudio)".to_owned()
        }
        _ => format!("the sound server cannot be reached: {}", why(error)),
    };
    PlaybackError::NoDevice { why }
}

fn refused(error: &ClientError) -> PlaybackError {
    match error {
        ClientError::ServerError(PulseError::NoEntity) => no_sink(),
        _ => PlaybackError::Refused { why: why(error) },
    }
}

fn no_sink() -> PlaybackError {
    let why = "the sound server has none".to_owned();
    PlaybackError::NoDevice { why }
}

/// What an error says, with what is beneath it.
fn why(error: &ClientError) -> String {
    match std::error::Error::source(error) {
        Some(source) => format!("{error}: {source}"),
        None => error.to_string(),
    }
}
