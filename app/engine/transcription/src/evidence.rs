//! Why each note and rest of the score is what it is: the symbols and strokes that made it, and the
//! rules by which they were read.

use notation::Clef;

/// What a note or rest was made of, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// The page that it stands on.
    pub page: usize,
    /// The system of that page.
    pub system: usize,
    /// The measure of the score, from 0.
    pub measure: usize,
    /// The staff of the system, from 0 at the top.
    pub row: usize,
    /// The head or the rest, by the id of its symbol.
    pub symbol: u64,
    /// The accidental that alters the note, by its id: the one before it, or one before another note
    /// earlier in the measure.
    pub accidental: Option<u64>,
    /// The dots that make the chord or rest longer, by their ids.
    pub dots: Vec<u64>,
    /// The flags at the stem, by their ids.
    pub flags: Vec<u64>,
    /// The stem, as a number of the page's strokes.
    pub stem: Option<usize>,
    /// The beams at the stem, as numbers of the page's strokes.
    pub beams: Vec<usize>,
    /// How the pitch was found; none of a rest.
    pub pitch: Option<PitchRule>,
    /// How the length was found.
    pub length: LengthRule,
    /// How the voice was found.
    pub voice: VoiceRule,
}

impl Evidence {
    /// The ids of all symbols that it was made of, the head or rest first.
    pub fn symbols(&self) -> impl Iterator<Item = u64> {
        let first = [Some(self.symbol), self.accidental];
        let others = self.dots.iter().chain(&self.flags).copied();
        first.into_iter().flatten().chain(others)
    }
}

/// How a pitch was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PitchRule {
    /// The clef in force.
    pub clef: Clef,
    /// Where that comes from.
    pub clef_from: ClefRule,
    /// Where the alteration comes from.
    pub alter_from: AlterRule,
    /// By how many octaves an octave line makes it sound higher.
    pub octaves: i8,
    /// Whether somebody said where on the staff the head stands.
    pub is_position_given: bool,
}

/// Where a clef comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClefRule {
    /// It stands in the measure, before the note.
    Read {
        /// Its symbol.
        symbol: u64,
    },
    /// It holds on from an earlier measure.
    CarriedOn {
        /// Which measure of the score it stands in, from 0.
        from_measure: usize,
    },
    /// None was read: it is the usual one of the staff.
    Defaulted,
}

/// Where the alteration of a pitch comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AlterRule {
    /// An accidental stands before the head.
    Own,
    /// One stands before a note at the same place earlier in the measure.
    Earlier,
    /// The note is tied to one before it, which is altered so.
    Tie,
    /// The key signature.
    Key,
    /// Nothing alters it.
    Nothing,
}

/// How a length was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LengthRule {
    /// Where the value comes from.
    pub value: ValueRule,
    /// The number of dots; read, unless the value was said.
    pub dots: u8,
    /// Where the tuplet comes from, if it stands in one.
    pub tuplet: Option<TupletRule>,
}

/// Where the value of a note or rest comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ValueRule {
    /// The form of the head alone.
    Head,
    /// A black head and the beams at its stem.
    Beams,
    /// A black head and the flags at its stem.
    Flags,
    /// The form of the rest.
    Rest,
    /// The rest is for the whole measure.
    MeasureRest,
    /// Somebody said it.
    Said,
}

/// Where a tuplet comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TupletRule {
    /// A number over or under its notes.
    Number,
    /// A bracket with a number.
    Bracket,
    /// Nothing shows it: with it the measure comes out better.
    Inferred,
    /// Somebody said it.
    Said,
}

/// How a voice was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VoiceRule {
    /// It is the only one on the staff.
    Only,
    /// The chord follows another one on its beam.
    Beam,
    /// Stems point in the direction of the voice.
    Stem,
    /// It goes on where something before it ends.
    Time,
    /// Somebody said it.
    Said,
}
