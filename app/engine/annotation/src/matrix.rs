//! The matrix of a series: every track against every shot, and what stands in the way of closing it.

use store::PictureId;

use crate::{Document, LabelId, LayerId, SeriesId, TrackId};

/// What is known of a track on a shot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Cell {
    /// A person stands behind a label.
    Labelled(LabelId),
    /// There is a label that nobody has looked at.
    Proposed(LabelId),
    /// Somebody looked and did not see it.
    NotVisible,
    /// Calculation expects that it cannot be seen, and nobody has looked.
    PerhapsHidden,
    /// Nothing is known.
    Missing,
}

impl Cell {
    /// Whether it is settled.
    #[must_use]
    pub const fn is_settled(self) -> bool {
        matches!(self, Self::Labelled(_) | Self::NotVisible)
    }
}

/// Every track of a series on one layer against every shot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matrix {
    /// The tracks, one a row.
    pub tracks: Vec<TrackId>,
    /// The shots, one a column.
    pub shots: Vec<PictureId>,
    /// The cells, row by row.
    pub rows: Vec<Vec<Cell>>,
    /// What stands in the way of closing the series.
    pub obstacles: Vec<Obstacle>,
}

/// Something that has to be settled before a series can be closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Obstacle {
    /// Nobody said whether the thing is on the shot.
    Missing(TrackId, PictureId),
    /// A label of a track was proposed, and nobody has looked at it.
    Proposed(TrackId, PictureId, LabelId),
    /// A label that is on no track was proposed, and nobody has looked at it.
    LooseProposal(PictureId, LabelId),
    /// A kept label is on no track, so that nobody said where else the thing is.
    Loose(PictureId, LabelId),
    /// A shot has no label, and nobody said that there is nothing to label.
    Unsaid(PictureId),
}

impl Obstacle {
    /// The shot that it is on.
    #[must_use]
    pub const fn picture(self) -> PictureId {
        match self {
            Self::Missing(_, picture)
            | Self::Proposed(_, picture, _)
            | Self::LooseProposal(picture, _)
            | Self::Loose(picture, _)
            | Self::Unsaid(picture) => picture,
        }
    }
}

impl Document {
    /// The matrix of a series on a layer; none where there is no such series.
    #[must_use]
    pub fn matrix(&self, series: SeriesId, layer: LayerId) -> Option<Matrix> {
        let series = self.one_series(series)?;
        let shots: Vec<PictureId> = series.shots.iter().map(|shot| shot.picture).collect();
        let mut obstacles = Vec::new();
        let mut rows = Vec::new();
        let mut tracks = Vec::new();
        for track in self.tracks_of(series.id, layer) {
            let row: Vec<Cell> = shots
                .iter()
                .map(|shot| self.cell(track.id, *shot))
                .collect();
            for (cell, shot) in row.iter().zip(&shots) {
                match *cell {
                    Cell::Missing | Cell::PerhapsHidden => {
                        obstacles.push(Obstacle::Missing(track.id, *shot));
                    }
                    Cell::Proposed(label) => {
                        obstacles.push(Obstacle::Proposed(track.id, *shot, label));
                    }
                    Cell::Labelled(_) | Cell::NotVisible => {}
                }
            }
            tracks.push(track.id);
            rows.push(row);
        }
        for shot in &shots {
            self.shot_obstacles(*shot, layer, &mut obstacles);
        }
        Some(Matrix {
            tracks,
            shots,
            rows,
            obstacles,
        })
    }

    /// What is known of a track on a picture.
    #[must_use]
    pub fn cell(&self, track: TrackId, picture: PictureId) -> Cell {
        if let Some(label) = self.label_of_track(picture, track) {
            return if label.is_kept() {
                Cell::Labelled(label.id)
            } else {
                Cell::Proposed(label.id)
            };
        }
        match self.track(track) {
            Some(track) if track.not_visible.contains(&picture) => Cell::NotVisible,
            Some(track) if track.perhaps_hidden.contains(&picture) => Cell::PerhapsHidden,
            _ => Cell::Missing,
        }
    }

    fn shot_obstacles(&self, shot: PictureId, layer: LayerId, obstacles: &mut Vec<Obstacle>) {
        let mut has_kept = false;
        for label in self.labels_on(shot, layer) {
            has_kept |= label.is_kept();
            match (label.track, label.is_kept()) {
                (None, true) => obstacles.push(Obstacle::Loose(shot, label.id)),
                (None, false) => obstacles.push(Obstacle::LooseProposal(shot, label.id)),
                (Some(_), _) => {}
            }
        }
        let has_nothing = self.mark(layer, shot).is_some_and(|mark| mark.has_nothing);
        if !has_kept && !has_nothing {
            obstacles.push(Obstacle::Unsaid(shot));
        }
    }
}
