//! What MusicXML calls the things that have a name there, for writing and for reading.

use crate::{
    Accidental, Arpeggio, Articulation, BarStyle, Beam, ClefSign, EndingEnd, NoteValue, Notehead,
    Ornament, Pedal, Repeat, Stem, Step, WedgeEnd,
};

/// Dynamics that have an element of their own.
pub(super) const DYNAMICS: [&str; 26] = [
    "p", "pp", "ppp", "pppp", "ppppp", "pppppp", "f", "ff", "fff", "ffff", "fffff", "ffffff", "mp",
    "mf", "sf", "sfp", "sfpp", "fp", "rf", "rfz", "sfz", "sffz", "fz", "n", "pf", "sfzp",
];

/// Something that has a name in MusicXML.
pub(super) trait Named: Copy + PartialEq + 'static {
    /// The names; where a thing has several, the first is written.
    const NAMES: &[(Self, &str)];

    /// The name.
    fn name(self) -> &'static str {
        let entry = Self::NAMES.iter().find(|it| it.0 == self);
        entry.map_or("", |it| it.1)
    }

    /// What has a name.
    fn named(name: &str) -> Option<Self> {
        let entry = Self::NAMES.iter().find(|it| it.1 == name);
        entry.map(|it| it.0)
    }
}

/// Gives a type its names.
macro_rules! names {
    ($type:ident { $($variant:ident = $name:literal),* $(,)? }) => {
        impl Named for $type {
            const NAMES: &[(Self, &str)] = &[$((Self::$variant, $name)),*];
        }
    };
}

names!(Step {
    C = "C",
    D = "D",
    E = "E",
    F = "F",
    G = "G",
    A = "A",
    B = "B",
});
names!(NoteValue {
    Breve = "breve",
    Whole = "whole",
    Half = "half",
    Quarter = "quarter",
    Eighth = "eighth",
    Sixteenth = "16th",
    ThirtySecond = "32nd",
    SixtyFourth = "64th",
    HundredTwentyEighth = "128th",
    TwoHundredFiftySixth = "256th",
});
names!(Accidental {
    Sharp = "sharp",
    Natural = "natural",
    Flat = "flat",
    DoubleSharp = "double-sharp",
    DoubleSharp = "sharp-sharp",
    DoubleFlat = "flat-flat",
    DoubleFlat = "double-flat",
    NaturalSharp = "natural-sharp",
    NaturalFlat = "natural-flat",
});
names!(Stem {
    Up = "up",
    Down = "down",
    Double = "double",
    None = "none",
});
names!(Beam {
    Begin = "begin",
    Continue = "continue",
    End = "end",
    ForwardHook = "forward hook",
    BackwardHook = "backward hook",
});
names!(Notehead {
    Cross = "x",
    CircleX = "circle-x",
    Diamond = "diamond",
    Triangle = "triangle",
    Slash = "slash",
    Square = "square",
});
names!(Articulation {
    Accent = "accent",
    StrongAccent = "strong-accent",
    Staccato = "staccato",
    Tenuto = "tenuto",
    DetachedLegato = "detached-legato",
    Staccatissimo = "staccatissimo",
    Spiccato = "spiccato",
    Stress = "stress",
    Unstress = "unstress",
    BreathMark = "breath-mark",
    Caesura = "caesura",
});
names!(Ornament {
    TrillMark = "trill-mark",
    Turn = "turn",
    DelayedTurn = "delayed-turn",
    InvertedTurn = "inverted-turn",
    Mordent = "mordent",
    InvertedMordent = "inverted-mordent",
});
names!(ClefSign {
    G = "G",
    F = "F",
    C = "C",
    Percussion = "percussion",
});
names!(BarStyle {
    Regular = "regular",
    Dotted = "dotted",
    Dashed = "dashed",
    Heavy = "heavy",
    LightLight = "light-light",
    LightHeavy = "light-heavy",
    HeavyLight = "heavy-light",
    HeavyHeavy = "heavy-heavy",
    Tick = "tick",
    Short = "short",
    None = "none",
});
names!(Repeat {
    Forward = "forward",
    Backward = "backward",
});
names!(EndingEnd {
    Start = "start",
    Stop = "stop",
    Discontinue = "discontinue",
});
names!(WedgeEnd {
    Crescendo = "crescendo",
    Diminuendo = "diminuendo",
    Stop = "stop",
});
names!(Pedal {
    Start = "start",
    Stop = "stop",
    Change = "change",
});
// The direction of an `arpeggiate`; the bracket is an element of its own.
names!(Arpeggio {
    Up = "up",
    Down = "down",
});
