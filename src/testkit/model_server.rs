//! A model's server on loopback that speaks the real wire formats, and does wrong what a test asks it to do wrong.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up must stop")]

use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::{TcpListener, TcpStream},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
};

use serde_json::{Value, json};

/// A request that came.
#[derive(Debug, Clone, Default)]
pub struct ModelRequest {
    /// `POST /v1/chat/completions HTTP/1.1`.
    pub line: String,
    /// Header lines, names in lower case.
    pub headers: Vec<String>,
    /// The body.
    pub body: String,
}

impl ModelRequest {
    /// A header's value.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
    }

    /// The body as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap()
    }

    /// All words that the model is shown.
    pub fn prompt(&self) -> String {
        let body = self.json();
        let messages = body["messages"].as_array().cloned().unwrap_or_default();
        let contents = messages.iter().filter_map(|message| message["content"].as_str().map(str::to_owned));
        contents.chain(body["system"].as_str().map(str::to_owned)).collect::<Vec<_>>().join("\n")
    }

    /// The short ids of the commits that it is shown, in their order.
    pub fn commits(&self) -> Vec<String> {
        let prompt = self.prompt();
        prompt.lines().filter_map(|line| line.strip_prefix("### commit ").map(str::to_owned)).collect()
    }
}

/// What the server does with a request.
#[derive(Debug, Clone)]
pub enum ModelReply {
    /// A stream of events, in these pieces.
    Stream(Vec<Vec<u8>>),
    /// The same, cut off after the last piece.
    Cut(Vec<Vec<u8>>),
    /// The same, and then nothing until the client goes.
    Stall(Vec<Vec<u8>>),
    /// The same, and then the last piece again and again until the client goes.
    Endless(Vec<Vec<u8>>),
    /// A whole answer with status, header lines and body.
    Whole(u16, Vec<String>, String),
    /// No answer until the client goes.
    Silence,
}

impl ModelReply {
    /// Chat completions that say this.
    pub fn openai(text: &str) -> Self {
        Self::Stream(openai_events(text))
    }

    /// Anthropic's messages that say this by a tool.
    pub fn anthropic(text: &str) -> Self {
        Self::Stream(anthropic_events(text))
    }

    /// The same bytes, one by one.
    #[must_use]
    pub fn in_bytes(self) -> Self {
        match self {
            Self::Stream(pieces) => Self::Stream(pieces.concat().into_iter().map(|byte| vec![byte]).collect()),
            other => other,
        }
    }

    /// A refusal in JSON.
    pub fn refusal(status: u16, message: &str) -> Self {
        let body = json!({ "error": { "message": message, "type": "invalid_request_error" } }).to_string();
        Self::Whole(status, vec!["content-type: application/json".into()], body)
    }
}

/// The events of a stream of chat completions that says `text`.
pub fn openai_events(text: &str) -> Vec<Vec<u8>> {
    let chunk = |delta: Value, end: Value| {
        let value = json!({ "id": "c", "object": "chat.completion.chunk", "choices": [{ "index": 0, "delta": delta, "finish_reason": end }] });
        format!("data: {value}\n\n").into_bytes()
    };
    let mut events = vec![chunk(json!({ "role": "assistant", "content": "" }), Value::Null)];
    let letters: Vec<char> = text.chars().collect();
    events.extend(
        letters.chunks(17).map(|words| chunk(json!({ "content": words.iter().collect::<String>() }), Value::Null)),
    );
    events.push(chunk(json!({}), json!("stop")));
    let usage = json!({ "choices": [], "usage": { "prompt_tokens": 1_000, "completion_tokens": 100 } });
    events.push(format!("data: {usage}\n\ndata: [DONE]\n\n").into_bytes());
    events
}

/// The events of a stream of Anthropic's messages that calls the tool with `text`.
pub fn anthropic_events(text: &str) -> Vec<Vec<u8>> {
    let event = |value: Value| format!("event: {}\ndata: {value}\n\n", value["type"].as_str().unwrap()).into_bytes();
    let mut events = vec![
        event(json!({ "type": "message_start", "message": { "usage": { "input_tokens": 900, "output_tokens": 1 } } })),
        event(
            json!({ "type": "content_block_start", "index": 0, "content_block": { "type": "tool_use", "name": "t", "input": {} } }),
        ),
        event(json!({ "type": "ping" })),
    ];
    let letters: Vec<char> = text.chars().collect();
    events.extend(letters.chunks(11).map(|words| {
        let words: String = words.iter().collect();
        event(json!({ "type": "content_block_delta", "index": 0, "delta": { "type": "input_json_delta", "partial_json": words } }))
    }));
    events.push(event(json!({ "type": "content_block_stop", "index": 0 })));
    events.push(event(
        json!({ "type": "message_delta", "delta": { "stop_reason": "tool_use" }, "usage": { "output_tokens": 80 } }),
    ));
    events.push(event(json!({ "type": "message_stop" })));
    events
}

