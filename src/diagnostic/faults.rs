//! Every fault there is, one named constructor each.
//!
//! A message is in the author's words: the key in their file, not the type in our code. The hint
//! says what to do, with the nearest known name where a name is wrong. A constructor's code is
//! the name of its page below `explain/`.

use super::{Diagnostic, Report, Severity, Span};

/// The known name that an author most likely meant.
pub fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let most = (name.chars().count() / 3).max(1);
    let fold = name.to_lowercase();
    let near = |k: &str| strsim::damerau_levenshtein(&fold, &k.to_lowercase());
    let scored = known.into_iter().map(|k| (near(k), k)).filter(|(d, _)| *d <= most);
    scored.min_by_key(|(distance, _)| *distance).map(|(_, k)| k)
}

fn did_you_mean<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    nearest(name, known).map(|k| format!("did you mean `{k}`?"))
}

/// The name that was most likely meant; unless that is as good as certain, also all there are.
fn choose<'a>(name: &str, known: impl IntoIterator<Item = &'a str>, all: String) -> String {
    let Some(near) = nearest(name, known) else { return all };
    let certain = name.chars().count() > 4 && strsim::damerau_levenshtein(name, near) < 3;
    let meant = format!("did you mean `{near}`?");
    if certain { meant } else { format!("{meant} {all}") }
}

/// The sign of an English keyboard for one of a Chinese keyboard.
fn plain(sign: char) -> char {
    match sign {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(sign as u32 - 0xfee0).unwrap_or(sign),
        '【' => '[',
        '】' => ']',
        '《' => '<',
        '》' => '>',
        '·' => '`',
        '、' => ',',
        '—' => '-',
        other => other,
    }
}

fn list(names: &[&str]) -> String {
    names.iter().map(|n| format!("`{n}`")).collect::<Vec<_>>().join(", ")
}

/// Reading files.
impl Report {
    pub fn file_too_large(&mut self, at: Span, path: &str, len: u64, most: u64) {
        let (len, most) = (len >> 20, most >> 20);
        self.error(
            "file-too-large",
            at,
            format!("`{path}` has {len} MB; at most {most} MB are read"),
        )
        .hint("split it, or move what is not part of the playbook out of its folders");
    }

    pub fn not_utf8(&mut self, at: Span, path: &str, byte: usize) {
        self.error("not-utf8", at, format!("`{path}` is not UTF-8 text (byte {})", byte + 1))
            .hint("save it again as UTF-8; in a spreadsheet or an old editor choose that encoding");
    }

    pub fn unreadable(&mut self, at: Span, path: &str, error: &std::io::Error) {
        self.error("unreadable", at, format!("`{path}` can't be read: {error}"))
            .hint("check that it still exists and that you may read it");
    }

    pub fn no_playbook(&mut self) {
        let message = "there is no `playbook.yaml` here".to_string();
        self.add(Severity::Error, "no-playbook", None, message)
            .hint("`twotrack new DIR` makes a small playbook to start from");
    }

    /// A fault of ours: a preview goes on with the last good site.
    pub fn internal(&mut self, why: &str) {
        let message = format!("Twotrack itself has failed: {why}");
        self.add(Severity::Error, "internal", None, message).hint(
            "your files are not at fault, and the next save tries again; if it fails again, undo \
             what you changed last and report it, with what the terminal says",
        );
    }

    pub fn stray_file(&mut self, at: Span, path: &str) {
        self.warn("stray-file", at, format!("`{path}` is in no place where the playbook looks"))
            .hint("see `twotrack explain stray-file` for the folders and what belongs in each");
    }
}

/// YAML.
impl Report {
    /// Where the reader gave up, for want of a better guess.
    pub fn yaml_syntax(&mut self, at: Span, why: &str) {
        self.error("yaml-syntax", at, format!("this is not valid YAML: {why}")).hint(
            "look at the indentation, at open quotes, and at a `:` without a space behind it",
        );
    }

    /// The cause of a syntax error.
    pub fn yaml_slip(&mut self, at: Span, why: &str, hint: &str) {
        self.error("yaml-syntax", at, format!("this is not valid YAML: {why}")).hint(hint);
    }

    pub fn full_width_colon(&mut self, at: Span, key: &str) {
        self.error("yaml-syntax", at, format!("a full-width colon stands behind the key `{key}`"))
            .hint("YAML knows only the plain colon with a space behind it: `: `");
    }

    pub fn odd_indentation(&mut self, at: Span, found: char) {
        let what = match found {
            '\t' => "a tab",
            '\u{3000}' => "a full-width space",
            _ => "a no-break space",
        };
        self.error("odd-indentation", at, format!("{what} stands in the indentation"))
            .hint("indent with plain spaces");
    }

