//! How fast the cockpit feels, beside its peers: each program runs in a real pseudo-terminal of 120x40 on the same
//! repository, and is timed from outside.
//!
//!     cargo bench --bench cockpit -- PATH [--keys N] [--notes LINES]
//!
//! With `--notes`, keys are typed into release notes of so many lines instead.
//!
//! Prints for tminus, and for tig and gitui where they are installed: first bytes, commit list on the screen, a pressed key to
//! its first byte and to its last byte before a pause of 30 ms, bytes a key, idle CPU and bytes over 5 s, anonymous memory.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a measuring program prints, and stops when it cannot measure"
)]
#![expect(clippy::disallowed_methods, reason = "measuring needs the machine itself: clock, sleep, processes, /proc")]

use std::{
    io::{Read as _, Write},
    sync::mpsc::{Receiver, channel},
    time::{Duration, Instant},
};

use portable_pty::{CommandBuilder, PtySize, native_pty_system};

const COLUMNS: u16 = 120;
const ROWS: u16 = 40;
const HEAD: &str = "| program | first bytes ms | list ms | key first ms p50 / p95 | key done ms p50 / p95 | bytes a key p50 / p95 \
                    | idle CPU %, bytes in 5 s | anonymous MB |\n|---|---|---|---|---|---|---|---|";

struct Peer {
    name: &'static str,
    program: &'static str,
    down: &'static [u8],
}

const PEERS: [Peer; 3] = [
    Peer { name: "tminus", program: env!("CARGO_BIN_EXE_tminus"), down: b"j" },
    Peer { name: "tig", program: "tig", down: b"j" },
    Peer { name: "gitui", program: "gitui", down: b"\x1b[B" },
];

/// What came out of the terminal, and when.
type Bytes = Receiver<(Instant, Vec<u8>)>;

#[derive(Default)]
struct Keys {
    first: Vec<f64>,
    done: Vec<f64>,
    bytes: Vec<f64>,
}

fn main() {
    let args: Vec<String> = std::env::args().skip(1).filter(|arg| arg != "--bench").collect();
    let Some(path) = args.first() else {
        println!("usage: cargo bench --bench cockpit -- PATH [--keys N]; nothing measured");
        return;
    };
    let keys = args.iter().position(|arg| arg == "--keys").and_then(|at| args.get(at + 1)?.parse().ok()).unwrap_or(60);
    if let Some(lines) = args.iter().position(|arg| arg == "--notes").and_then(|at| args.get(at + 1)?.parse().ok()) {
        type_in_notes(path, lines, keys);
        return;
    }
    let subject = output("git", &["-C", path, "log", "-1", "--format=%s"]);
    let landmark: String = subject.trim().chars().take(16).collect();
    println!("repository {path}, {COLUMNS}x{ROWS}, the list is there when `{landmark}` is\n{HEAD}");
    for peer in PEERS {
        if output("sh", &["-c", &format!("command -v {}", peer.program)]).is_empty() {
            println!("| {} | not installed |", peer.name);
        } else {
            measure(&peer, path, &landmark, keys);
        }
    }
}

