//! What an import would do, in numbers and names.

use std::fmt;

use annotation::ClassId;

/// What an import would do. Its text has a line for everything that is worth one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ImportSummary {
    /// Pictures that were found by their place below the folder of the pictures.
    pub matched_by_name: usize,
    /// Pictures that were found by their file name alone.
    pub matched_by_last_part: usize,
    /// Pictures that were found but for small and capital letters.
    pub matched_in_any_case: usize,
    /// Pictures of the file that the project does not have.
    pub unknown_pictures: Vec<String>,
    /// Pictures of the file that may be several of the project, or are the same one as another.
    pub unclear_pictures: Vec<String>,
    /// Labels on pictures that were not found.
    pub labels_without_picture: usize,
    /// Pictures that have another size than the file says.
    pub other_sizes: Vec<OtherSize>,
    /// Labels that are left out because of the sizes of their pictures.
    pub labels_of_other_sizes: usize,
    /// The classes of the file in their order.
    pub classes: Vec<ClassPlan>,
    /// Labels that are added.
    pub added: usize,
    /// How many of those are proposals.
    pub proposals: usize,
    /// Labels that are there already.
    pub same: usize,
    /// Labels that are there already with other attributes, flags or notes, which stay as they are.
    pub described_otherwise: usize,
    /// Labels that are there already and take over what the file says of them.
    pub described_anew: usize,
    /// Labels that go.
    pub removed: usize,
    /// How many labels that would go or change are locked, so that nothing is imported.
    pub locked: usize,
    /// Labels of classes that are left out.
    pub labels_of_left_out_classes: usize,
    /// Labels whose shapes were broken and are mended.
    pub mended: usize,
    /// Labels whose shapes are broken and kept.
    pub kept_broken: usize,
    /// Labels whose shapes are broken and are left out.
    pub left_out_broken: usize,
    /// Labels with scores of models, marks of crowds, groups, or marks of things that go on outside,
    /// which the project has no place for.
    pub details_without_place: usize,
    /// New tracks.
    pub new_tracks: usize,
    /// Tracks of the project that get labels, or shots on which they are not visible.
    pub continued_tracks: usize,
    /// The names of new series and how many pictures each has.
    pub new_series: Vec<(String, usize)>,
    /// Labels that leave their track, because their picture is in no series or the track has one
    /// there already.
    pub labels_off_track: usize,
    /// Pictures of which it will be said that there is nothing to label.
    pub nothing_to_label: usize,
    /// Pictures that will count as labelled.
    pub reviewed: usize,
    /// Pictures that the file says were looked through, which is not taken over because labels of
    /// them are left out, or are there though the file has none.
    pub reviews_not_taken: usize,
}

/// A picture that has another size than the file says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OtherSize {
    /// Its name in the file.
    pub name: String,
    /// Width and height in the file.
    pub said_px: (u32, u32),
    /// Width and height of the picture.
    pub is_px: (u32, u32),
}

impl OtherSize {
    /// Whether the sides are exchanged, as when the orientation tag was ignored while labelling.
    #[must_use]
    pub fn is_turned(&self) -> bool {
        (self.said_px.1, self.said_px.0) == self.is_px
    }
}

/// What becomes of a class of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClassPlan {
    /// Its name in the file.
    pub name: String,
    /// What becomes of it.
    pub fate: ClassFate,
    /// How many labels of it the file has, on any picture.
    pub labels: usize,
    /// A class of the project that it may be: one of the same number, which was renamed, or of the
    /// same name but for small and capital letters and white space.
    pub suggestion: Option<ClassId>,
}

/// What becomes of a class of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ClassFate {
    /// It is one of the project.
    Is(ClassId),
    /// It is added.
    Added,
    /// Its labels are left out.
    LeftOut,
}

impl ImportSummary {
    /// Pictures that were found.
    #[must_use]
    pub const fn matched(&self) -> usize {
        self.matched_by_name + self.matched_by_last_part + self.matched_in_any_case
    }

