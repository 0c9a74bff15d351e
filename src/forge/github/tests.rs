//! GitHub's API on loopback, with every way in which it can fail.

use std::{
    io::{Read as _, Write as _},
    net::TcpListener,
};

use wiremock::{
    Mock, MockServer, ResponseTemplate,
    matchers::{body_partial_json, header, method, path, query_param},
};

use super::*;
use crate::{
    fault::Faulty as _,
    forge::{Token, TokenOrigin},
    process::Cancel,
};

/// A server whose answers a test sets, and a client for it.
struct Loopback {
    runtime: tokio::runtime::Runtime,
    server: MockServer,
}

impl Loopback {
    fn new() -> Self {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let server = runtime.block_on(MockServer::start());
        Self { runtime, server }
    }

    fn answers(&self, on: wiremock::MockBuilder, with: ResponseTemplate) {
        self.runtime.block_on(on.respond_with(with).mount(&self.server));
    }

    fn github(&self) -> Github {
        github(&self.server.uri())
    }
}

fn token() -> Token {
    Token::new("s3cret", TokenOrigin::Command).unwrap()
}

fn github(api: &str) -> Github {
    Github::new(Http::new(api, token(), &Cancel::new()).unwrap(), "acme/rocket")
}

fn release(id: u64, tag: &str, draft: bool) -> Value {
    json!({"id": id, "tag_name": tag, "draft": draft, "body": "text", "html_url": format!("https://x/{id}")})
}

#[test]
fn the_token_is_sent_and_the_repository_checked() {
    let loopback = Loopback::new();
    let asked =
        Mock::given(method("GET")).and(path("/repos/acme/rocket")).and(header("authorization", "Bearer s3cret"));
    loopback.answers(asked, ResponseTemplate::new(200).set_body_json(json!({"permissions": {"push": true}})));
    loopback.github().check().unwrap();
}

#[test]
fn a_token_that_may_only_read_is_refused_before_anything_happens() {
    let loopback = Loopback::new();
    let answer = ResponseTemplate::new(200).set_body_json(json!({"permissions": {"push": false}}));
    loopback.answers(Mock::given(method("GET")), answer);
    assert!(matches!(loopback.github().check().unwrap_err(), ForgeError::Forbidden { .. }));
}

#[test]
fn releases_of_a_tag_are_found_on_every_page_drafts_included() {
    let loopback = Loopback::new();
    let list = || Mock::given(method("GET")).and(path("/repos/acme/rocket/releases"));
    let first = json!([release(3, "v2", false), release(2, "v1", true)]);
    let next =
        ResponseTemplate::new(200).insert_header("link", "<http://x/?page=2>; rel=\"next\"").set_body_json(first);
    loopback.answers(list().and(query_param("page", "1")), next);
    let second = ResponseTemplate::new(200).set_body_json(json!([release(1, "v1", false)]));
    loopback.answers(list().and(query_param("page", "2")), second);
    let found = loopback.github().releases_of("v1").unwrap();
    assert_eq!(found.iter().map(|release| (release.id, release.is_draft)).collect::<Vec<_>>(), [(2, true), (1, false)]);
}

#[test]
fn a_draft_is_made_published_and_deleted() {
    let loopback = Loopback::new();
    let made = Mock::given(method("POST")).and(path("/repos/acme/rocket/releases")).and(body_partial_json(
        json!({"tag_name": "v1", "target_commitish": "abc", "name": "One", "body": "text", "draft": true, "prerelease": false}),
    ));
    loopback.answers(made, ResponseTemplate::new(201).set_body_json(release(7, "v1", true)));
    let published = Mock::given(method("PATCH"))
        .and(path("/repos/acme/rocket/releases/7"))
        .and(body_partial_json(json!({"draft": false, "body": "exact\n"})));
    loopback.answers(published, ResponseTemplate::new(200).set_body_json(release(7, "v1", false)));
    let deleted = Mock::given(method("DELETE")).and(path("/repos/acme/rocket/releases/7"));
    loopback.answers(deleted, ResponseTemplate::new(204));
    let github = loopback.github();
    let draft = DraftRequest { tag: "v1", commit: "abc", name: "One", body: "text", is_prerelease: false };
    assert!(github.create_draft(&draft).unwrap().is_draft);
    let public = github.publish(7, &Published { body: "exact\n", name: "One", is_prerelease: false }).unwrap();
    assert_eq!((public.is_draft, public.url.as_str()), (false, "https://x/7"));
    github.delete(7).unwrap();
    assert_eq!(github.release(8).unwrap(), None, "what is gone is gone");
    github.delete(8).unwrap();
}