    pub fn duplicate_key(&mut self, at: Span, key: &str, first: Span) {
        self.error("duplicate-key", at, format!("the key `{key}` stands twice"))
            .also(first, "it stands here first")
            .hint("keep one of them; the other would be lost without a word");
    }

    pub fn second_document(&mut self, at: Span) {
        self.error("second-document", at, "a second YAML document begins here")
            .hint("one file holds one document: take the `---` out, or make two files");
    }

    pub fn too_many_nodes(&mut self, at: Span, most: usize) {
        self.error("too-many-values", at, format!("this file unfolds to more than {most} values"))
            .hint("an alias (`*name`) that repeats other aliases multiplies; write the values out");
    }

    pub fn too_deep(&mut self, at: Span, most: usize) {
        self.error("too-deep", at, format!("values are nested more than {most} deep here"))
            .hint("a playbook never needs that; look for a bracket that is not closed");
    }

    pub fn yaml_tag(&mut self, at: Span, tag: &str) {
        self.error("yaml-tag", at, format!("the YAML tag `{tag}` has no meaning in a playbook"))
            .hint("take the tag out; a text that begins with `!` needs quotes");
    }

    pub fn odd_key(&mut self, at: Span) {
        self.error("odd-key", at, "a key must be a plain word")
            .hint("a text that begins with `{`, `[` or `?` needs quotes");
    }

    pub fn merge_key(&mut self, at: Span) {
        self.error("merge-key", at, "the merge key `<<` is not read here")
            .hint("write the keys out; an alias for a single value (`*name`) does work");
    }
}

