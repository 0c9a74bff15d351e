//! Grows small trees, one after the other, each of what the ones before it got wrong (gradient boosting, logistic loss).

use tminus::notes::habit::{Node, Trees, UNKNOWN};

/// How trees are grown.
#[derive(Debug, Clone, Copy)]
pub(super) struct Growing {
    pub(super) trees: usize,
    pub(super) leaves: usize,
    pub(super) rate: f64,
    pub(super) least: usize,
    pub(super) calm: f64,
    /// The share of measures that a tree may ask for.
    pub(super) asked: f64,
    pub(super) seed: u64,
}

/// Examples as tables of steps.
pub(super) struct Table {
    /// By measure: the step of each row.
    steps: Vec<Vec<u8>>,
    /// By measure: the upper end of each step.
    ends: Vec<Vec<f32>>,
}

/// What the rows are, and how much they count.
pub(super) struct Answers<'a> {
    pub(super) holds: &'a [bool],
    pub(super) weights: &'a [f32],
}

const STEPS: usize = 96;

impl Table {
    pub(super) fn new(rows: &[&[f32]]) -> Self {
        let width = rows.first().map_or(0, |row| row.len());
        let mut table = Self { steps: Vec::new(), ends: Vec::new() };
        for measure in 0..width {
            let mut values: Vec<f32> = rows.iter().map(|row| row[measure]).collect();
            values.sort_by(f32::total_cmp);
            let mut ends: Vec<f32> = Vec::new();
            let known: Vec<f32> = values.iter().copied().filter(|value| *value > UNKNOWN).collect();
            if known.len() < values.len() {
                ends.push(UNKNOWN);
            }
            let count = known.len();
            for step in 1..STEPS {
                let at = step * count / STEPS;
                if at == 0 || at >= count || known[at] <= known[at - 1] {
                    continue;
                }
                let end = f32::midpoint(known[at - 1], known[at]);
                if ends.last().is_none_or(|last| *last < end) {
                    ends.push(end);
                }
            }
            let steps = rows.iter().map(|row| ends.partition_point(|end| *end < row[measure]) as u8).collect();
            table.steps.push(steps);
            table.ends.push(ends);
        }
        table
    }
}

struct Leaf {
    rows: Vec<u32>,
    node: usize,
    split: Option<Split>,
}

#[derive(Debug, Clone, Copy)]
struct Split {
    gain: f64,
    measure: usize,
    step: usize,
}

/// Grows the trees.
pub(super) fn grow(table: &Table, answers: &Answers<'_>, growing: Growing) -> Trees {
    let count = answers.holds.len();
    let all: f64 = answers.weights.iter().map(|weight| f64::from(*weight)).sum();
    let yes: f64 = (0..count).filter(|row| answers.holds[*row]).map(|row| f64::from(answers.weights[row])).sum();
    let start = (yes / (all - yes)).ln();
    let mut sums = vec![start; count];
    let mut trees = Trees { start: start as f32, ..Trees::default() };
    let mut random = growing.seed | 1;
    for _ in 0..growing.trees {
        let slopes: Vec<(f64, f64)> = (0..count)
            .map(|row| {
                let chance = 1.0 / (1.0 + (-sums[row]).exp());
                let weight = f64::from(answers.weights[row]);
                ((chance - f64::from(u8::from(answers.holds[row]))) * weight, chance * (1.0 - chance) * weight)
            })
            .collect();
        let asked: Vec<usize> = (0..table.steps.len())
            .filter(|_| {
                random ^= random << 13;
                random ^= random >> 7;
                random ^= random << 17;
                (random >> 11) as f64 / ((1_u64 << 53) as f64) < growing.asked
            })
            .collect();
        one_tree(table, &slopes, &asked, growing, &mut trees, &mut sums);
    }
    trees
}

