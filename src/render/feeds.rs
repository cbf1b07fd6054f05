//! What machines read: sitemap, feeds, robots, the web app's manifest, the manifest of items.

use super::route::FEED;
use super::shared::plain;
use super::urn::urn;
use super::value::escape;
use crate::model::Lang;
use crate::site::{Site, View, localized};
use crate::theme::Theme;
use std::fmt::Write;

/// What crawlers may read: everything.
pub fn robots(site: &Site) -> String {
    let map = site.absolute("sitemap.xml").map(|url| format!("Sitemap: {url}\n"));
    format!("User-agent: *\nAllow: /\n{}", map.unwrap_or_default())
}

/// Every page with its translations.
pub fn sitemap(site: &Site) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" \
         xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n",
    );
    let updated = site.book.settings.updated.as_deref();
    // The handbook says again what the other pages say.
    let listed = |view: View| !matches!(view, View::NotFound | View::Handbook);
    for page in site.pages.iter().filter(|p| listed(p.view)) {
        let url = site.absolute(&page.path).unwrap_or_default();
        let _ = write!(out, "<url><loc>{}</loc>", escape(&url));
        if let Some(day) = updated {
            let _ = write!(out, "<lastmod>{day}</lastmod>");
        }
        let slug = page.view.slug(&site.book);
        for lang in site.book.langs().filter(|_| site.book.settings.languages.len() > 1) {
            let tag = &site.book.settings.languages[lang.0 as usize].tag;
            let url = site.absolute(&localized(&site.book, lang, &slug)).unwrap_or_default();
            let href = escape(&url);
            let _ =
                write!(out, "<xhtml:link rel=\"alternate\" hreflang=\"{tag}\" href=\"{href}\"/>");
        }
        out.push_str("</url>\n");
    }
    out.push_str("</urlset>\n");
    out
}

/// The site as an app of a phone.
pub fn manifest(site: &Site, theme: &Theme, lang: Lang) -> String {
    let settings = &site.book.settings;
    let top = if lang == Lang::DEFAULT { "" } else { "../" };
    // Drawn ones for who can scale them, and pictures for the phones that can't.
    let icon = |name: &str, sizes: &str, purpose: &str| {
        let kind = if name.ends_with(".svg") { "image/svg+xml" } else { "image/png" };
        serde_json::json!({
            "src": format!("{top}{name}"), "type": kind, "sizes": sizes, "purpose": purpose,
        })
    };
    let title = settings.title.str(lang);
    let language = &settings.languages[lang.0 as usize];
    let description = plain(site, theme.words(&language.id), lang, &settings.description);
    let mut manifest = serde_json::json!({
        "name": title,
        "short_name": title,
        "description": description,
        "lang": language.tag,
        "start_url": "index.html",
        "scope": if top.is_empty() { "./" } else { top },
        "display": "standalone",
        "background_color": "#fbfaf6",
        "theme_color": "#fbfaf6",
        "icons": [
            icon("favicon.svg", "any", "any"),
            icon("icon-192.png", "192x192", "any"),
            icon("icon-512.png", "512x512", "any"),
            icon("icon-maskable.svg", "any", "maskable"),
            icon("icon-maskable-512.png", "512x512", "maskable"),
        ],
    });
    // One app in every language, whatever the page it was installed from. Browsers take an id from
    // the host's root, where other playbooks may stand: without the site's address there is none,
    // and each language is an app of its own.
    if let Some(folder) = site.folder() {
        manifest["id"] = folder.into();
    }
    format!("{manifest:#}\n")
}

/// The day that an Atom feed gives when the playbook gives none: it must give one.
const NO_DAY: &str = "1970-01-01";

/// An Atom feed: the release, then every guide. A build does not ask the clock, so all carry the
/// playbook's own date.
pub fn feed(site: &Site, theme: &Theme, lang: Lang) -> String {
    let settings = &site.book.settings;
    let language = &settings.languages[lang.0 as usize];
    let words = theme.words(&language.id);
    let day = settings.updated.as_deref().unwrap_or(NO_DAY);
    let stamp = format!("{day}T00:00:00Z");
    let home = site.path(View::Home, lang);
    let id = |path: &str| id(site, path);
    let href = |path: &str| site.absolute(path).unwrap_or_else(|| beside(site, lang, path));
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n<title>{}</title>\n\
         <id>{}</id>\n<updated>{stamp}</updated>\n<author><name>{}</name></author>\n\
         <link rel=\"self\" href=\"{}\"/>\n<link href=\"{}\"/>\n",
        escape(&language.tag),
        escape(settings.title.str(lang)),
        escape(&id(&home)),
        escape(settings.title.str(lang)),
        escape(&href(&localized(&site.book, lang, FEED))),
        escape(&href(&home)),
    );
    let mut entry = |id: String, path: &str, title: &str, summary: &str| {
        let _ = writeln!(
            out,
            "<entry><title>{}</title><id>{}</id><updated>{stamp}</updated><link href=\"{}\"/>\
             <summary>{}</summary></entry>",
            escape(title),
            escape(&id),
            escape(&href(path)),
            escape(summary),
        );
    };
    if let Some(release) = &settings.release {
        let title = crate::theme::fill(words.say("release"), &[("release", release)]);
        let about = site.path(View::About, lang);
        let tagline = settings.tagline.str(lang);
        entry(format!("{}#{}", id(&about), release), &about, &title, tagline);
    }
    for stage in 0..site.book.stages.len() {
        let path = site.path(View::Stage(stage), lang);
        let stage = &site.book.stages[stage];
        let revision = format!("{}#r{}", id(&path), stage.head.revision);
        let purpose = plain(site, words, lang, &stage.purpose);
        entry(revision, &path, stage.title.str(lang), &purpose);
    }
    const MOST: usize = 50;
    for (n, guide) in site.book.guides.iter().enumerate().take(MOST) {
        let path = site.path(View::Guide(n), lang);
        if site.page(&path).is_some() {
            let revision = format!("{}#r{}", id(&path), guide.head.revision);
            let summary = plain(site, words, lang, &guide.summary);
            entry(revision, &path, guide.title.str(lang), &summary);
        }
    }
    out.push_str("</feed>\n");
    out
}

/// A page's id. Without an address of its own a feed still needs ids that nobody else has.
fn id(site: &Site, path: &str) -> String {
    site.absolute(path).unwrap_or_else(|| {
        let title = site.book.settings.title.str(Lang::DEFAULT);
        urn(&format!("{title}\n{path}"))
    })
}

/// The address of a path as the language's feed sees it.
fn beside(site: &Site, lang: Lang, path: &str) -> String {
    crate::site::relative(&localized(&site.book, lang, FEED), path)
}