/// Keys and values.
impl Report {
    pub fn unknown_key(&mut self, at: Span, what: &str, key: &str, known: &[&'static str]) {
        let mut names = known.to_vec();
        names.sort_unstable();
        names.dedup();
        let all = format!("its keys are {}", list(&names));
        let hint = choose(key, names.iter().copied(), all);
        self.error("unknown-key", at, format!("{what} has no key `{key}`")).hint(hint);
    }

    pub fn missing_key(&mut self, at: Span, what: &str, key: &str) {
        self.error("missing-key", at, format!("{what} needs the key `{key}`"))
            .hint(format!("add a line `{key}: …` at the same indentation"));
    }

    pub fn wrong_type(&mut self, at: Span, key: &str, expected: &str, found: &str) {
        let hint = match (expected, found) {
            ("a list", "a group of keys") => {
                "put `- ` before each entry, and indent its keys below"
            }
            ("a list", _) => {
                "a list has `- ` before each entry, one on each line, or is `[one, two]`"
            }
            ("a group of keys", "a list") => "a group has lines `key: …`; take the `- ` out",
            ("a group of keys", _) => "a group has lines `key: …`, further in than its name",
            ("a text", "a list") => {
                "write it without `- ` and `[…]`; a text that begins with `[` needs quotes"
            }
            ("a text", _) => {
                "write the words; a text of several lines stands below `|`, further in"
            }
            ("an id", _) => "write the id alone, `s1`; `[[s1]]` is for links inside a text",
            _ => "write it without `- `, `[…]` and `{…}`; what begins with a bracket needs quotes",
        };
        self.error("wrong-type", at, format!("`{key}` must be {expected}; this is {found}"))
            .hint(hint);
    }

    /// A comma inside brackets has made a key of the rest of a text.
    pub fn comma_in_text(&mut self, at: Span, words: &str) {
        let message = format!("the comma before `{words}` ends the text in front of it");
        self.error("comma-in-text", at, message)
            .hint("inside `{…}` a text with a comma needs quotes: `{en: \"one, two\"}`");
    }

    /// What follows ` #` was read as a comment.
    pub fn cut_text(&mut self, at: Span, key: &str) {
        let message = format!("`{key}` ends here: what follows ` #` is a comment");
        self.warn("cut-text", at, message)
            .hint("put quotes around the whole text, or the comment on a line of its own");
    }

    pub fn bad_form(&mut self, at: Span, name: &str) {
        self.error("odd-key", at, format!("`{name}` can't be the name of a noun's form"))
            .hint("a form is `one`, `other`, `a`, `the`, or another word in small letters");
    }

    pub fn unknown_choice(&mut self, at: Span, key: &str, word: &str, options: &[&str]) {
        let all = format!("it may be {}", list(options));
        let hint = choose(word, options.iter().copied(), all);
        self.error("unknown-choice", at, format!("`{key}` can't be `{word}`")).hint(hint);
    }

    pub fn bad_number(&mut self, at: Span, key: &str, expected: &str) {
        self.error("bad-number", at, format!("`{key}` must be {expected}"))
            .hint("digits only, without quotes: `1000`, not `1_000`, `1,000` or `\"1000\"`");
    }

    pub fn bad_switch(&mut self, at: Span, key: &str, typed: &str) {
        let hint = match typed.to_lowercase().as_str() {
            "yes" | "on" | "y" | "是" => "write `true`",
            "no" | "off" | "n" | "否" => "write `false`",
            _ => "without quotes",
        };
        self.error("bad-switch", at, format!("`{key}` must be `true` or `false`")).hint(hint);
    }

    pub fn empty_text(&mut self, at: Span, key: &str) {
        self.error("empty-text", at, format!("`{key}` is empty"))
            .hint("write the text, or take the key out; the words null and ~ need quotes");
    }

    pub fn empty_list(&mut self, at: Span, key: &str, what: &str) {
        self.error("empty-list", at, format!("`{key}` is empty; it needs at least {what}"));
    }

    pub fn wide_comma(&mut self, at: Span, key: &str) {
        self.error("wide-comma", at, format!("`{key}` takes this as one word, comma and all"))
            .hint("between the words of a list stands the plain comma: `[a, b]`");
    }

    pub fn name_of_many_lines(&mut self, at: Span, key: &str) {
        self.error("name-too-long", at, format!("`{key}` is a name and must be one line"))
            .hint("put the rest into the text below it");
    }

    pub fn bad_id(&mut self, at: Span, id: &str) {
        let plain: String =
            id.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
        let plain = plain.trim_matches('-').to_lowercase();
        let fault = self.error("bad-id", at, format!("`{id}` can't be an id"));
        fault.hint(
            "an id has letters a to z, digits, `.`, `-` and `_`, and begins with a letter or digit",
        );
        if plain.len() > 2 {
            fault.hint(format!("ids have a to z, digits, `.`, `-` and `_`; for example `{plain}`"));
        }
    }

    pub fn bad_origin(&mut self, at: Span, word: &str) {
        self.error("bad-origin", at, format!("`{word}` is no origin"))
            .hint("write `source F45`, `source F156-F167`, `authored`, or `source F45, authored`");
    }

    pub fn bad_date(&mut self, at: Span, word: &str) {
        self.error("bad-date", at, format!("`{word}` is no day of the calendar"))
            .hint("write year, month and day: `2026-11-23`");
    }

    pub fn bad_base_url(&mut self, at: Span, url: &str, why: &str) {
        self.error("bad-base-url", at, format!("`{url}` can't be the address of a site: {why}"))
            .hint("for example `https://sales.example.com/playbook`");
    }
}

/// Languages.
impl Report {
    pub fn bad_language(&mut self, at: Span, why: &str) {
        self.error("bad-language", at, why)
            .hint("for example `languages: [en, zh]`; the first is the default");
    }

    /// A word that is no language tag; `meant` is the tag of the language of that name.
    pub fn no_language(&mut self, at: Span, word: &str, meant: Option<&str>) {
        let hint = match meant {
            Some(tag) => format!("did you mean `{tag}`?"),
            None => "browsers know languages by tags such as `en`, `fr-CA` or `zh-Hant`".into(),
        };
        self.error("bad-language", at, format!("`{word}` is the tag of no language")).hint(hint);
    }

    /// Files with and without the name of the default language.
    pub fn two_defaults(&mut self, at: Span, other: Span, language: &str, more: usize) {
        let more = match more {
            0 => String::new(),
            1 => "; so are the files of 1 other text".to_string(),
            more => format!("; so are the files of {more} other texts"),
        };
        let message = format!("this file and its neighbour are both in `{language}`{more}");
        self.error("two-defaults", at, message).also(other, "its neighbour").hint(format!(
            "`{language}` is first in `languages`, so files without a language are in it; if they \
             are not, put their own language first, or rename them"
        ));
    }

    pub fn unknown_language(&mut self, at: Span, name: &str, known: &[&str]) {
        let all = format!("`playbook.yaml` lists {}", list(known));
        let hint = choose(name, known.iter().copied(), all);
        self.error("unknown-language", at, format!("`{name}` is no language of this playbook"))
            .hint(hint);
    }

    pub fn missing_translation(&mut self, at: Span, key: &str, missing: &[&str]) {
        self.warn("missing-translation", at, format!("`{key}` has no text in {}", list(missing)))
            .hint("until it has, the page shows the default language with a notice");
    }

