//! What becomes of files that are in the way.

/// What becomes of files that are in the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Existing {
    /// Nothing is written where there is one.
    #[default]
    Refuse,
    /// They are replaced, each by a complete file. Pictures of the project never are.
    Replace,
}
