//! Written lengths, and the time that they take.

use num_rational::Ratio;

/// Time in quarter notes, as an exact fraction: a place in a measure from its start, or a length.
pub type Quarters = Ratio<i64>;

/// The most dots of a length.
const MOST_DOTS: u8 = 4;
/// The most notes that a tuplet may be said to have.
const MOST_IN_TUPLET: u16 = 1000;

/// The value of a note or rest, told by its head, flags, beams or shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "the names are those of the trade")]
pub enum NoteValue {
    Breve,
    Whole,
    Half,
    Quarter,
    Eighth,
    Sixteenth,
    ThirtySecond,
    SixtyFourth,
    HundredTwentyEighth,
    TwoHundredFiftySixth,
}

impl NoteValue {
    /// All values, the longest first; each is half of the one before it.
    pub const ALL: [Self; 10] = [
        Self::Breve,
        Self::Whole,
        Self::Half,
        Self::Quarter,
        Self::Eighth,
        Self::Sixteenth,
        Self::ThirtySecond,
        Self::SixtyFourth,
        Self::HundredTwentyEighth,
        Self::TwoHundredFiftySixth,
    ];

    /// The time that the value takes without dots.
    #[must_use]
    pub fn quarters(self) -> Quarters {
        Quarters::new(8, 1 << self as i64)
    }
}

/// How many notes stand in the time of how many, as 3 in the time of 2.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct TupletRatio {
    actual: u16,
    normal: u16,
}

impl TupletRatio {
    /// `actual` notes in the time of `normal`, both from 1 to 1000. None for other numbers, and where
    /// both are equal, which is no tuplet.
    #[must_use]
    pub fn new(actual: u16, normal: u16) -> Option<Self> {
        let numbers = 1..=MOST_IN_TUPLET;
        let is_sound = numbers.contains(&actual) && numbers.contains(&normal) && actual != normal;
        is_sound.then_some(Self { actual, normal })
    }

    /// How many notes there are.
    #[must_use]
    pub const fn actual(self) -> u16 {
        self.actual
    }

    /// How many notes of the same value would take the same time.
    #[must_use]
    pub const fn normal(self) -> u16 {
        self.normal
    }

    /// What a length in the tuplet is multiplied by.
    #[must_use]
    pub fn factor(self) -> Quarters {
        Quarters::new(self.normal.into(), self.actual.into())
    }
}

/// A value with its dots, and the tuplet that it stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Length {
    value: NoteValue,
    dots: u8,
    tuplet: Option<TupletRatio>,
}

impl Length {
    /// A length with up to four dots; none with more.
    #[must_use]
    pub fn new(value: NoteValue, dots: u8, tuplet: Option<TupletRatio>) -> Option<Self> {
        (dots <= MOST_DOTS).then_some(Self {
            value,
            dots,
            tuplet,
        })
    }

    /// A length without dots and outside tuplets.
    #[must_use]
    pub const fn plain(value: NoteValue) -> Self {
        Self {
            value,
            dots: 0,
            tuplet: None,
        }
    }

    /// The value.
    #[must_use]
    pub const fn value(self) -> NoteValue {
        self.value
    }

    /// The number of dots.
    #[must_use]
    pub const fn dots(self) -> u8 {
        self.dots
    }

    /// The tuplet.
    #[must_use]
    pub const fn tuplet(self) -> Option<TupletRatio> {
        self.tuplet
    }

    /// The time that value and dots say, outside the tuplet: each dot adds half of what the one
    /// before it added.
    #[must_use]
    pub fn untupleted(self) -> Quarters {
        self.value.quarters() * Quarters::new((2 << self.dots) - 1, 1 << self.dots)
    }

    /// The time that the length takes, always more than none.
    #[must_use]
    pub fn quarters(self) -> Quarters {
        self.tuplet
            .map_or(self.untupleted(), |it| self.untupleted() * it.factor())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dots_and_tuplets_change_the_time() {
        let quarters = |value, dots, tuplet: Option<(u16, u16)>| {
            let tuplet = tuplet.and_then(|it| TupletRatio::new(it.0, it.1));
            Length::new(value, dots, tuplet).unwrap().quarters()
        };
        assert_eq!(quarters(NoteValue::Breve, 0, None), Quarters::new(8, 1));
        assert_eq!(quarters(NoteValue::Quarter, 1, None), Quarters::new(3, 2));
        assert_eq!(quarters(NoteValue::Half, 2, None), Quarters::new(7, 2));
        assert_eq!(
            quarters(NoteValue::Eighth, 0, Some((3, 2))),
            Quarters::new(1, 3)
        );
        assert_eq!(
            quarters(NoteValue::TwoHundredFiftySixth, 1, Some((7, 4))),
            Quarters::new(3, 224)
        );
    }

    #[test]
    fn what_cannot_be_is_not_built() {
        assert_eq!(Length::new(NoteValue::Half, 5, None), None);
        assert_eq!(TupletRatio::new(0, 2), None);
        assert_eq!(TupletRatio::new(3, 0), None);
        assert_eq!(TupletRatio::new(4, 4), None);
        assert_eq!(TupletRatio::new(1001, 2), None);
    }
}
