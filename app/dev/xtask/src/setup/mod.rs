//! Gets what the project needs and the machine lacks.

mod machine;
mod onnxruntime;
mod packages;
mod python;
pub mod sample;
mod toolchain;

use anyhow::Result;

use crate::places::Places;

/// What the machine is wanted for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Building, and running every test without a display.
    Tests,
    /// Building, and opening the window.
    Window,
}

/// Tools, system packages and ONNX Runtime.
pub fn machine(places: &Places, purpose: Purpose) -> Result<()> {
    if purpose == Purpose::Tests {
        toolchain::ensure(places)?;
    }
    let fetch = onnxruntime::is_wanted(places)?;
    packages::ensure(purpose, fetch)?;
    if fetch {
        onnxruntime::fetch(places)?;
    }
    Ok(())
}

/// Everything that `test` and `run` would get on their way.
pub fn everything(places: &Places) -> Result<()> {
    toolchain::ensure(places)?;
    machine(places, Purpose::Window)?;
    let pictures = sample::pictures(places)?;
    println!("ONNX Runtime: {}", places.onnxruntime().display());
    println!("Sample pictures: {}", pictures.display());
    Ok(())
}
