//! `twotrack stats`: how deep the stages go, side by side; how fair the questions are.

use super::Failure;
use super::project::Project;
use crate::model::{Home, Lang, Playbook, Stage};
use std::path::Path;
use std::process::ExitCode;

/// Prints a table of the stages: words in each language, actions, scripts, questions.
///
/// Words are those of the stage's own page: its items and its main process. A Chinese character
/// counts as a word. With `--within` the exit code is 1 if a stage is thinner than the first one
/// by more than that share.
#[derive(clap::Args)]
pub struct Arguments {
    /// The largest share, in percent, by which a stage may have fewer words than the first.
    #[arg(long, value_name = "PERCENT")]
    within: Option<u32>,
    /// Instead, for each quiz, how often the right answer shows by its length, its place or its
    /// words, with what chance would give in brackets; difficulty, verdicts and misconceptions.
    #[arg(long, conflicts_with = "within")]
    questions: bool,
}

/// What is counted of one stage.
struct Row {
    id: String,
    words: Vec<usize>,
    actions: usize,
    scripts: usize,
    questions: usize,
}

pub fn run(root: Option<&Path>, arguments: Arguments) -> Result<ExitCode, Failure> {
    let mut project = Project::open(root, false, None)?;
    let loaded = project.load();
    let book = &loaded.book;
    if arguments.questions {
        super::questions::print(book);
        return Ok(ExitCode::SUCCESS);
    }
    let rows: Vec<Row> = book.stages.iter().map(|stage| row(book, stage)).collect();
    print(book, &rows);
    let thin = arguments.within.map(|percent| thin(&rows, percent)).unwrap_or_default();
    for (id, language) in &thin {
        let language = &book.settings.languages[*language].name;
        anstream::eprintln!("{id} is too thin in {language}");
    }
    Ok(ExitCode::from(!thin.is_empty() as u8))
}

fn row(book: &Playbook, stage: &Stage) -> Row {
    let id = stage.head.id.as_str();
    let entries = book.entries();
    let own = || entries.iter().filter(|e| e.home == Home::Item(id));
    let words = |lang: Lang| {
        let items = own()
            .flat_map(|e| e.wording.hashed())
            .filter_map(|t| t.get(lang))
            .map(|p| count(&p.text));
        let guide = stage.guide.get(lang.0 as usize).and_then(Option::as_ref);
        items.sum::<usize>() + guide.map_or(0, |g| count(g.markdown()))
    };
    let quizzes = book.quizzes.iter().filter(|q| q.stage.as_ref().is_some_and(|s| s.id == id));
    Row {
        id: id.to_string(),
        words: book.langs().map(words).collect(),
        actions: stage.actions().count(),
        scripts: book.scripts.iter().filter(|s| s.stage.id == id).count(),
        questions: quizzes.map(|q| q.questions.len()).sum(),
    }
}

/// Words between spaces, and every Chinese, Japanese or Korean character.
fn count(text: &str) -> usize {
    let wide =
        |c: char| ('\u{3040}'..='\u{9fff}').contains(&c) || ('\u{ac00}'..='\u{d7a3}').contains(&c);
    let single = text.chars().filter(|c| wide(*c)).count();
    let words = text.split(|c: char| c.is_whitespace() || wide(c));
    single + words.filter(|w| w.chars().any(char::is_alphanumeric)).count()
}

fn print(book: &Playbook, rows: &[Row]) {
    let languages =
        book.settings.languages.iter().map(|l| format!("{:>9}", l.id)).collect::<String>();
    anstream::println!(
        "{:<10}{languages}{:>9}{:>9}{:>11}",
        "stage",
        "actions",
        "scripts",
        "questions"
    );
    for row in rows {
        let words = row.words.iter().map(|w| format!("{w:>9}")).collect::<String>();
        let Row { id, actions, scripts, questions, .. } = row;
        anstream::println!("{id:<10}{words}{actions:>9}{scripts:>9}{questions:>11}");
    }
}

/// The stages and languages that fall too far short of the first stage.
fn thin(rows: &[Row], percent: u32) -> Vec<(String, usize)> {
    let Some(first) = rows.first() else { return Vec::new() };
    let short = |row: &Row, lang: usize| {
        row.words[lang] * 100 < first.words[lang] * 100usize.saturating_sub(percent as usize)
    };
    let each = rows.iter().flat_map(|r| (0..r.words.len()).map(move |lang| (r, lang)));
    each.filter(|(row, lang)| short(row, *lang)).map(|(row, lang)| (row.id.clone(), lang)).collect()
}
