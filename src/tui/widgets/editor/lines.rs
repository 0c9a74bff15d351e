//! Text as lines, changed in places: what an edit costs does not depend on how long the text is.

/// A line, from 0, and a byte in it.
pub(super) type Place = (usize, usize);

/// The lines of a text, without their ends; at least one.
#[derive(Debug, Clone)]
pub(super) struct Lines(Vec<String>);

/// Words that took the place of others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Edit {
    /// Where.
    pub(super) at: Place,
    /// What was there.
    pub(super) gone: String,
    /// What is there now.
    pub(super) come: String,
}

impl Edit {
    /// Where the new words end.
    pub(super) fn end(&self) -> Place {
        end_of(self.at, &self.come)
    }

    /// What takes it back.
    pub(super) fn inverse(&self) -> Self {
        Self { at: self.at, gone: self.come.clone(), come: self.gone.clone() }
    }
}

impl Lines {
    /// Of these lines.
    pub(super) fn new(lines: Vec<String>) -> Self {
        Self(if lines.is_empty() { vec![String::new()] } else { lines })
    }

    /// All of them.
    pub(super) fn all(&self) -> &[String] {
        &self.0
    }

    /// The end of the text.
    pub(super) fn end(&self) -> Place {
        (self.0.len() - 1, self.0[self.0.len() - 1].len())
    }

    /// The nearest place that there is, not within a character.
    pub(super) fn nearest(&self, (line, byte): Place) -> Place {
        let line = line.min(self.0.len() - 1);
        (line, self.0[line].floor_char_boundary(byte))
    }

    /// The words between two places.
    pub(super) fn between(&self, from: Place, to: Place) -> String {
        if from.0 == to.0 {
            return self.0[from.0][from.1..to.1].to_owned();
        }
        let mut words = self.0[from.0][from.1..].to_owned();
        for line in &self.0[from.0 + 1..to.0] {
            words.push('\n');
            words.push_str(line);
        }
        words.push('\n');
        words.push_str(&self.0[to.0][..to.1]);
        words
    }

    /// Puts words in the place of those between two places.
    pub(super) fn replace(&mut self, from: Place, to: Place, come: &str) -> Edit {
        let edit = Edit { at: from, gone: self.between(from, to), come: come.to_owned() };
        self.apply(&edit);
        edit
    }

    /// Does an edit to a text that is as it was before it.
    pub(super) fn apply(&mut self, edit: &Edit) {
        let (from, to) = (edit.at, end_of(edit.at, &edit.gone));
        if from.0 == to.0 && !edit.come.contains('\n') {
            self.0[from.0].replace_range(from.1..to.1, &edit.come);
            return;
        }
        let rest = self.0[to.0].split_off(to.1);
        self.0[from.0].truncate(from.1);
        let mut come = edit.come.split('\n');
        self.0[from.0].push_str(come.next().unwrap_or_default());
        let mut lines: Vec<String> = come.map(str::to_owned).collect();
        lines.last_mut().unwrap_or(&mut self.0[from.0]).push_str(&rest);
        self.0.splice(from.0 + 1..=to.0, lines);
    }
}

fn end_of(at: Place, words: &str) -> Place {
    match words.rfind('\n') {
        Some(last) => (at.0 + words.matches('\n').count(), words.len() - last - 1),
        None => (at.0, at.1 + words.len()),
    }
}
