//! The forms of a word under one stem: `visit`, `visits`, `visited`.
//!
//! Only the index stems. It tells the browser for every form that occurs where its list is, so
//! that no second stemmer has to agree with this one.

use rust_stemmers::{Algorithm, Stemmer};

/// Words so common that they tell nothing; a query may hold them, the index does not.
pub const STOP: &[&str] = &[
    "a", "an", "and", "are", "as", "at", "be", "been", "but", "by", "do", "does", "for", "from",
    "had", "has", "have", "how", "i", "if", "in", "into", "is", "it", "its", "me", "my", "not",
    "of", "on", "or", "our", "so", "than", "that", "the", "their", "them", "then", "there",
    "these", "they", "this", "to", "was", "we", "were", "what", "when", "which", "who", "will",
    "with", "would", "you", "your",
];

/// Words of a question that hardly tell what is asked for. The index holds them, for a sentence
/// remembered in its own words holds them too; the browser gives them little weight.
const FILLERS: &[&str] = &[
    "about",
    "after",
    "allowed",
    "also",
    "any",
    "anything",
    "before",
    "can",
    "come",
    "could",
    "did",
    "else",
    "find",
    "get",
    "give",
    "go",
    "going",
    "he",
    "her",
    "him",
    "just",
    "know",
    "let",
    "like",
    "make",
    "may",
    "might",
    "much",
    "need",
    "no",
    "now",
    "ok",
    "out",
    "right",
    "said",
    "say",
    "says",
    "she",
    "should",
    "some",
    "something",
    "still",
    "such",
    "take",
    "tell",
    "thing",
    "too",
    "up",
    "us",
    "use",
    "want",
    "wants",
    "way",
    "where",
    "whether",
    "why",
    "wont",
    "yes",
    "yet",
];

/// The same in Chinese. Words of one character count where they stand as a word.
const FILLERS_ZH: &[&str] = &[
    "怎么",
    "怎么办",
    "怎么说",
    "怎么回",
    "怎样",
    "如何",
    "什么",
    "为什么",
    "为何",
    "什么时候",
    "多少",
    "哪些",
    "哪个",
    "哪里",
    "能不能",
    "可不可以",
    "可以",
    "应该",
    "需要",
    "知道",
    "之后",
    "以后",
    "之前",
    "以前",
    "时候",
    "一下",
    "我们",
    "你们",
    "他们",
    "是不是",
    "有没有",
    "要不要",
    "不要",
    "不能",
    "还是",
    "的",
    "了",
    "吗",
    "呢",
    "吧",
    "啊",
    "是",
    "在",
    "要",
    "会",
    "能",
    "该",
    "我",
    "你",
    "您",
    "他",
    "她",
    "这",
    "那",
    "就",
    "都",
    "很",
    "太",
    "还",
    "再",
    "也",
    "把",
    "被",
    "给",
    "让",
    "和",
    "跟",
    "与",
    "先",
    "请",
    "有",
    "去",
    "来",
    "做",
    "到",
    "得",
    "着",
    "过",
    "上",
    "里",
    "时",
    "后",
    "前",
    "说",
    "问",
    "讲",
    "办",
    "个",
    "只",
];

/// The fillers of a language by its tag.
pub fn fillers(tag: &str) -> String {
    let all: &[&[&str]] = match tag.split('-').next() {
        Some("en") => &[FILLERS],
        Some("zh") => &[FILLERS, FILLERS_ZH],
        _ => &[],
    };
    all.concat().join(" ")
}

/// The stemmer for a language by its tag, such as `en-GB`; the Latin words in a Chinese text are
/// English ones. `None` if nothing is known of the language.
pub fn stemmer(tag: &str) -> Option<Stemmer> {
    let algorithm = match tag.split('-').next().unwrap_or(tag) {
        "en" | "zh" | "ja" | "ko" => Algorithm::English,
        "de" => Algorithm::German,
        "es" => Algorithm::Spanish,
        "fr" => Algorithm::French,
        "it" => Algorithm::Italian,
        "nl" => Algorithm::Dutch,
        "pt" => Algorithm::Portuguese,
        "ru" => Algorithm::Russian,
        _ => return None,
    };
    Some(Stemmer::create(algorithm))
}

/// Whether a language puts no spaces between words.
pub fn is_joined(tag: &str) -> bool {
    matches!(tag.split('-').next(), Some("zh" | "ja" | "ko"))
}

/// Whether a language's common words are those of [`STOP`].
pub fn has_stops(tag: &str) -> bool {
    tag.starts_with("en") || is_joined(tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filler_is_in_the_index() {
        assert!(STOP.is_sorted());
        assert!(FILLERS.iter().all(|word| !STOP.contains(word)));
    }

    #[test]
    fn a_chinese_page_knows_the_fillers_of_both() {
        let all = fillers("zh-Hans");
        assert!(["怎么办", "should"].iter().all(|word| all.split(' ').any(|other| other == *word)));
        assert_eq!(fillers("de"), "");
    }
}
