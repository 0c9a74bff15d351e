//! How requests are written and answers are read, by the forms that the providers publish.

use serde_json::json;

use super::*;

fn settings(provider: Provider, url: Option<&str>) -> ModelSettings {
    ModelSettings { provider, url: url.map(str::to_owned), ..ModelSettings::default() }
}

fn asked(provider: Provider, shape: Shape) -> Value {
    let schema = json!({ "type": "object" });
    let question = Question { system: "s", user: "u", schema: &schema, answer_tokens: 7 };
    serde_json::from_slice(&body(provider, "m", &question, shape)).unwrap()
}

fn event(data: &str) -> SseEvent {
    SseEvent { name: String::new(), data: data.into() }
}

#[test]
fn a_server_is_asked_with_less_when_it_refuses_more() {
    let first = Shape::first(&settings(Provider::OpenAi, None));
    let body = asked(Provider::OpenAi, first);
    assert_eq!(body["response_format"]["type"], "json_schema");
    assert_eq!(body["max_completion_tokens"], 7);
    let second = first.after("Unknown parameter: 'response_format'").unwrap();
    assert_eq!(asked(Provider::OpenAi, second)["response_format"]["type"], "json_object");
    let third = second.after("no").unwrap();
    assert!(asked(Provider::OpenAi, third).get("response_format").is_none());
    assert_eq!(third.after("no"), None);
    let older = first.after("Unrecognized request argument supplied: max_completion_tokens").unwrap();
    assert_eq!(asked(Provider::OpenAi, older)["max_tokens"], 7);
    let quiet = older.after("stream_options is not allowed").unwrap();
    assert!(asked(Provider::OpenAi, quiet).get("stream_options").is_none());
}

#[test]
fn every_provider_has_its_address_and_header() {
    let azure = settings(Provider::Azure, Some("https://x.openai.azure.com"));
    let (path, query) = place(&azure, "gpt");
    assert_eq!(path.join("/"), "openai/deployments/gpt/chat/completions");
    assert_eq!(query, Some(("api-version", "2024-10-21".into())));
    assert_eq!(key_header(Provider::Azure), ("api-key", ""));
    assert_eq!(place(&settings(Provider::Anthropic, None), "m").0, ["v1", "messages"]);
    assert_eq!(place(&settings(Provider::Anthropic, Some("https://h/v1/")), "m").0, ["messages"]);
    assert!(root(&settings(Provider::Azure, None)).is_err());
    let body = asked(Provider::Anthropic, Shape::first(&settings(Provider::Anthropic, None)));
    assert_eq!(body["tool_choice"]["name"], body["tools"][0]["name"]);
    assert_eq!(body["max_tokens"], 7);
}

#[test]
fn events_of_both_kinds_are_read() {
    let openai = |data: &str| read_event(Provider::OpenAi, &event(data)).unwrap();
    assert_eq!(openai(r#"{"choices":[{"delta":{"content":"hi"},"finish_reason":null}]}"#), [Piece::Text("hi".into())]);
    assert_eq!(openai(r#"{"choices":[{"delta":{},"finish_reason":"length"}]}"#), [Piece::Stop(Stop::Length)]);
    let usage = openai(r#"{"choices":[],"usage":{"prompt_tokens":3,"completion_tokens":4}}"#);
    assert_eq!(usage, [Piece::TokensIn(3), Piece::TokensOut(4)]);
    assert_eq!(openai("[DONE]"), [Piece::End]);
    let anthropic = |data: &str| read_event(Provider::Anthropic, &event(data)).unwrap();
    let delta = r#"{"type":"content_block_delta","delta":{"type":"input_json_delta","partial_json":"{\"a"}}"#;
    assert_eq!(anthropic(delta), [Piece::Text("{\"a".into())]);
    let end = r#"{"type":"message_delta","delta":{"stop_reason":"tool_use"},"usage":{"output_tokens":9}}"#;
    assert_eq!(anthropic(end), [Piece::Stop(Stop::Done), Piece::TokensOut(9)]);
    assert_eq!(anthropic(r#"{"type":"ping"}"#), []);
    let failed = anthropic(r#"{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}"#);
    assert_eq!(failed, [Piece::Failed { message: "Overloaded".into(), is_passing: true }]);
    assert_eq!(read_event(Provider::OpenAi, &event("<html>")), None);
}

#[test]
fn an_answer_may_come_whole() {
    let value = json!({"choices":[{"message":{"content":"x"},"finish_reason":"stop"}]});
    let pieces = read_whole(Provider::OpenAi, &value).unwrap();
    assert_eq!(pieces, [Piece::Text("x".into()), Piece::Stop(Stop::Done), Piece::End]);
    let value = json!({"content":[{"type":"tool_use","input":{"entries":[]}}],"stop_reason":"tool_use"});
    let pieces = read_whole(Provider::Anthropic, &value).unwrap();
    assert_eq!(pieces[0], Piece::Text("{\"entries\":[]}".into()));
}
