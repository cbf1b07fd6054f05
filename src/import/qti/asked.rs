//! What is known of a question beside itself: its id, keywords, difficulty and stage.

use super::super::Input;
use super::super::bank::{Found, tested};
use super::super::xml::Element;
use super::package::beside;
use std::collections::BTreeMap;

/// What a manifest says of its files, by their paths.
#[derive(Default)]
pub struct Asked(BTreeMap<String, About>);

#[derive(Clone, Debug, Default)]
pub struct About {
    pub id: String,
    pub keywords: Vec<String>,
    /// 1 easy to 3 hard; 0 if nobody says.
    pub difficulty: u32,
    pub stage: Option<String>,
}

impl Asked {
    /// Reads a manifest that stands at this path.
    pub fn read(&mut self, manifest: &Element, path: &str) {
        let resources = manifest.child("resources");
        for resource in resources.into_iter().flat_map(|all| all.all("resource")) {
            let lom = resource.child("metadata").and_then(|data| data.child("lom"));
            if let (Some(lom), Some(path)) = (lom, beside(path, resource.attribute("href"))) {
                self.0.insert(path, about(lom));
            }
        }
    }

    pub fn of(&self, path: &str) -> About {
        self.0.get(path).cloned().unwrap_or_default()
    }
}

fn about(lom: &Element) -> About {
    let mut about = About::default();
    if let Some(general) = lom.child("general") {
        let own = general.all("identifier").find(|id| id.text_of("catalog") == "twotrack");
        about.id = own.map(|id| id.text_of("entry").to_string()).unwrap_or_default();
        let words = general.all("keyword").flat_map(|keyword| keyword.within());
        let words = words.map(|word| word.text.trim().to_string()).filter(|word| !word.is_empty());
        about.keywords = words.collect();
    }
    let hard = lom.child("educational").and_then(|e| e.child("difficulty"));
    about.difficulty = level(hard.map_or("", |hard| hard.text_of("value")));
    let classes = lom.all("classification").flat_map(|class| class.all("taxonPath"));
    about.stage = classes
        .filter(|path| path.child("source").is_some_and(|s| s.text_of("string") == "stage"))
        .find_map(|path| Some(path.child("taxon")?.text_of("id").to_string()));
    about
}

/// How hard a word of the standard says that a question is; 0 if it says nothing.
pub fn level(word: &str) -> u32 {
    match word.trim().to_ascii_lowercase().as_str() {
        "very easy" | "easy" => 1,
        "medium" => 2,
        "difficult" | "hard" | "very difficult" => 3,
        _ => 0,
    }
}

impl About {
    /// Adds it to a question.
    pub fn tell(self, input: &Input, found: &mut Found) {
        let q = &mut found.question;
        q.difficulty = if self.difficulty > 0 { self.difficulty } else { q.difficulty.max(1) };
        let mut others = Vec::new();
        for word in self.keywords {
            if let Some(bank) = word.strip_prefix("bank:") {
                q.bank = Some(bank.to_string());
            } else if let Some(see) = word.strip_prefix("see:") {
                q.see = tested(input, &[see.to_string()]).0.into_iter().next();
            } else {
                others.push(word);
            }
        }
        let (tests, notes) = tested(input, &others);
        q.tests = tests;
        found.notes.extend(notes);
    }
}
