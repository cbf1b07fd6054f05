//! Nouns of the trade inside the words: `{deal}`, `{Deals}`, `{a_buyer}`.
//!
//! The interface speaks of a deal, a buyer, a seller, a customer and a rep. A trade that calls them
//! something else says so once, under `nouns` in `playbook.yaml`, and every word of the interface
//! follows. Where it says nothing, the nouns stand in the words' own files, under `nouns`.
//!
//! `{deal}` is the form `one`, `{deals}` is `other`; `{a_deal}` and `{the_deal}` are the forms `a`
//! and `the`, and `{deal_few}` any other form. A capital at the beginning makes one of the noun.

use super::super::language::categories;
use super::borrowed::{bare, is_marked};
use super::fill::placeholders;
use super::tree::Tree;
use super::{DIVIDE, MOTHER};
use crate::model::{NOUNS, Noun};
use std::collections::BTreeSet;

/// The nouns of one language.
pub struct Nouns<'a> {
    tag: &'a str,
    /// What the playbook says, by noun; it leaves none of the usual forms in place.
    own: Vec<(&'static str, &'a [(String, String)])>,
    /// What the words' files say: the branch `nouns`.
    usual: Option<Tree>,
}

/// What a name in braces stands for, if it is a noun.
struct Asked<'a> {
    noun: &'static str,
    form: &'a str,
    is_capital: bool,
}

impl<'a> Nouns<'a> {
    /// `lang` is the language's place among those of the playbook, if it is one of them.
    pub fn new(tag: &'a str, words: &Tree, nouns: &'a [Noun], lang: Option<usize>) -> Nouns<'a> {
        let own = nouns.iter().filter_map(|noun| {
            let forms = noun.forms.get(lang?)?;
            (!forms.is_empty()).then_some((noun.name, forms.as_slice()))
        });
        Nouns { tag, own: own.collect(), usual: words.find("nouns").cloned() }
    }

    /// A word with its nouns put in; English inside another language takes `english`.
    pub fn put_into(&self, word: &str, english: &Nouns) -> String {
        if !word.contains('{') {
            return word.to_string();
        }
        let from = if is_marked(word) { english } else { self };
        let mut out = String::with_capacity(word.len());
        let mut rest = word;
        while let Some((before, behind)) = rest.split_once('{') {
            out += before;
            let found = behind.split_once('}').and_then(|(name, behind)| {
                let said = from.say(name)?;
                Some((if is_marked(word) { bare(said) } else { said }, behind))
            });
            match found {
                Some((said, behind)) => {
                    out += &said;
                    rest = behind;
                }
                None => {
                    out.push('{');
                    rest = behind;
                }
            }
        }
        out + rest
    }

    /// The forms that words ask for and the playbook's own nouns lack, by noun, each with what the
    /// usual noun has there.
    pub fn lacking(&self, words: &Tree) -> Vec<(&'static str, Vec<(String, String)>)> {
        let leaves = words.leaves();
        let own =
            leaves.iter().filter(|(key, word)| !key.starts_with("nouns.") && !is_marked(word));
        let braces = own.flat_map(|(_, word)| placeholders(word).map(|(_, name)| name));
        let wanted: BTreeSet<(&str, &str)> =
            braces.filter_map(asked).map(|asked| (asked.noun, asked.form)).collect();
        let usual = |noun: &str, form: &str| {
            let found = self.usual.as_ref()?.find(noun)?.find(form)?;
            Some((form.to_string(), found.here()?.to_string()))
        };
        let lacking = |(noun, forms): &(&'static str, &[(String, String)])| {
            let wanted = wanted.iter().filter(|(it, form)| it == noun && self.lacks(forms, form));
            (*noun, wanted.filter_map(|(noun, form)| usual(noun, form)).collect::<Vec<_>>())
        };
        self.own.iter().map(lacking).filter(|(_, forms)| !forms.is_empty()).collect()
    }

    /// Whether a noun's forms lack one that nothing else stands in for.
    fn lacks(&self, forms: &[(String, String)], form: &str) -> bool {
        let has = |name: &str| forms.iter().any(|(it, _)| it == name);
        match form {
            "one" => false,
            "other" => has("one") && !has("other") && categories(self.tag).len() > 1,
            form => !has(form) && self.made(form, "").is_none(),
        }
    }

    fn say(&self, brace: &str) -> Option<String> {
        let asked = asked(brace)?;
        let said = self.form(asked.noun, asked.form)?;
        Some(if asked.is_capital { capital(&said) } else { said })
    }

    fn form(&self, noun: &str, form: &str) -> Option<String> {
        let own = self.own.iter().find(|(name, _)| *name == noun).map(|(_, forms)| *forms);
        let usual =
            |form: &str| Some(self.usual.as_ref()?.find(noun)?.find(form)?.here()?.to_string());
        let find = |form: &str| match own {
            Some(forms) => {
                forms.iter().find(|(name, _)| name == form).map(|(_, text)| text.clone())
            }
            None => usual(form),
        };
        let one = || find("one").or_else(|| find("other"));
        let found = match form {
            "one" => one(),
            "other" => find("other").or_else(one),
            form => find(form),
        };
        found.or_else(|| self.made(form, &one()?)).or_else(one)
    }

    /// A form that a noun does not have, made as the words' files say.
    fn made(&self, form: &str, one: &str) -> Option<String> {
        let is_mother = self.tag.split(DIVIDE).next() == Some(MOTHER);
        if form == "a" && is_mother {
            let vowel = one.starts_with(['a', 'e', 'i', 'o', 'u', 'A', 'E', 'I', 'O', 'U']);
            return Some(format!("{} {one}", if vowel { "an" } else { "a" }));
        }
        let made = self.usual.as_ref()?.find("otherwise")?.find(form)?.here()?;
        Some(made.replace("{one}", one))
    }
}

