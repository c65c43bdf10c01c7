//! Which pages are read, and the model that reads them.

use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use anyhow::{Context, bail};
use clap::Args;
use detection::Detector;
use imaging::{Limits, Picture};
use jobs::Work;
use packs::Pack;
use runtime::ProviderChoice;
use workbench::CommandLineContext;

use crate::method::{self, LookedAt, ScoreError};

/// Pages of files, and the model that reads them.
#[derive(Args, Debug)]
pub struct PagesArgs {
    /// PDF files, scans and photographs, in the order of the music
    #[arg(required = true, value_name = "IN")]
    inputs: Vec<PathBuf>,
    /// Of files with several pages only these, as 1-3,5
    #[arg(long, value_name = "PAGES")]
    pages: Option<PageChoice>,
    /// The folder of the model pack; without it, the first that finds symbols of music
    #[arg(long, value_name = "DIR")]
    pack: Option<PathBuf>,
    /// Where the model runs: cpu, cuda, … (the settings say so where this is left out)
    #[arg(long)]
    provider: Option<ProviderChoice>,
}

/// One page of one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PagePlace {
    /// The file.
    pub path: PathBuf,
    /// The page, from 1.
    pub page: u32,
}

impl std::fmt::Display for PagePlace {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} page {}", self.path.display(), self.page)
    }
}

impl PagesArgs {
    /// The pages, in their order.
    ///
    /// # Errors
    /// When a file cannot be read, or none of its pages is among those that are asked for.
    pub fn places(&self, work: &Work) -> anyhow::Result<Vec<PagePlace>> {
        let mut places = Vec::new();
        for path in &self.inputs {
            let infos = imaging::pages(path, &Limits::default(), work)?;
            let numbers = 1..=u32::try_from(infos.len()).context("there are too many pages")?;
            let count = *numbers.end();
            let before = places.len();
            let chosen = numbers.filter(|it| self.pages.as_ref().is_none_or(|all| all.holds(*it)));
            places.extend(chosen.map(|page| PagePlace {
                path: path.clone(),
                page,
            }));
            if places.len() == before {
                let path = path.display();
                bail!("{path}: there are {count} pages, and none of those that --pages names");
            }
        }
        Ok(places)
    }

    /// Loads the model.
    ///
    /// # Errors
    /// When there is none, or it cannot be used.
    pub fn detector(&self, context: &CommandLineContext, work: &Work) -> anyhow::Result<Detector> {
        let dir = match &self.pack {
            Some(dir) => dir.clone(),
            None => first_pack()?,
        };
        let runtime = context.runtime()?;
        let provider = self.provider.unwrap_or(context.provider);
        Ok(method::load(&dir, &runtime, provider, work)?)
    }
}

/// Opens a page and looks at it.
///
/// # Errors
/// As [`method::look`], and when the file cannot be read.
pub fn look_at(
    detector: &Detector,
    place: &PagePlace,
    work: &Work,
) -> Result<(Picture, LookedAt), ScoreError> {
    let picture = Picture::open(&place.path, place.page, &Limits::default(), work)?;
    let looked_at = method::look(detector, &picture, work)?;
    Ok((picture, looked_at))
}

/// The first pack of the case whose model finds things.
fn first_pack() -> anyhow::Result<PathBuf> {
    let found = packs::find(&workbench::pack_roots(None));
    let finds_symbols =
        |pack: &Pack| pack.manifest.case == crate::ID && pack.manifest.detector.is_some();
    found
        .into_iter()
        .filter_map(|found| found.pack.ok())
        .find(finds_symbols)
        .map(|pack| pack.dir)
        .context("no model pack that finds symbols of music is there; name one with --pack")
}

/// The name of a file without its folder, for tables.
pub fn name_of(path: &Path) -> String {
    workbench::file_name(path)
}

/// Some of the pages of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageChoice(Vec<RangeInclusive<u32>>);

impl PageChoice {
    fn holds(&self, page: u32) -> bool {
        self.0.iter().any(|range| range.contains(&page))
    }
}

impl FromStr for PageChoice {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let number = |text: &str| match text.trim().parse::<u32>() {
            Ok(page) if page > 0 => Ok(page),
            _ => Err(format!("{text:?} is no page; write pages as 1-3,5")),
        };
        let range = |part: &str| match part.split_once('-') {
            Some((first, last)) => {
                let (first, last) = (number(first)?, number(last)?);
                if first > last {
                    return Err(format!("{part:?} ends before it begins"));
                }
                Ok(first..=last)
            }
            None => number(part).map(|it| it..=it),
        };
        text.split(',')
            .map(range)
            .collect::<Result<_, _>>()
            .map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_chosen_by_numbers_and_ranges() {
        let choice: PageChoice = "1-3, 5".parse().unwrap();
        let held: Vec<u32> = (1..8).filter(|page| choice.holds(*page)).collect();
        assert_eq!(held, [1, 2, 3, 5]);
        for wrong in ["", "0", "3-1", "a", "1-", "1,,2", "-2"] {
            assert!(wrong.parse::<PageChoice>().is_err(), "{wrong:?}");
        }
    }
}
