//! Pitches and accidentals.

/// The letter of a pitch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "the names are the letters")]
pub enum Step {
    C,
    D,
    E,
    F,
    G,
    A,
    B,
}

impl Step {
    /// All steps, upwards from C.
    pub const ALL: [Self; 7] = [
        Self::C,
        Self::D,
        Self::E,
        Self::F,
        Self::G,
        Self::A,
        Self::B,
    ];

    /// Semitones above C.
    const fn semitones(self) -> i8 {
        [0, 2, 4, 5, 7, 9, 11][self as usize]
    }
}

/// A pitch as it sounds: under an octave shift it is not where the note stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Pitch {
    step: Step,
    alter: i8,
    octave: u8,
}

impl Pitch {
    /// A pitch, `alter` semitones (from -3 to 3) above its step, in an octave from 0 to 9, where
    /// octave 4 begins with middle C. None for other numbers, and above G9, the highest key of MIDI.
    #[must_use]
    pub fn new(step: Step, alter: i8, octave: u8) -> Option<Self> {
        let pitch = Self {
            step,
            alter,
            octave,
        };
        let is_sound = (-3..=3).contains(&alter) && octave <= 9 && pitch.semitones() <= 127;
        is_sound.then_some(pitch)
    }

    /// The letter.
    #[must_use]
    pub const fn step(self) -> Step {
        self.step
    }

    /// Semitones above the letter.
    #[must_use]
    pub const fn alter(self) -> i8 {
        self.alter
    }

    /// The octave; 4 begins with middle C.
    #[must_use]
    pub const fn octave(self) -> u8 {
        self.octave
    }

    /// The key of MIDI from 0 to 127, where middle C is 60.
    #[must_use]
    pub fn midi_key(self) -> u8 {
        self.semitones() as u8
    }

    fn semitones(self) -> i16 {
        12 * (i16::from(self.octave) + 1) + i16::from(self.step.semitones() + self.alter)
    }
}

/// An accidental as it is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names are those of the trade")]
pub enum Accidental {
    Sharp,
    Natural,
    Flat,
    DoubleSharp,
    DoubleFlat,
    NaturalSharp,
    NaturalFlat,
}

impl Accidental {
    /// All accidentals.
    pub const ALL: [Self; 7] = [
        Self::Sharp,
        Self::Natural,
        Self::Flat,
        Self::DoubleSharp,
        Self::DoubleFlat,
        Self::NaturalSharp,
        Self::NaturalFlat,
    ];

    /// Semitones above the letter that the accidental asks for.
    #[must_use]
    pub const fn alter(self) -> i8 {
        match self {
            Self::Sharp | Self::NaturalSharp => 1,
            Self::Natural => 0,
            Self::Flat | Self::NaturalFlat => -1,
            Self::DoubleSharp => 2,
            Self::DoubleFlat => -2,
        }
    }
}

/// An accidental that stands before a note.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ShownAccidental {
    /// Which one.
    pub accidental: Accidental,
    /// Whether it only reminds of what is so anyway.
    pub is_cautionary: bool,
    /// Whether it stands in parentheses.
    pub is_in_parentheses: bool,
}

impl ShownAccidental {
    /// An accidental that is needed.
    #[must_use]
    pub const fn plain(accidental: Accidental) -> Self {
        Self {
            accidental,
            is_cautionary: false,
            is_in_parentheses: false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_of_midi() {
        let key = |step, alter, octave| Pitch::new(step, alter, octave).map(Pitch::midi_key);
        assert_eq!(key(Step::C, 0, 4), Some(60));
        assert_eq!(key(Step::B, 1, 3), Some(60));
        assert_eq!(key(Step::C, -3, 0), Some(9));
        assert_eq!(key(Step::G, 0, 9), Some(127));
        assert_eq!(key(Step::G, 1, 9), None);
        assert_eq!(key(Step::C, 4, 4), None);
        assert_eq!(key(Step::C, 0, 10), None);
    }
}
