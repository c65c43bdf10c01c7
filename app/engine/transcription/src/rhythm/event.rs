//! What stands in a measure: chords and rests with their places and written lengths.

pub use notation::Quarters;

/// Where a stem points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Stem {
    /// Up, as that of an upper voice.
    Up,
    /// Down, as that of a lower voice.
    Down,
}

/// What an event is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum What {
    /// One note or several on one stem; without a stem where its value has none.
    Chord(Option<Stem>),
    /// A rest.
    Rest,
    /// A rest for the whole measure, however long that is. It has no place in time but the
    /// beginning, wherever it is printed.
    MeasureRest,
}

/// The beam that a chord hangs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Beam {
    /// Which beam of the measure it is.
    pub group: usize,
    /// Which of its chords this is, from 0 at the left.
    pub place: usize,
}

/// So many notes in the time of so many others: 3 in the time of 2 for a triplet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Ratio {
    /// How many notes are played.
    pub notes: u8,
    /// In the time of how many.
    pub in_time_of: u8,
}

impl Ratio {
    /// By what a written length is multiplied.
    #[must_use]
    pub fn factor(self) -> Quarters {
        Quarters::new(i64::from(self.in_time_of), i64::from(self.notes))
    }
}

/// A chord or a rest of a measure.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// The staff that it stands on, from the top of the system.
    pub staff: usize,
    /// The part that the staff belongs to: voices may go from one staff of it to another.
    pub part: usize,
    /// Where the middle of its heads, or of the rest, is, in staff spaces from anywhere left of the
    /// measure. Heads that stand on the wrong side of their stem do not count.
    pub x_spaces: f64,
    /// From where to where it reaches with its accidentals and dots, in the same measure.
    pub extent_spaces: [f64; 2],
    /// What it is.
    pub what: What,
    /// The places of its heads on the staff, in half staff spaces above the middle; none of a rest.
    pub positions: Vec<i32>,
    /// The places that it takes on other staves, each with its staff, where it is on several.
    pub elsewhere: Vec<(usize, i32)>,
    /// Its length as written, with its dots and without any tuplet.
    pub written: Quarters,
    /// The beam that it hangs on.
    pub beam: Option<Beam>,
    /// The tuplet that a bracket with a number over it, or somebody, says.
    pub tuplet: Option<Ratio>,
    /// The tuplet that a number alone says, which may be that of a finger: it counts where the
    /// measure comes out no worse with it.
    pub hint: Option<Ratio>,
    /// Whether somebody said its length: then no tuplet is guessed for it.
    pub is_length_said: bool,
    /// The voice of the part that somebody says it belongs to.
    pub voice: Option<u8>,
}

impl Event {
    /// The places that it takes on a staff.
    pub(super) fn positions_on(&self, staff: usize) -> impl Iterator<Item = i32> + Clone {
        let here = self.positions.iter().filter(move |_| self.staff == staff);
        let elsewhere = self.elsewhere.iter().filter(move |it| it.0 == staff);
        here.copied().chain(elsewhere.map(|it| it.1))
    }

    /// The direction of its stem.
    #[must_use]
    pub fn stem(&self) -> Option<Stem> {
        match self.what {
            What::Chord(stem) => stem,
            What::Rest | What::MeasureRest => None,
        }
    }
}
