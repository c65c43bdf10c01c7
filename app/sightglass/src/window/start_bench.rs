//! Telling the start bench when the window can be used.

/// With this variable set the program prints `usable` after its first frames, and closes.
const VARIABLE: &str = "SIGHTGLASS_BENCH_START";

/// The first frame lays everything out, and the second takes input on it.
const FRAMES: u32 = 2;

/// Counts the frames of a start that is being measured.
pub struct StartBench {
    frames: u32,
}

impl StartBench {
    /// Present when the start is being measured.
    pub fn from_environment() -> Option<Self> {
        std::env::var_os(VARIABLE).map(|_| Self { frames: 0 })
    }

    /// Counts one painted frame.
    pub fn frame(&mut self, context: &egui::Context) {
        self.frames += 1;
        context.request_repaint();
        if self.frames == FRAMES {
            if let Err(error) = workbench::output::say("usable") {
                tracing::error!(%error, "the bench does not listen");
            }
            context.send_viewport_cmd(egui::ViewportCommand::Close);
        }
    }
}