    /// The lines of its text.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        let mut lines = Vec::new();
        self.picture_lines(&mut lines);
        self.class_lines(&mut lines);
        for (count, text) in [
            (self.added, "labels are added"),
            (
                self.proposals,
                "of them are proposals until somebody has looked",
            ),
            (self.same, "labels are there already"),
            (
                self.described_otherwise,
                "of those are described otherwise in the file, and stay as they are",
            ),
            (
                self.described_anew,
                "of those take over what the file says of them",
            ),
            (self.removed, "labels of the project go"),
            (
                self.locked,
                "of those are locked: unlock them, or keep what is there",
            ),
            (
                self.mended,
                "labels are mended, because their shapes are broken",
            ),
            (
                self.kept_broken,
                "labels are kept though their shapes are broken",
            ),
            (
                self.left_out_broken,
                "labels are left out, because their shapes are broken",
            ),
            (
                self.details_without_place,
                "labels lose scores, groups, or marks of crowds and of what goes on outside",
            ),
            (self.new_tracks, "tracks are new"),
            (self.continued_tracks, "tracks of the project are continued"),
            (
                self.labels_off_track,
                "labels leave their tracks, because their pictures are in no series or the track \
                 has one there already",
            ),
            (
                self.nothing_to_label,
                "pictures have nothing to label, the file says",
            ),
            (self.reviewed, "pictures count as labelled, the file says"),
            (
                self.reviews_not_taken,
                "pictures do not count as looked through though the file says so, because its \
                 labels are not all of theirs",
            ),
        ] {
            if count > 0 {
                lines.push(format!("{count} {text}"));
            }
        }
        for (name, pictures) in &self.new_series {
            lines.push(format!("series “{name}” is made of {pictures} pictures"));
        }
        lines
    }

    fn picture_lines(&self, lines: &mut Vec<String>) {
        lines.push(format!("{} pictures are found", self.matched()));
        let by_less = self.matched_by_last_part + self.matched_in_any_case;
        if by_less > 0 {
            lines.push(format!(
                "{by_less} of them by their file name or other letters only; see whether they are \
                 the right ones"
            ));
        }
        for (names, what) in [
            (
                &self.unknown_pictures,
                "are not in the project; add them and import again",
            ),
            (
                &self.unclear_pictures,
                "may be several of the project or are there twice; name them by their folder",
            ),
        ] {
            if let Some(first) = names.first() {
                let count = names.len();
                lines.push(format!("{count} pictures, such as `{first}`, {what}"));
            }
        }
        if self.labels_without_picture > 0 {
            lines.push(format!(
                "{} labels are left out with those pictures",
                self.labels_without_picture
            ));
        }
        if let Some(first) = self.other_sizes.first() {
            lines.push(format!(
                "{} pictures, such as `{}`, have another size than the file says ({} × {}, not \
                 {} × {}){}",
                self.other_sizes.len(),
                first.name,
                first.is_px.0,
                first.is_px.1,
                first.said_px.0,
                first.said_px.1,
                if first.is_turned() {
                    ": the sides are exchanged, as when an orientation tag was ignored"
                } else {
                    ""
                }
            ));
        }
        if self.labels_of_other_sizes > 0 {
            lines.push(format!(
                "{} labels are left out for that",
                self.labels_of_other_sizes
            ));
        }
    }

    fn class_lines(&self, lines: &mut Vec<String>) {
        for class in &self.classes {
            let (name, labels) = (&class.name, class.labels);
            match class.fate {
                ClassFate::Is(_) => continue,
                ClassFate::Added => {
                    lines.push(format!("class “{name}” is added ({labels} labels)"));
                }
                ClassFate::LeftOut => {
                    lines.push(format!("class “{name}” is left out ({labels} labels)"));
                }
            }
            if let Some(id) = class.suggestion {
                lines.push(format!("“{name}” may be class {id} of the project"));
            }
        }
    }
}

impl fmt::Display for ImportSummary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.lines().join("\n"))
    }
}
