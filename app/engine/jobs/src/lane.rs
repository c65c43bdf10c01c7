//! Lanes: which threads a job runs on, named by why the job exists.

/// The intent of a job. Each lane has its own threads and its own bounded queue, so that a long
/// job of one kind never holds up a short one of another.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Lane {
    /// What the user waits for: opening a picture, reading a list, sorting it. Three threads, so that
    /// a picture that opens slowly holds up nothing else.
    Interactive,
    /// Decoding tiles and thumbnails, on all cores but one.
    Decode,
    /// Running models. One thread: models share the cores among themselves already.
    Inference,
    /// Looking into models. Two threads, so that a slow comparison does not hold up the explanation
    /// that the user looks at, and a run over all pictures neither of them.
    Insight,
    /// What may take minutes: scanning a folder, hashing, a model over all pictures. Three threads,
    /// so that two such jobs and a short one, like an export, go on side by side.
    Background,
}

impl Lane {
    /// Every lane, in the order of the enum.
    pub const ALL: [Self; 5] = [
        Self::Interactive,
        Self::Decode,
        Self::Inference,
        Self::Insight,
        Self::Background,
    ];

    /// How many jobs may wait on one lane before further ones are refused.
    pub(crate) const QUEUE_LENGTH: usize = 4096;

    /// The name that the lane's threads carry in debuggers and logs.
    #[must_use]
    pub fn thread_name(self) -> &'static str {
        match self {
            Self::Interactive => "interactive",
            Self::Decode => "decode",
            Self::Inference => "inference",
            Self::Insight => "insight",
            Self::Background => "background",
        }
    }

    pub(crate) fn thread_count(self) -> usize {
        match self {
            Self::Decode => std::thread::available_parallelism()
                .map_or(2, |cores| cores.get().saturating_sub(1).clamp(2, 8)),
            Self::Interactive | Self::Background => 3,
            Self::Inference => 1,
            Self::Insight => 2,
        }
    }
}
