//! Decides who may ask, and for what.
//!
//! A page elsewhere on the web can point a name of its own at 127.0.0.1 and so read whatever
//! listens there ("DNS rebinding"). Its requests still carry its own name, in `Host` and in
//! `Origin`; so the preview answers only to the names it goes by. Paths are decoded here, once,
//! and anything that could mean a place outside the site is refused.

use std::net::IpAddr;

use percent_encoding::percent_decode_str;

use super::head::Refusal;

/// The names to which the preview answers.
pub(super) struct Names {
    /// What the author gave as `--host`, in lower case.
    given: String,
    /// Whether the preview listens only on this machine.
    loopback: bool,
}

impl Names {
    /// The names of a preview that was told to listen on `host` and does so at `address`.
    pub(super) fn new(host: &str, address: IpAddr) -> Self {
        Names { given: bare(host).to_ascii_lowercase(), loopback: address.is_loopback() }
    }

    /// Whether a `Host` is one of ours. The port does not matter: a tunnel may change it, and an
    /// attacker can choose it freely.
    fn knows(&self, authority: &str) -> bool {
        let Some(host) = host_of(authority) else { return false };
        // A number cannot be rebound to another machine; a name can.
        match host.parse::<IpAddr>() {
            Ok(address) => address.is_loopback() || !self.loopback || host == self.given,
            Err(_) => host == "localhost" || host == self.given,
        }
    }

    /// Lets a request pass if its `Host`, and where present its `Origin` and fetch metadata, say
    /// that it comes from a page of this preview or from the address bar.
    pub(super) fn admit<'a>(
        &self,
        header: impl Fn(&str) -> Option<&'a str>,
    ) -> Result<(), Refusal> {
        let host = header("host").unwrap_or_default();
        if !self.knows(host) {
            return Err(Refusal {
                status: 403,
                reason: "This preview answers only to the address that it printed. To reach it \
                         by another name, start it with --host and that name.",
            });
        }
        if let Some(origin) = header("origin") {
            let own =
                origin.strip_prefix("http://").is_some_and(|it| it.eq_ignore_ascii_case(host));
            if !own {
                return Err(FOREIGN);
            }
        }
        let foreign = matches!(header("sec-fetch-site"), Some("cross-site" | "same-site"));
        if foreign && header("sec-fetch-mode") != Some("navigate") {
            return Err(FOREIGN);
        }
        Ok(())
    }
}

const FOREIGN: Refusal =
    Refusal { status: 403, reason: "This preview answers only requests from its own pages." };

/// The host of `host:port` or `[::1]:port`, in lower case; `None` if it is neither.
fn host_of(authority: &str) -> Option<String> {
    let (host, rest) = match authority.strip_prefix('[') {
        Some(inner) => inner.split_once(']')?,
        None => authority.split_at(authority.find(':').unwrap_or(authority.len())),
    };
    let port = rest.strip_prefix(':').unwrap_or(rest);
    let plain =
        rest.is_empty() || (rest.starts_with(':') && port.bytes().all(|b| b.is_ascii_digit()));
    (plain && !host.is_empty()).then(|| host.to_ascii_lowercase())
}

/// `[::1]` as people write it in an address is `::1`.
pub(super) fn bare(host: &str) -> &str {
    host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host)
}

/// The path of a target: decoded, without its leading slash and query, and surely inside the
/// site. It may be empty or end with a slash.
pub(super) fn path(target: &str) -> Result<String, Refusal> {
    let refuse = |reason| Err(Refusal { status: 400, reason });
    let target = target.split(['?', '#']).next().unwrap_or_default();
    let Some(target) = target.strip_prefix('/') else {
        return refuse("An address here begins with a slash.");
    };
    let mut decoded = String::with_capacity(target.len());
    for (place, segment) in target.split('/').enumerate() {
        if !escapes_are_whole(segment) {
            return refuse("A percent sign in an address must be followed by two digits.");
        }
        let Ok(segment) = percent_decode_str(segment).decode_utf8() else {
            return refuse("The address is not UTF-8.");
        };
        if segment == "." || segment == ".." {
            return refuse("An address may not climb with dots.");
        }
        if segment.chars().any(|c| c == '/' || c == '\\' || c.is_control()) {
            return refuse("The address holds a character that no page's name has.");
        }
        if place > 0 {
            decoded.push('/');
        }
        decoded.push_str(&segment);
    }
    Ok(decoded)
}

