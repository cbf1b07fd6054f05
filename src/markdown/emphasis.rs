//! Emphasis beside Chinese, Japanese and Korean marks, as people mean it.
//!
//! CommonMark tells the opening asterisks from the closing ones by blanks and punctuation around
//! them, which scripts without blanks do not have: `**开场：**先说` would show its asterisks. The
//! rule here is that of <https://github.com/tats-u/markdown-cjk-friendly>: a mark of these scripts
//! counts as a letter, and beside one of their characters a mark of another script is no hindrance.
//!
//! The parser has no place for a rule of ours. So it reads a shadow of the text, as long as the
//! text byte for byte, in which the characters beside such asterisks are exchanged for letters or
//! marks that it takes rightly; [`Shadow::back`] puts the author's words into what it found.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, Parser, Tag};

use super::syntax::{is_chinese, syntax};

/// What the parser reads in place of a text.
pub(super) struct Shadow<'a> {
    text: &'a str,
    read: Option<String>,
}

impl<'a> Shadow<'a> {
    pub fn of(text: &'a str) -> Shadow<'a> {
        let runs: Vec<Range<usize>> = runs(text).filter(|run| is_beside(text, run)).collect();
        let read = (!runs.is_empty()).then(|| exchange(text, &runs)).flatten();
        Shadow { text, read }
    }

    pub fn text(&self) -> &'a str {
        self.text
    }

    pub fn read(&self) -> &str {
        self.read.as_deref().unwrap_or(self.text)
    }

    /// An event with the author's words instead of the shadow's.
    #[inline(always)]
    pub fn back<'s>(&'s self, event: Event<'s>) -> Event<'s> {
        match self.read {
            None => event,
            Some(_) => self.words(event),
        }
    }

    #[cold]
    fn words<'s>(&'s self, event: Event<'s>) -> Event<'s> {
        let own = |words: CowStr<'s>| self.own(words);
        match event {
            Event::Text(words) => Event::Text(own(words)),
            Event::Code(words) => Event::Code(own(words)),
            Event::Html(words) => Event::Html(own(words)),
            Event::InlineHtml(words) => Event::InlineHtml(own(words)),
            Event::FootnoteReference(label) => Event::FootnoteReference(own(label)),
            Event::Start(tag) => Event::Start(match tag {
                Tag::Link { link_type, dest_url, title, id } => {
                    let (dest_url, title, id) = (own(dest_url), own(title), own(id));
                    Tag::Link { link_type, dest_url, title, id }
                }
                Tag::Image { link_type, dest_url, title, id } => {
                    let (dest_url, title, id) = (own(dest_url), own(title), own(id));
                    Tag::Image { link_type, dest_url, title, id }
                }
                Tag::CodeBlock(CodeBlockKind::Fenced(info)) => {
                    Tag::CodeBlock(CodeBlockKind::Fenced(own(info)))
                }
                Tag::FootnoteDefinition(label) => Tag::FootnoteDefinition(own(label)),
                tag => tag,
            }),
            event => event,
        }
    }

    /// The same place of the author's text, for words that stand in the shadow.
    pub fn own<'s>(&'s self, words: CowStr<'s>) -> CowStr<'s> {
        let (CowStr::Borrowed(part), Some(read)) = (&words, &self.read) else { return words };
        let start = (part.as_ptr() as usize).wrapping_sub(read.as_ptr() as usize);
        let own = start.checked_add(part.len()).and_then(|end| self.text.get(start..end));
        match own {
            Some(own) if start <= read.len() => CowStr::Borrowed(own),
            _ => words,
        }
    }
}

/// Runs of asterisks, and of the tildes that strike through.
fn runs(text: &str) -> impl Iterator<Item = Range<usize>> {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + bytes[at..].iter().position(|b| matches!(b, b'*' | b'~'))?;
        let len = bytes[start..].iter().take_while(|b| **b == bytes[start]).count();
        at = start + len;
        Some(start..at)
    })
}

fn before(text: &str, at: usize) -> Option<char> {
    text[..at].chars().next_back()
}

fn after(text: &str, at: usize) -> Option<char> {
    text[at..].chars().next()
}

/// Whether the run stands between characters of which one is a mark and one of these scripts.
fn is_beside(text: &str, run: &Range<usize>) -> bool {
    let (Some(p), Some(n)) = (before(text, run.start), after(text, run.end)) else { return false };
    (is_mark(p) || is_mark(n)) && (is_wide(p) || is_wide(n) || quotes(text, run))
}

/// A mark that other scripts have too, with one of these scripts' characters within it: `再看看”`.
fn quotes(text: &str, run: &Range<usize>) -> bool {
    let (p, n) = (before(text, run.start), after(text, run.end));
    let left = p.filter(|p| is_shared(*p)).and_then(|p| before(text, run.start - p.len_utf8()));
    let right = n.filter(|n| is_shared(*n)).and_then(|n| after(text, run.end + n.len_utf8()));
    left.is_some_and(is_wide) || right.is_some_and(is_wide)
}

