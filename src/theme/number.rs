//! Numbers as a language writes them, as browsers do by `Intl.NumberFormat`.
//!
//! What languages do otherwise than English comes from Unicode's CLDR; a browser test holds the
//! table against one.

/// How a language writes numbers.
struct Way {
    /// The language, or the language and the region, of each tag.
    tags: &'static str,
    decimal: &'static str,
    group: &'static str,
    /// How many digits stand before the first group at least: two write 1234, but 12.345.
    least: usize,
    minus: &'static str,
    zero: char,
    /// Whether groups have two digits beyond the first of three: 12,34,567.
    by_two: bool,
}

const ENGLISH: Way =
    Way { tags: "", decimal: ".", group: ",", least: 1, minus: "-", zero: '0', by_two: false };
const COMMA: Way = Way { decimal: ",", group: ".", ..ENGLISH };
const BLANK: Way = Way { decimal: ",", group: "\u{a0}", ..ENGLISH };
const INDIAN: Way = Way { by_two: true, ..ENGLISH };
const PERSIAN: Way =
    Way { decimal: "٫", group: "٬", minus: "\u{200e}\u{2212}", zero: '۰', ..ENGLISH };

/// The first that has the tag counts.
const WAYS: &[Way] = &[
    Way {
        tags: "es-MX es-419 es-CU es-DO es-GT es-HN es-NI es-PA es-PE es-PR es-SV es-US pt-MO",
        ..ENGLISH
    },
    Way { tags: "es-AR es-BO es-CL es-CO es-EC es-PY es-UY es-VE fr-LU fr-MA en-DE", ..COMMA },
    Way { tags: "de-AT fr-CA es-CR en-ZA", ..BLANK },
    Way { tags: "de-CH de-LI", decimal: ".", group: "’", ..ENGLISH },
    Way { tags: "it-CH", decimal: ".", group: "’", least: 2, ..ENGLISH },
    Way { tags: "pt-PT pt-AO pt-CH pt-CV pt-MZ", least: 2, ..BLANK },
    Way {
        tags: "ar-EG ar-BH ar-IQ ar-JO ar-KW ar-LB ar-OM ar-QA ar-SA ar-SD ar-SY ar-YE",
        decimal: "٫",
        group: "٬",
        minus: "\u{61c}-",
        zero: '٠',
        ..ENGLISH
    },
    Way { tags: "ar-DZ ar-LY ar-MA ar-TN", minus: "\u{200e}-", ..COMMA },
    Way { tags: "ar he ur", minus: "\u{200e}-", ..ENGLISH },
    Way { tags: "fa", ..PERSIAN },
    Way { tags: "ps", minus: "\u{200e}-\u{200e}", ..PERSIAN },
    Way { tags: "es it ia", least: 2, ..COMMA },
    Way { tags: "sl", least: 2, minus: "\u{2212}", ..COMMA },
    Way { tags: "hr eu fo", minus: "\u{2212}", ..COMMA },
    Way {
        tags: "az bs ca da de el fy gl id is jv kl ku lb lo mk nds nl pt ro sc sr su tr vi wo",
        ..COMMA
    },
    Way { tags: "fi lt nb nn no se sv", minus: "\u{2212}", ..BLANK },
    Way { tags: "et", least: 2, minus: "\u{2212}", ..BLANK },
    Way { tags: "be bg hu hy ka lv pl sq", least: 2, ..BLANK },
    Way { tags: "af br cs cv kk ky oc ru sk tg tk tt uk uz", ..BLANK },
    Way { tags: "eo fr rm", group: "\u{202f}", ..BLANK },
    Way { tags: "en-IN gu hi kn kok ml or pa sd ta te", ..INDIAN },
    Way { tags: "bn as", zero: '০', ..INDIAN },
    Way { tags: "mr ne sa", zero: '०', ..INDIAN },
    Way { tags: "my", zero: '၀', ..ENGLISH },
];

/// A number in a language, by its tag (BCP 47).
pub fn number(tag: &str, n: f64) -> String {
    let way = way(tag);
    let mut plain = format!("{}", n.abs());
    if plain.split_once('.').is_some_and(|(_, fraction)| fraction.len() > 12) {
        plain = format!("{:.12}", n.abs()).trim_end_matches('0').trim_end_matches('.').to_string();
    }
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    let mut out = if n < 0.0 { way.minus.to_string() } else { String::new() };
    let digit = |c: char| char::from_u32(way.zero as u32 + c as u32 - '0' as u32).unwrap_or(c);
    for (at, c) in whole.chars().enumerate() {
        let left = whole.len() - at;
        if at > 0 && whole.len() >= 3 + way.least && begins_group(left, way.by_two) {
            out.push_str(way.group);
        }
        out.push(digit(c));
    }
    if !fraction.is_empty() {
        out.push_str(way.decimal);
        out.extend(fraction.chars().map(digit));
    }
    out
}

fn way(tag: &str) -> &'static Way {
    let parts: Vec<&str> = tag.split('-').collect();
    let region = parts.iter().skip(1).find(|part| matches!(part.len(), 2 | 3));
    let known = |name: &str| WAYS.iter().find(|way| way.tags.split(' ').any(|tag| tag == name));
    let of_region = region.and_then(|region| known(&format!("{}-{region}", parts[0])));
    of_region.or_else(|| known(parts[0])).unwrap_or(&ENGLISH)
}

/// Whether a group begins with so many digits left.
fn begins_group(left: usize, by_two: bool) -> bool {
    if by_two {
        left == 3 || left > 3 && (left - 3).is_multiple_of(2)
    } else {
        left.is_multiple_of(3)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_written_as_its_language_does() {
        for (tag, n, written) in [
            ("en", 3_720_000.0, "3,720,000"),
            ("zh-CN", 0.5, "0.5"),
            ("de", 1234.5, "1.234,5"),
            ("de-CH", 1234.5, "1’234.5"),
            ("sr-Latn-RS", 12_345.0, "12.345"),
            ("fr", 1234.5, "1\u{202f}234,5"),
            ("es", 1234.0, "1234"),
            ("es", 12_345.0, "12.345"),
            ("hi", 1_234_567.0, "12,34,567"),
            ("fa", -1234.5, "\u{200e}\u{2212}۱٬۲۳۴٫۵"),
            ("sv", -3.0, "\u{2212}3"),
            ("xx", 1000.0, "1,000"),
            ("en", 8.0, "8"),
            ("en", 0.1 + 0.2, "0.3"),
        ] {
            assert_eq!(number(tag, n), written, "{tag}");
        }
    }
}
