//! What stands in code blocks and comments of Markdown, where nothing is a heading.

/// What is open at a line.
#[derive(Default)]
pub(super) struct Quoting {
    fence: Option<(char, usize)>,
    comment: bool,
}

impl Quoting {
    pub(super) fn is_open(&self) -> bool {
        self.comment || self.fence.is_some()
    }

    /// Whether this line is quoted; remembers what it opens and closes.
    pub(super) fn step(&mut self, text: &str) -> bool {
        let trimmed = text.trim_start();
        if self.comment {
            self.comment = !text.contains("-->");
            return true;
        }
        let mark = trimmed.chars().next().filter(|mark| *mark == '`' || *mark == '~');
        let run = mark.map_or(0, |mark| trimmed.chars().take_while(|character| *character == mark).count());
        match (self.fence, mark) {
            (Some((open, length)), _) => {
                if mark == Some(open) && run >= length && trimmed[run..].trim().is_empty() {
                    self.fence = None;
                }
                true
            }
            (None, Some(mark)) if run >= 3 => {
                self.fence = Some((mark, run));
                true
            }
            _ => {
                // Elsewhere in a line it is a word on comments, or one that a heading ends.
                let is_begun = trimmed.starts_with("<!--") && text.len() - trimmed.len() <= 3;
                self.comment = is_begun && !text.contains("-->");
                self.comment
            }
        }
    }
}
