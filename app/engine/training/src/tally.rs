//! Counting what was written, for the manifest.

use std::collections::BTreeSet;

use annotation::LabelId;

use crate::plan::TrainingPlan;
use crate::write::Made;
use crate::{
    BACKGROUND, ClassEntry, CropEntry, GroupEntry, IGNORE, Manifest, PerSplit, PictureEntry,
    SCHEMA, Split, weights,
};

/// What was written so far.
pub(crate) struct Tally<'a> {
    plan: &'a TrainingPlan,
    classes: Vec<ClassEntry>,
    background: PerSplit,
    /// For the background and each class, the pixels that count of the crops to train on that show
    /// it.
    present: Vec<u64>,
    groups: Vec<GroupEntry>,
    pictures: Vec<PictureEntry>,
    crops: Vec<CropEntry>,
}

impl<'a> Tally<'a> {
    pub fn new(plan: &'a TrainingPlan) -> Self {
        let classes = plan
            .classes
            .iter()
            .zip(1..)
            .map(|(class, index)| ClassEntry {
                index,
                id: class.id,
                name: class.name.clone(),
                colour: class.colour,
                parent: class.parent,
                labels: PerSplit::default(),
                crops: PerSplit::default(),
                pixels: PerSplit::default(),
                label_weight: None,
                pixel_weight: None,
            });
        let mut groups: Vec<GroupEntry> = plan
            .groups
            .iter()
            .map(|group| GroupEntry {
                series: group.series.as_ref().map(|series| series.id),
                name: group.name.clone(),
                regime: group.series.as_ref().and_then(|it| it.regime.clone()),
                split: group.split,
                pictures: 0,
                reviewed_pictures: 0,
                crops: 0,
            })
            .collect();
        for planned in &plan.pictures {
            let group = &mut groups[planned.group];
            group.pictures += 1;
            group.reviewed_pictures += u64::from(planned.is_reviewed);
            group.crops += planned.crops.len() as u64;
        }
        Self {
            plan,
            classes: classes.collect(),
            background: PerSplit::default(),
            present: vec![0; plan.classes.len() + 1],
            groups,
            pictures: Vec::new(),
            crops: Vec::new(),
        }
    }

    /// Adds a picture with its crops.
    pub fn add(&mut self, picture: PictureEntry, crops: Vec<Made>) {
        let split = self.groups[picture.group].split;
        let mut labels: BTreeSet<(u8, LabelId)> = BTreeSet::new();
        for made in crops {
            let shown: BTreeSet<u8> = made.entry.labels.iter().map(|it| it.class).collect();
            labels.extend(made.entry.labels.iter().map(|it| (it.class, it.id)));
            for class in &mut self.classes {
                *class.crops.of_mut(split) += u64::from(shown.contains(&class.index));
                *class.pixels.of_mut(split) += made.pixels[usize::from(class.index)];
            }
            *self.background.of_mut(split) += made.pixels[usize::from(BACKGROUND)];
            let counted: u64 = made.pixels[..usize::from(IGNORE)].iter().sum();
            for (present, own) in self.present.iter_mut().zip(&made.pixels) {
                if split == Split::Train && *own > 0 {
                    *present += counted;
                }
            }
            self.crops.push(made.entry);
        }
        for (index, _) in labels {
            if let Some(class) = self.classes.get_mut(usize::from(index) - 1) {
                *class.labels.of_mut(split) += 1;
            }
        }
        self.pictures.push(picture);
    }

    /// The manifest of all that was added.
    pub fn manifest(mut self) -> Manifest {
        let background_pixel_weight =
            weights::weigh(&mut self.classes, self.background.train, &self.present);
        let plan = self.plan;
        Manifest {
            schema: SCHEMA,
            source: plan.source.clone(),
            options: plan.options.clone(),
            crop_side_px: plan.options.crop_side_px,
            background: BACKGROUND,
            ignore: IGNORE,
            classes: self.classes,
            background_pixels: self.background,
            background_pixel_weight,
            weight_formulas: weights::formulas(),
            groups: self.groups,
            pictures: self.pictures,
            negatives: plan.negatives,
            larger_than_crop: plan.larger_than_crop.clone(),
            left_out: plan.left_out,
            crops: self.crops,
        }
    }
}