fn exchange(text: &str, runs: &[Range<usize>]) -> Option<String> {
    let fixed = literal(text);
    let mut read = text.as_bytes().to_vec();
    let mut put = |at: usize, old: char, new: Option<&str>| {
        if let Some(new) = new.filter(|new| new.len() == old.len_utf8()) {
            read[at..at + new.len()].copy_from_slice(new.as_bytes());
        }
    };
    for run in runs.iter().filter(|run| !fixed.iter().any(|f| f.contains(&run.start))) {
        let (Some(p), Some(n)) = (before(text, run.start), after(text, run.end)) else { continue };
        let p_at = run.start - p.len_utf8();
        let is_letter = |c: char| is_wide(c) || is_shared(c);
        match (is_wide(p), is_wide(n)) {
            // A mark of another script on one side asks for a mark on the other.
            (true, false) if is_mark(n) => put(p_at, p, mark(p)),
            (false, true) if is_mark(p) => put(run.end, n, mark(n)),
            _ => {
                if is_mark(p) && is_letter(p) && !n.is_whitespace() {
                    put(p_at, p, letter(p));
                }
                if is_mark(n) && is_letter(n) && !p.is_whitespace() {
                    put(run.end, n, letter(n));
                }
            }
        }
    }
    String::from_utf8(read).ok()
}

/// Where signs stand for themselves: code, and HTML.
fn literal(text: &str) -> Vec<Range<usize>> {
    let events = Parser::new_ext(text, syntax()).into_offset_iter();
    let is_literal = |event: &Event| {
        matches!(
            event,
            Event::Code(_)
                | Event::Html(_)
                | Event::InlineHtml(_)
                | Event::Start(Tag::CodeBlock(_) | Tag::HtmlBlock)
        )
    };
    events.filter(|(event, _)| is_literal(event)).map(|(_, range)| range).collect()
}

/// A letter as long as a character, of a script that no text here is written in.
fn letter(c: char) -> Option<&'static str> {
    [None, None, Some("\u{a015}"), Some("\u{10000}")].get(c.len_utf8() - 1).copied().flatten()
}

/// A punctuation mark as long as a character.
fn mark(c: char) -> Option<&'static str> {
    [None, None, Some("\u{a9c1}"), Some("\u{10100}")].get(c.len_utf8() - 1).copied().flatten()
}

/// Characters of Chinese, Japanese and Korean, their marks among them.
fn is_wide(c: char) -> bool {
    is_chinese(c)
        || matches!(c, '\u{1100}'..='\u{11ff}' | '\u{3130}'..='\u{318f}' | '\u{ac00}'..='\u{d7ff}')
}

/// Marks that Chinese texts write with the same signs as others do.
fn is_shared(c: char) -> bool {
    matches!(c, '“' | '”' | '‘' | '’' | '…' | '—' | '–')
}

/// Whether CommonMark takes a character for punctuation.
fn is_mark(c: char) -> bool {
    match c {
        c if c.is_ascii() => c.is_ascii_punctuation(),
        // They belong to the letter before.
        '\u{300}'..='\u{36f}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}' => false,
        c => !c.is_alphanumeric() && !c.is_whitespace() && !c.is_control(),
    }
}

#[cfg(test)]
mod tests {
    use crate::markdown::{fragment, outline};

    #[test]
    fn chinese_marks_hinder_no_emphasis() {
        for (text, html) in [
            ("**开场：**先说", "<strong>开场：</strong>先说"),
            ("他说**“再看看”**就", "他说<strong>“再看看”</strong>就"),
            ("他说**“再看看”**ok", "他说<strong>“再看看”</strong>ok"),
            ("这是**重点。**后面", "这是<strong>重点。</strong>后面"),
            ("这是**（重点）**后面", "这是<strong>（重点）</strong>后面"),
            ("这是**(重点)**后面", "这是<strong>(重点)</strong>后面"),
            ("见**《办法》**第三条", "见<strong>《办法》</strong>第三条"),
            ("**50%**以上", "<strong>50%</strong>以上"),
            ("报价**¥372万**。", "报价<strong>¥372万</strong>。"),
            ("**开场：**“先说”", "<strong>开场：</strong>“先说”"),
            ("**甲：**乙。**丙：**丁", "<strong>甲：</strong>乙。<strong>丙：</strong>丁"),
            ("看*“这个”*和**“那个”**吧", "看<em>“这个”</em>和<strong>“那个”</strong>吧"),
            ("去掉~~“旧的”~~吧", "去掉<del>“旧的”</del>吧"),
            ("看**[链接](a.md)**吧", "看<strong><a href=\"a.md\">链接</a></strong>吧"),
            ("看**`代码：**`吧", "看**<code>代码：**</code>吧"),
            ("**テスト。**テスト", "<strong>テスト。</strong>テスト"),
            ("**강조(emphasis)**는", "<strong>강조(emphasis)</strong>는"),
            ("***开场：***先说", "<em><strong>开场：</strong></em>先说"),
            ("2*3，4*5", "2<em>3，4</em>5"),
            ("** 开场：**先说", "** 开场：**先说"),
            ("\\*\\*开场：\\*\\*先说", "**开场：**先说"),
            ("𠀀**“𠀀”**𠀀", "𠀀<strong>“𠀀”</strong>𠀀"),
        ] {
            assert_eq!(fragment(text, false).trim(), format!("<p>{html}</p>"), "{text}");
        }
    }

    #[test]
    fn places_and_words_stay_the_authors() {
        let text = "# **开场：**先说\n\n看**[“链接”](到：这.md)**吧";
        let found = outline(text);
        assert_eq!(found.headings[0].text, "开场：先说");
        assert_eq!(found.links[0].dest, "到：这.md");
        assert_eq!(&text[found.links[0].range.clone()], "到：这.md");
    }
}