fn one_tree(
    table: &Table,
    slopes: &[(f64, f64)],
    asked: &[usize],
    growing: Growing,
    trees: &mut Trees,
    sums: &mut [f64],
) {
    trees.roots.push(trees.nodes.len() as u32);
    trees.nodes.push(Node::Answer(0.0));
    let rows: Vec<u32> = (0..slopes.len() as u32).collect();
    let split = best(table, slopes, asked, &rows, growing);
    let mut leaves = vec![Leaf { rows, node: trees.nodes.len() - 1, split }];
    while leaves.len() < growing.leaves {
        let gain = |leaf: &Leaf| leaf.split.map_or(0.0, |split| split.gain);
        let Some(at) = (0..leaves.len())
            .filter(|at| leaves[*at].split.is_some())
            .max_by(|one, other| gain(&leaves[*one]).total_cmp(&gain(&leaves[*other])))
        else {
            break;
        };
        let leaf = leaves.swap_remove(at);
        let Some(split) = leaf.split else { break };
        let (left, right): (Vec<u32>, Vec<u32>) =
            leaf.rows.iter().partition(|row| usize::from(table.steps[split.measure][**row as usize]) <= split.step);
        let node = trees.nodes.len();
        trees.nodes[leaf.node] = Node::Question {
            measure: split.measure as u16,
            threshold: table.ends[split.measure][split.step],
            left: node as u32,
            right: node as u32 + 1,
        };
        for (rows, node) in [(left, node), (right, node + 1)] {
            trees.nodes.push(Node::Answer(0.0));
            let split = best(table, slopes, asked, &rows, growing);
            leaves.push(Leaf { rows, node, split });
        }
    }
    for leaf in leaves {
        let (slope, bend) = total(slopes, &leaf.rows);
        // Four digits keep the file short, and what is read is what was trained.
        let answer = ((-slope / (bend + growing.calm) * growing.rate) * 1e4).round() / 1e4;
        trees.nodes[leaf.node] = Node::Answer(answer as f32);
        for row in leaf.rows {
            sums[row as usize] += answer;
        }
    }
}

fn total(slopes: &[(f64, f64)], rows: &[u32]) -> (f64, f64) {
    rows.iter().fold((0.0, 0.0), |sum, row| {
        let (slope, bend) = slopes[*row as usize];
        (sum.0 + slope, sum.1 + bend)
    })
}

fn best(table: &Table, slopes: &[(f64, f64)], asked: &[usize], rows: &[u32], growing: Growing) -> Option<Split> {
    if rows.len() < 2 * growing.least {
        return None;
    }
    let (slope, bend) = total(slopes, rows);
    let worth = |slope: f64, bend: f64| slope * slope / (bend + growing.calm);
    let whole = worth(slope, bend);
    let mut best: Option<Split> = None;
    for &measure in asked {
        let ends = table.ends[measure].len();
        let mut sums = [(0.0_f64, 0.0_f64, 0_usize); STEPS + 2];
        for row in rows {
            let (slope, bend) = slopes[*row as usize];
            let sum = &mut sums[usize::from(table.steps[measure][*row as usize])];
            *sum = (sum.0 + slope, sum.1 + bend, sum.2 + 1);
        }
        let mut left = (0.0, 0.0, 0);
        for (step, sum) in sums.iter().enumerate().take(ends) {
            left = (left.0 + sum.0, left.1 + sum.1, left.2 + sum.2);
            if left.2 < growing.least || rows.len() - left.2 < growing.least {
                continue;
            }
            let gain = worth(left.0, left.1) + worth(slope - left.0, bend - left.1) - whole;
            if gain > 1e-6 && best.is_none_or(|best| gain > best.gain) {
                best = Some(Split { gain, measure, step });
            }
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trees_learn_what_no_line_can_part() {
        let rows: Vec<[f32; 2]> = (0..400).map(|at| [f32::from(at % 2 == 0), f32::from(at % 4 < 2)]).collect();
        let holds: Vec<bool> = rows.iter().map(|row| (row[0] > 0.5) == (row[1] > 0.5)).collect();
        let views: Vec<&[f32]> = rows.iter().map(<[f32; 2]>::as_slice).collect();
        let mut weights = vec![1.0; 400];
        weights[0] = 1.5;
        let growing = Growing { trees: 40, leaves: 4, rate: 0.2, least: 5, calm: 1.0, asked: 1.1, seed: 1 };
        let trees = grow(&Table::new(&views), &Answers { holds: &holds, weights: &weights }, growing);
        let right = rows.iter().zip(&holds).filter(|(row, holds)| (trees.sum(*row) > 0.0) == **holds).count();
        assert_eq!(right, 400);
    }
}