#[test]
fn each_refusal_is_told_apart_and_says_what_to_do() {
    for (status, passing, unclear, word) in [
        (401, false, false, "does not accept the token"),
        (403, false, false, "refuses"),
        (404, false, false, "finds no"),
        (409, false, false, "status 409"),
        (422, false, false, "tag_name already exists"),
        (429, true, false, "slow down"),
        (500, true, true, "failed to answer"),
        (503, true, true, "failed to answer"),
    ] {
        let loopback = Loopback::new();
        let body = json!({"message": "No", "errors": [{"field": "tag_name", "code": "already_exists"}]});
        loopback.answers(Mock::given(method("POST")), ResponseTemplate::new(status).set_body_json(body));
        let draft = DraftRequest { tag: "v1", commit: "abc", name: "One", body: "", is_prerelease: false };
        let error = loopback.github().create_draft(&draft).unwrap_err();
        assert_eq!((error.is_passing(), error.may_have_happened()), (passing, unclear), "{status}");
        assert!(error.to_string().contains(word), "{error}");
        assert!(!format!("{error:?}{error}").contains("s3cret"));
        assert!(status == 409 || !error.hints().is_empty(), "{status}");
        assert_eq!(error.fault().exit_code(), 4);
    }
}

#[test]
fn a_limit_says_how_long_to_wait() {
    let reset = (crate::store::clock::now().as_second() + 100).to_string();
    for (status, name, value, at_least) in
        [(429, "retry-after", "7", 7), (403, "retry-after", "9", 9), (403, "x-ratelimit-reset", reset.as_str(), 90)]
    {
        let loopback = Loopback::new();
        let answer =
            ResponseTemplate::new(status).insert_header(name, value).insert_header("x-ratelimit-remaining", "0");
        loopback.answers(Mock::given(method("GET")), answer);
        let error = loopback.github().check().unwrap_err();
        assert!(error.is_passing() && error.retry_after().is_some_and(|seconds| seconds >= at_least), "{error:?}");
    }
}

#[test]
fn a_web_page_is_not_taken_for_an_answer() {
    for (body, kind) in
        [("<html>Log in</html>", "text/html"), ("<!doctype html>", "application/json"), ("", "text/plain")]
    {
        let loopback = Loopback::new();
        loopback.answers(Mock::given(method("GET")), ResponseTemplate::new(200).set_body_raw(body, kind));
        let error = loopback.github().check().unwrap_err();
        assert!(matches!(error, ForgeError::NotJson { .. }), "{error:?}");
        assert!(!error.may_have_happened());
    }
}

#[test]
fn the_token_does_not_follow_to_another_host_and_a_change_stays_a_change() {
    let (loopback, elsewhere) = (Loopback::new(), Loopback::new());
    let away = format!("{}/repos/acme/rocket", elsewhere.server.uri());
    loopback.answers(Mock::given(method("GET")), ResponseTemplate::new(301).insert_header("location", away.as_str()));
    assert!(matches!(loopback.github().check().unwrap_err(), ForgeError::Redirected { .. }));
    assert!(elsewhere.runtime.block_on(elsewhere.server.received_requests()).unwrap().is_empty());

    let moved = Mock::given(method("POST")).and(path("/repos/acme/rocket/releases"));
    loopback.answers(moved, ResponseTemplate::new(307).insert_header("location", "/repositories/1/releases"));
    let there = Mock::given(method("POST")).and(path("/repositories/1/releases"));
    loopback.answers(there, ResponseTemplate::new(201).set_body_json(release(7, "v1", true)));
    let draft = DraftRequest { tag: "v1", commit: "abc", name: "One", body: "", is_prerelease: false };
    assert_eq!(loopback.github().create_draft(&draft).unwrap().id, 7);
}

#[test]
fn a_cut_connection_leaves_open_whether_it_happened() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let api = format!("http://{}", listener.local_addr().unwrap());
    let server = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut request = [0; 4096];
        assert!(stream.read(&mut request).unwrap() > 0);
        stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"id\"").unwrap();
    });
    let error = github(&api).publish(1, &Published { body: "", name: "", is_prerelease: false }).unwrap_err();
    server.join().unwrap();
    assert!(error.is_passing() && error.may_have_happened(), "{error:?}");
}

#[test]
fn a_host_that_is_not_there_has_not_done_anything() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let api = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let error = github(&api).check().unwrap_err();
    assert!(error.is_passing() && !error.may_have_happened(), "{error:?}");
}

#[test]
fn a_stop_does_not_wait_for_the_answer() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let api = format!("http://{}", listener.local_addr().unwrap());
    let cancel = Cancel::new();
    cancel.cancel();
    let github = Github::new(Http::new(&api, token(), &cancel).unwrap(), "acme/rocket");
    assert!(matches!(github.check().unwrap_err(), ForgeError::Stopped { .. }));
}

#[test]
fn tokens_go_over_https_or_to_this_machine_alone() {
    let make = |api: &str| Http::new(api, token(), &Cancel::new()).map(drop);
    for api in ["http://127.0.0.1:1", "http://[::1]:1", "http://localhost/api"] {
        make(api).unwrap();
    }
    for api in ["http://example.org", "http://10.0.0.1", "http://localhost.example.org", "http://127.0.0.1.nip.io"] {
        assert!(matches!(make(api).unwrap_err(), ForgeError::Insecure { .. }), "{api}");
    }
    for api in ["ftp://example.org", "example.org", "https://user:pass@example.org", "https://example.org/?x=1", ""] {
        assert!(matches!(make(api).unwrap_err(), ForgeError::BadAddress { .. }), "{api}");
    }
}
