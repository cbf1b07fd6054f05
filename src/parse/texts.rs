//! Texts of a YAML file: in one language or a group of languages, names, Markdown, lists of words.
//!
//! What is missing in a language is a warning at the text itself; what a Markdown text points at
//! is collected on the way (`super::refs`).

use super::context::Context;
use super::node::{Data, Key, Node};
use super::refs::{self, Place};
use crate::model::{Lang, Language, Noun, Phrase, Text, Words};
use std::sync::Arc;

#[derive(Clone, Copy, PartialEq)]
pub enum Style {
    Name,
    Markdown,
}

/// A text: in the default language, or a group of languages.
pub fn text(cx: &mut Context, node: &Node, key: &str, style: Style) -> Text {
    let mut text = Text { span: node.span, phrases: vec![None; cx.languages.len()] };
    match &node.data {
        Data::Map(pairs) => {
            for (name, value) in pairs {
                match cx.languages.iter().position(|l| *l.id == *name.text) {
                    Some(lang) => text.phrases[lang] = phrase(cx, value, key, style, lang),
                    None => not_a_language(cx, name, value),
                }
            }
            let written = |language: &Language| pairs.iter().any(|(k, _)| *k.text == *language.id);
            missing_languages(cx, &mut text, key, written);
        }
        _ => {
            text.phrases[0] = phrase(cx, node, key, style, 0);
            if text.phrases[0].is_some() {
                let first = &cx.languages[0];
                missing_languages(cx, &mut text, key, |language| language.id == first.id);
            }
        }
    }
    text
}

/// Fills in what one language takes from another, and tells the languages that have nothing.
fn missing_languages(
    cx: &mut Context,
    text: &mut Text,
    key: &str,
    is_written: impl Fn(&Language) -> bool,
) {
    let mut missing = Vec::new();
    for (lang, language) in cx.languages.iter().enumerate().filter(|(_, l)| !is_written(l)) {
        match language.parent(cx.languages) {
            Some(parent) if is_written(&cx.languages[parent]) => {
                text.phrases[lang] = text.phrases[parent].clone();
            }
            _ => missing.push(language.id.as_str()),
        }
    }
    if !missing.is_empty() {
        cx.report.missing_translation(text.span, key, &missing);
    }
}

fn not_a_language(cx: &mut Context, name: &Key, value: &Node) {
    if cx.is_rest_of_text(name, value) {
        cx.report.comma_in_text(name.span, &name.text);
    } else {
        cx.report.unknown_language(name.span, &name.text, &ids(cx.languages));
    }
}

fn ids(languages: &[Language]) -> Vec<&str> {
    languages.iter().map(|l| l.id.as_str()).collect()
}

fn phrase(cx: &mut Context, node: &Node, key: &str, style: Style, lang: usize) -> Option<Phrase> {
    let words: Arc<str> = match (&node.data, &node.plain) {
        (Data::Text(text), _) => text.clone(),
        (Data::Bool(_) | Data::Number(_), Some(typed)) => typed.clone(),
        (Data::Null, _) => "".into(),
        _ => {
            cx.report.wrong_type(node.span, key, "a text", node.kind());
            return None;
        }
    };
    let trimmed = words.trim();
    if trimmed.is_empty() {
        cx.report.empty_text(node.span, key);
        return None;
    }
    let text: Arc<str> = if trimmed.len() == words.len() { words } else { trimmed.into() };
    if style == Style::Name && text.contains('\n') {
        cx.report.name_of_many_lines(node.span, key);
    }
    if let Some(at) = cx.cut_behind(node) {
        cx.report.cut_text(at, key);
    }
    let phrase = Phrase { text, span: node.span, folder: cx.folder.clone() };
    if style == Style::Markdown {
        let place = Place {
            file: cx.file_text,
            span: phrase.span,
            exact: false,
            lang: Lang(lang as u8),
            folder: cx.folder,
            raw_html: cx.raw_html,
        };
        refs::of_phrase(&phrase, &place, cx.references, cx.report);
    }
    Some(phrase)
}

