//! The pictures of a package: found from the texts that show them, and brought along.

use super::super::Input;
use super::super::pictures::{Pictures, relinked};
use super::super::xml::Element;
use super::package::beside;
use std::collections::HashMap;

/// What a package holds, and what came along of it.
pub struct Album {
    /// By their paths in the package.
    pub files: HashMap<String, Vec<u8>>,
    pub came: Pictures,
}

/// A picture that stays behind: the question's name, the line, why.
pub type Left = (String, usize, String);

impl Album {
    /// Gives pictures in the texts of a file of the package their addresses in the playbook.
    pub fn bring(&mut self, input: &Input, path: &str, root: &mut Element) -> Vec<Left> {
        let mut left = Vec::new();
        self.walk(input, path, root, "a question", &mut left);
        left
    }

    fn walk(
        &mut self,
        input: &Input,
        path: &str,
        element: &mut Element,
        id: &str,
        left: &mut Vec<Left>,
    ) {
        let own = match element.name.as_str() {
            "item" => element.attribute("ident").to_string(),
            "assessmentItem" => super::own_id(element.attribute("identifier")),
            _ => String::new(),
        };
        let id = if own.is_empty() { id } else { &own };
        let line = element.line;
        let mut address = |source: &str| {
            self.address(input, path, source).unwrap_or_else(|why| {
                left.push((id.to_string(), line, why));
                None
            })
        };
        if element.name == "img" {
            if let Some(address) = address(element.attribute("src")) {
                element.set("src", address);
            }
        } else if element.text.contains("<img") {
            element.text = relinked(&element.text, "src=\"", false, address);
        }
        for child in &mut element.children {
            self.walk(input, path, child, id, left);
        }
    }

    /// Nothing for what stands elsewhere in the world.
    fn address(
        &mut self,
        input: &Input,
        path: &str,
        source: &str,
    ) -> Result<Option<String>, String> {
        if source.contains("://") {
            return Ok(None);
        }
        let shown: String = source.chars().take(60).collect();
        let source = source.split(['?', '#']).next().unwrap_or_default();
        let mut places = match source.strip_prefix("$IMS-CC-FILEBASE$") {
            Some(rest) => vec![format!("web_resources/{rest}"), rest.to_string()],
            None => vec![source.to_string()],
        };
        if places.len() == 1 {
            places = beside(path, source).into_iter().collect();
        }
        let from_root = |place: &String| beside("", place);
        let found = places
            .iter()
            .filter_map(from_root)
            .find_map(|place| self.files.get(&place).map(|bytes| (place, bytes.clone())));
        match found {
            Some((place, bytes)) => self.came.take(input, &place, bytes).map(Some),
            None => Err(format!("`{shown}` did not come along: it is no picture of the package")),
        }
    }
}
