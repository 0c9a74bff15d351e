//! A project's own part in the card: weights of factors, and factors of its own by path or message, from
//! `.tminus/risk.toml`. It runs nothing and reaches nothing, so it needs no trust.

use std::{collections::BTreeMap, sync::Arc};

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use regex::{Regex, RegexBuilder};
use serde::Deserialize;

use super::{Code, Seen};

/// Where the file is, from the repository's root.
pub const OWN_RULES_FILE: &str = ".tminus/risk.toml";
/// A factor is a bit of a set.
const FACTORS_AT_MOST: usize = 32;
const POINTS_AT_MOST: i64 = 100;
const WEIGHT_AT_MOST: f64 = 10.0;
/// Of a message so much is searched.
const SEARCHED: usize = 4096;
const EXPRESSION_SIZE: usize = 1 << 20;

/// The file.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    weights: BTreeMap<String, f64>,
    #[serde(default, rename = "factor")]
    factors: Vec<FactorOfFile>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct FactorOfFile {
    name: String,
    points: i64,
    #[serde(default)]
    paths: Vec<String>,
    message: Option<String>,
    evidence: Option<String>,
}

/// What a project adds to the card.
#[derive(Debug, Clone, Default)]
pub struct OwnRules {
    weights: BTreeMap<&'static str, f64>,
    rules: Arc<[OwnRule]>,
    told: Arc<[Told]>,
    digest: String,
}

#[derive(Debug)]
struct OwnRule {
    points: i8,
    paths: Option<GlobSet>,
    message: Option<Regex>,
}

/// How a factor of a project's own is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// Its name.
    pub name: String,
    /// What was seen.
    pub evidence: String,
}

/// Why the file cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadRules {
    /// It is no TOML, or has keys that mean nothing.
    #[error("{0}")]
    Form(String),
    /// A weight of no factor.
    #[error("`{name}` in `weights` is no factor of risk")]
    NoFactor {
        /// As it is written.
        name: String,
        /// What it may have meant.
        near: Option<&'static str>,
    },
    /// A weight that is none.
    #[error("the weight of `{0}` must be a number from 0 to 10")]
    Weight(String),
    /// A factor that cannot be.
    #[error("the factor `{name}` {why}")]
    Factor {
        /// Its name.
        name: String,
        /// Why not.
        why: String,
    },
}

impl OwnRules {
    /// Reads the file's text.
    pub fn read(text: &str) -> Result<Self, BadRules> {
        let file: File =
            toml::from_str(text).map_err(|error| BadRules::Form(error.to_string().trim_end().to_owned()))?;
        let mut weights = BTreeMap::new();
        for (name, weight) in file.weights {
            let Some(known) = Code::weighable().find(|known| *known == name) else {
                return Err(BadRules::NoFactor { near: near(&name), name });
            };
            if !(0.0..=WEIGHT_AT_MOST).contains(&weight) {
                return Err(BadRules::Weight(name));
            }
            weights.insert(known, weight);
        }
        if file.factors.len() > FACTORS_AT_MOST {
            let why = format!("is one of {}; {FACTORS_AT_MOST} are the most", file.factors.len());
            return Err(BadRules::Factor { name: file.factors[FACTORS_AT_MOST].name.clone(), why });
        }
        let rules: Result<Vec<(OwnRule, Told)>, BadRules> = file.factors.into_iter().map(OwnRule::new).collect();
        let (rules, told): (Vec<OwnRule>, Vec<Told>) = rules?.into_iter().unzip();
        Ok(Self { weights, rules: rules.into(), told: told.into(), digest: text.to_owned() })
    }

    /// What kept answers depend on.
    pub fn digest(&self) -> &str {
        &self.digest
    }

