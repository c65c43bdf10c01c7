//! Scores and curves as comma-separated values (RFC 4180 with line feeds), for other programs.

use std::io::{self, Write};

use super::roc::Roc;
use crate::attack::Attack;

/// The score of one picture, clean or attacked.
#[derive(Clone, PartialEq, Debug)]
pub struct ScoredPicture {
    /// The picture's name.
    pub picture: String,
    /// The attack behind which it was scored; none for the picture as it is.
    pub attack: Option<Attack>,
    /// Whether the attack succeeded; none for the picture as it is.
    pub succeeded: Option<bool>,
    /// The root mean square of the change, a share of the full range; 0 for the picture as it is.
    pub rms: f64,
    /// The score in bits.
    pub bits: f64,
}

/// Writes one line a score: `picture,attack,succeeded,rms,bits`. The attack of a picture as it is
/// reads `clean`, and whether that succeeded is empty.
///
/// # Errors
/// When the writer fails.
pub fn write_scores(writer: impl Write, scores: &[ScoredPicture]) -> io::Result<()> {
    let mut table = csv::Writer::from_writer(writer);
    table.write_record(["picture", "attack", "succeeded", "rms", "bits"])?;
    for score in scores {
        let attack = score.attack.map_or("clean", Attack::id);
        let succeeded = score.succeeded.map(|it| it.to_string());
        table.write_record([
            &score.picture,
            attack,
            &succeeded.unwrap_or_default(),
            &score.rms.to_string(),
            &score.bits.to_string(),
        ])?;
    }
    table.flush()
}

/// Writes one line a point of each attack's curve:
/// `attack,threshold_bits,false_positive_rate,detection_rate`. The last threshold of each, below
/// which nothing lies, reads `-inf`.
///
/// # Errors
/// When the writer fails.
pub fn write_roc(writer: impl Write, curves: &[(Attack, &Roc)]) -> io::Result<()> {
    let mut table = csv::Writer::from_writer(writer);
    table.write_record([
        "attack",
        "threshold_bits",
        "false_positive_rate",
        "detection_rate",
    ])?;
    for (attack, roc) in curves {
        for point in roc.points() {
            table.write_record([
                attack.id(),
                &point.threshold_bits.to_string(),
                &point.false_positive_rate.to_string(),
                &point.detection_rate.to_string(),
            ])?;
        }
    }
    table.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_line_by_line() {
        let clean = ScoredPicture {
            picture: "a \"red\", round.png".to_owned(),
            attack: None,
            succeeded: None,
            rms: 0.0,
            bits: 0.75,
        };
        let attacked = ScoredPicture {
            picture: "b.png".to_owned(),
            attack: Some(Attack::PgdL2),
            succeeded: Some(false),
            rms: 0.01,
            bits: 3.5,
        };
        let mut written = Vec::new();
        write_scores(&mut written, &[clean, attacked]).unwrap();
        let expected = "picture,attack,succeeded,rms,bits\n\
                        \"a \"\"red\"\", round.png\",clean,,0,0.75\n\
                        b.png,pgd-l2,false,0.01,3.5\n";
        assert_eq!(String::from_utf8(written).unwrap(), expected);
    }

    #[test]
    fn curves_point_by_point() {
        let roc = Roc::new(&[1.0, 2.0], &[3.0]).unwrap();
        let mut written = Vec::new();
        write_roc(&mut written, &[(Attack::Fgsm, &roc)]).unwrap();
        let expected = "attack,threshold_bits,false_positive_rate,detection_rate\n\
                        fgsm,3,0,0\n\
                        fgsm,2,0,1\n\
                        fgsm,1,0.5,1\n\
                        fgsm,-inf,1,1\n";
        assert_eq!(String::from_utf8(written).unwrap(), expected);
    }
}
