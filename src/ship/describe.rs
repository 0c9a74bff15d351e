//! The plan in words: each step's title, the exact command or request, and how it is undone or why it cannot be.

use serde::Serialize;

use super::{Fact, Journal, Plan, Record, StepId, StepState, git};

/// A step as people and documents read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Step {
    /// Its name.
    pub id: StepId,
    /// What it does, in words.
    pub title: String,
    /// The exact command or request.
    pub effect: String,
    /// How it is undone, or why it cannot be.
    pub undo: String,
    /// How far it is.
    pub state: StepState,
    /// Why it failed, is unknown, or stays.
    pub why: Option<String>,
    /// When its state last changed, RFC 3339.
    pub at: Option<String>,
    /// What it left behind: an id, a signer, an address.
    pub result: Option<String>,
}

impl Plan {
    /// All steps, none begun.
    pub fn described(&self) -> Vec<Step> {
        self.steps().into_iter().map(|id| self.describe(&Record::pending(id), None)).collect()
    }

    fn describe(&self, record: &Record, journal: Option<&Journal>) -> Step {
        let target = journal.and_then(Journal::target).map(|id| id.to_string());
        let target = target.unwrap_or_else(|| self.target_in_words());
        let object = journal.and_then(Journal::tag_object).map(|id| id.to_string());
        let (title, effect, undo) = match record.id {
            StepId::Commit => self.describe_commit(),
            StepId::Tag => self.describe_tag(&target),
            StepId::Push | StepId::PushBranch | StepId::PushTag => {
                self.describe_push(record.id, &target, object.as_deref().unwrap_or("<tag object>"))
            }
            StepId::Draft | StepId::Publish => {
                self.describe_release(record.id, journal.and_then(Journal::release).map(|(id, _)| id))
            }
            StepId::Record => (
                "Write down in the ledger what was done".to_owned(),
                super::inscription::effect(&self.tag.name),
                "cannot be undone: a record is never rewritten".to_owned(),
            ),
        };
        Step {
            id: record.id,
            title,
            effect,
            undo,
            state: record.state,
            why: record.why.clone(),
            at: record.at.clone(),
            result: record.fact.as_ref().and_then(result),
        }
    }

    fn target_in_words(&self) -> String {
        if self.commit.is_some() { "<release commit>".to_owned() } else { self.to.to_string() }
    }

    fn describe_commit(&self) -> (String, String, String) {
        let Some(commit) = &self.commit else { return Default::default() };
        (
            format!("Commit {} on {}", commit.path, commit.branch),
            line("git", &git::commit_arguments(commit)),
            format!(
                "git update-ref refs/heads/{} {} <release commit>, and {} as it was",
                commit.branch, self.to, commit.path
            ),
        )
    }

    fn describe_tag(&self, target: &str) -> (String, String, String) {
        let signed = if self.tag.signed { "signed" } else { "not signed" };
        (
            format!("Tag {}, {signed}", self.tag.name),
            line("git", &git::tag_arguments(&self.tag, target)),
            format!("git update-ref -d refs/tags/{} <tag object>", self.tag.name),
        )
    }

    fn describe_push(&self, step: StepId, target: &str, object: &str) -> (String, String, String) {
        let Some(push) = &self.push else { return Default::default() };
        let (remote, tag) = (&push.remote, &self.tag.name);
        let branch = push.branch.as_deref();
        let (title, branch, has_tag) = match (step, branch) {
            (StepId::PushBranch, Some(name)) => (format!("Push {name} to {remote}"), branch, false),
            (StepId::Push, Some(name)) => (format!("Push {name} and {tag} to {remote}, both or neither"), branch, true),
            _ => (format!("Push {tag} to {remote}"), None, true),
        };
        let effect = git::push_line(push, branch.map(|name| (name, target)), has_tag.then_some((tag.as_str(), object)));
        (title, line("git", &effect), "cannot be undone: others may fetch it at once".to_owned())
    }

    fn describe_release(&self, step: StepId, id: Option<u64>) -> (String, String, String) {
        let Some(release) = &self.release else { return Default::default() };
        let releases = format!("{}/repos/{}/releases", release.api, release.repository);
        let id = id.map_or_else(|| "<id>".to_owned(), |id| id.to_string());
        if step == StepId::Draft {
            return (
                format!("Draft the release {} of {}", self.tag.name, release.repository),
                format!("POST {releases} (draft, tag {}, {} bytes of notes)", self.tag.name, release.body.len()),
                format!("DELETE {releases}/{id}"),
            );
        }
        (
            format!("Publish the release {} of {}", self.tag.name, release.repository),
            format!("PATCH {releases}/{id} (draft: false, {} bytes of notes)", release.body.len()),
            "cannot be undone: people may read it at once".to_owned(),
        )
    }
}

