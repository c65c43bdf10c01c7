//! All automation of the project: `cargo xtask help` lists what it does.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "this program's reports are what it is for"
)]

mod arguments;
mod bench;
mod bless;
mod places;
mod run;
mod setup;
mod shell;
mod software_vulkan;
mod test;
mod tidy;

use std::process::ExitCode;

use places::Places;

const HELP: &str = "\
The project's automation. Each command gets what it is missing first.

  cargo xtask run [--features F] [--debug] [-- ARGS]
                        builds the program and starts it, on the sample project unless ARGS say else
  cargo xtask test [--quick]
                        format, tidy, clippy, all tests, documentation; --quick leaves out the tests
                        whose name starts with `slow_` and the documentation
  cargo xtask setup     system packages, ONNX Runtime and the sample pictures, without building
  cargo xtask tidy      the rules of the house, checked on the tree
  cargo xtask bench [NAME]
                        budget, measured and ratio of every bench, or of those whose name has NAME
  cargo xtask bless [FILTER]
                        runs the tests and accepts the golden files that they make now
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match dispatch(&arguments) {
        Ok(status) => status,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(arguments: &[String]) -> anyhow::Result<ExitCode> {
    let (command, rest) = match arguments.split_first() {
        Some((command, rest)) => (command.as_str(), rest),
        None => ("help", arguments),
    };
    let places = || Places::find();
    let done = Ok(ExitCode::SUCCESS);
    match command {
        "run" => run::run(&places()?, &arguments::Run::parse(rest)?),
        "test" => test::run(&places()?, arguments::only_flag(rest, "--quick")?).and(done),
        "setup" => {
            arguments::none(rest)?;
            setup::everything(&places()?).and(done)
        }
        "tidy" => {
            arguments::none(rest)?;
            tidy::run(&places()?).and(done)
        }
        "bench" => bench::run(&places()?, arguments::at_most_one(rest)?).and(done),
        "bless" => bless::run(&places()?, rest).and(done),
        "help" | "--help" | "-h" => {
            print!("{HELP}");
            done
        }
        other => anyhow::bail!("there is no command `{other}`; `cargo xtask help` lists them"),
    }
}
