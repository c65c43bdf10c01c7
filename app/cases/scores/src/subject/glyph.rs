//! The signs of music in fonts: names and code points of SMuFL 1.4 (Standard Music Font Layout).

/// The code point of a sign that a model finds; none of what is no single glyph, such as letters.
#[must_use]
pub fn glyph(name: &str) -> Option<char> {
    let code = match name {
        "brace" => 0xE000,
        "systemDivider" => 0xE007,
        "staff5Lines" => 0xE014,
        "barlineSingle" => 0xE030,
        "barlineDouble" => 0xE031,
        "barlineFinal" => 0xE032,
        "repeatDot" => 0xE044,
        "segno" => 0xE047,
        "coda" => 0xE048,
        "gClef" => 0xE050,
        "gClef8vb" => 0xE052,
        "gClef8va" => 0xE053,
        "cClef" => 0xE05C,
        "fClef" => 0xE062,
        "unpitchedPercussionClef1" => 0xE069,
        "timeSigCommon" => 0xE08A,
        "timeSigCutCommon" => 0xE08B,
        "noteheadDoubleWhole" => 0xE0A0,
        "noteheadWhole" => 0xE0A2,
        "noteheadHalf" | "noteheadHalfSmall" => 0xE0A3,
        "noteheadBlack" | "noteheadBlackSmall" => 0xE0A4,
        "augmentationDot" => 0xE1E7,
        "tremolo1" => 0xE220,
        "tremolo2" => 0xE221,
        "tremolo3" => 0xE222,
        "tremolo4" => 0xE223,
        "flag8thUp" => 0xE240,
        "flag8thDown" => 0xE241,
        "flag16thUp" => 0xE242,
        "flag16thDown" => 0xE243,
        "flag32ndUp" => 0xE244,
        "flag32ndDown" => 0xE245,
        "flag64thUp" => 0xE246,
        "flag64thDown" => 0xE247,
        "accidentalFlat" => 0xE260,
        "accidentalNatural" => 0xE261,
        "accidentalSharp" => 0xE262,
        "accidentalDoubleSharp" => 0xE263,
        "accidentalDoubleFlat" => 0xE264,
        "articAccent" => 0xE4A0,
        "articStaccato" => 0xE4A2,
        "articTenuto" => 0xE4A4,
        "articStaccatissimo" => 0xE4A6,
        "articMarcato" => 0xE4AC,
        "fermataAbove" => 0xE4C0,
        "fermataBelow" => 0xE4C1,
        "breathMarkComma" => 0xE4CE,
        "caesura" => 0xE4D1,
        "restDoubleWhole" => 0xE4E2,
        "restWhole" => 0xE4E3,
        "restHalf" => 0xE4E4,
        "restQuarter" => 0xE4E5,
        "rest8th" => 0xE4E6,
        "rest16th" => 0xE4E7,
        "rest32nd" => 0xE4E8,
        "rest64th" => 0xE4E9,
        "ottava" => 0xE510,
        "ottavaAlta" => 0xE511,
        "ottavaBassa" => 0xE512,
        "quindicesima" => 0xE514,
        "dynamicPiano" => 0xE520,
        "dynamicMezzo" => 0xE521,
        "dynamicForte" => 0xE522,
        "dynamicRinforzando" => 0xE523,
        "dynamicSforzando" => 0xE524,
        "dynamicZ" => 0xE525,
        "ornamentTrill" => 0xE566,
        "ornamentTurn" => 0xE567,
        "ornamentTurnInverted" => 0xE568,
        "ornamentShortTrill" => 0xE56C,
        "ornamentMordent" => 0xE56D,
        "keyboardPedalPed" => 0xE650,
        "keyboardPedalUp" => 0xE655,
        _ => return digit_glyph(name),
    };
    char::from_u32(code)
}

/// The code point of a sign that is a digit.
fn digit_glyph(name: &str) -> Option<char> {
    let first = [
        ("timeSig", 0xE080),
        ("tuplet", 0xE880),
        ("fingering", 0xED10),
    ];
    let of = |(kind, first): &(&str, u32)| {
        let digit: u32 = name.strip_prefix(kind)?.parse().ok()?;
        char::from_u32(first + digit).filter(|_| digit <= 9)
    };
    first.iter().find_map(of)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_follow_each_other() {
        assert_eq!(glyph("timeSig0"), Some('\u{E080}'));
        assert_eq!(glyph("timeSig9"), Some('\u{E089}'));
        assert_eq!(glyph("tuplet3"), Some('\u{E883}'));
        assert_eq!(glyph("fingering5"), Some('\u{ED15}'));
        assert_eq!(glyph("tuplet12"), None);
        assert_eq!(glyph("text"), None);
    }
}
