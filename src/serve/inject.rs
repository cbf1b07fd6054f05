//! Adds the preview's script to a page.
//!
//! It is one element before `</body>`, and a file, not an inline script: the pages carry a
//! Content-Security-Policy that allows no other, and the preview must not loosen what it previews.

use super::service::{RESERVED, address};

/// The page with the script that keeps it fresh. `tag` is the page's entity tag, so that the
/// script can ask whether the page has changed.
pub(super) fn script(page: &[u8], base: &str, tag: &str) -> Vec<u8> {
    let element = format!(
        "<script src=\"{}\" data-etag=\"{}\"></script>",
        address(base, &format!("{RESERVED}/live.js")),
        tag.trim_matches('"')
    );
    let at = last_body_end(page).unwrap_or(page.len());
    let mut bytes = Vec::with_capacity(page.len() + element.len());
    bytes.extend_from_slice(&page[..at]);
    bytes.extend_from_slice(element.as_bytes());
    bytes.extend_from_slice(&page[at..]);
    bytes
}

/// Where the last `</body` stands.
fn last_body_end(page: &[u8]) -> Option<usize> {
    let end = b"</body";
    page.windows(end.len()).rposition(|window| window.eq_ignore_ascii_case(end))
}

/// What is shown where the site has no page and no 404 page of its own: for instance when the
/// playbook has had errors from the start.
pub(super) fn missing_page(base: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>No such page</title>\n\
         <link rel=\"stylesheet\" href=\"{}\">\n</head>\n<body class=\"missing\">\n\
         <main>\n<h1>No such page</h1>\n<p>The playbook has no page at this address. When one \
         appears, it will show here.</p>\n<p><a href=\"{}\">To the first page</a></p>\n</main>\n\
         </body>\n</html>\n",
        address(base, &format!("{RESERVED}/live.css")),
        address(base, ""),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_stands_at_the_end_of_the_body_and_nothing_else_changes() {
        for (page, before, after) in [
            ("<p>a</p></body></html>", "<p>a</p>", "</body></html>"),
            ("<pre></body></pre>x</BODY>", "<pre></body></pre>x", "</BODY>"),
            ("no body", "no body", ""),
            ("", "", ""),
        ] {
            let element = r#"<script src="/a%20b/_twotrack/live.js" data-etag="1f"></script>"#;
            let want = format!("{before}{element}{after}");
            assert_eq!(script(page.as_bytes(), "a b", "\"1f\""), want.as_bytes(), "{page}");
        }
    }
}
