//! A language model asked from the Notes screen: seen before it is sent, streamed in as a proposal, taken, stopped.

#![expect(clippy::disallowed_methods, reason = "tests write settings to the disk themselves")]

use serde_json::json;
use tminus::testkit::{ModelReply, ModelServer, Repo, openai_events};

use crate::cockpit::{Cockpit, Start};

fn repository(server: &ModelServer) -> Repo {
    let repo = Repo::new();
    repo.commit_file("a.txt", "a\n", "feat: begin");
    repo.tag("v1.0.0");
    repo.commit_file("b.txt", "b\n", "feat: add stars (#12)");
    let folder = repo.home().join(".config/tminus");
    std::fs::create_dir_all(&folder).unwrap();
    let settings = format!("[model]\nname = \"test-model\"\nurl = \"{}/v1\"\n", server.url());
    std::fs::write(folder.join("config.toml"), settings).unwrap();
    repo
}

fn open_notes(repo: &Repo) -> Cockpit {
    let cockpit = Start::in_repo(repo).size(120, 30).open();
    cockpit.see("add stars").press("3").see("Add stars");
    cockpit
}

#[test]
fn a_model_is_asked_once_the_user_agrees_and_its_words_are_taken() {
    let server = ModelServer::start(|request| {
        let cites = &request.commits()[0];
        let entry = json!({ "section": "added", "text": "Give ratings by stars.", "commits": [cites] });
        ModelReply::openai(&json!({ "entries": [entry] }).to_string())
    });
    let repo = repository(&server);
    let cockpit = open_notes(&repo);
    cockpit.press("M").see("Ask test-model at 127.0.0.1").see("secrets and excluded paths taken out").press("Esc");
    cockpit.gone("Send it");
    assert!(server.requests().is_empty());
    cockpit.press("M").see("Send it").press("y").see("Give ratings by stars");
    cockpit.see("1000 tokens in, 100 out").press("A").gone("Add stars").see("saved");
    cockpit.press("q");
    assert_eq!(cockpit.ends(), (0, true));
    assert_eq!(server.requests().len(), 1);
    let kept = crate::program::run(&repo, &["notes", "--format", "json"]).json().to_string();
    assert!(kept.contains("Give ratings by stars") && kept.contains("\"model\""), "{kept}");
}

#[test]
fn a_model_that_takes_its_time_is_stopped_and_blocks_nothing() {
    let text = r#"{"entries":[{"section":"added","text":"Slow words","commits":["#;
    let events = openai_events(text);
    let server = ModelServer::replying(vec![ModelReply::Stall(events[..events.len() - 2].to_vec())]);
    let repo = repository(&server);
    let cockpit = open_notes(&repo);
    cockpit.press("M").see("Send it").press("y").see("Esc stops it");
    cockpit.press("i").type_text("Typed meanwhile. ").see("Typed meanwhile.").press("Esc").see("i type").press("Esc");
    cockpit.see("the model is stopped").gone("Esc stops it").press("q");
    assert_eq!(cockpit.ends(), (0, true));
}

#[test]
fn a_model_that_fails_leaves_the_rules_draft_and_says_why() {
    let server = ModelServer::replying(vec![ModelReply::refusal(401, "bad key")]);
    let repo = repository(&server);
    let cockpit = open_notes(&repo);
    cockpit.press("M").see("Send it").press("y").see("refuses (401)").see("Add stars").press("q");
    assert_eq!(cockpit.ends(), (0, true));
}