impl Journal {
    /// All steps, as far as they are.
    pub fn described(&self) -> Vec<Step> {
        self.records.iter().map(|record| self.plan.describe(record, Some(self))).collect()
    }

    /// One step, as far as it is.
    pub fn describe(&self, step: StepId) -> Option<Step> {
        self.record(step).map(|record| self.plan.describe(record, Some(self)))
    }
}

fn result(fact: &Fact) -> Option<String> {
    match fact {
        Fact::Commit(id) | Fact::Record(id) => Some(id.to_string()),
        Fact::Tag { object, signer: None } => Some(object.to_string()),
        Fact::Tag { object, signer: Some(signer) } => Some(format!("{object}, {signer}")),
        Fact::Pushed => None,
        Fact::Release { url, .. } => Some(url.clone()),
    }
}

/// A command as it would be typed.
fn line(program: &str, arguments: &[String]) -> String {
    let words = arguments.iter().filter(|word| *word != "--literal-pathspecs").map(|word| quoted(word));
    std::iter::once(program.to_owned()).chain(words).collect::<Vec<_>>().join(" ")
}

fn quoted(word: &str) -> String {
    let is_plain = !word.is_empty() && word.chars().all(|c| c.is_alphanumeric() || "-_./:=@,+%^~<>{}".contains(c));
    if is_plain || word.contains("<release commit>") || word.contains("<tag object>") {
        return word.to_owned();
    }
    if word.contains('\n') {
        let escaped = word.replace('\\', "\\\\").replace('\'', "\\'").replace('\n', "\\n");
        return format!("$'{escaped}'");
    }
    format!("'{}'", word.replace('\'', "'\\''"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ship::plan::tests::plan;

    #[test]
    fn each_step_tells_its_exact_effect() {
        let lines: Vec<String> =
            plan().described().iter().map(|step| format!("{} | {} | {}", step.title, step.effect, step.undo)).collect();
        insta::assert_snapshot!(lines.join("\n"), @r"
        Commit CHANGELOG.md on main | git commit --quiet --only -m 'chore(release): 1.5.0' -- CHANGELOG.md | git update-ref refs/heads/main 1111111111111111111111111111111111111111 <release commit>, and CHANGELOG.md as it was
        Tag v1.5.0, not signed | git tag -a v1.5.0 <release commit> --cleanup=whitespace -m v1.5.0 | git update-ref -d refs/tags/v1.5.0 <tag object>
        Push main and v1.5.0 to origin, both or neither | git push --atomic --porcelain --progress --no-follow-tags -- origin <release commit>:refs/heads/main <tag object>:refs/tags/v1.5.0 | cannot be undone: others may fetch it at once
        Draft the release v1.5.0 of acme/rocket | POST https://api.github.com/repos/acme/rocket/releases (draft, tag v1.5.0, 20 bytes of notes) | DELETE https://api.github.com/repos/acme/rocket/releases/<id>
        Publish the release v1.5.0 of acme/rocket | PATCH https://api.github.com/repos/acme/rocket/releases/<id> (draft: false, 20 bytes of notes) | cannot be undone: people may read it at once
        ");
    }

    #[test]
    fn what_is_known_stands_in_the_commands() {
        let mut journal = Journal::open(plan(), "/work".into(), String::new());
        let id: crate::history::CommitId = "2222222222222222222222222222222222222222".parse().unwrap();
        journal.records[0].fact = Some(Fact::Commit(id));
        journal.records[1].fact = Some(Fact::Tag { object: id, signer: Some("Good signature".into()) });
        journal.records[3].fact = Some(Fact::Release { id: 7, url: "https://x/7".into() });
        let steps = journal.described();
        assert!(
            steps[2].effect.contains(&format!("{id}:refs/heads/main {id}:refs/tags/v1.5.0")),
            "{}",
            steps[2].effect
        );
        assert!(steps[4].effect.contains("/releases/7"));
        assert_eq!(steps[1].result.as_deref(), Some("2222222222222222222222222222222222222222, Good signature"));
    }

    #[test]
    fn words_are_quoted_as_a_shell_needs_them() {
        assert_eq!(quoted("plain-word/1.0"), "plain-word/1.0");
        assert_eq!(quoted("it's $HOME"), "'it'\\''s $HOME'");
        assert_eq!(quoted("a\nb"), "$'a\\nb'");
        assert_eq!(quoted(""), "''");
    }
}