    pub fn untranslated_guide(&mut self, at: Span, stem: &str, missing: &[&str]) {
        let file = format!("content/{stem}.{}.md", missing.first().unwrap_or(&"…"));
        self.warn("missing-translation", at, format!("this page has no text in {}", list(missing)))
            .hint(format!(
                "write `{file}`; its front matter has `title`, `summary` and `translates`"
            ));
    }

    pub fn stale_translation(&mut self, at: Span, translates: u32, revision: u32, original: Span) {
        let message =
            format!("this translates revision {translates}; the original is at {revision}");
        self.warn("stale-translation", at, message)
            .also(original, "the original")
            .hint(format!("bring the text up to date, then write `translates: {revision}`"));
    }

    pub fn translation_of_nothing(&mut self, at: Span, stem: &str) {
        self.error("translation-of-nothing", at, "this translates a page that does not exist")
            .hint(format!("the original is `content/{stem}.md`; create it, or rename this file"));
    }

    pub fn guide_of_nothing(&mut self, at: Span, stem: &str) {
        self.error("guide-of-nothing", at, "this text belongs to no stage and no lead source")
            .hint(format!(
                "`content/{stem}.md` needs the `.yaml` file of the same name, or \
                `stage.yaml` beside it"
            ));
    }

    pub fn missing_heading(&mut self, at: Span, id: &str, original: Span) {
        self.warn("missing-heading", at, format!("this translation has no heading `{{#{id}}}`"))
            .also(original, "the heading in the original")
            .hint("give the translated heading the same id, so that links to it land");
    }
}

/// Markdown.
impl Report {
    pub fn missing_front_matter(&mut self, at: Span) {
        self.error("missing-front-matter", at, "a guide begins with its front matter")
            .hint("begin the file with `---`, a line `title: …`, and `---`");
    }

    pub fn unsafe_link(&mut self, at: Span) {
        self.error(
            "unsafe-link",
            at,
            "a link of this kind could run something in a reader's browser",
        )
        .hint("link to a page, to an https: address, to mailto: or to tel:");
    }

    pub fn raw_html(&mut self, at: Span) {
        self.error("raw-html", at, "this playbook allows no HTML in its texts").hint(
            "write Markdown, or put the words in `backticks`; `raw_html: true` in \
                `playbook.yaml` allows HTML",
        );
    }

    pub fn unknown_callout(&mut self, at: Span, word: &str) {
        let known = ["[!NOTE]", "[!TIP]", "[!WARNING]", "[!EXAMPLE]", "[!SAY]", "[!DONT]"];
        let hint = did_you_mean(word, known)
            .unwrap_or_else(|| format!("on a line by itself stands one of {}", list(&known)));
        self.error("unknown-callout", at, format!("`{word}` opens no callout")).hint(hint);
    }

    pub fn repeated_heading(&mut self, at: Span, id: &str) {
        self.error(
            "repeated-heading",
            at,
            format!("an earlier heading of this text has the id `{id}`"),
        )
        .hint("give each heading an id of its own, so that links land on the right one");
    }

    pub fn missing_footnote(&mut self, at: Span, label: &str) {
        self.error("missing-footnote", at, format!("there is no footnote `{label}`"))
            .hint("write it anywhere below: `[^1]: …`");
    }

    pub fn unused_footnote(&mut self, at: Span, label: &str) {
        self.warn("unused-footnote", at, format!("nothing refers to the footnote `{label}`"));
    }

    pub fn shown_bold(&mut self, at: Span) {
        self.warn("shown-bold", at, "these asterisks make nothing bold; readers see them").hint(
            "bold can't end between a punctuation mark and a letter: write `**words**.`, with the \
             mark behind the asterisks",
        );
    }

    /// A sign of a Chinese keyboard in place of one that Markdown or YAML knows.
    pub fn wide_sign(&mut self, at: Span, sign: &str, of: &str) {
        let plain: String = sign.chars().map(plain).collect();
        self.warn("wide-sign", at, format!("`{sign}` means nothing to {of}: readers see it"))
            .hint(format!("write the plain sign of an English keyboard: `{plain}`"));
    }

