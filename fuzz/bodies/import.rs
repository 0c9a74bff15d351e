//! Settings of other tools: they are brought over, or refused with a reason.

use tminus::release::Imported;

/// What must hold of any bytes.
pub(super) fn body(content: &[u8]) {
    let text = String::from_utf8_lossy(content);
    for name in ["cliff.toml", "release-drafter.yml"] {
        match Imported::read(name, &text) {
            Ok(imported) => assert!(imported.left.iter().all(|reason| !reason.is_empty())),
            Err(error) => assert!(error.to_string().contains(name)),
        }
    }
}
