//! How well the detector tells attacks: scores of clean and attacked pictures.

use std::path::{Path, PathBuf};

use attacks::{Attack, Calibration, DetectorSettings, Roc, ScoredPicture, Settings};

/// One page of a picture file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PicturePage {
    /// The file.
    pub path: PathBuf,
    /// The page in it, from 1.
    pub page: u32,
}

impl PicturePage {
    /// The first page of a file.
    #[must_use]
    pub fn first(path: &Path) -> Self {
        Self {
            path: path.to_path_buf(),
            page: 1,
        }
    }

    /// What people call it: the file's name, with the page where it is not the first.
    #[must_use]
    pub fn name(&self) -> String {
        let file = self.path.file_name().unwrap_or_default().to_string_lossy();
        match self.page {
            1 => file.into_owned(),
            page => format!("{file} ({page})"),
        }
    }
}

/// A threshold that was taken from clean pictures.
#[derive(Clone, PartialEq, Debug)]
pub struct Calibrated {
    /// The threshold, and all that it was taken from.
    pub calibration: Calibration,
    /// Pictures that could not be scored, with the reason.
    pub failed: Vec<String>,
}

/// How well the detector tells some attacks on a model.
#[derive(Clone, PartialEq, Debug)]
pub struct Evaluation {
    /// The identity of the model.
    pub model: String,
    /// What decides a score.
    pub settings: DetectorSettings,
    /// The scores of the pictures as they are.
    pub clean: Vec<ScoredPicture>,
    /// What each attack made of them.
    pub attacks: Vec<AttackEvaluation>,
    /// Pictures that could not be scored, with the reason.
    pub failed: Vec<String>,
}

/// How well the detector tells one attack.
#[derive(Clone, PartialEq, Debug)]
pub struct AttackEvaluation {
    /// The attack.
    pub attack: Attack,
    /// Its numbers.
    pub settings: Settings,
    /// The scores behind it.
    pub pictures: Vec<ScoredPicture>,
    /// The curve of the pictures that were turned (of all, for the controls); none where there are
    /// none.
    pub roc: Option<Roc>,
}

impl Evaluation {
    /// The scores of the clean pictures, in bits.
    #[must_use]
    pub fn clean_bits(&self) -> Vec<f64> {
        self.clean.iter().map(|picture| picture.bits).collect()
    }

    /// Every score, the clean ones first.
    #[must_use]
    pub fn scores(&self) -> Vec<ScoredPicture> {
        let attacked = self.attacks.iter().flat_map(|attack| &attack.pictures);
        self.clean.iter().chain(attacked).cloned().collect()
    }

    /// The attacks of which there is a curve.
    #[must_use]
    pub fn curves(&self) -> Vec<(Attack, &Roc)> {
        let attacks = self.attacks.iter();
        attacks
            .filter_map(|it| Some((it.attack, it.roc.as_ref()?)))
            .collect()
    }
}

impl AttackEvaluation {
    /// An attack's scores beside those of the clean pictures.
    #[must_use]
    pub fn new(
        attack: Attack,
        settings: Settings,
        pictures: Vec<ScoredPicture>,
        clean_bits: &[f64],
    ) -> Self {
        let mut evaluation = Self {
            attack,
            settings,
            pictures,
            roc: None,
        };
        evaluation.roc = Roc::new(clean_bits, &evaluation.counted_bits());
        evaluation
    }

    /// The scores that count, in bits: those of pictures that were turned; for the controls all.
    #[must_use]
    pub fn counted_bits(&self) -> Vec<f64> {
        let counts =
            |picture: &&ScoredPicture| self.attack.is_control() || picture.succeeded == Some(true);
        let pictures = self.pictures.iter();
        pictures.filter(counts).map(|it| it.bits).collect()
    }

    /// The share of pictures that the attack turned.
    #[must_use]
    pub fn success(&self) -> f64 {
        let turned = self.pictures.iter();
        mean(turned.map(|picture| f64::from(u8::from(picture.succeeded == Some(true)))))
    }

    /// The mean size of the change: root mean square, a share of the full range.
    #[must_use]
    pub fn mean_rms(&self) -> f64 {
        mean(self.pictures.iter().map(|picture| picture.rms))
    }

    /// The mean score behind the attack, in bits.
    #[must_use]
    pub fn mean_bits(&self) -> f64 {
        mean(self.pictures.iter().map(|picture| picture.bits))
    }

    /// The share of counted pictures that is told at a false-positive rate; none where there are
    /// too few clean pictures to see that rate.
    #[must_use]
    pub fn detection_rate(&self, false_positive_rate: f64) -> Option<f64> {
        let roc = self.roc.as_ref()?;
        roc.detection_rate(false_positive_rate).ok()
    }
}

/// The mean of some values; 0 without any.
#[must_use]
pub fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let (sum, count) = values.fold((0.0, 0_usize), |(sum, count), value| {
        (sum + value, count + 1)
    });
    sum / count.max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scored(attack: Attack, succeeded: bool, bits: f64) -> ScoredPicture {
        ScoredPicture {
            picture: "a.png".to_owned(),
            attack: Some(attack),
            succeeded: Some(succeeded),
            rms: 0.5,
            bits,
        }
    }

    #[test]
    fn what_withstood_an_attack_does_not_count_as_one_but_every_control_does() {
        let of = |attack: Attack| {
            let pictures = vec![scored(attack, true, 4.0), scored(attack, false, 1.0)];
            AttackEvaluation::new(attack, Settings::of(attack), pictures, &[2.0, 3.0])
        };
        let fgsm = of(Attack::Fgsm);
        assert_eq!(fgsm.counted_bits(), [4.0]);
        assert_eq!(fgsm.roc.as_ref().map(Roc::area), Some(1.0));
        assert_eq!((fgsm.success(), fgsm.mean_bits()), (0.5, 2.5));
        assert_eq!(fgsm.detection_rate(0.01), None);
        assert_eq!(of(Attack::Noise).counted_bits(), [4.0, 1.0]);
    }

    #[test]
    fn pages_behind_the_first_have_their_number() {
        let mut page = PicturePage::first(Path::new("a/b.tif"));
        assert_eq!(page.name(), "b.tif");
        page.page = 3;
        assert_eq!(page.name(), "b.tif (3)");
    }
}