    /// Words that were to be a link, or a link that can't lead anywhere.
    pub fn no_link(&mut self, at: Span, words: &str) {
        let bare = ["https://", "http://", "www."].iter().any(|start| words.starts_with(start));
        let whole = !words.contains(char::is_whitespace) && words.contains('.');
        let (message, hint) = match words.chars().next() {
            None | Some(' ') if words.trim().is_empty() => {
                ("this link leads nowhere".into(), "write the address between the brackets")
            }
            Some('(' | '[') => (
                "this was to be a link, but readers see its brackets".into(),
                "write `[words](address)` without a space between; an address with spaces \
                 stands in `<…>`: `[words](<price list.pdf>)`",
            ),
            _ if bare && whole => (
                "readers see this address as words, not as a link".into(),
                "write `<https://example.com>`, or `[words](https://example.com)`",
            ),
            _ => (
                format!("`{words}` leads nowhere"),
                "write a whole address, `https://example.com` or `mailto:name@example.com`; or the \
                 id of an item, or a file",
            ),
        };
        self.warn("no-link", at, message).hint(hint);
    }

    pub fn broken_item_link(&mut self, at: Span) {
        self.error("broken-item-link", at, "a link to an item begins here and does not end")
            .hint("write `[[s1.k3]]` or `[[s1.k3|words]]`; inside a table, `[[s1.k3\\|words]]`");
    }

    pub fn picture_without_words(&mut self, at: Span, src: &str) {
        let words = format!("`{src}` has no words for those who can't see it");
        self.error("picture-without-words", at, words).hint(
            "say in the brackets what the picture shows: `![A crane with its drive \
                open](crane.jpg)`",
        );
    }
}

/// Links between the parts.
impl Report {
    pub fn duplicate_id(&mut self, at: Span, id: &str, first: Span) {
        self.error("duplicate-id", at, format!("the id `{id}` is taken"))
            .also(first, "it is given here first")
            .hint(
                "give this item a new id; one that learners' records know must stay with its item",
            );
    }

    pub fn unknown_id<'a>(
        &mut self,
        at: Span,
        wanted: &str,
        id: &str,
        known: impl IntoIterator<Item = &'a str>,
    ) {
        let fault = self.error("unknown-id", at, format!("there is no {wanted} `{id}`"));
        if let Some(hint) = did_you_mean(id, known) {
            fault.hint(hint);
        }
    }

    pub fn draft_id(&mut self, at: Span, id: &str) {
        self.error("draft-link", at, format!("`{id}` is a draft and will not be published"))
            .hint("take the link out for now, finish the draft, or build with `--drafts`");
    }

    pub fn wrong_kind(&mut self, at: Span, wanted: &str, id: &str, found: &str) {
        self.error("wrong-kind", at, format!("`{id}` is {found}; here belongs the id of {wanted}"));
    }

    pub fn unknown_heading<'a>(
        &mut self,
        at: Span,
        page: &str,
        id: &str,
        language: &str,
        known: impl IntoIterator<Item = &'a str>,
    ) {
        let message = format!("the page `{page}` has no place `#{id}` in `{language}`");
        let fault = self.error("unknown-heading", at, message);
        match did_you_mean(id, known) {
            Some(hint) => fault.hint(hint),
            None => fault.hint(format!("give the heading its id: `## … {{#{id}}}`")),
        };
    }

    pub fn unknown_file<'a>(
        &mut self,
        at: Span,
        path: &str,
        known: impl IntoIterator<Item = &'a str>,
    ) {
        let fault =
            self.error("unknown-file", at, format!("there is no file `{path}` beside this one"));
        match did_you_mean(path, known) {
            Some(hint) => fault.hint(hint),
            None => fault.hint("link to pages and items by id: `[[s1]]` or `[words](s1)`"),
        };
    }

    pub fn unlinked_file(&mut self, at: Span, path: &str) {
        self.warn(
            "unlinked-file",
            at,
            format!("no text names `{path}`, so the site goes without it"),
        )
        .hint("link to it, `[the form](form.pdf)`, or move it out of the playbook's folders");
    }

    pub fn root_file_taken(&mut self, at: Span, path: &str) {
        let name = path.split_once('/').map_or(path, |(_, name)| name);
        self.warn(
            "root-file-taken",
            at,
            format!("the site has a `{name}` of its own, so it goes without `content/{path}`"),
        )
        .hint(
            "give the file another name; what the site makes is changed by the playbook or the \
            theme",
        );
    }

    pub fn orphan(&mut self, at: Span, id: &str) {
        self.warn("orphan-page", at, format!("nothing links to `{id}`; only the library lists it"))
            .hint("name it where it helps: in a stage, a guide, a learning path");
    }

    pub fn unknown_section<'a>(
        &mut self,
        at: Span,
        section: &str,
        known: impl IntoIterator<Item = &'a str>,
    ) {
        if section.is_empty() {
            let known: Vec<&str> = known.into_iter().collect();
            self.error("unknown-section", at, "this guide stands on no shelf of the library")
                .hint(format!("write `section: …` with one of {}", list(&known)));
            return;
        }
        let fault =
            self.error("unknown-section", at, format!("the library has no section `{section}`"));
        match did_you_mean(section, known) {
            Some(hint) => fault.hint(hint),
            None => fault.hint("the sections are listed in `playbook.yaml` under `sections`"),
        };
    }
}

