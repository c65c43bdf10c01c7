//! How loud letters are.

/// The velocity before anything is said.
pub(super) const USUAL: u8 = 80;

/// The velocities that dynamics ask for, where `before` is the one before them: for what begins with
/// them, and for what comes after. None where the letters say nothing.
///
/// `p` is 49 and each further one 13 less; `f` is 96 and each further one 12 more; `mp` is 64 and `mf` 80.
/// Accents such as `sfz` are 28 louder for what begins with them.
pub(super) fn velocities(letters: &str, before: u8) -> Option<(u8, u8)> {
    let steady = |it: u8| Some((it, it));
    let (quiet, loud) = (
        letters.trim_matches('p').len(),
        letters.trim_matches('f').len(),
    );
    match letters {
        "" => None,
        "mp" => steady(64),
        "mf" => steady(USUAL),
        "n" => steady(1),
        _ if quiet == 0 => steady(piano(letters)),
        _ if loud == 0 => steady(forte(letters)),
        _ if letters.bytes().all(|it| b"fprsz".contains(&it)) => {
            let end = letters.trim_start_matches(|it| it != 'p');
            let begin = if letters.starts_with('f') && !letters.contains('z') {
                forte("f")
            } else {
                accented(before)
            };
            let after = if end.is_empty() { before } else { piano(end) };
            Some((begin, after))
        }
        _ => None,
    }
}

/// The velocity of an accent.
pub(super) const fn accented(velocity: u8) -> u8 {
    let louder = velocity.saturating_add(28);
    if louder > 127 { 127 } else { louder }
}

fn piano(letters: &str) -> u8 {
    62_u8.saturating_sub(13 * letters.len().min(4) as u8).max(1)
}

fn forte(letters: &str) -> u8 {
    (84 + 12 * letters.len().min(6) as u8).min(127)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_levels_or_accents() {
        let levels = ["ppp", "pp", "p", "mp", "mf", "f", "ff", "fff"];
        let velocities_of = levels.map(|it| velocities(it, 1).unwrap());
        assert!(velocities_of.is_sorted_by(|a, b| a.0 < b.0));
        assert!(velocities_of.iter().all(|it| it.0 == it.1));
        assert_eq!(velocities("fp", 64), Some((96, 49)));
        assert_eq!(velocities("sfz", 49), Some((77, 49)));
        assert_eq!(velocities("sfpp", 49), Some((77, 36)));
        assert_eq!(velocities("dolce", 49), None);
    }
}
