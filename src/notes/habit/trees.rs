//! Small decision trees whose leaves are summed: what weighs all measures of a unit against each other.

/// Trees, as one list of nodes.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Trees {
    /// The log-odds before any tree.
    pub start: f32,
    /// The nodes of all trees.
    pub nodes: Vec<Node>,
    /// Where each tree begins.
    pub roots: Vec<u32>,
}

/// A question or an answer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Node {
    /// Below the threshold on, otherwise to the other.
    Question {
        /// Which measure.
        measure: u16,
        /// What is not above it goes left.
        threshold: f32,
        /// The node for what is not above.
        left: u32,
        /// The node for the rest.
        right: u32,
    },
    /// What is added.
    Answer(f32),
}

impl Trees {
    /// The log-odds of these measures. What is not measured stands far below everything.
    pub fn sum(&self, measures: &[f32]) -> f32 {
        self.roots.iter().map(|root| self.answer(*root, measures)).sum::<f32>() + self.start
    }

    fn answer(&self, root: u32, measures: &[f32]) -> f32 {
        let mut at = root;
        // A tree is never as deep as it has nodes.
        for _ in 0..self.nodes.len() {
            match self.nodes.get(at as usize) {
                Some(Node::Question { measure, threshold, left, right }) => {
                    let value = measures.get(usize::from(*measure)).copied().unwrap_or(super::measures::UNKNOWN);
                    at = if value <= *threshold { *left } else { *right };
                }
                Some(Node::Answer(answer)) => return *answer,
                None => return 0.0,
            }
        }
        0.0
    }

    /// The lines of the file.
    pub fn to_lines(&self) -> Vec<String> {
        let mut lines = vec![format!("start\t{}", self.start)];
        lines.extend(self.roots.iter().map(|root| format!("root\t{root}")));
        lines.extend(self.nodes.iter().map(|node| match node {
            Node::Question { measure, threshold, left, right } => {
                format!("if\t{measure}\t{threshold}\t{left}\t{right}")
            }
            Node::Answer(answer) => format!("then\t{answer}"),
        }));
        lines
    }

    /// Takes in a line of the file; false if it is none of trees.
    pub fn read_line(&mut self, line: &str) -> Option<()> {
        let parts: Vec<&str> = line.split('\t').collect();
        match parts.as_slice() {
            ["start", start] => self.start = start.parse().ok()?,
            ["root", root] => self.roots.push(root.parse().ok()?),
            ["if", measure, threshold, left, right] => self.nodes.push(Node::Question {
                measure: measure.parse().ok()?,
                threshold: threshold.parse().ok()?,
                left: left.parse().ok()?,
                right: right.parse().ok()?,
            }),
            ["then", answer] => self.nodes.push(Node::Answer(answer.parse().ok()?)),
            _ => return None,
        }
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trees_are_read_as_they_were_written() {
        let trees = Trees {
            start: -0.5,
            nodes: vec![
                Node::Question { measure: 1, threshold: 2.5, left: 1, right: 2 },
                Node::Answer(-1.0),
                Node::Answer(1.25),
            ],
            roots: vec![0],
        };
        let mut read = Trees::default();
        for line in trees.to_lines() {
            read.read_line(&line).unwrap();
        }
        assert_eq!(read, trees);
        assert!((trees.sum(&[0.0, 2.5]) + 1.5).abs() < 1e-6);
        assert!((trees.sum(&[0.0, 3.0]) - 0.75).abs() < 1e-6);
        assert!((trees.sum(&[]) + 1.5).abs() < 1e-6, "what is not measured stands below");
    }
}