/// Stages.
impl Report {
    pub fn no_stages(&mut self, at: Span) {
        self.error("no-stages", at, "this playbook has neither stages nor guides")
            .hint("a stage is a file `content/stages/01-s1/stage.yaml`");
    }

    pub fn stage_numbers(&mut self, at: Span, number: u32, expected: u32) {
        self.error(
            "stage-number",
            at,
            format!("this stage has number {number}; the next in order is {expected}"),
        )
        .hint("stages are numbered 1, 2, 3 … without gaps and without repeats");
    }

    pub fn unpaired_buyer_stage(&mut self, at: Span, id: &str) {
        self.error(
            "unpaired-stage",
            at,
            format!("no seller stage answers the buyer's stage `{id}`"),
        )
        .hint("the two tracks answer each other one to one: name it under `buyer_stage`");
    }

    pub fn twice_paired(&mut self, at: Span, id: &str, first: Span) {
        self.error("unpaired-stage", at, format!("the buyer's stage `{id}` is answered twice"))
            .also(first, "it is answered here")
            .hint("the two tracks answer each other one to one");
    }

    pub fn empty_gate(&mut self, at: Span, gate: &str) {
        self.error("empty-gate", at, format!("{gate} has no action")).hint(
            "a gate without actions would stand open for every deal; write what must be done",
        );
    }

    pub fn no_commitment(&mut self, at: Span) {
        self.error("no-commitment", at, "no success action is the buyer's commitment")
            .hint("mark the one in which the buyer agrees to go on: `commitment: true`");
    }

    pub fn appraisal_without_evidence(&mut self, at: Span, id: &str) {
        self.error(
            "no-evidence",
            at,
            format!("`{id}` appraises people without naming its evidence"),
        )
        .hint("add `evidence: …`: the paper, record or reply by which anyone can confirm it");
    }

    pub fn three_questions(&mut self, at: Span, id: &str, count: usize) {
        let has = match count {
            1 => "1 question".to_string(),
            n => format!("{n} questions"),
        };
        self.warn("three-questions", at, format!("the meeting `{id}` has {has}; a card has three"))
            .hint(
                "three are remembered at the table; keep the ones whose answers you can't do \
                without",
            );
    }

    pub fn not_of_this_stage(&mut self, at: Span, id: &str, stage: &str) {
        self.error("not-of-this-stage", at, format!("`{id}` is no action of the stage `{stage}`"))
            .hint(
                "a meeting is left with an action of its own stage: of its success criteria, or \
                of its milestone if the meeting only opens the stage",
            );
    }

    pub fn results_only(&mut self, at: Span) {
        self.error("results-only", at, "this scorecard looks at results alone").hint(
            "give a perspective `kind: process`, fed by the stages' conditions and appraisal items",
        );
    }

    pub fn weights(&mut self, at: Span, sum: u32) {
        self.error("weights", at, format!("the perspectives' weights add up to {sum}, not to 100"));
    }
}

/// Scripts.
impl Report {
    pub fn next_and_end(&mut self, at: Span) {
        self.error("next-and-end", at, "this line both goes on and ends")
            .hint("keep `next` or `end`");
    }

    pub fn dead_end(&mut self, at: Span, id: &str) {
        self.error("dead-end", at, format!("the conversation stops at `{id}` without an end"))
            .hint(
                "say which line follows, `next: …`, or how it ended, `end: success | partial | \
                lost`",
            );
    }

    pub fn unreachable_line(&mut self, at: Span, id: &str) {
        self.error(
            "unreachable-line",
            at,
            format!("no way through the conversation leads to `{id}`"),
        )
        .hint("name it in the `next` of another line; the first line is where a script starts");
    }

    pub fn endless_script(&mut self, at: Span) {
        self.error("endless-script", at, "this conversation can never end")
            .hint("give at least one line `end: success | partial | lost`");
    }

    pub fn unknown_speaker<'a>(
        &mut self,
        at: Span,
        id: &str,
        known: impl IntoIterator<Item = &'a str>,
    ) {
        let hint =
            did_you_mean(id, known).unwrap_or_else(|| "speakers are named under `speakers`".into());
        self.error("unknown-speaker", at, format!("no speaker of this script is named `{id}`"))
            .hint(hint);
    }
}

