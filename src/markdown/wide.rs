//! Signs of a Chinese keyboard where Markdown wants its own: `＃ 标题`, `＊＊粗＊＊`, `【字】（地址）`.
//!
//! Prose uses the same signs, so each is told only where it can hardly be prose: at the beginning
//! of a line, in pairs, around an address.

use std::ops::Range;

/// Signs without which there is nothing to find.
const SIGNS: &[char] = &[
    '＃', '－', '＊', '＋', '＞', '｜', '【', '［', '］', '｛', '｀', '～', '．', '０', '１', '２',
    '３', '４', '５', '６', '７', '８', '９',
];

/// Signs that are common by themselves, where they may mean something.
const WITH_OTHERS: &[&str] = &["]（", "！[", "[！", "[＾", "《http", "———", "···", "\n》"];

/// Whether a text holds a sign that may stand for one of Markdown's.
pub fn has_wide_signs(text: &str) -> bool {
    let among_others = || WITH_OTHERS.iter().any(|signs| text.contains(signs));
    !text.is_ascii() && (text.contains(SIGNS) || text.starts_with('》') || among_others())
}

/// Every place where such a sign stands for one of Markdown's.
pub(super) fn find(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let (mut start, mut fence) = (0, None);
    for line in text.split_inclusive('\n') {
        let from = start;
        start += line.len();
        let words = line.trim_start_matches([' ', '\t', '\u{3000}', '>']);
        let ticks = ["```", "~~~"].into_iter().find(|ticks| words.starts_with(ticks));
        match (fence, ticks) {
            (None, Some(_)) => fence = ticks,
            (Some(open), Some(ticks)) if open == ticks => fence = None,
            (None, None) if !line.is_ascii() => {
                let bare = without_code(line);
                let sign = at_start(&bare, line.len() - words.len());
                let ranges = sign.into_iter().chain(within(&bare));
                found.extend(ranges.map(|it| from + it.start..from + it.end));
            }
            _ => {}
        }
    }
    found.sort_by_key(|range| range.start);
    found.dedup_by(|next, before| next.start < before.end);
    found
}

/// A line with spaces where code stands.
fn without_code(line: &str) -> String {
    let mut bare = String::with_capacity(line.len());
    for (n, piece) in line.split('`').enumerate() {
        if n > 0 {
            bare.push(' ');
        }
        match n % 2 {
            0 => bare.push_str(piece),
            _ => bare.extend(std::iter::repeat_n(' ', piece.len())),
        }
    }
    bare
}

/// A sign that would make the line a heading, an item, a quote, a row, a rule or a fence.
fn at_start(line: &str, at: usize) -> Option<Range<usize>> {
    let words = line.get(at..)?.trim_end();
    let first = words.chars().next()?;
    let run = words.len() - words.trim_start_matches(first).len();
    let rest = &words[run..];
    let spaced = rest.starts_with([' ', '\u{3000}']);
    let only = rest.is_empty();
    let one = first.len_utf8();
    let is_sign = match first {
        // `＃话题＃` is a topic.
        '＃' => run <= 6 * one && (spaced || !rest.contains('＃')),
        '－' => (run == one && spaced) || (only && run >= 3 * one),
        '＊' | '＋' => run == one && spaced,
        '—' => only && run >= 3 * one,
        '＞' | '》' | '｜' => true,
        '·' => run == 3 * one && rest.chars().all(|c| c.is_ascii_alphanumeric()),
        '-' | '*' | '+' => return task(words).map(|it| at + it.start..at + it.end),
        _ => return number(words).map(|len| at..at + len),
    };
    is_sign.then(|| at..at + run)
}

/// `１．`, `1．`, `１.`: the number of an item.
fn number(words: &str) -> Option<usize> {
    let is_digit = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    let digits = words.len() - words.trim_start_matches(is_digit).len();
    let (number, rest) = words.split_at(digits);
    let sign = rest.chars().next().filter(|c| matches!(c, '．' | '.' | '）' | ')'))?;
    let behind = rest[sign.len_utf8()..].chars().next()?;
    let is_wide = !number.is_ascii() || sign == '．';
    let item = (1..=9).contains(&number.chars().count()) && !is_digit(behind);
    // `１）` is how Chinese counts in a sentence; so is a number without a space behind its mark.
    let meant = is_wide && item && matches!(sign, '．' | '.');
    meant.then(|| digits + sign.len_utf8())
}

/// `- 【】 text`: the box of a task.
fn task(words: &str) -> Option<Range<usize>> {
    let rest = words.get(1..)?.strip_prefix(' ')?;
    let inner = rest.strip_prefix(['【', '［'])?;
    let end = inner.find(['】', '］', ']'])?;
    let is_box = ["", " ", "\u{3000}", "x", "X", "ｘ"].contains(&&inner[..end]);
    let close = inner[end..].chars().next()?.len_utf8();
    is_box.then(|| 2..2 + (rest.len() - inner.len()) + end + close)
}