/// Words in each language.
pub fn words(cx: &mut Context, node: &Node, key: &str) -> Words {
    let mut found = Words { span: node.span, by_lang: vec![Vec::new(); cx.languages.len()] };
    match &node.data {
        Data::Map(pairs) => {
            for (name, value) in pairs {
                match cx.languages.iter().position(|l| *l.id == *name.text) {
                    Some(lang) => found.by_lang[lang] = word_list(cx, value, key),
                    None => not_a_language(cx, name, value),
                }
            }
        }
        _ => {
            let list = word_list(cx, node, key);
            found.by_lang = vec![list; cx.languages.len()];
        }
    }
    found
}

/// What a Chinese keyboard types between the words of a list.
const WIDE_COMMAS: [char; 2] = ['\u{ff0c}', '\u{3001}'];

fn word_list(cx: &mut Context, node: &Node, key: &str) -> Vec<String> {
    let items = match &node.data {
        Data::List(items) => items.as_slice(),
        _ => std::slice::from_ref(node),
    };
    let mut words = Vec::new();
    for item in items {
        match item.word() {
            Some(word) if !word.trim().is_empty() => {
                if let Some(at) = cx.cut_behind(item) {
                    cx.report.cut_text(at, key);
                }
                if word.contains(WIDE_COMMAS) {
                    cx.report.wide_comma(item.span, key);
                }
                words.push(word.trim().to_string());
            }
            _ => cx.report.wrong_type(item.span, key, "words", item.kind()),
        }
    }
    words
}

/// A noun in its forms: of the default language, or of a group of languages. One word alone is all
/// of its forms.
pub fn noun(cx: &mut Context, node: &Node, key: &'static str) -> Noun {
    let forms = vec![Vec::new(); cx.languages.len()];
    let mut noun = Noun { name: key, span: node.span, forms };
    let languages = cx.languages;
    let place = |name: &str| languages.iter().position(|language| language.id == name);
    let pairs = match &node.data {
        Data::Map(pairs) if pairs.iter().any(|(key, _)| place(&key.text).is_some()) => pairs,
        _ => {
            noun.forms[0] = noun_forms(cx, node, key);
            &Vec::new()
        }
    };
    for (name, value) in pairs {
        match place(&name.text) {
            Some(lang) => noun.forms[lang] = noun_forms(cx, value, key),
            None => not_a_language(cx, name, value),
        }
    }
    let mut missing = Vec::new();
    for (lang, language) in languages.iter().enumerate() {
        if !noun.forms[lang].is_empty() {
            continue;
        }
        match language.parent(languages).map(|parent| noun.forms[parent].clone()) {
            Some(forms) if !forms.is_empty() => noun.forms[lang] = forms,
            _ => missing.push(language.id.as_str()),
        }
    }
    if !missing.is_empty() {
        cx.report.missing_translation(node.span, key, &missing);
    }
    noun
}

fn noun_forms(cx: &mut Context, node: &Node, key: &str) -> Vec<(String, String)> {
    let Data::Map(pairs) = &node.data else {
        let phrase = phrase(cx, node, key, Style::Name, 0);
        return phrase.into_iter().map(|it| ("other".to_string(), it.text.to_string())).collect();
    };
    let mut forms = Vec::new();
    for (name, value) in pairs {
        let sound = |c: char| c.is_ascii_lowercase() || c == '_';
        if name.text.is_empty() || !name.text.chars().all(sound) {
            cx.report.bad_form(name.span, &name.text);
        } else if let Some(phrase) = phrase(cx, value, &name.text, Style::Name, 0) {
            forms.push((name.text.to_string(), phrase.text.to_string()));
        }
    }
    if !forms.is_empty() && !forms.iter().any(|(name, _)| name == "one" || name == "other") {
        cx.report.missing_key(node.span, "a noun", "other");
    }
    forms
}
