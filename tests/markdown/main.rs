//! Markdown as its users meet it: authors who write it, pages that show it, and people who try to
//! get a script past it.

mod cases;
mod commonmark;
mod properties;
mod safety;

use std::borrow::Cow;

use twotrack::markdown::{Context, LinkKind, Picture, Target};

/// A small site: it knows ids that begin as below, and all pictures are 640 by 480.
pub struct Site;

impl Context for Site {
    fn link(&self, kind: LinkKind, dest: &str) -> Option<Target<'_>> {
        let known = ["s1", "guide", "term"].iter().any(|id| dest.starts_with(id));
        let href = Cow::Owned(format!("../items.html#{dest}"));
        let title = Cow::Owned(format!("Title of {dest}"));
        (known && kind == LinkKind::Item).then_some(Target { href, title, external: false })
    }

    fn image(&self, src: &str) -> Option<Picture<'_>> {
        Some(Picture { href: Cow::Owned(src.to_string()), size: Some((640, 480)) })
    }
}

/// A site that passes every destination on, as a careless one might.
pub struct Careless;

impl Context for Careless {
    fn link(&self, _: LinkKind, dest: &str) -> Option<Target<'_>> {
        let href: Cow<str> = Cow::Owned(dest.to_string());
        Some(Target { title: href.clone(), href, external: true })
    }

    fn image(&self, src: &str) -> Option<Picture<'_>> {
        Some(Picture { href: Cow::Owned(src.to_string()), size: None })
    }
}
