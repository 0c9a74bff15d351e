//! Chat completions, as `OpenAI` speaks them and many others do.

use serde_json::{Value, json};

use super::{Form, Limit, Piece, Question, Shape, Stop};

pub(super) const ROOT: &str = "https://api.openai.com/v1";

pub(super) fn body(model: &str, question: &Question<'_>, shape: Shape) -> Value {
    let mut body = json!({
        "model": model,
        "messages": [
            { "role": "system", "content": question.system },
            { "role": "user", "content": question.user },
        ],
        "stream": true,
    });
    if shape.asks_for_usage {
        body["stream_options"] = json!({ "include_usage": true });
    }
    match shape.form {
        Form::Schema => {
            body["response_format"] = json!({
                "type": "json_schema",
                "json_schema": { "name": "release_notes", "strict": true, "schema": question.schema },
            });
        }
        Form::Object => body["response_format"] = json!({ "type": "json_object" }),
        Form::Words => {}
    }
    match shape.limit {
        Limit::Completion => body["max_completion_tokens"] = json!(question.answer_tokens),
        Limit::Plain => body["max_tokens"] = json!(question.answer_tokens),
        Limit::Unsaid => {}
    }
    body
}

pub(super) fn read_event(value: &Value) -> Vec<Piece> {
    let mut pieces = Vec::new();
    if let Some(choice) = value.pointer("/choices/0") {
        said(choice.get("delta").unwrap_or(&Value::Null), &mut pieces);
        stopped(choice, &mut pieces);
    }
    usage(value, &mut pieces);
    pieces
}

pub(super) fn read_whole(value: &Value) -> Option<Vec<Piece>> {
    let choice = value.pointer("/choices/0")?;
    let mut pieces = Vec::new();
    said(choice.get("message")?, &mut pieces);
    stopped(choice, &mut pieces);
    usage(value, &mut pieces);
    pieces.push(Piece::End);
    Some(pieces)
}

fn said(message: &Value, pieces: &mut Vec<Piece>) {
    if let Some(text) = message.get("content").and_then(Value::as_str).filter(|text| !text.is_empty()) {
        pieces.push(Piece::Text(text.to_owned()));
    }
    if message.get("refusal").and_then(Value::as_str).is_some_and(|words| !words.is_empty()) {
        pieces.push(Piece::Stop(Stop::Refused));
    }
}

fn stopped(choice: &Value, pieces: &mut Vec<Piece>) {
    match choice.get("finish_reason").and_then(Value::as_str) {
        Some("length") => pieces.push(Piece::Stop(Stop::Length)),
        Some("content_filter") => pieces.push(Piece::Stop(Stop::Refused)),
        Some(_) => pieces.push(Piece::Stop(Stop::Done)),
        None => {}
    }
}

fn usage(value: &Value, pieces: &mut Vec<Piece>) {
    let Some(usage) = value.get("usage") else { return };
    pieces.extend(usage.get("prompt_tokens").and_then(Value::as_u64).map(Piece::TokensIn));
    pieces.extend(usage.get("completion_tokens").and_then(Value::as_u64).map(Piece::TokensOut));
}
