//! The page that a learning system opens: the site in a frame, and the course's scripts.

use super::value::{fields, html, list, map};
use super::{Error, Renderer};
use crate::model::Lang;
use crate::theme::Asset;
use serde_json::Value;
use tera::Context;

impl Renderer {
    /// The launch page of a course. `plan` is what its `script` follows; it names the languages.
    pub fn launch(&self, lang: Lang, plan: &Value, script: &str) -> Result<Vec<u8>, Error> {
        let shared = self.shared(lang);
        let langs = plan["langs"].as_array().into_iter().flatten();
        let text = |language: &Value, key: &str| language[key].as_str().unwrap_or_default().into();
        let language = |language: &Value| {
            let id = language["id"].as_str().unwrap_or_default();
            let needs = self.theme.words(id).say("course.needs_scripts").to_string();
            map([
                ("tag", text(language, "tag")),
                ("up", text(language, "up")),
                ("start", text(language, "start")),
                ("title", text(language, "title")),
                ("needs", needs.into()),
            ])
        };
        // Within a script element nothing may look like its end.
        let plan = plan.to_string().replace('<', "\\u003c");
        let values = fields([
            ("lang", shared.lang.clone()),
            ("assets", self.theme.asset_names().clone()),
            ("languages", list(langs, language)),
            ("script", script.into()),
            // Such a course speaks to the host of its learning system, whichever that is.
            ("is_web", (script == "cmi5.js").into()),
            ("plan", html(&plan)),
        ]);
        let mut context = Context::new();
        for (name, value) in values {
            if let tera::value::Key::Str(name) = name {
                context.insert_value(name, value);
            }
        }
        let tag = &self.site.book.settings.languages[lang.0 as usize].tag;
        let filled = self.theme.fill("launch.html", &context, tag);
        let text = filled.map_err(|fault| Error {
            path: "launch.html".into(),
            message: fault.message,
            at: fault.at,
        })?;
        Ok(text.into_bytes())
    }

    /// What the launch page with this script has beyond the site's files.
    pub fn course_assets(&self, script: &str) -> impl Iterator<Item = &Asset> {
        self.theme.course([script, "course.css"])
    }
}