/// Whether a name in braces is a noun's.
pub fn is_noun(brace: &str) -> bool {
    asked(brace).is_some()
}

fn asked(brace: &str) -> Option<Asked<'_>> {
    let is_capital = brace.starts_with(|c: char| c.is_uppercase());
    let named = |name: &str| {
        let noun = NOUNS.into_iter().find(|noun| noun.eq_ignore_ascii_case(name))?;
        name.chars().skip(1).all(|c| c.is_lowercase()).then_some(noun)
    };
    let (noun, form) = if let Some(noun) = named(brace) {
        (noun, "one")
    } else if let Some(noun) = brace.strip_suffix('s').and_then(named) {
        (noun, "other")
    } else {
        let (first, second) = brace.split_once('_')?;
        match (named(first), named(second)) {
            (Some(noun), _) => (noun, second),
            (None, Some(noun)) if matches!(first, "A" | "a") => (noun, "a"),
            (None, Some(noun)) if matches!(first, "The" | "the") => (noun, "the"),
            _ => return None,
        }
    };
    Some(Asked { noun, form, is_capital })
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    // A sign of a borrowed word stays in front.
    let mut out = String::new();
    for c in letters.by_ref() {
        if c.is_alphanumeric() {
            out.extend(c.to_uppercase());
            break;
        }
        out.push(c);
    }
    out + letters.as_str()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nouns_take_the_form_that_a_word_asks_for() {
        let mut words = Tree::new();
        for (key, word) in [
            ("nouns.deal.one", "deal"),
            ("nouns.deal.other", "deals"),
            ("nouns.buyer.one", "buyer"),
            ("nouns.buyer.plays", "buys"),
            ("nouns.otherwise.plays", "is the {one}"),
        ] {
            words.put(key, word);
        }
        let usual = Nouns::new("en", &words, &[], None);
        let say = |nouns: &Nouns, word: &str| nouns.put_into(word, &usual);
        assert_eq!(say(&usual, "{A_deal}, {Deals} {n} {x"), "A deal, Deals {n} {x");
        assert_eq!(say(&usual, "One {buyer_plays}."), "One buys.");
        let forms = [("one", "applicant"), ("other", "applicants")];
        let forms = forms.map(|(name, text)| (name.to_string(), text.to_string())).to_vec();
        let own = [Noun { name: "buyer", forms: vec![forms], ..Noun::default() }];
        let hiring = Nouns::new("en", &words, &own, Some(0));
        assert_eq!(
            say(&hiring, "{Buyers}: {a_buyer} {buyer_plays}"),
            "Applicants: an applicant is the applicant"
        );
        assert_eq!(say(&hiring, "{deal}"), "deal");
    }

    #[test]
    fn a_noun_is_told_from_a_value() {
        for brace in ["deal", "Deals", "a_deal", "The_buyer", "rep_few"] {
            assert!(is_noun(brace), "{brace}");
        }
        for brace in ["n", "deall", "dEal", "x_deal", "count", "deal s"] {
            assert!(!is_noun(brace), "{brace}");
        }
    }
}
