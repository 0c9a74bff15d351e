//! Breaks a line over rows instead of cutting it: at spaces where there are any, else within a word.

use unicode_segmentation::UnicodeSegmentation;

use super::{Safe, width};

/// Columns that text keeps beside its indentation.
const LEAST: usize = 8;

/// The line in rows of at most `columns`, at least one. Rows after the first stand under the first one's beginning; nothing of
/// the text is lost but the spaces at a break.
pub fn wrap(line: &Safe, columns: usize) -> Vec<Safe> {
    let columns = columns.max(1);
    if line.width() <= columns {
        return vec![line.clone()];
    }
    let text = line.trim_start_matches(' ');
    let indent = (line.len() - text.len()).min(columns.saturating_sub(LEAST));
    let room = columns - indent;
    let mut rows = Vec::new();
    let mut rest = text.trim_end_matches(' ');
    while !rest.is_empty() {
        let (row, after) = split(rest, room);
        rows.push(Safe::line(&format!("{:indent$}{}", "", row.trim_end_matches(' '))));
        rest = after.trim_start_matches(' ');
    }
    rows
}

/// The text up to the break and from there on. At least one grapheme is taken, so that it always ends.
fn split(text: &str, room: usize) -> (&str, &str) {
    let mut taken = 0;
    let mut last_space = None;
    for (at, grapheme) in text.grapheme_indices(true) {
        taken += width(grapheme);
        if taken > room && grapheme != " " {
            let cut = last_space.filter(|cut| *cut > 0).unwrap_or(at);
            return text.split_at(if cut == 0 { grapheme.len() } else { cut });
        }
        if grapheme == " " {
            last_space = Some(at);
        }
    }
    (text, "")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn rows(text: &str, columns: usize) -> Vec<String> {
        wrap(&Safe::line(text), columns).into_iter().map(String::from).collect()
    }

    #[test]
    fn lines_are_broken_at_spaces_and_keep_their_indentation() {
        assert_eq!(rows("it fits", 7), ["it fits"]);
        assert_eq!(rows("one two three", 8), ["one two", "three"]);
        assert_eq!(rows("    one two three four", 14), ["    one two", "    three four"]);
        assert_eq!(rows("", 5), [""]);
    }

    #[test]
    fn a_word_without_end_is_broken_and_not_cut() {
        assert_eq!(rows("abcdefghij", 4), ["abcd", "efgh", "ij"]);
        assert_eq!(rows("ab 日本語日本語", 5), ["ab", "日本", "語日", "本語"]);
    }

    proptest! {
        #[test]
        fn nothing_but_spaces_is_lost_and_rows_fit(text in "[ a-c日…]{0,60}", columns in 2_usize..20) {
            let rows = rows(&text, columns);
            let letters = |text: &str| text.chars().filter(|letter| *letter != ' ').collect::<String>();
            prop_assert_eq!(letters(&rows.concat()), letters(&text));
            for row in rows {
                prop_assert!(width(&row) <= columns, "{row:?} in {columns}");
            }
        }
    }
}
