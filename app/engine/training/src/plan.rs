//! Which crops an export has, found out before a picture is opened.

use std::collections::BTreeMap;
use std::sync::Arc;

use annotation::{Class, ClassId, Document, LabelId, PictureId, Series};
use exchange::{LookedThrough, ProjectPicture, ProjectPictures, looked_through};
use shapes::PixelRect;

use crate::cover::{self, Frame};
use crate::labels::{self, Role, Seen};
use crate::negatives;
use crate::random::{self, Purpose};
use crate::split::{self, Facts};
use crate::{
    CropKind, LeftOut, LonePictures, NegativeCounts, PerSplit, Source, Split, TrainingError,
    TrainingOptions,
};

/// The most classes: the other two values of a mask of 8 bits are background and what is passed over.
const MOST_CLASSES: usize = 254;

/// An export before it is written: which crops it has.
#[derive(Debug, Clone)]
pub struct TrainingPlan {
    pub(crate) source: Source,
    pub(crate) options: TrainingOptions,
    /// The classes in the order of their values in masks, from 1 on.
    pub(crate) classes: Vec<Arc<Class>>,
    pub(crate) groups: Vec<Group>,
    /// The pictures of all groups, by number.
    pub(crate) pictures: Vec<Planned>,
    pub(crate) negatives: NegativeCounts,
    pub(crate) larger_than_crop: Vec<LabelId>,
    pub(crate) left_out: LeftOut,
}

/// What is never divided between splits.
#[derive(Debug, Clone)]
pub(crate) struct Group {
    pub series: Option<Arc<Series>>,
    pub name: String,
    pub split: Split,
}

/// A picture with its crops.
#[derive(Debug, Clone)]
pub(crate) struct Planned {
    pub picture: ProjectPicture,
    pub group: usize,
    pub is_reviewed: bool,
    pub has_nothing: bool,
    pub seen: Vec<Seen>,
    pub crops: Vec<(PixelRect, CropKind)>,
}

/// Finds out which crops an export has. Only pictures that are in `pictures` are exported.
///
/// # Errors
/// When an option makes no sense, the layer or a class is gone, or no label can be exported.
pub fn plan_export(
    document: &Document,
    pictures: &ProjectPictures,
    options: TrainingOptions,
    source: Source,
) -> Result<TrainingPlan, TrainingError> {
    options.check().map_err(TrainingError::Option)?;
    document
        .layer(options.layer)
        .ok_or(TrainingError::NoLayer)?;
    let classes = chosen_classes(document, &options)?;
    let mut planner = Planner {
        document,
        pictures,
        values: classes.iter().map(|it| it.id).zip(1..).collect(),
        plan: TrainingPlan {
            source,
            options,
            classes,
            groups: Vec::new(),
            pictures: Vec::new(),
            negatives: NegativeCounts::default(),
            larger_than_crop: Vec::new(),
            left_out: LeftOut::default(),
        },
    };
    planner.find_groups();
    planner.require_defects()?;
    planner.share_out();
    planner.crop_defects();
    negatives::add(document, &mut planner.plan);
    Ok(planner.plan)
}

fn chosen_classes(
    document: &Document,
    options: &TrainingOptions,
) -> Result<Vec<Arc<Class>>, TrainingError> {
    let classes: Vec<Arc<Class>> = if options.classes.is_empty() {
        document.classes().cloned().collect()
    } else {
        let wanted = options.classes.iter();
        wanted
            .map(|id| {
                document
                    .class(*id)
                    .cloned()
                    .ok_or(TrainingError::NoClass(*id))
            })
            .collect::<Result<_, _>>()?
    };
    let mut ids: Vec<ClassId> = classes.iter().map(|class| class.id).collect();
    ids.sort_unstable();
    ids.dedup();
    if ids.len() < classes.len() {
        let twice = "a class is chosen twice; choose each once".to_owned();
        return Err(TrainingError::Option(twice));
    }
    if classes.len() > MOST_CLASSES {
        return Err(TrainingError::Option(format!(
            "{} classes are chosen, and a mask holds {MOST_CLASSES}; choose fewer",
            classes.len()
        )));
    }
    Ok(classes)
}

impl TrainingPlan {
    /// How many crops there are, by split.
    #[must_use]
    pub fn crops(&self, kind: CropKind) -> PerSplit {
        let mut counts = PerSplit::default();
        for planned in &self.pictures {
            let crops = planned.crops.iter().filter(|(_, it)| *it == kind);
            *counts.of_mut(self.groups[planned.group].split) += crops.count() as u64;
        }
        counts
    }

    /// What is left out.
    #[must_use]
    pub const fn left_out(&self) -> &LeftOut {
        &self.left_out
    }

    /// How many negatives were asked for, and how many there is room for.
    #[must_use]
    pub const fn negatives(&self) -> &NegativeCounts {
        &self.negatives
    }

    /// Labels that are larger than a crop.
    #[must_use]
    pub fn larger_than_crop(&self) -> &[LabelId] {
        &self.larger_than_crop
    }

    /// How crops lie in a picture.
    pub(crate) const fn frame(&self, picture: &ProjectPicture) -> Frame {
        Frame {
            side_px: self.options.crop_side_px,
            overlap_px: self.options.overlap_px,
            clearance_px: self.options.clearance_px,
            picture: picture.size,
        }
    }
}

