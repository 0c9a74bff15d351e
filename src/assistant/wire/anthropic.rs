//! Anthropic's messages: the form of the answer is that of a tool which the model has to call.

use serde_json::{Value, json};

use super::{Form, Piece, Question, Shape, Stop};

pub(super) const ROOT: &str = "https://api.anthropic.com";
pub(super) const VERSION: &str = "2023-06-01";
const TOOL: &str = "write_release_notes";

pub(super) fn body(model: &str, question: &Question<'_>, shape: Shape) -> Value {
    let mut body = json!({
        "model": model,
        "max_tokens": question.answer_tokens,
        "system": question.system,
        "messages": [{ "role": "user", "content": question.user }],
        "stream": true,
    });
    if shape.form == Form::Schema {
        body["tools"] = json!([{
            "name": TOOL,
            "description": "Hands in the entries of the release notes.",
            "input_schema": question.schema,
        }]);
        body["tool_choice"] = json!({ "type": "tool", "name": TOOL });
    }
    body
}

pub(super) fn read_event(value: &Value) -> Vec<Piece> {
    let number = |pointer: &str| value.pointer(pointer).and_then(Value::as_u64);
    let mut pieces = Vec::new();
    match value.get("type").and_then(Value::as_str) {
        Some("message_start") => {
            let parts = ["input_tokens", "cache_creation_input_tokens", "cache_read_input_tokens"];
            let tokens = parts.iter().filter_map(|part| number(&format!("/message/usage/{part}"))).sum();
            pieces.push(Piece::TokensIn(tokens));
        }
        Some("content_block_delta") => {
            let text = ["/delta/text", "/delta/partial_json"].iter().find_map(|at| value.pointer(at)?.as_str());
            pieces.extend(text.filter(|text| !text.is_empty()).map(|text| Piece::Text(text.to_owned())));
        }
        Some("message_delta") => {
            pieces.extend(stopped(value.pointer("/delta/stop_reason")));
            pieces.extend(number("/usage/output_tokens").map(Piece::TokensOut));
        }
        Some("message_stop") => pieces.push(Piece::End),
        _ => {}
    }
    pieces
}

pub(super) fn read_whole(value: &Value) -> Option<Vec<Piece>> {
    let mut pieces = Vec::new();
    for block in value.get("content")?.as_array()? {
        match block.get("type").and_then(Value::as_str) {
            Some("tool_use") => pieces.push(Piece::Text(block.get("input")?.to_string())),
            Some("text") => pieces.push(Piece::Text(block.get("text")?.as_str()?.to_owned())),
            _ => {}
        }
    }
    pieces.extend(stopped(value.get("stop_reason")));
    let number = |pointer: &str| value.pointer(pointer).and_then(Value::as_u64);
    pieces.extend(number("/usage/input_tokens").map(Piece::TokensIn));
    pieces.extend(number("/usage/output_tokens").map(Piece::TokensOut));
    pieces.push(Piece::End);
    Some(pieces)
}

fn stopped(reason: Option<&Value>) -> Option<Piece> {
    Some(Piece::Stop(match reason?.as_str()? {
        "max_tokens" | "model_context_window_exceeded" => Stop::Length,
        "refusal" => Stop::Refused,
        _ => Stop::Done,
    }))
}