type Act = dyn FnMut(&ModelRequest) -> ModelReply + Send;

/// The server. Ends when dropped.
pub struct ModelServer {
    address: std::net::SocketAddr,
    requests: Arc<Mutex<Vec<ModelRequest>>>,
    is_over: Arc<AtomicBool>,
}

impl ModelServer {
    /// A server that answers by this.
    pub fn start(act: impl FnMut(&ModelRequest) -> ModelReply + Send + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let requests = Arc::new(Mutex::new(Vec::new()));
        let is_over = Arc::new(AtomicBool::new(false));
        let act: Arc<Mutex<Box<Act>>> = Arc::new(Mutex::new(Box::new(act)));
        let (seen, over) = (Arc::clone(&requests), Arc::clone(&is_over));
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                if over.load(Ordering::Acquire) {
                    break;
                }
                let Ok(stream) = stream else { continue };
                let (seen, act) = (Arc::clone(&seen), Arc::clone(&act));
                std::thread::spawn(move || {
                    let Some(request) = read(&stream) else { return };
                    seen.lock().unwrap().push(request.clone());
                    let reply = (act.lock().unwrap())(&request);
                    // A client that goes away in the middle is what some tests are about.
                    drop(answer(&stream, &reply));
                });
            }
        });
        Self { address, requests, is_over }
    }

    /// A server that answers so, one after the other; the last answer again and again.
    pub fn replying(replies: Vec<ModelReply>) -> Self {
        let mut next = 0;
        Self::start(move |_| {
            let reply = replies[next.min(replies.len() - 1)].clone();
            next += 1;
            reply
        })
    }

    /// Its root.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// What came so far.
    pub fn requests(&self) -> Vec<ModelRequest> {
        self.requests.lock().unwrap().clone()
    }
}

impl Drop for ModelServer {
    fn drop(&mut self) {
        self.is_over.store(true, Ordering::Release);
        // The listener waits for one more.
        drop(TcpStream::connect(self.address));
    }
}

fn read(stream: &TcpStream) -> Option<ModelRequest> {
    let mut reader = BufReader::new(stream);
    let mut request = ModelRequest::default();
    reader.read_line(&mut request.line).ok()?;
    let mut length = 0;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        let Some((name, value)) = line.trim_end().split_once(':') else { break };
        let name = name.to_lowercase();
        if name == "content-length" {
            length = value.trim().parse().ok()?;
        }
        request.headers.push(format!("{name}: {}", value.trim()));
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    request.body = String::from_utf8_lossy(&body).into_owned();
    request.line.truncate(request.line.trim_end().len());
    (!request.line.is_empty()).then_some(request)
}

fn answer(mut stream: &TcpStream, reply: &ModelReply) -> std::io::Result<()> {
    let (pieces, end) = match reply {
        ModelReply::Whole(status, headers, body) => {
            let lines: String = headers.iter().flat_map(|line| [line.as_str(), "\r\n"]).collect();
            let length = body.len();
            write!(
                stream,
                "HTTP/1.1 {status} X\r\n{lines}content-length: {length}\r\nconnection: close\r\n\r\n{body}"
            )?;
            return stream.flush();
        }
        ModelReply::Silence => return wait_for_end(stream),
        ModelReply::Stream(pieces) => (pieces, "0\r\n\r\n"),
        ModelReply::Cut(pieces) | ModelReply::Stall(pieces) | ModelReply::Endless(pieces) => (pieces, ""),
    };
    stream.set_nodelay(true)?;
    let head =
        "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\nconnection: close\r\n\r\n";
    stream.write_all(head.as_bytes())?;
    let mut send = |piece: &[u8]| -> std::io::Result<()> {
        let mut bytes = format!("{:x}\r\n", piece.len()).into_bytes();
        bytes.extend(piece);
        bytes.extend(b"\r\n");
        stream.write_all(&bytes)
    };
    for piece in pieces.iter().filter(|piece| !piece.is_empty()) {
        send(piece)?;
    }
    if let (ModelReply::Endless(_), Some(last)) = (reply, pieces.last()) {
        loop {
            send(last)?;
        }
    }
    stream.write_all(end.as_bytes())?;
    stream.flush()?;
    if matches!(reply, ModelReply::Stall(_)) { wait_for_end(stream) } else { Ok(()) }
}

/// Until the client goes.
fn wait_for_end(mut stream: &TcpStream) -> std::io::Result<()> {
    let mut rest = [0; 1024];
    while stream.read(&mut rest)? > 0 {}
    Ok(())
}