/// Types into notes of so many lines: items with sections, code and a table among them.
fn type_in_notes(path: &str, lines: usize, keys: usize) {
    let state = tempfile::tempdir().unwrap();
    let draft = state.path().join("draft.md");
    let line = |at: usize| match at % 50 {
        0 => format!("\n## Part {at}\n\n"),
        25 => "- With code:\n\n  ```rust\n  fn open() {}\n  ```\n".to_owned(),
        _ => format!(
            "- Entry {at} tells something of *moderate* length, with `code` and a [link](https://example.org) (#{at})\n"
        ),
    };
    std::fs::write(&draft, (1..lines).map(line).collect::<String>()).unwrap();
    let program = PEERS[0].program;
    let state_home = state.path().to_str().unwrap();
    let written = std::process::Command::new(program)
        .args(["-C", path, "notes", "--write", draft.to_str().unwrap()])
        .env("XDG_STATE_HOME", state_home)
        .stdout(std::process::Stdio::null())
        .status();
    assert!(written.is_ok_and(|status| status.success()), "the draft is written");
    let pair =
        native_pty_system().openpty(PtySize { rows: ROWS, cols: COLUMNS, pixel_width: 0, pixel_height: 0 }).unwrap();
    let mut command = CommandBuilder::new(program);
    command.cwd(path);
    command.env("TERM", "xterm-256color");
    command.env("XDG_STATE_HOME", state_home);
    let mut child = pair.slave.spawn_command(command).unwrap();
    drop(pair.slave);
    let mut writer = pair.master.take_writer().unwrap();
    let bytes = reader(pair.master.try_clone_reader().unwrap());
    settle(&bytes, Duration::from_secs(2), Duration::from_mins(1));
    for key in ["3", "i"] {
        writer.write_all(key.as_bytes()).unwrap();
        settle(&bytes, Duration::from_secs(2), Duration::from_mins(1));
    }
    let pressed = press(b"x", keys, &bytes, &mut writer);
    child.kill().unwrap();
    child.wait().unwrap();
    let of = |values: &[f64]| format!("{:.1} / {:.1}", quantile(values, 0.5), quantile(values, 0.95));
    println!(
        "| a key in notes of {lines} lines | first ms p50 / p95 {} | done ms {} |",
        of(&pressed.first),
        of(&pressed.done)
    );
}

fn measure(peer: &Peer, path: &str, landmark: &str, keys: usize) {
    let size = PtySize { rows: ROWS, cols: COLUMNS, pixel_width: 0, pixel_height: 0 };
    let pair = native_pty_system().openpty(size).unwrap();
    let mut command = CommandBuilder::new(peer.program);
    command.cwd(path);
    command.env("TERM", "xterm-256color");
    command.env("COLORTERM", "truecolor");
    let started = Instant::now();
    let mut child = pair.slave.spawn_command(command).unwrap();
    drop(pair.slave);
    let process = child.process_id().unwrap();
    let mut writer = pair.master.take_writer().unwrap();
    let bytes = reader(pair.master.try_clone_reader().unwrap());

    let [rows, columns] = [ROWS, COLUMNS].map(|length| std::num::NonZero::new(length).unwrap());
    let mut parser = vt100::Parser::new(rows, columns, 0);
    let (mut first_bytes, mut list) = (f64::NAN, f64::NAN);
    while started.elapsed() < Duration::from_mins(1) && list.is_nan() {
        let Ok((at, chunk)) = bytes.recv_timeout(Duration::from_millis(200)) else { continue };
        if first_bytes.is_nan() {
            first_bytes = milliseconds(at - started);
        }
        answer(&chunk, &mut writer);
        parser.process(&chunk);
        if parser.screen().contents().contains(landmark) {
            list = milliseconds(at - started);
        }
    }
    settle(&bytes, Duration::from_millis(500), Duration::from_secs(20));
    let pressed = press(peer.down, keys, &bytes, &mut writer);
    settle(&bytes, Duration::from_millis(500), Duration::from_secs(5));
    let (idle_cpu, idle_bytes) = idle(process, &bytes);
    let anonymous = anonymous_mb(process);
    child.kill().unwrap();
    child.wait().unwrap();
    let pair =
        |values: &[f64], digits| format!("{:.digits$} / {:.digits$}", quantile(values, 0.5), quantile(values, 0.95));
    println!(
        "| {} | {first_bytes:.0} | {list:.0} | {} | {} | {} | {idle_cpu:.1}, {idle_bytes} | {anonymous:.1} |",
        peer.name,
        pair(&pressed.first, 1),
        pair(&pressed.done, 1),
        pair(&pressed.bytes, 0),
    );
}

fn reader(mut from: Box<dyn std::io::Read + Send>) -> Bytes {
    let (sender, bytes) = channel();
    std::thread::spawn(move || {
        let mut buffer = vec![0; 64 * 1024];
        while let Ok(count @ 1..) = from.read(&mut buffer) {
            if sender.send((Instant::now(), buffer[..count].to_vec())).is_err() {
                return;
            }
        }
    });
    bytes
}

