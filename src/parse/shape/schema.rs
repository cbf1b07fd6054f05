//! A JSON Schema for a kind of file, by which an editor completes keys and underlines slips.
//!
//! Draft 7 is what editors read best. A schema says less than `twotrack check` does: it knows
//! keys, types and choices, not whether an id exists.

use super::reference::hover;
use super::{Form, Group, Shape};
use serde_json::{Map, Value, json};

/// A name, a text and the like in every language: a language tag of BCP 47.
const LANGUAGE: &str = "^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$";
/// What an id is made of (`bad-id`).
const ID: &str = "^[A-Za-z0-9][A-Za-z0-9._-]*$";
/// The id of another item, perhaps with a heading of its page.
const REF: &str = "^[A-Za-z0-9][A-Za-z0-9._-]*(#\\S+)?$";
/// One fact of the source, or a range of them.
const FACT: &str = "[A-Za-z]+\\d+([-–][A-Za-z]*\\d+)?";

/// The schema of one kind of file.
pub fn schema(shape: &Shape) -> Value {
    let mut whole = json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": format!("Twotrack: {}", shape.group.what),
        "description": shape.place,
        "definitions": definitions(),
    });
    if let (Value::Object(into), Value::Object(from)) = (&mut whole, group(&shape.group)) {
        into.extend(from);
    }
    whole
}

/// What most keys share.
fn definitions() -> Value {
    let scalar =
        |pattern: &str| json!({"type": ["string", "number", "boolean"], "pattern": pattern});
    let by_language = |one: Value| {
        let group = json!({
            "type": "object",
            "patternProperties": {LANGUAGE: one},
            "additionalProperties": false,
        });
        json!({"anyOf": [one, group]})
    };
    let one_or_many = |one: Value| json!({"anyOf": [one, {"type": "array", "items": one}]});
    json!({
        "name": by_language(scalar("^\\s*\\S[^\\n]*\\s*$")),
        "text": by_language(scalar("\\S")),
        "noun": {"anyOf": [scalar("\\S"), {"type": "object", "additionalProperties":
            {"anyOf": [
                scalar("\\S"),
                {"type": "object", "additionalProperties": scalar("\\S")},
            ]}}]},
        "word": scalar("\\S"),
        "words": by_language(one_or_many(scalar("\\S"))),
        "id": scalar(ID),
        "ref": scalar(REF),
        "refs": one_or_many(scalar(REF)),
    })
}

fn group(group: &Group) -> Value {
    if group.variants.is_empty() {
        return object(&[group], None);
    }
    let one = |variant: &super::Variant| {
        object(&[group, &variant.group], Some((variant.key, variant.word)))
    };
    json!({"type": "object", "oneOf": group.variants.iter().map(one).collect::<Vec<_>>()})
}

/// One group of keys, made of several; `word` is what one of its keys must be.
fn object(groups: &[&Group], word: Option<(&str, &str)>) -> Value {
    let mut properties = Map::new();
    let mut required = Vec::new();
    for group in groups {
        for key in &group.keys {
            let mut value = form(&key.form);
            if let Some((_, word)) = word.filter(|(name, _)| *name == key.name) {
                value = json!({"const": word});
            }
            if key.needed {
                if matches!(key.form, Form::List(_)) {
                    value["minItems"] = 1.into();
                }
                required.push(key.name);
            }
            properties.insert(key.name.into(), described(value, hover(group, key)));
        }
    }
    json!({
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    })
}

/// In draft 7 nothing beside a `$ref` counts, so a reference is put one level down.
fn described(value: Value, text: String) -> Value {
    match value {
        Value::Object(mut map) if !map.contains_key("$ref") => {
            map.insert("description".into(), text.into());
            Value::Object(map)
        }
        other => json!({"description": text, "allOf": [other]}),
    }
}

fn form(form: &Form) -> Value {
    let shared = |name: &str| json!({"$ref": format!("#/definitions/{name}")});
    match form {
        Form::Name => shared("name"),
        Form::Text => shared("text"),
        Form::Texts => json!({"type": "array", "items": shared("text")}),
        Form::Words => shared("words"),
        Form::Word | Form::Line => shared("word"),
        Form::Id => shared("id"),
        Form::Ref(..) => shared("ref"),
        Form::Refs(_) => shared("refs"),
        Form::Date => json!({"type": "string", "pattern": "^\\d{4}-\\d{2}-\\d{2}$"}),
        Form::Url => json!({"type": "string", "pattern": "^https?://[^/\\s]+"}),
        Form::Origin => json!({"type": "string", "pattern": origin()}),
        Form::Choice(words) => json!({"enum": words}),
        Form::Whole(from, to) => json!({"type": "integer", "minimum": from, "maximum": to}),
        Form::Number => json!({"type": "number"}),
        Form::Noun => shared("noun"),
        Form::Switch => json!({"type": "boolean"}),
        Form::Group(inner) => group(inner),
        Form::Named(inner) => json!({"type": "object", "additionalProperties": group(inner)}),
        Form::List(inner) => json!({"type": "array", "items": group(inner)}),
        Form::WordsOr(inner) => json!({
            "type": "array",
            "minItems": 1,
            "uniqueItems": true,
            "items": {"anyOf": [{"type": "string", "pattern": LANGUAGE}, group(inner)]},
        }),
    }
}

/// `source F45`, `source F8 F9-F12, authored` and the like (`bad-origin`).
fn origin() -> String {
    let facts = format!("{FACT}(\\s+{FACT})*");
    format!("^\\s*(authored|source\\s+{facts})(\\s*,\\s*(authored|(source\\s+)?{facts}))*\\s*$")
}
