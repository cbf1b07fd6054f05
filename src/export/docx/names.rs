//! Bookmarks, by which links find their places and items keep their ids, and what leads outside.

use std::collections::{BTreeMap, BTreeSet};

/// The longest name that word processors take.
const LONGEST: usize = 40;

/// What a document names.
#[derive(Default)]
pub struct Names {
    marks: BTreeMap<String, String>,
    taken: BTreeSet<String>,
    /// Addresses of links, in the order in which they were met.
    pub links: Vec<String>,
    /// The author's files that are shown, by their paths below `content/`.
    pub pictures: Vec<String>,
}

impl Names {
    /// The bookmark of a place in a chapter. Its line in front hides it from readers.
    pub fn mark(&mut self, lang: &str, file: &str, id: &str) -> String {
        let place = format!("{lang} {file}#{id}");
        if let Some(name) = self.marks.get(&place) {
            return name.clone();
        }
        let id = if id.is_empty() { file.trim_end_matches(".xhtml") } else { id };
        let fits = |c: char| if c.is_ascii_alphanumeric() { c } else { '_' };
        let plain: String = format!("_{lang}_{id}").chars().map(fits).collect();
        let mut name = plain.chars().take(LONGEST).collect::<String>();
        let mut n = 1;
        while !self.taken.insert(name.to_lowercase()) {
            n += 1;
            let more = format!("_{n}");
            name = plain.chars().take(LONGEST - more.len()).collect::<String>() + &more;
        }
        self.marks.insert(place, name.clone());
        name
    }

    /// The relation by which a link leads to an address.
    pub fn link(&mut self, address: &str) -> String {
        format!("link{}", place(&mut self.links, address))
    }

    /// The relation by which a picture is shown.
    pub fn picture(&mut self, path: &str) -> String {
        format!("picture{}", place(&mut self.pictures, path))
    }
}

fn place(list: &mut Vec<String>, what: &str) -> usize {
    list.iter().position(|known| known == what).unwrap_or_else(|| {
        list.push(what.to_string());
        list.len() - 1
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_hidden_short_and_no_other_places() {
        let mut names = Names::default();
        assert_eq!(names.mark("en", "stages/s1.xhtml", "s1.k1"), "_en_s1_k1");
        assert_eq!(names.mark("en", "stages/s1.xhtml", "s1_k1"), "_en_s1_k1_2");
        assert_eq!(names.mark("en", "stages/s1.xhtml", "s1.k1"), "_en_s1_k1");
        let long = names.mark("en", "g.xhtml", &"x".repeat(60));
        let other = names.mark("en", "h.xhtml", &"x".repeat(60));
        assert!(long.len() == LONGEST && other.len() == LONGEST && long != other);
    }
}
