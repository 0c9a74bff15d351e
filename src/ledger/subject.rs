//! What a decision is about: a digest over all that would have to be decided again if it changed.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::Digest;
use crate::history::CommitId;

/// The `schema` of a subject's JSON.
pub const SUBJECT_SCHEMA: &str = "tminus.subject/1";

/// What is decided. A proposal's subject has no gate; a decision's subject is the proposal's with the gate's name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subject {
    /// The version of this form.
    pub schema: SubjectSchema,
    /// The id of the branch's root commit.
    pub repository: Option<CommitId>,
    /// The package that is released, where a repository holds several.
    pub package: Option<String>,
    /// The gate that is decided on.
    pub gate: Option<String>,
    /// Where the range begins; nothing if it is the whole history.
    pub from_sha: Option<CommitId>,
    /// Where the range ends.
    pub to_sha: Option<CommitId>,
    /// The version that is released.
    pub version: Option<String>,
    /// The tag that is set.
    pub tag: Option<String>,
    /// Digest of where it goes: branch, remote, forge, changelog.
    pub targets_digest: Option<Digest>,
    /// Digest of the exact body that is published.
    pub notes_digest: Option<Digest>,
    /// Digest of the gates and rules that it is judged by.
    pub gates_digest: Option<Digest>,
    /// Digest of the policies in force.
    pub policy_digest: Option<Digest>,
}

/// The version of a subject's form.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum SubjectSchema {
    /// The first.
    #[default]
    #[serde(rename = "tminus.subject/1")]
    V1,
}

impl Subject {
    /// A subject of the range's end alone; what else is decided is filled in by field.
    pub fn of(to_sha: CommitId) -> Self {
        Self {
            schema: SubjectSchema::V1,
            repository: None,
            package: None,
            gate: None,
            from_sha: None,
            to_sha: Some(to_sha),
            version: None,
            tag: None,
            targets_digest: None,
            notes_digest: None,
            gates_digest: None,
            policy_digest: None,
        }
    }

    /// The same subject for another gate, or for none.
    #[must_use]
    pub fn for_gate(&self, gate: Option<&str>) -> Self {
        Self { gate: gate.map(str::to_owned), ..self.clone() }
    }

    /// The object as JSON, as it stands in a record's payload.
    pub fn to_json(&self) -> Value {
        serde_json::to_value(self).expect("a subject holds strings alone")
    }

    /// `sha256:` of the canonical JSON.
    pub fn digest(&self) -> Digest {
        Digest::of_json(&self.to_json())
    }

    /// Whether both are about the same release, though perhaps not as it was: the same package, and the same version or
    /// the same beginning or end of the range.
    pub fn same_release(&self, other: &Self) -> bool {
        self.package == other.package
            && (self.tag == other.tag && self.tag.is_some()
                || self.from_sha == other.from_sha && self.from_sha.is_some()
                || self.to_sha == other.to_sha && self.to_sha.is_some())
    }

    /// What differs from `then`, in words, for a person who approved `then`.
    pub fn changed_since(&self, then: &Self) -> Vec<String> {
        let mut changes = Vec::new();
        let ids = |name: &str, then: Option<CommitId>, now: Option<CommitId>| {
            let short = |id: Option<CommitId>| id.map_or_else(|| "nothing".to_owned(), |id| id.short());
            (then != now).then(|| format!("{name} was {}, is {}", short(then), short(now)))
        };
        let words = |name: &str, then: Option<&str>, now: Option<&str>| {
            let word = |text: Option<&str>| text.unwrap_or("nothing").to_owned();
            (then != now).then(|| format!("{name} was {}, is {}", word(then), word(now)))
        };
        let digests = |name: &str, then, now| (then != now).then(|| format!("{name} changed"));
        changes.extend(ids("the repository", then.repository, self.repository));
        changes.extend(words("the package", then.package.as_deref(), self.package.as_deref()));
        changes.extend(ids("the range's beginning", then.from_sha, self.from_sha));
        changes.extend(ids("the range's end", then.to_sha, self.to_sha));
        changes.extend(words("the version", then.version.as_deref(), self.version.as_deref()));
        changes.extend(words("the tag", then.tag.as_deref(), self.tag.as_deref()));
        changes.extend(digests("what is published where", then.targets_digest, self.targets_digest));
        changes.extend(digests("the text of the notes", then.notes_digest, self.notes_digest));
        changes.extend(digests("the configuration of the gates", then.gates_digest, self.gates_digest));
        changes.extend(digests("the policies", then.policy_digest, self.policy_digest));
        changes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(digit: char) -> CommitId {
        digit.to_string().repeat(40).parse().unwrap()
    }

    #[test]
    fn the_digest_is_of_the_canonical_json_with_nulls_where_there_is_none() {
        let subject = Subject { version: Some("1.5.0".into()), ..Subject::of(id('b')) };
        let text = format!(
            "{{\"from_sha\":null,\"gate\":null,\"gates_digest\":null,\"notes_digest\":null,\"package\":null,\
             \"policy_digest\":null,\"repository\":null,\"schema\":\"{SUBJECT_SCHEMA}\",\"tag\":null,\
             \"targets_digest\":null,\"to_sha\":\"{}\",\"version\":\"1.5.0\"}}",
            id('b')
        );
        assert_eq!(super::super::canonical(&subject.to_json()), text);
        assert_eq!(subject.digest(), Digest::of(text.as_bytes()));
    }

    #[test]
    fn every_field_changes_the_digest_and_is_told() {
        let base = Subject { from_sha: Some(id('a')), ..Subject::of(id('b')) };
        let mut others = vec![base.for_gate(Some("approval"))];
        let change = |edit: &dyn Fn(&mut Subject)| {
            let mut other = base.clone();
            edit(&mut other);
            other
        };
        let digest = Some(Digest::of(b"x"));
        let told = [
            change(&|subject| subject.repository = Some(id('c'))),
            change(&|subject| subject.package = Some("p".into())),
            change(&|subject| subject.from_sha = None),
            change(&|subject| subject.to_sha = Some(id('c'))),
            change(&|subject| subject.version = Some("1.0.0".into())),
            change(&|subject| subject.tag = Some("v1.0.0".into())),
            change(&|subject| subject.targets_digest = digest),
            change(&|subject| subject.notes_digest = digest),
            change(&|subject| subject.gates_digest = digest),
            change(&|subject| subject.policy_digest = digest),
        ];
        for other in &told {
            assert_eq!(other.changed_since(&base).len(), 1, "{other:?}");
        }
        others.extend(told);
        let digests: std::collections::HashSet<Digest> = others.iter().chain([&base]).map(Subject::digest).collect();
        assert_eq!(digests.len(), 12);
    }

    #[test]
    fn a_subject_reads_back_from_its_json() {
        let subject = Subject { notes_digest: Some(Digest::of(b"notes")), ..Subject::of(id('d')) };
        assert_eq!(serde_json::from_value::<Subject>(subject.to_json()).unwrap(), subject);
    }
}
