//! What every client of the web needs: which addresses are this machine's, how long a server asks to wait, and one choice of
//! cryptography.

use std::sync::Once;

use reqwest::{Url, header::HeaderMap};

use crate::store::clock;

/// For how many seconds the server asks to wait.
pub fn retry_after(headers: &HeaderMap) -> Option<u64> {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).map(str::trim);
    if let Some(asked) = text("retry-after") {
        return asked.parse().ok().or_else(|| {
            let moment = jiff::fmt::rfc2822::parse(asked).ok()?.timestamp();
            u64::try_from(moment.as_second() - clock::now().as_second()).ok()
        });
    }
    if text("x-ratelimit-remaining") == Some("0") {
        let reset: i64 = text("x-ratelimit-reset")?.parse().ok()?;
        return Some(u64::try_from(reset - clock::now().as_second()).unwrap_or(0));
    }
    None
}

/// Whether an address ends on this machine.
pub fn is_loopback(url: &Url) -> bool {
    match url.host_str() {
        Some("localhost") => true,
        Some(host) => {
            host.trim_matches(['[', ']']).parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
        }
        None => false,
    }
}

/// Chooses the cryptography of all connections, once.
pub fn install_crypto() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        // An error means that another part of the program installed one already, which is as good.
        drop(rustls::crypto::ring::default_provider().install_default());
    });
}