/// Presses a key again and again, 120 ms apart.
fn press(key: &[u8], times: usize, bytes: &Bytes, writer: &mut Box<dyn Write + Send>) -> Keys {
    let mut keys = Keys::default();
    for _ in 0..times {
        // What follows the cursor late belongs to the key before, not to the answer to this one.
        let late: usize = bytes.try_iter().map(|(_, chunk)| chunk.len()).sum();
        if let Some(last) = keys.bytes.last_mut() {
            *last += late as f64;
        }
        let pressed = Instant::now();
        writer.write_all(key).unwrap();
        writer.flush().unwrap();
        let (mut first, mut last, mut count) = (None, None, 0);
        let patience = |begun: bool| Duration::from_millis(if begun { 30 } else { 200 });
        while let Ok((at, chunk)) = bytes.recv_timeout(patience(first.is_some())) {
            first.get_or_insert(at - pressed);
            last = Some(at - pressed);
            count += chunk.len();
        }
        if let (Some(first), Some(last)) = (first, last) {
            keys.first.push(milliseconds(first));
            keys.done.push(milliseconds(last));
            keys.bytes.push(count as f64);
        }
        std::thread::sleep(Duration::from_millis(120).saturating_sub(pressed.elapsed()));
    }
    keys
}

/// CPU in percent, and bytes written, over five seconds in which nothing is pressed.
fn idle(process: u32, bytes: &Bytes) -> (f64, usize) {
    let before = cpu_seconds(process);
    let from = Instant::now();
    let mut count = 0;
    while from.elapsed() < Duration::from_secs(5) {
        if let Ok((_, chunk)) = bytes.recv_timeout(Duration::from_millis(100)) {
            count += chunk.len();
        }
    }
    ((cpu_seconds(process) - before) / from.elapsed().as_secs_f64() * 100.0, count)
}

/// Answers what a program asks of its terminal, so that none waits for it.
fn answer(chunk: &[u8], writer: &mut Box<dyn Write + Send>) {
    let asked = |question: &[u8]| chunk.windows(question.len()).any(|window| window == question);
    let replies: [(&[u8], &[u8]); 3] = [
        (b"\x1b]10;?", b"\x1b]10;rgb:d0d0/d0d0/d0d0\x1b\\"),
        (b"\x1b]11;?", b"\x1b]11;rgb:1010/1010/1010\x1b\\"),
        (b"\x1b[c", b"\x1b[?62;c"),
    ];
    for (question, reply) in replies {
        if asked(question) {
            writer.write_all(reply).unwrap();
        }
    }
}

/// Reads until nothing has come for `quiet`, at most for `longest`.
fn settle(bytes: &Bytes, quiet: Duration, longest: Duration) {
    let from = Instant::now();
    while from.elapsed() < longest && bytes.recv_timeout(quiet).is_ok() {}
}

fn milliseconds(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1e3
}

fn quantile(values: &[f64], share: f64) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let index = ((sorted.len().max(1) - 1) as f64 * share).round() as usize;
    sorted.get(index).copied().unwrap_or(f64::NAN)
}

fn output(program: &str, args: &[&str]) -> String {
    let ran = std::process::Command::new(program).args(args).output();
    ran.map_or_else(|_| String::new(), |output| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// User and system time of a process: fields 14 and 15 of `/proc/PID/stat`, at 100 ticks a second.
fn cpu_seconds(process: u32) -> f64 {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    let after_name = stat.rsplit(") ").next().unwrap_or_default();
    after_name.split(' ').skip(11).take(2).filter_map(|field| field.parse::<f64>().ok()).sum::<f64>() / 100.0
}

fn anonymous_mb(process: u32) -> f64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let kilobytes: Option<f64> =
        status.lines().find_map(|line| line.strip_prefix("RssAnon:")?.trim().strip_suffix("kB")?.trim().parse().ok());
    kilobytes.map_or(f64::NAN, |kilobytes| kilobytes / 1024.0)
}
