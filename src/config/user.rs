//! What the user has set for all repositories.

use std::collections::BTreeMap;

use super::ModelSettings;

/// The user's settings, layers already joined.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserSettings {
    /// The theme's name; `None` goes by the terminal's background.
    pub theme: Option<String>,
    /// Draw with ASCII alone.
    pub ascii: bool,
    /// Lines in reading order, without boxes.
    pub plain: bool,
    /// Listen to the mouse.
    pub mouse: bool,
    /// How diffs are laid out.
    pub diff_layout: DiffLayout,
    /// Columns between tab stops in diffs.
    pub tab_width: u8,
    /// The language model that may draft notes.
    pub model: ModelSettings,
    /// Keys by the name of the action that they do.
    pub keys: BTreeMap<String, Vec<String>>,
}

/// How diffs are laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DiffLayout {
    /// Side by side where there is room.
    #[default]
    Auto,
    /// One column.
    Unified,
    /// Two columns.
    SideBySide,
}

impl Default for UserSettings {
    fn default() -> Self {
        Self {
            theme: None,
            ascii: false,
            plain: false,
            mouse: true,
            diff_layout: DiffLayout::Auto,
            tab_width: 8,
            model: ModelSettings::default(),
            keys: BTreeMap::new(),
        }
    }
}
