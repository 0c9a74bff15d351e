//! A commit's risk: the card's points, what it declares, and the project's own rules.

use super::{Assessment, Code, Model, Outlook, OwnRules, Seen};
use crate::analysis::{
    Flags,
    shape::{Sensitivity, Shape},
};

/// What is known of a commit besides its outlook.
#[derive(Debug, Clone, Copy)]
pub struct Evidence<'a> {
    /// Its flags.
    pub flags: Flags,
    /// What it changed.
    pub shape: &'a Shape,
    /// The words of its message and its paths that the model knows, each once.
    pub words: &'a [u16],
    /// The rules of the project that it meets, as bits.
    pub rules: u32,
}

/// Points for what costs more when it goes wrong, which the chance knows nothing of.
const BREAKING: i8 = 20;
const SECURITY: i8 = 5;
const SENSITIVE: i8 = 4;
const SENSITIVE_AT_MOST: i8 = 12;
const CONFIGURED: i8 = 10;

/// Judges a commit. A merge is judged by the commits that it brings.
pub fn judge(model: &Model, own: &OwnRules, outlook: &Outlook, evidence: &Evidence<'_>) -> Assessment {
    if evidence.flags.contains(Flags::MERGE) {
        return Assessment::default();
    }
    let appraisal = model.appraise(outlook, evidence.words);
    let mut factors = appraisal.factors;
    factors.extend(stakes(evidence));
    own.apply(&mut factors, evidence.rules);
    Assessment::of(factors).with(appraisal.chance, own)
}

fn stakes(evidence: &Evidence<'_>) -> impl Iterator<Item = Seen> {
    let shape = evidence.shape;
    let seen = |code, points, numbers| Seen { code, points, numbers };
    let flag = |flag, code, points| evidence.flags.contains(flag).then(|| seen(code, points, (0, 0)));
    let configured = Sensitivity::Configured.bit();
    // Whatever touches the build touches a lock file too, and the card knows of both.
    let usual = Sensitivity::Dependencies.bit() | Sensitivity::Build.bit() | Sensitivity::Ci.bit();
    let reasons = shape.sensitive & !usual & !configured;
    let built_in = (reasons.count_ones() as i8).saturating_mul(SENSITIVE).min(SENSITIVE_AT_MOST);
    let points = built_in + if shape.sensitive & configured == 0 { 0 } else { CONFIGURED };
    let told = (u32::from(shape.sensitive & !usual), shape.sensitive_files);
    [
        flag(Flags::BREAKING, Code::Breaking, BREAKING),
        flag(Flags::SECURITY, Code::Security, SECURITY),
        (points > 0).then(|| seen(Code::SensitivePaths, points, told)),
    ]
    .into_iter()
    .flatten()
}