/// Quizzes and cases.
impl Report {
    pub fn no_right_answer(&mut self, at: Span, id: &str) {
        self.error("no-right-answer", at, format!("question `{id}` has no right answer"))
            .hint("mark it with `right: true`, or list what is accepted");
    }

    pub fn two_right_answers(&mut self, at: Span, id: &str, count: usize) {
        self.error(
            "two-right-answers",
            at,
            format!("question `{id}` takes one answer; {count} are marked right"),
        )
        .hint("mark one, or make it `type: multiple`");
    }

    pub fn too_few_options(&mut self, at: Span, id: &str) {
        self.error("too-few-options", at, format!("question `{id}` leaves nothing to choose"))
            .hint("a question needs at least two options, one of them a distractor");
    }

    pub fn duplicate_option(&mut self, at: Span, id: &str) {
        self.error(
            "duplicate-option",
            at,
            format!("two options of this question have the id `{id}`"),
        );
    }

    /// Two answers that a learner can't tell apart.
    pub fn equal_options(&mut self, at: Span, words: &str, first: Span) {
        self.error("equal-options", at, format!("two answers of this question say “{words}”"))
            .also(first, "the other one stands here")
            .hint("learners can’t tell them apart: write what makes them differ, or take one out");
    }

    pub fn missing_feedback(&mut self, at: Span, id: &str) {
        self.warn("missing-feedback", at, format!("`{id}` says nothing to who chooses it"))
            .hint("a short `feedback` turns a wrong answer into something learnt");
    }

    pub fn tests_nothing(&mut self, at: Span, id: &str) {
        self.warn("tests-nothing", at, format!("question `{id}` does not say what it tests"))
            .hint("name the items under `tests`, so that an edit of those asks the question again");
    }

    pub fn gap_without_place(&mut self, at: Span, id: &str) {
        self.error("gap-without-place", at, format!("the text has no place `{{{id}}}`"))
            .hint("write the gap's id in braces where the learner fills it in");
    }

    pub fn untested(&mut self, at: Span, id: &str) {
        self.warn("untested", at, format!("no question tests the success criterion `{id}`"))
            .hint("name it under `tests` of a question");
    }

    /// How long options are tells which is right; `numbers` says how often.
    pub fn length_gives_away(
        &mut self,
        at: Span,
        whose: &str,
        (which, language): (&str, &str),
        numbers: &str,
        change: &str,
    ) {
        let message = format!(
            "in {whose} length gives answers away: \
             the {which} option is right {numbers} ({language})"
        );
        self.warn("length-gives-away", at, message)
            .hint(format!("give some of these another length: {change}"));
    }

    /// The place of an option, from 1, tells whether it is right.
    pub fn place_gives_away(
        &mut self,
        at: Span,
        whose: &str,
        place: usize,
        numbers: &str,
        change: &str,
    ) {
        let message =
            format!("in {whose} place gives answers away: option {place} is right {numbers}");
        self.warn("place-gives-away", at, message)
            .hint(format!("put the options of some of these in another order: {change}"));
    }

    /// Words such as "always" tell which options are right.
    pub fn absolutes_give_away(
        &mut self,
        at: Span,
        whose: &str,
        language: &str,
        numbers: &str,
        change: &str,
    ) {
        let message = format!(
            "in {whose} absolutes like “always” give answers away: \
             one is right {numbers} ({language})"
        );
        self.warn("absolutes-give-away", at, message)
            .hint(format!("soften some, and let a right answer be as firm: {change}"));
    }

    /// Nearly all statements are true, or nearly all false.
    pub fn true_false_balance(&mut self, at: Span, whose: &str, numbers: &str, change: &str) {
        let message = format!("in {whose} the answer “true” is right {numbers}");
        self.warn("true-false-balance", at, message)
            .hint(format!("turn some of these statements round: {change}"));
    }

    pub fn wrong_position(&mut self, at: Span, claimed: &str, found: &str) {
        let message = format!("by the strict rule this deal is {found}, not {claimed}");
        self.error("wrong-position", at, message).hint(
            "a stage is reached when all its milestone actions are done, completed when all \
                its success actions are; the first open gate stops the walk",
        );
    }
}

