//! Finding by typing: the letters must stand in the title in order, and the better they stand
//! together and at the beginnings of words, the higher the title comes.

/// How well a search matches a title.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Match {
    /// Higher is better.
    pub(super) score: i32,
    /// The places of the letters found, counted in characters of the title.
    pub(super) places: Vec<usize>,
}

/// Score of a letter that begins a word.
const WORD_START: i32 = 10;
/// Score of a letter that follows the one found before.
const IN_A_ROW: i32 = 12;
/// Score of any letter.
const LETTER: i32 = 1;
/// Taken off for each letter of the title, so that of two equal matches the shorter title wins.
const LENGTH: i32 = 1;
/// The scale that keeps the length of a title from outweighing a letter.
const SCALE: i32 = 100;

/// Matches each word of the search with the title, or, for a lower score, with the note.
/// An empty search matches everything equally. Upper and lower case are the same.
pub(super) fn find(search: &str, title: &str, note: &str) -> Option<Match> {
    let title_letters = letters(title);
    let note_letters = letters(note);
    let mut total = Match::default();
    for word in search.split_whitespace() {
        let word = letters(word);
        if let Some(found) = best_run(&word, &title_letters) {
            total.score += found.score * SCALE;
            total.places.extend(found.places);
        } else {
            // The note is long, as a path is: only a whole stretch of it counts.
            note_letters
                .windows(word.len())
                .any(|stretch| stretch == word)
                .then_some(())?;
            total.score += LETTER;
        }
    }
    if !total.places.is_empty() {
        let length = i32::try_from(title_letters.len()).unwrap_or(i32::MAX / 2);
        total.score -= LENGTH * length.min(SCALE - 1);
    }
    Some(total)
}

/// The letters in lower case, one for one, so that places in the title stay the same.
fn letters(text: &str) -> Vec<char> {
    text.chars()
        .map(|letter| letter.to_lowercase().next().unwrap_or(letter))
        .collect()
}

/// The best of the matches that begin at each place where the first letter stands.
fn best_run(word: &[char], title: &[char]) -> Option<Match> {
    let first = *word.first()?;
    (0..title.len())
        .filter(|place| title[*place] == first)
        .filter_map(|start| run(word, title, start))
        .max_by_key(|found| (found.score, std::cmp::Reverse(found.places.clone())))
}

/// The match that begins at `start` and takes each next letter as soon as it comes.
fn run(word: &[char], title: &[char], start: usize) -> Option<Match> {
    let starts_word = |place: usize| place == 0 || !title[place - 1].is_alphanumeric();
    let mut found = Match::default();
    let mut from = start;
    for letter in word {
        let next = (from..title.len()).find(|place| title[*place] == *letter)?;
        let follows = found.places.last().is_some_and(|last| last + 1 == next);
        found.score += LETTER;
        if follows {
            found.score += IN_A_ROW;
        }
        if starts_word(next) {
            found.score += WORD_START;
        }
        found.places.push(next);
        from = next + 1;
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn best<'a>(search: &str, titles: &[&'a str]) -> Option<&'a str> {
        let found = titles
            .iter()
            .filter_map(|title| Some((find(search, title, "")?.score, *title)));
        found
            .max_by_key(|(score, _)| *score)
            .map(|(_, title)| title)
    }

    #[test]
    fn letters_must_stand_in_order() {
        assert!(find("opr", "Open project", "").is_some());
        assert!(find("rpo", "Open project", "").is_none());
        assert_eq!(find("", "Open project", ""), Some(Match::default()));
    }

    #[test]
    fn beginnings_of_words_and_stretches_win() {
        let titles = ["Stop running jobs", "Open project", "Zoom in on the pixel"];
        assert_eq!(best("op", &titles), Some("Open project"));
        assert_eq!(best("run", &titles), Some("Stop running jobs"));
        assert_eq!(best("zi", &titles), Some("Zoom in on the pixel"));
    }

    #[test]
    fn of_equal_matches_the_shorter_title_wins() {
        assert_eq!(best("fit", &["Fit the picture", "Fit"]), Some("Fit"));
    }

    #[test]
    fn words_may_come_in_any_order_and_in_the_note() {
        assert!(find("project open", "Open project", "").is_some());
        let in_note = find("textures", "Surfaces", "models/inspect/textures").unwrap();
        assert!(in_note.places.is_empty());
        assert!(find("txtrs", "Surfaces", "models/inspect/textures").is_none());
    }

    #[test]
    fn places_are_characters_of_the_title() {
        assert_eq!(find("ö", "Bilder öffnen", "").unwrap().places, [7]);
        assert_eq!(find("ÖFF", "Bilder öffnen", "").unwrap().places, [7, 8, 9]);
    }
}