struct Planner<'a> {
    document: &'a Document,
    pictures: &'a ProjectPictures,
    /// The value of each exported class in masks.
    values: BTreeMap<ClassId, u8>,
    plan: TrainingPlan,
}

impl Planner<'_> {
    /// Finds the groups and their pictures, in the order of the series and then of lone pictures.
    fn find_groups(&mut self) {
        let (document, pictures) = (self.document, self.pictures);
        for series in document.all_series() {
            let shots = series.shots.iter();
            let offered: Vec<&ProjectPicture> = shots
                .filter_map(|shot| pictures.get(shot.picture))
                .collect();
            if !offered.is_empty() {
                self.add_group(Some(Arc::clone(series)), series.name.clone(), &offered);
            }
        }
        for picture in pictures.all() {
            if document.series_of(picture.id).is_some() {
                continue;
            }
            match self.plan.options.lone_pictures {
                LonePictures::EachItsOwn => {
                    self.add_group(None, picture.file_name.clone(), &[picture]);
                }
                LonePictures::LeaveOut => self.plan.left_out.pictures_without_series += 1,
            }
        }
        let layer = self.plan.options.layer;
        for (picture, labels) in document.labelled_pictures() {
            if pictures.get(picture).is_none() {
                let count = labels.of_layer(layer).count() as u64;
                self.plan.left_out.labels_without_picture += count;
            }
        }
        self.plan.pictures.sort_by_key(|planned| planned.picture.id);
    }

    fn add_group(
        &mut self,
        series: Option<Arc<Series>>,
        name: String,
        pictures: &[&ProjectPicture],
    ) {
        let layer = self.plan.options.layer;
        let group = self.plan.groups.len();
        self.plan.groups.push(Group {
            series,
            name,
            split: Split::Train,
        });
        for picture in pictures {
            let reviewed = looked_through(self.document, layer, picture);
            let left_out = &mut self.plan.left_out;
            left_out.pictures_changed_since_review +=
                u64::from(reviewed == LookedThrough::Outdated);
            let (id, size) = (picture.id, picture.size);
            let seen = labels::seen(self.document, layer, id, size, &self.values, left_out);
            let mark = self.document.mark(layer, id);
            self.plan.pictures.push(Planned {
                picture: (*picture).clone(),
                group,
                is_reviewed: reviewed == LookedThrough::Yes,
                has_nothing: mark.is_some_and(|mark| mark.has_nothing),
                seen,
                crops: Vec::new(),
            });
        }
    }

    fn require_defects(&self) -> Result<(), TrainingError> {
        let mut seen = self.plan.pictures.iter().flat_map(|it| &it.seen);
        if seen.any(|it| it.class().is_some()) {
            return Ok(());
        }
        let layer = self.plan.options.layer;
        let kept = |picture: PictureId| {
            let labels = self.document.labels_on(picture, layer);
            labels
                .filter(|label| label.is_kept() && self.values.contains_key(&label.class))
                .count() as u64
        };
        let (mut all, mut on_lone) = (0, 0);
        for (picture, _) in self.document.labelled_pictures() {
            all += kept(picture);
            if self.document.series_of(picture).is_none() {
                on_lone += kept(picture);
            }
        }
        Err(TrainingError::NothingToLearn { kept: all, on_lone })
    }

    fn share_out(&mut self) {
        let pinned = &self.plan.options.pinned;
        let groups = self.plan.groups.iter();
        let mut facts: Vec<Facts> = groups
            .map(|group| Facts {
                pinned: group
                    .series
                    .as_ref()
                    .and_then(|it| pinned.get(&it.id).copied()),
                ..Facts::default()
            })
            .collect();
        for planned in &self.plan.pictures {
            let classes = planned.seen.iter().filter_map(Seen::class);
            facts[planned.group].classes.extend(classes);
        }
        let (shares, seed) = (self.plan.options.shares, self.plan.options.seed);
        let splits = split::shared_out(&facts, shares, seed);
        for (group, split) in self.plan.groups.iter_mut().zip(splits) {
            group.split = split;
        }
    }

    fn crop_defects(&mut self) {
        let seed = self.plan.options.seed;
        for at in 0..self.plan.pictures.len() {
            let planned = &self.plan.pictures[at];
            let frame = self.plan.frame(&planned.picture);
            let purpose = Purpose::Crops {
                picture: planned.picture.id.0,
            };
            let mut random = random::stream(seed, purpose);
            let defects = planned.seen.iter().filter(|it| it.role != Role::Ignored);
            let (small, large): (Vec<&Seen>, Vec<&Seen>) =
                defects.partition(|it| frame.holds(&it.bounds));
            let bounds: Vec<PixelRect> = small.iter().map(|it| it.bounds).collect();
            let mut crops = cover::whole(&bounds, &frame, &mut random);
            for seen in &large {
                let mask = seen.mask(planned.picture.size);
                crops.extend(cover::in_parts(&mask, &frame, &mut random));
            }
            let larger = large.iter().map(|seen| seen.label.id);
            self.plan.larger_than_crop.extend(larger);
            crops.sort_by_key(|crop| (crop.top, crop.left));
            crops.dedup();
            let crops = crops.into_iter().map(|crop| (crop, CropKind::Defect));
            self.plan.pictures[at].crops = crops.collect();
        }
        self.plan.larger_than_crop.sort_unstable();
    }
}
