//! How many beams say how long the notes of a stem are.

use strokes::Stem;

use crate::events::Beams;

/// How many beams the first or last of a group shares at least for its hook to be doubted: at the end
/// of a beam with fewer, a hook is more easily seen than the dot before it.
const SURE_AT_ENDS: usize = 2;

/// The beams of each stem that shorten its notes. In the middle of a group, a hook that no other stem
/// shares stands beside a dotted note, or mirrors another hook around a longer one, as in a sixteenth,
/// an eighth and a sixteenth; one that does neither is the edge of something else.
pub(crate) fn shortenings(stems: &[Stem], beams: &Beams, dots: &[u8]) -> Vec<usize> {
    let mut groups: Vec<Vec<(usize, usize)>> = vec![Vec::new(); stems.len()];
    for (stem, beam) in beams.iter().enumerate() {
        if let Some(beam) = beam {
            groups[beam.group].push((beam.place, stem));
        }
    }
    let mut shortenings: Vec<usize> = stems.iter().map(Stem::beams).collect();
    for mut group in groups {
        group.sort_unstable();
        let members: Vec<&Stem> = group.iter().map(|it| &stems[it.1]).collect();
        let is_dotted = |at: usize| members[at].heads.iter().any(|head| dots[*head] > 0);
        for at in 0..members.len() {
            let shared = shared(&members, at);
            let is_inside = at > 0 && at + 1 < members.len();
            let can_tell = is_inside || members.len() > 2 && shared >= SURE_AT_ENDS;
            if !can_tell || members[at].beams() <= shared {
                continue;
            }
            let near = |off: usize| {
                let both = [at.checked_sub(off), Some(at + off)].into_iter().flatten();
                both.filter(|it| *it < members.len())
            };
            let is_mirror = |it: usize| members[it].beams() == members[at].beams();
            let is_explained = near(1).any(is_dotted) || near(2).any(is_mirror);
            if !is_explained {
                shortenings[group[at].1] = shared;
            }
        }
    }
    shortenings
}

/// The beams of a stem that go on to the one before or after it on its group.
fn shared(members: &[&Stem], at: usize) -> usize {
    let stem = members[at];
    let before = at
        .checked_sub(1)
        .map(|it| members[it].right.beams.min(stem.left.beams));
    let after = members
        .get(at + 1)
        .map(|it| it.left.beams.min(stem.right.beams));
    before.max(after).unwrap_or(0)
}