/// Signs within a line: in pairs, or around an address.
fn within(line: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for (sign, least) in [("＊＊", 2), ("～～", 2), ("｀", 2)] {
        let places: Vec<usize> = line.match_indices(sign).map(|(at, _)| at).collect();
        let longer = |at: usize| {
            let c = sign.chars().next().unwrap_or_default();
            line[..at].ends_with(c) || line[at + sign.len()..].starts_with(c)
        };
        let alone = sign.len() > 3 && places.iter().any(|at| longer(*at));
        if places.len() >= least && !alone {
            found.push(places[0]..places[0] + sign.len());
        }
    }
    for opening in
        ["［［", "【【", "［^", "［＾", "[＾", "｛#", "｛＃", "《http", "［！", "【！", "[！"]
    {
        let Some(at) = line.find(opening) else { continue };
        let behind = line[at + opening.len()..].chars().next();
        // A callout's word; what else begins so may be prose.
        let meant = !opening.ends_with('！') || behind.is_some_and(|c| c.is_ascii_uppercase());
        if meant {
            found.push(at..at + opening.len());
        }
    }
    // A picture whose sign is wide is a link with an exclamation mark in front of it.
    if let Some(at) = line.find("！[").filter(|at| line[*at..].contains("](")) {
        let dest = line[at..].split_once("](").map_or("", |(_, dest)| dest);
        let dest = dest.split([')', ' ']).next().unwrap_or("").to_lowercase();
        if [".png", ".jpg", ".jpeg", ".svg", ".webp", ".gif", ".avif"]
            .iter()
            .any(|e| dest.ends_with(e))
        {
            found.push(at..at + "！[".len());
        }
    }
    found.extend(links(line));
    found
}

/// `【字】（地址）` in any mixture of wide and plain brackets but the one that Markdown reads.
fn links(line: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for (at, close) in line.match_indices(['】', '］', ']']) {
        let rest = &line[at + close.len()..];
        let Some(open) = rest.chars().next().filter(|c| matches!(c, '（' | '(')) else { continue };
        if close == "]" && open == '(' {
            continue;
        }
        let inner = &rest[open.len_utf8()..];
        let Some(end) = inner.find(['）', ')']) else { continue };
        if is_address(inner[..end].trim()) {
            found.push(at..at + close.len() + open.len_utf8());
        }
    }
    found
}

/// Whether something in brackets leads anywhere: an address, a file, an id. Words of Chinese don't,
/// but for the word *address* itself.
fn is_address(words: &str) -> bool {
    let ending = words.rsplit_once('.').is_some_and(|(name, ending)| {
        name.chars().count() > 1
            && (2..=4).contains(&ending.len())
            && ending.chars().all(|c| c.is_ascii_alphanumeric())
            && ending.contains(|c: char| c.is_ascii_alphabetic())
    });
    let path = ["://", "mailto:"].iter().any(|sign| words.contains(sign))
        || words.starts_with(['#', '.'])
        || ending;
    let is_id = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_.".contains(c);
    let stage = words.strip_prefix('s').is_some_and(|n| n.parse::<u8>().is_ok());
    let id = words.chars().all(is_id)
        && words.starts_with(|c: char| c.is_ascii_lowercase())
        && (stage || words.trim_matches('.').contains(['-', '.']));
    !words.contains(char::is_whitespace) && (words == "地址" || path || id)
}

#[cfg(test)]
mod tests {
    use super::find;

    /// The signs that are told, in order.
    fn check(text: &str, signs: &[&str]) {
        let found: Vec<&str> = find(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, signs, "{text}");
    }

    #[test]
    fn signs_in_place_of_markdowns_are_found() {
        check("＃ 标题\n＃＃二级\n", &["＃", "＃＃"]);
        check("－ 甲\n＊\u{3000}乙\n＋ 丙\n", &["－", "＊", "＋"]);
        check("１． 甲\n2．乙\n３. 丙\n", &["１．", "2．", "３."]);
        check("＞ 引用\n> ＃ 标题", &["＞", "＃"]);
        check("｜甲｜乙｜\n", &["｜"]);
        check("－－－\n———\n···rust\n", &["－－－", "———", "···"]);
        check("- 【】 甲\n- ［x］ 乙", &["【】", "［x］"]);
        check("＊＊粗＊＊和～～删～～和｀码｀", &["＊＊", "～～", "｀"]);
        check(
            "【字】（地址）、［字］（https://a.cn/b）、[字]（s1）、【字】(计划.pdf)",
            &["】（", "］（", "]（", "】("],
        );
        check("！［图］（a.png）和！[图](a.png)", &["］（", "！["]);
        check("［［s1.k1］］、【【s2】】、注［^1］", &["［［", "【【", "［^"]);
        check("> ［！NOTE］ 甲\n\n## 题 ｛#who｝\n《https://a.cn》", &["［！", "｛#", "《http"]);
    }

    #[test]
    fn prose_is_left_alone() {
        for text in [
            "价格＝３＊４＋５，约１．５倍，3－5 天。",
            "１）先问；２）再听。\n1、甲\n",
            "＃新品上市＃ 大家看",
            "【注】（见下文）【周四】（10:30）【速度】（km/h）【版本】（v2）",
            "好的～～ 明天见！——陈伟",
            "—— 他说",
            "约翰·史密斯",
            "`＊＊粗＊＊`、《里程碑》（第二版）、[[s1]]（见上）",
            "```\n＃ 标题\n```\n",
            "［必填］姓名＿＿＿＿",
            "２０２６．５．１ 开始",
            "[字](https://a.cn)（见下）",
        ] {
            check(text, &[]);
        }
    }
}
