//! Icons: the symbols of `icons.svg`, each a small picture of its own inside the page.
//!
//! A page opened from a folder may not refer to symbols in another file, so each use carries its
//! shape along; they are a few dozen bytes each.

use super::files::Files;
use std::collections::HashMap;
use tera::Value;

/// Every symbol by its id, as HTML.
pub fn read(files: &Files) -> HashMap<String, Value> {
    let Some(text) = files.get("icons.svg").and_then(|f| f.text()) else { return HashMap::new() };
    text.split("<symbol ").skip(1).filter_map(symbol).collect()
}

fn symbol(text: &str) -> Option<(String, Value)> {
    let (head, rest) = text.split_once('>')?;
    let (shape, _) = rest.split_once("</symbol>")?;
    let attribute = |name: &str| head.split_once(name)?.1.split('"').next();
    let view = attribute("viewBox=\"").unwrap_or("0 0 24 24");
    let html = format!(
        "<svg class=\"icon\" viewBox=\"{view}\" width=\"20\" height=\"20\" \
         aria-hidden=\"true\">{}</svg>",
        shape.trim()
    );
    Some((attribute("id=\"")?.to_string(), Value::safe_string(&html)))
}