/// Themes.
impl Report {
    pub fn unknown_theme<'a>(
        &mut self,
        at: Span,
        name: &str,
        known: impl IntoIterator<Item = &'a str>,
    ) {
        let hint = did_you_mean(name, known).unwrap_or_else(|| {
            format!("make the folder `themes/{name}`, or write `theme: default`")
        });
        self.error("unknown-theme", at, format!("there is no theme `{name}`")).hint(hint);
    }

    /// A file of the theme whose name nobody asks for.
    pub fn unread_theme_file(&mut self, at: Span, path: &str, known: &[&str]) {
        let hint = did_you_mean(path, known.iter().copied()).unwrap_or_else(|| {
            "`twotrack theme list` names the files of the built-in theme; a new template or script \
             must be named by another, and words by a language of the playbook"
                .to_string()
        });
        self.warn("unread-theme-file", at, format!("nothing reads `{path}`")).hint(hint);
    }

    /// A style sheet that ends in the middle swallows those that follow it.
    pub fn broken_css(&mut self, at: Span, why: &str) {
        self.error("broken-css", at, format!("this style sheet is broken: {why}"))
            .hint("all sheets become one, so what is not closed here would swallow the others");
    }

    /// A `tokens.css` that sets less than the styles use.
    pub fn missing_tokens(&mut self, at: Span, missing: &[&str]) {
        let (these, more) = missing.split_at(missing.len().min(6));
        let more =
            if more.is_empty() { String::new() } else { format!(" and {} more", more.len()) };
        let message = format!("the styles use {}{more}, which nothing sets now", list(these));
        self.warn("missing-tokens", at, message).hint(
            "begin with `twotrack theme copy css/tokens.css` and change values; a file of this \
             name takes the built-in one's place as a whole",
        );
    }

    /// A template that can't be read or filled in.
    pub fn template(&mut self, at: Option<Span>, message: &str) -> &mut Diagnostic {
        self.add(Severity::Error, "template", at, message.to_string())
    }

    /// A template asks for a word that nobody says.
    pub fn missing_ui_text(&mut self, at: Option<Span>, key: &str, language: &str) {
        let message = format!("the theme says nothing for `{key}` in `{language}`");
        self.add(Severity::Warning, "missing-ui-text", at, message)
            .hint(format!("add it to the theme's `i18n/{language}.yaml`"));
    }

    /// A language lacks words of the interface.
    pub fn missing_ui_texts(&mut self, at: Option<Span>, language: &str, count: usize) {
        let words = if count == 1 { "word" } else { "words" };
        let message = format!(
            "the theme lacks {count} {words} of the interface in `{language}`; English stands in"
        );
        self.add(Severity::Warning, "missing-ui-text", at, message).hint(format!(
            "`twotrack words {language}` writes what is missing into the theme's \
             `i18n/{language}.yaml`, with the English beside it"
        ));
    }

    /// A noun of the trade lacks forms that a language's words ask for; each comes with what the
    /// interface's own noun has there.
    pub fn missing_noun_forms(
        &mut self,
        at: Option<Span>,
        noun: &str,
        language: &str,
        forms: &[(String, String)],
    ) {
        let names: Vec<&str> = forms.iter().map(|(form, _)| form.as_str()).collect();
        let usual: Vec<String> =
            forms.iter().map(|(form, usual)| format!("{form}: {usual}")).collect();
        let message = format!("`{noun}` lacks {} in `{language}`", list(&names));
        self.add(Severity::Warning, "missing-noun-form", at, message).hint(format!(
            "the bare word stands in; write yours as the interface has `{{{}}}`",
            usual.join(", ")
        ));
    }

    /// A file of words says something that nobody asks for.
    pub fn unknown_word(&mut self, at: Span, key: &str, near: &[&str], elsewhere: Option<&str>) {
        let last = key.rsplit('.').next().unwrap_or(key);
        let hint = match (nearest(last, near.iter().copied()), elsewhere) {
            (Some(near), _) => format!("did you mean `{near}`?"),
            (None, Some(other)) => format!("did you mean `{other}`?"),
            _ => "`twotrack words LANGUAGE` writes the list of all words there are".to_string(),
        };
        self.error("unknown-key", at, format!("the theme has no word `{key}`")).hint(hint);
    }

    /// A word has braces that nothing fills.
    pub fn unknown_placeholder(&mut self, at: Span, name: &str, known: &[&str]) {
        let braced: Vec<String> = known.iter().map(|name| format!("{{{name}}}")).collect();
        let all = match braced.as_slice() {
            [] => "this word has no braces in English".to_string(),
            all => format!("in English it has {}", all.join(", ")),
        };
        let hint = choose(name, known.iter().copied(), all);
        self.error("unknown-placeholder", at, format!("nothing is filled in for `{{{name}}}`"))
            .hint(hint);
    }

    /// A word forgets a value that English shows.
    pub fn missing_placeholder(&mut self, at: Span, key: &str, name: &str) {
        self.warn("missing-placeholder", at, format!("`{key}` does not show `{{{name}}}`")).hint(
            "English does; put it where the value belongs, in braces and spelled as in English",
        );
    }
}
