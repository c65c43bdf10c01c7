//! Making series of the pictures of a project.

use annotation::{Document, Group, Grouping, Named, Series, SeriesId, Shot};
use store::PictureRow;

/// How series are to be made.
#[derive(Debug, Clone)]
pub struct SeriesPlan {
    /// Which pictures belong together.
    pub grouping: Grouping,
    /// Whether the thing turns about an axis from shot to shot.
    pub turns: bool,
    /// How far it turns from the first shot to where a further one would be the first again, in
    /// degrees, where the names tell no angles.
    pub turn_deg: f64,
}

impl SeriesPlan {
    /// The series that the plan makes of those pictures that are in none.
    pub fn series(&self, document: &Document, pictures: &[PictureRow]) -> Vec<Series> {
        let groups = self.grouping.groups(&named(document, pictures));
        let shared = shared_folders(&groups);
        let series = groups.into_iter().map(|group| {
            let count = group.shots.len().max(1) as f64;
            let has_angles = group.shots.iter().all(|(_, angle)| angle.is_some());
            let shots = group.shots.iter().zip(0_u32..).map(|((id, angle), place)| {
                let even_deg = self.turn_deg * f64::from(place) / count;
                let angle_deg = if has_angles { *angle } else { Some(even_deg) };
                Shot {
                    picture: *id,
                    angle_deg: angle_deg.filter(|_| self.turns),
                }
            });
            Series {
                id: SeriesId(0),
                name: group.name[shared..].to_owned(),
                shots: shots.collect(),
                turns: self.turns,
                regime: None,
                is_closed: false,
            }
        });
        series.collect()
    }
}

/// How many bytes of all names are the folders that they share; a name is never used up by it.
fn shared_folders(groups: &[Group]) -> usize {
    let Some((first, others)) = groups.split_first() else {
        return 0;
    };
    let mut ends = first.name.rmatch_indices('/').map(|(at, _)| at + 1);
    let is_shared = |end: &usize| {
        others
            .iter()
            .all(|it| it.name.starts_with(&first.name[..*end]))
    };
    let is_left = |end: &usize| groups.iter().all(|group| group.name.len() > *end);
    ends.find(|end| is_shared(end) && is_left(end)).unwrap_or(0)
}

/// The pictures that are in no series, by the names that tell what belongs together. A page of a
/// file that has several is told by its number.
pub fn named(document: &Document, pictures: &[PictureRow]) -> Vec<Named> {
    let free = pictures
        .iter()
        .filter(|row| document.series_of(row.id).is_none());
    free.map(|row| {
        let page = if row.page_count > 1 {
            format!("#{:04}", row.page)
        } else {
            String::new()
        };
        Named {
            picture: row.id,
            path: format!("{}{page}", row.relative),
        }
    })
    .collect()
}
