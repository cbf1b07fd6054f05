//! The command line: arguments, progress, exit codes. What a command does is done elsewhere.
//!
//! Exit codes: 0 all is well; 1 the playbook has faults (errors, or with `--strict` warnings);
//! 2 the command could not be carried out, such as a wrong argument or a full disk.

mod build;
mod check;
mod export;
mod import;
mod losses;
mod new;
mod origins;
mod preview;
mod project;
mod questions;
mod shape;
mod small;
mod stats;
mod theme;
mod words;

use clap::{CommandFactory, Parser, Subcommand, ValueHint};
use std::path::PathBuf;
use std::process::ExitCode;

/// Turns YAML stage definitions and Markdown guidance into a sales playbook and training kit.
///
/// Twotrack reads a folder with a `playbook.yaml`, checks that everything in it holds together,
/// and writes a website: stages with their two gates, checklists, call scripts, lead sources,
/// quizzes and guides, in every language of the playbook. The site needs no server and calls no
/// other host; it also opens by double click.
///
/// Every command may be run in any folder below the `playbook.yaml`.
#[derive(Parser)]
#[command(name = "twotrack", version, max_term_width = 100)]
#[command(after_help = "Begin with `twotrack new my-playbook`, then `cd my-playbook` and \
    `twotrack build`.\nExit codes: 0 all is well, 1 the playbook has faults, 2 the command could \
    not be carried out.")]
struct Arguments {
    /// The playbook's folder, if it is not the one you are in.
    #[arg(short = 'C', long = "root", global = true)]
    #[arg(value_name = "DIR", value_hint = ValueHint::DirPath)]
    root: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Build(build::Arguments),
    Serve(preview::Arguments),
    Check(check::Arguments),
    New(new::Arguments),
    Clean(build::CleanArguments),
    Export(export::Arguments),
    // Hidden while no format can be read.
    #[command(hide = crate::import::FORMATS.is_empty())]
    Import(import::Arguments),
    Origins(origins::Arguments),
    Stats(stats::Arguments),
    Theme(theme::Arguments),
    Words(words::Arguments),
    Keys(shape::KeysArguments),
    Schema(shape::SchemaArguments),
    Explain(small::ExplainArguments),
    Markdown(small::MarkdownArguments),
    Completions(small::CompletionsArguments),
}

/// Why a command could not be carried out; shown after `error: `.
type Failure = Box<dyn std::error::Error + Send + Sync>;

/// The error with what the system said, one line each.
fn with_sources(error: crate::publish::Error) -> Failure {
    let mut text = error.to_string();
    let mut source = std::error::Error::source(&error);
    while let Some(cause) = source {
        text += &format!("\n  {cause}");
        source = cause.source();
    }
    text.into()
}

/// All commands with their options, for the manual.
pub fn command() -> clap::Command {
    Arguments::command()
}

/// Runs the command line of this process.
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    let root = arguments.root.as_deref();
    let result = match arguments.command {
        Command::Build(a) => build::run(root, a),
        Command::Serve(a) => preview::run(root, a),
        Command::Clean(a) => build::clean(root, a),
        Command::Export(a) => export::run(root, a),
        Command::Import(a) => import::run(root, a),
        Command::Check(a) => check::run(root, a),
        Command::New(a) => new::run(a),
        Command::Stats(a) => stats::run(root, a),
        Command::Origins(a) => origins::run(root, a),
        Command::Theme(a) => theme::run(root, a),
        Command::Words(a) => words::run(root, a),
        Command::Keys(a) => shape::keys(a),
        Command::Schema(a) => shape::schema(root, a),
        Command::Explain(a) => small::explain(a),
        Command::Markdown(a) => small::markdown(a),
        Command::Completions(a) => small::completions(a, command()),
    };
    result.unwrap_or_else(|failure| {
        anstream::eprintln!("{BOLD_RED}error{RESET}: {failure}");
        ExitCode::from(2)
    })
}

const BOLD_RED: &str = "\x1b[1;31m";
const RESET: &str = "\x1b[0m";
