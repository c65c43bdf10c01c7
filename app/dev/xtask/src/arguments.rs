//! Reads what follows the name of a command.

use anyhow::{Context, Result, bail};

/// What `run` takes.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Run {
    /// Cargo features of the program, as Cargo wants them: separated by commas.
    pub features: Option<String>,
    /// Build without optimisation.
    pub debug: bool,
    /// What the program itself is given; `None` without `--`.
    pub program_arguments: Option<Vec<String>>,
}

impl Run {
    /// Reads `[--features F] [--debug] [-- ARGS]`.
    pub fn parse(arguments: &[String]) -> Result<Self> {
        let mut run = Self::default();
        let mut rest = arguments.iter();
        while let Some(argument) = rest.next() {
            match argument.as_str() {
                "--debug" => run.debug = true,
                "--features" => {
                    let features = rest.next().context("`--features` needs a list after it")?;
                    run.features = Some(features.clone());
                }
                "--" => run.program_arguments = Some(rest.by_ref().cloned().collect()),
                other => bail!(
                    "`run` does not know `{other}`; what is meant for the program follows `--`"
                ),
            }
        }
        Ok(run)
    }
}

/// Refuses any argument.
pub fn none(arguments: &[String]) -> Result<()> {
    match arguments {
        [] => Ok(()),
        [first, ..] => bail!("nothing may follow this command, but `{first}` does"),
    }
}

/// Whether `flag` is there; refuses any other argument.
pub fn only_flag(arguments: &[String], flag: &str) -> Result<bool> {
    match arguments {
        [] => Ok(false),
        [only] if only == flag => Ok(true),
        _ => bail!("only `{flag}` may follow this command"),
    }
}

/// The argument, if there is one; refuses a second.
pub fn at_most_one(arguments: &[String]) -> Result<Option<&str>> {
    match arguments {
        [] => Ok(None),
        [only] => Ok(Some(only)),
        _ => bail!("only one name may follow this command"),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn words(line: &str) -> Vec<String> {
        line.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn run_keeps_what_follows_the_two_dashes_for_the_program() {
        let run = Run::parse(&words("--features inspection -- doctor --debug")).unwrap();
        assert_eq!(run.features.as_deref(), Some("inspection"));
        assert!(!run.debug);
        assert_eq!(run.program_arguments, Some(words("doctor --debug")));
        assert_eq!(Run::parse(&[]).unwrap(), Run::default());
    }

    #[test]
    fn what_is_not_known_is_refused() {
        let error = Run::parse(&words("doctor")).unwrap_err();
        assert!(error.to_string().contains("follows `--`"), "{error}");
        assert!(Run::parse(&words("--features")).is_err());
        assert!(none(&words("x")).is_err());
        assert!(only_flag(&words("--quick --quick"), "--quick").is_err());
        assert!(at_most_one(&words("a b")).is_err());
        assert_eq!(at_most_one(&words("a")).unwrap(), Some("a"));
    }
}
