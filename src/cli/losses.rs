//! What `export` and `import` say: the formats there are, and what did not come through whole.

use super::Failure;
use crate::diagnostic::{Fate, Files, Losses};

/// How to tell what was changed or left out.
#[derive(Clone, Copy, Default, PartialEq, clap::ValueEnum)]
pub enum ReportFormat {
    /// A table for people.
    #[default]
    Table,
    /// JSON for programs.
    Json,
}

/// Lists formats, one a line.
pub fn list(formats: impl Iterator<Item = (&'static str, &'static str)>) {
    for (name, about) in formats {
        anstream::println!("{name:<12}{about}");
    }
}

/// Tells what was done and what did not come through whole; on standard error if standard output
/// carries the file itself.
pub fn tell(
    losses: &Losses,
    format: ReportFormat,
    files: &dyn Files,
    on_stdout: bool,
    done: &str,
) -> Result<(), Failure> {
    let text = match format {
        ReportFormat::Json => serde_json::to_string_pretty(&losses.json(files))? + "\n",
        ReportFormat::Table => {
            let notes: String = losses.notes().iter().map(|note| format!("{note}\n")).collect();
            losses.table(files) + &notes + &sum(losses, done)
        }
    };
    match on_stdout {
        true => anstream::print!("{text}"),
        false => anstream::eprint!("{text}"),
    }
    Ok(())
}

fn sum(losses: &Losses, done: &str) -> String {
    let (changed, dropped) = (losses.count(Fate::Changed), losses.count(Fate::Dropped));
    match losses.is_empty() {
        true => format!("{done}; nothing was changed or left out\n"),
        false => format!("{done}; {changed} changed, {dropped} left out\n"),
    }
}
