//! The pages of an e-book, each as a file.

use super::{File, Volume};
use crate::export::book::Part;
use crate::export::xml::{address, escape};
use crate::render::date;
use crate::site::relative;
use crate::theme::fill;

const TITLE: &str = "title.xhtml";

/// The title page, then part by part a page of its own, if it has one, and its chapters.
pub fn files(volume: &Volume) -> Vec<File> {
    let mut files = vec![title_page(volume)];
    for part in &volume.book.parts {
        files.extend(part.file.as_ref().map(|path| part_page(volume, part, path)));
        for chapter in &part.chapters {
            let class = chapter.class.split_whitespace().next().unwrap_or_default();
            let class = format!("chapter {class}");
            files.push(file(volume, &chapter.file, &chapter.title, &class, &chapter.xhtml));
        }
    }
    files
}

/// The contents, for readers and for reading programs.
pub fn contents(volume: &Volume) -> String {
    let words = volume.request.words(volume.lang);
    let title = words.say("handbook.contents");
    let parts: String = volume.book.parts.iter().map(in_contents).collect();
    let begin = volume.book.chapters().next().map_or("", |first| &first.file);
    let landmark = |kind: &str, file: &str, name: &str| {
        let (href, name) = (escape(&address(file)), escape(name));
        format!("<li><a epub:type=\"{kind}\" href=\"{href}\">{name}</a></li>\n")
    };
    let inner = format!(
        "<nav epub:type=\"toc\" id=\"toc\"><h1>{}</h1>\n<ol>\n{parts}</ol></nav>\n\
         <nav epub:type=\"landmarks\" hidden=\"hidden\"><ol>\n{}{}{}</ol></nav>",
        escape(title),
        landmark("titlepage", TITLE, &volume.title()),
        landmark("toc", "nav.xhtml", title),
        landmark("bodymatter", begin, words.say("pages.handbook")),
    );
    file(volume, "nav.xhtml", title, "contents", &inner).xhtml
}

fn in_contents(part: &Part) -> String {
    let opener = part.chapters.iter().find(|chapter| chapter.opens);
    let page = part.file.as_ref().or(opener.map(|opener| &opener.file));
    let head = match page {
        Some(page) => link("", page, &part.title),
        None => format!("<span>{}</span>", escape(&part.title)),
    };
    let chapters = part.chapters.iter().filter(|chapter| !chapter.opens);
    let chapters = chapters.map(|it| format!("<li>{}</li>\n", link("", &it.file, &it.title)));
    match chapters.collect::<String>() {
        chapters if chapters.is_empty() => format!("<li>{head}</li>\n"),
        chapters => format!("<li>{head}\n<ol>\n{chapters}</ol>\n</li>\n"),
    }
}

fn title_page(volume: &Volume) -> File {
    let settings = &volume.request.book().settings;
    let words = volume.request.words(volume.lang);
    let title = volume.title();
    let plain = |text| escape(&volume.request.plain(text, volume.lang));
    let mut inner = format!("<h1>{}</h1>\n", escape(&title));
    for (class, words) in
        [("lede", plain(&settings.tagline)), ("about", plain(&settings.description))]
    {
        if !words.is_empty() {
            inner += &format!("<p class=\"{class}\">{words}</p>\n");
        }
    }
    let release = settings.release.as_ref();
    let release = release.map(|it| fill(words.say("release"), &[("release", it)]));
    let updated = settings.updated.as_ref().map(|day| date(words, day));
    let state: Vec<String> = release.into_iter().chain(updated).collect();
    if !state.is_empty() {
        inner += &format!("<p class=\"quiet\">{}</p>", escape(&state.join(" · ")));
    }
    file(volume, TITLE, &title, "title", &inner)
}

fn part_page(volume: &Volume, part: &Part, path: &str) -> File {
    let item = |file: &str, title: &str| format!("<li>{}</li>\n", link(path, file, title));
    let chapters: String = part.chapters.iter().map(|it| item(&it.file, &it.title)).collect();
    let inner = format!("<h1>{}</h1>\n<ol>\n{chapters}</ol>", escape(&part.title));
    file(volume, path, &part.title, "part", &inner)
}

fn link(from: &str, to: &str, words: &str) -> String {
    format!("<a href=\"{}\">{}</a>", escape(&address(&relative(from, to))), escape(words))
}

fn file(volume: &Volume, path: &str, title: &str, class: &str, inner: &str) -> File {
    let (tag, way) = (escape(volume.tag()), volume.way());
    let (styles, name) = (relative(path, "book.css"), escape(title));
    let xhtml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html>\n\
         <html xmlns=\"http://www.w3.org/1999/xhtml\" \
         xmlns:epub=\"http://www.idpf.org/2007/ops\" \
         lang=\"{tag}\" xml:lang=\"{tag}\" dir=\"{way}\">\n\
         <head>\n<title>{name}</title>\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n\
         <link rel=\"stylesheet\" href=\"{styles}\"/>\n</head>\n\
         <body class=\"{class}\">\n{inner}\n</body>\n</html>\n",
        class = escape(class),
    );
    File { path: path.to_string(), xhtml }
}
