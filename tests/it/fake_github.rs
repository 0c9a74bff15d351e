//! GitHub's releases on loopback, with a memory, faults on demand, and a trap that can kill the program at a request.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex},
};

use serde_json::{Value, json};
use wiremock::{Mock, MockServer, Request, ResponseTemplate, matchers::any};

/// What to do instead of answering.
#[derive(Debug, Clone)]
pub(crate) enum Fault {
    /// Answer with this status, and do nothing.
    Refuse(u16),
    /// Do it, and answer with this status.
    DoAndRefuse(u16),
    /// Answer with a web page.
    Page,
    /// Answer with JSON that tells of nothing, and do nothing.
    Nonsense,
    /// Kill the program, then do nothing.
    KillBefore,
    /// Do it, then kill the program.
    KillAfter,
}

/// What the server remembers.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    pub(crate) releases: Vec<Value>,
    pub(crate) requests: Vec<String>,
    faults: VecDeque<(&'static str, Fault)>,
    victim: Option<i32>,
    next_id: u64,
}

/// The server. Lives as long as the value.
pub(crate) struct FakeGithub {
    _runtime: tokio::runtime::Runtime,
    server: MockServer,
    memory: Arc<Mutex<Memory>>,
}

impl FakeGithub {
    pub(crate) fn start() -> Self {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let memory = Arc::new(Mutex::new(Memory { next_id: 1, ..Memory::default() }));
        let shared = Arc::clone(&memory);
        let server = runtime.block_on(async {
            let server = MockServer::start().await;
            let answer = move |request: &Request| shared.lock().unwrap().answer(request);
            Mock::given(any()).respond_with(answer).mount(&server).await;
            server
        });
        Self { _runtime: runtime, server, memory }
    }

    pub(crate) fn url(&self) -> String {
        self.server.uri()
    }

    /// The next request with this method fails like this.
    pub(crate) fn fault(&self, method: &'static str, fault: Fault) {
        self.memory.lock().unwrap().faults.push_back((method, fault));
    }

    /// The process that a trap kills.
    pub(crate) fn aim_at(&self, process: u32) {
        self.memory.lock().unwrap().victim = i32::try_from(process).ok();
    }

    pub(crate) fn releases(&self) -> Vec<Value> {
        self.memory.lock().unwrap().releases.clone()
    }

    pub(crate) fn add(&self, release: Value) {
        self.memory.lock().unwrap().releases.push(release);
    }

    /// How many requests there were of this method.
    pub(crate) fn count(&self, method: &str) -> usize {
        self.memory.lock().unwrap().requests.iter().filter(|line| line.starts_with(method)).count()
    }
}

impl Memory {
    fn answer(&mut self, request: &Request) -> ResponseTemplate {
        let method = request.method.as_str();
        self.requests.push(format!("{method} {}", request.url.path()));
        if request.headers.get("authorization").is_none_or(|value| value != "Bearer good-token") {
            return ResponseTemplate::new(401).set_body_json(json!({"message": "Bad credentials"}));
        }
        let fault = match self.faults.front() {
            Some((on, _)) if *on == method => self.faults.pop_front().map(|(_, fault)| fault),
            _ => None,
        };
        match fault {
            None => self.act(request),
            Some(Fault::Refuse(status)) => refusal(status),
            Some(Fault::DoAndRefuse(status)) => {
                self.act(request);
                refusal(status)
            }
            Some(Fault::Page) => ResponseTemplate::new(200).set_body_raw("<html>Log in</html>", "text/html"),
            Some(Fault::Nonsense) => ResponseTemplate::new(200).set_body_json(json!([1, "v1.5.0", null])),
            Some(Fault::KillBefore) => {
                self.kill();
                refusal(500)
            }
            Some(Fault::KillAfter) => {
                self.act(request);
                self.kill();
                refusal(500)
            }
        }
    }

    fn kill(&self) {
        let victim = self.victim.and_then(rustix::process::Pid::from_raw).expect("a trap has a victim");
        rustix::process::kill_process(victim, rustix::process::Signal::KILL).unwrap();
    }

    fn act(&mut self, request: &Request) -> ResponseTemplate {
        let path: Vec<&str> = request.url.path().trim_matches('/').split('/').collect();
        let body: Value = serde_json::from_slice(&request.body).unwrap_or(Value::Null);
        match (request.method.as_str(), path.as_slice()) {
            ("GET", ["repos", "acme", "rocket"]) => {
                ResponseTemplate::new(200).set_body_json(json!({"permissions": {"push": true}}))
            }
            ("GET", ["repos", "acme", "rocket", "releases"]) => {
                ResponseTemplate::new(200).set_body_json(&self.releases)
            }
            ("POST", ["repos", "acme", "rocket", "releases"]) => {
                let mut release = body;
                release["id"] = json!(self.next_id);
                release["html_url"] = json!(format!("https://github.test/releases/{}", self.next_id));
                self.next_id += 1;
                self.releases.push(release.clone());
                ResponseTemplate::new(201).set_body_json(release)
            }
            (method, ["repos", "acme", "rocket", "releases", id]) => {
                let found = self.releases.iter().position(|release| release["id"].as_u64() == id.parse().ok());
                let Some(index) = found else { return refusal(404) };
                match method {
                    "GET" => ResponseTemplate::new(200).set_body_json(&self.releases[index]),
                    "PATCH" => {
                        for (key, value) in body.as_object().into_iter().flatten() {
                            self.releases[index][key] = value.clone();
                        }
                        ResponseTemplate::new(200).set_body_json(&self.releases[index])
                    }
                    "DELETE" => {
                        self.releases.remove(index);
                        ResponseTemplate::new(204)
                    }
                    _ => refusal(405),
                }
            }
            _ => refusal(404),
        }
    }
}

fn refusal(status: u16) -> ResponseTemplate {
    ResponseTemplate::new(status).set_body_json(json!({"message": "No"}))
}