    /// The rules whose paths one of these meets, as bits.
    pub fn of_paths<'a>(&self, paths: &(impl Iterator<Item = &'a str> + Clone)) -> u32 {
        self.bits(|rule| rule.paths.as_ref().is_none_or(|globs| paths.clone().any(|path| globs.is_match(path))))
    }

    /// The rules whose expression the message meets, as bits.
    pub fn of_message(&self, subject: &str, body: &str) -> u32 {
        if self.rules.iter().all(|rule| rule.message.is_none()) {
            return u32::MAX;
        }
        let cut = |text: &str| text[..text.floor_char_boundary(SEARCHED)].to_owned();
        let message = format!("{}\n\n{}", cut(subject), cut(body));
        self.bits(|rule| rule.message.as_ref().is_none_or(|expression| expression.is_match(&message)))
    }

    fn bits(&self, meets: impl Fn(&OwnRule) -> bool) -> u32 {
        self.rules.iter().enumerate().filter(|(_, rule)| meets(rule)).fold(0, |bits, (at, _)| bits | 1 << at)
    }

    /// Weighs factors, and adds those of the rules that both path and message meet.
    pub fn apply(&self, factors: &mut Vec<Seen>, met: u32) {
        if !self.weights.is_empty() {
            for seen in factors.iter_mut() {
                if let Some(weight) = self.weights.get(seen.code.name()) {
                    seen.points = (f64::from(seen.points) * weight).round().clamp(-127.0, 127.0) as i8;
                }
            }
        }
        for (at, rule) in self.rules.iter().enumerate().filter(|(at, _)| met >> at & 1 == 1) {
            factors.push(Seen { code: Code::OwnRule, points: rule.points, numbers: (at as u32, 0) });
        }
    }

    /// How each factor is told, by its number.
    pub fn told(&self) -> &Arc<[Told]> {
        &self.told
    }
}

impl OwnRule {
    fn new(factor: FactorOfFile) -> Result<(Self, Told), BadRules> {
        let bad = |why: String| BadRules::Factor { name: factor.name.clone(), why };
        let is_name = |name: &str| {
            !name.is_empty()
                && name.len() <= 40
                && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
        };
        if !is_name(&factor.name) {
            return Err(bad("must be named by small letters, digits and `-`".into()));
        }
        if Code::ALL.iter().any(|code| code.name() == factor.name) {
            return Err(bad("has the name of a factor that is built in".into()));
        }
        if !(-POINTS_AT_MOST..=POINTS_AT_MOST).contains(&factor.points) {
            return Err(bad(format!("must have from -{POINTS_AT_MOST} to {POINTS_AT_MOST} points")));
        }
        if factor.paths.is_empty() && factor.message.is_none() {
            return Err(bad("needs `paths` or `message`".into()));
        }
        let paths = globs(&factor.paths).map_err(|glob| bad(format!("has `{glob}` in `paths`, which is no glob")))?;
        let expression = |text: &String| RegexBuilder::new(text).size_limit(EXPRESSION_SIZE).build();
        let message = factor.message.as_ref().map(expression).transpose();
        let message =
            message.map_err(|error| bad(format!("has a `message` that is no regular expression: {error}")))?;
        let evidence = factor.evidence.clone().unwrap_or_else(|| match (&paths, &message) {
            (Some(_), Some(_)) => "its paths and its message meet a rule of the project".into(),
            (Some(_), None) => format!("touches {}", factor.paths.join(", ")),
            _ => "its message meets a rule of the project".into(),
        });
        let rule = Self { points: factor.points as i8, paths, message };
        Ok((rule, Told { name: factor.name, evidence }))
    }
}

/// A glob without `/` matches at any depth.
fn globs(globs: &[String]) -> Result<Option<GlobSet>, String> {
    if globs.is_empty() {
        return Ok(None);
    }
    let mut set = GlobSetBuilder::new();
    for glob in globs {
        let anywhere = if glob.contains('/') { glob.trim_start_matches('/').to_owned() } else { format!("**/{glob}") };
        set.add(GlobBuilder::new(&anywhere).literal_separator(true).build().map_err(|_| glob.clone())?);
    }
    set.build().map(Some).map_err(|_| globs.join(", "))
}

fn near(name: &str) -> Option<&'static str> {
    let near = Code::weighable()
        .max_by(|left, right| strsim::jaro_winkler(left, name).total_cmp(&strsim::jaro_winkler(right, name)))?;
    (strsim::jaro_winkler(near, name) > 0.8).then_some(near)
}