fn escapes_are_whole(segment: &str) -> bool {
    segment.split('%').skip(1).all(|rest| {
        let mut digits = rest.bytes();
        let mut hex = || digits.next().is_some_and(|byte| byte.is_ascii_hexdigit());
        hex() && hex()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn admits(names: &Names, headers: &[(&str, &'static str)]) -> bool {
        names.admit(|name| headers.iter().find(|(n, _)| *n == name).map(|(_, v)| *v)).is_ok()
    }

    #[test]
    fn only_own_names_are_answered() {
        let here = Names::new("127.0.0.1", IpAddr::from([127, 0, 0, 1]));
        let lan = Names::new("Box.example", IpAddr::from([192, 168, 1, 2]));
        for (host, on_loopback, on_lan) in [
            ("127.0.0.1:4000", true, true),
            ("127.0.0.1", true, true),
            ("LOCALHOST:4000", true, true),
            ("[::1]:4000", true, true),
            ("192.168.1.2:4000", false, true),
            ("box.example:4000", false, true),
            ("evil.test:4000", false, false),
            ("localhost.evil.test", false, false),
            ("127.0.0.1.evil.test", false, false),
            ("evil.test:80@127.0.0.1", false, false),
            ("localhost:x", false, false),
            ("[::1", false, false),
            ("", false, false),
        ] {
            assert_eq!(admits(&here, &[("host", host)]), on_loopback, "{host}");
            assert_eq!(admits(&lan, &[("host", host)]), on_lan, "{host} on a network");
        }
    }

    #[test]
    fn foreign_pages_are_refused() {
        let here = Names::new("127.0.0.1", IpAddr::from([127, 0, 0, 1]));
        let host = ("host", "localhost:4000");
        assert!(admits(&here, &[host, ("origin", "http://localhost:4000")]));
        for origin in ["http://evil.test", "null", "https://localhost:4000", "http://localhost:9"] {
            let headers = [host, ("origin", Box::leak(origin.to_owned().into_boxed_str()))];
            assert!(!admits(&here, &headers), "{origin}");
        }
        let other = ("sec-fetch-site", "cross-site");
        assert!(
            admits(&here, &[host, other, ("sec-fetch-mode", "navigate")]),
            "a link may lead here"
        );
        assert!(!admits(&here, &[host, other, ("sec-fetch-mode", "no-cors")]));
        assert!(admits(&here, &[host, ("sec-fetch-site", "none")]));
    }

    #[test]
    fn paths_are_decoded_once_and_stay_inside() {
        for (target, want) in [
            ("/", Some("")),
            ("/?q=/../x", Some("")),
            ("/zh/%E9%98%B6%E6%AE%B5.html?x#y", Some("zh/阶段.html")),
            ("/a%20b/", Some("a b/")),
            ("/%252e%252e/x", Some("%2e%2e/x")),
            ("/..x/.hidden", Some("..x/.hidden")),
            ("/../x", None),
            ("/a/./x", None),
            ("/%2e%2e/x", None),
            ("/.%2E/x", None),
            ("/a%2fb", None),
            ("/a%5Cb", None),
            ("/a\\..\\b", None),
            ("/a%00b", None),
            ("/a%0d%0ab", None),
            ("/%", None),
            ("/%4", None),
            ("/%zz", None),
            ("/%+1", None),
            ("/%ff%fe", None),
            ("/%c0%ae%c0%ae/x", None),
            ("*", None),
            ("a.test:443", None),
        ] {
            assert_eq!(path(target).ok().as_deref(), want, "{target}");
        }
    }
}
