//! Opens a file in the author's own editor, at a line and column.
//!
//! The command is a template such as `code -g {file}:{line}:{column}`. It is cut into words
//! before the place is filled in and no shell reads it, so a file's name cannot become a command.
//! Without `--editor`, the usual variables are asked, and taken only if they name an editor that
//! has a window: one that needs a terminal would fight the preview for this one.

use std::fmt;
use std::io;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;

/// The editors with a window that are known, and how each is told a place.
const KNOWN: [(&str, &str); 16] = [
    ("code", "-g {file}:{line}:{column}"),
    ("code-insiders", "-g {file}:{line}:{column}"),
    ("codium", "-g {file}:{line}:{column}"),
    ("cursor", "-g {file}:{line}:{column}"),
    ("windsurf", "-g {file}:{line}:{column}"),
    ("zed", "{file}:{line}:{column}"),
    ("zeditor", "{file}:{line}:{column}"),
    ("subl", "{file}:{line}:{column}"),
    ("mate", "-l {line}:{column} {file}"),
    ("bbedit", "+{line} {file}"),
    ("kate", "-l {line} -c {column} {file}"),
    ("gedit", "+{line}:{column} {file}"),
    ("gnome-text-editor", "+{line}:{column} {file}"),
    ("geany", "{file}:{line}:{column}"),
    ("gvim", "+{line} {file}"),
    ("idea", "--line {line} --column {column} {file}"),
];

/// A command that opens a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Editor {
    program: String,
    arguments: Vec<String>,
}

impl Editor {
    /// The editor that the author asked for, or that the environment names. An empty template
    /// means none.
    pub(super) fn find(
        template: Option<&str>,
        variable: impl Fn(&str) -> Option<String>,
    ) -> Option<Editor> {
        if let Some(template) = template {
            return Editor::from_template(template);
        }
        ["VISUAL", "EDITOR"].iter().find_map(|name| Editor::known(&variable(name)?))
    }

    fn from_template(template: &str) -> Option<Editor> {
        let mut words = words(template).into_iter();
        let program = words.next()?;
        let mut arguments: Vec<String> = words.collect();
        if !arguments.iter().any(|word| word.contains("{file}")) {
            arguments.push("{file}".to_owned());
        }
        Some(Editor { program, arguments })
    }

    /// `code --wait` is Visual Studio Code; `vim` is none that could be opened from a page.
    fn known(command: &str) -> Option<Editor> {
        let program = words(command).into_iter().next()?;
        let name = Path::new(&program).file_stem()?.to_str()?;
        let (_, place) = KNOWN.iter().find(|(known, _)| *known == name)?;
        let arguments = words(place);
        Some(Editor { program, arguments })
    }

    /// Starts the editor and does not wait for it.
    ///
    /// # Errors
    /// If the program cannot be started.
    pub(super) fn open(&self, file: &Path, line: u32, column: u32) -> io::Result<()> {
        let mut command = Command::new(&self.program);
        for argument in &self.arguments {
            command.arg(filled(argument, &file.display().to_string(), line, column));
        }
        let mut child =
            command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
        // Somebody must take note when it ends, or its entry stays in the process table.
        thread::spawn(move || child.wait());
        Ok(())
    }
}

impl fmt::Display for Editor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.program)
    }
}

/// Fills in a place, in one pass: a file may be called `{line}`.
fn filled(argument: &str, file: &str, line: u32, column: u32) -> String {
    let mut out = String::new();
    let mut rest = argument;
    while let Some(at) = rest.find('{') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let (name, value) = match () {
            () if rest.starts_with("{file}") => ("{file}", file.to_owned()),
            () if rest.starts_with("{line}") => ("{line}", line.to_string()),
            () if rest.starts_with("{column}") => ("{column}", column.to_string()),
            () => ("{", "{".to_owned()),
        };
        out.push_str(&value);
        rest = &rest[name.len()..];
    }
    out + rest
}

/// Cuts a command at spaces; quotes, single or double, hold a word together.
fn words(command: &str) -> Vec<String> {
    let (mut words, mut word, mut quote) = (Vec::new(), None::<String>, None);
    for letter in command.chars() {
        match (letter, quote) {
            (_, Some(open)) if letter == open => quote = None,
            ('"' | '\'', None) => {
                quote = Some(letter);
                word.get_or_insert_default();
            }
            (_, None) if letter.is_whitespace() => words.extend(word.take()),
            _ => word.get_or_insert_default().push(letter),
        }
    }
    words.extend(word);
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(template: Option<&str>, visual: &str, want: Option<&[&str]>) {
        let found = Editor::find(template, |name| (name == "VISUAL").then(|| visual.to_owned()));
        let line = found.map(|editor| {
            let places = editor.arguments.iter().map(|it| filled(it, "/a b/{line}.md", 3, 7));
            std::iter::once(editor.program.clone()).chain(places).collect::<Vec<_>>()
        });
        assert_eq!(
            line.as_deref(),
            want.map(|words| words.iter().map(|it| it.to_string()).collect::<Vec<_>>()).as_deref()
        );
    }

    #[test]
    fn a_template_is_cut_before_it_is_filled() {
        check(
            Some("code -g {file}:{line}:{column}"),
            "",
            Some(&["code", "-g", "/a b/{line}.md:3:7"]),
        );
        check(
            Some("'/my apps/ed' --at=\"{line} {column}\" {file} {x"),
            "",
            Some(&["/my apps/ed", "--at=3 7", "/a b/{line}.md", "{x"]),
        );
        check(Some("ed"), "", Some(&["ed", "/a b/{line}.md"]));
        check(Some(" "), "code", None);
    }

    #[test]
    fn the_environment_counts_if_its_editor_has_a_window() {
        check(None, "/usr/bin/code --wait", Some(&["/usr/bin/code", "-g", "/a b/{line}.md:3:7"]));
        check(None, "kate", Some(&["kate", "-l", "3", "-c", "7", "/a b/{line}.md"]));
        check(None, "vim", None);
        check(None, "", None);
    }
}
