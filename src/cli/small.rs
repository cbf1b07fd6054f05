//! Commands of a few lines: `explain`, `markdown`, `completions`.

use super::Failure;
use crate::{diagnostic, markdown};
use std::io::Read;
use std::process::ExitCode;

/// Tells more about a fault, with a wrong and a right example.
///
/// Without a code it lists all there are.
#[derive(clap::Args)]
pub struct ExplainArguments {
    /// The word in brackets behind `error` or `warning`.
    code: Option<String>,
}

pub fn explain(arguments: ExplainArguments) -> Result<ExitCode, Failure> {
    let Some(code) = arguments.code else {
        for explanation in diagnostic::explanations() {
            let title = explanation.text.lines().next().unwrap_or("").trim_start_matches("# ");
            anstream::println!("{:<24}{title}", explanation.code);
        }
        return Ok(ExitCode::SUCCESS);
    };
    let Some(explanation) = diagnostic::explain(&code) else {
        let near = diagnostic::nearest(&code, diagnostic::explanations().map(|e| e.code));
        let hint = near.map(|n| format!("; did you mean `{n}`?")).unwrap_or_default();
        return Err(format!("there is no code `{code}`{hint}").into());
    };
    anstream::print!("{}", explanation.text);
    Ok(ExitCode::SUCCESS)
}

/// Turns Markdown on standard input into an HTML fragment on standard output.
///
/// It reads what a playbook's texts may contain. Raw HTML comes out as visible text, and no link
/// that could run a script survives.
#[derive(clap::Args)]
pub struct MarkdownArguments {
    /// Let raw HTML through, as a playbook with `raw_html: true` does.
    #[arg(long)]
    raw_html: bool,
}

pub fn markdown(arguments: MarkdownArguments) -> Result<ExitCode, Failure> {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    print!("{}", markdown::fragment(&text, arguments.raw_html));
    Ok(ExitCode::SUCCESS)
}

/// Prints a script that lets a shell complete twotrack's commands.
///
/// For example: `twotrack completions bash > ~/.local/share/bash-completion/completions/twotrack`
#[derive(clap::Args)]
pub struct CompletionsArguments {
    shell: clap_complete::Shell,
}

pub fn completions(
    arguments: CompletionsArguments,
    mut command: clap::Command,
) -> Result<ExitCode, Failure> {
    clap_complete::generate(arguments.shell, &mut command, "twotrack", &mut std::io::stdout());
    Ok(ExitCode::SUCCESS)
}
