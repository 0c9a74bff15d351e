//! Events of Markdown, laid out into rows of a width.

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Parser, Tag, TagEnd};
use ratatui::{
    style::Modifier,
    text::{Line, Span},
};

use unicode_segmentation::UnicodeSegmentation;

use crate::{
    notes::markdown_options,
    text::{Safe, width},
    tui::{
        look::Look,
        theme::Role,
        widgets::{
            code,
            diff::{Class, classes_of_block},
        },
    },
};

/// Words in one style.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// What it is.
    pub role: Role,
    /// Bold, italic, struck.
    pub modifier: Modifier,
    /// The words, safe.
    pub text: String,
    /// What they are of source code.
    pub(crate) class: Class,
}

/// One row, and the line of the source that it comes from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MarkdownRow {
    /// Its words.
    pub pieces: Vec<Piece>,
    /// The line, from 0.
    pub source: usize,
}

impl MarkdownRow {
    /// The row in a theme's styles.
    pub fn line(&self, look: &Look<'_>) -> Line<'static> {
        let spans = self.pieces.iter().map(|piece| {
            let words = look.span(piece.role, &piece.text);
            let style = if piece.class == Class::Plain { words.style } else { code::style(look, piece.class) };
            Span::styled(words.content, style.add_modifier(piece.modifier))
        });
        Line::from(spans.collect::<Vec<_>>())
    }

    /// Its words alone.
    pub fn words(&self) -> String {
        self.pieces.iter().map(|piece| piece.text.as_str()).collect()
    }
}

/// Lays Markdown out in `columns`.
pub fn render(text: &str, columns: usize) -> Vec<MarkdownRow> {
    let mut page = Page::new(text, columns.max(8));
    for (event, span) in Parser::new_ext(text, markdown_options()).into_offset_iter() {
        page.at(span.start);
        page.event(event);
    }
    page.flush();
    while page.rows.last().is_some_and(|row| row.pieces.is_empty()) {
        page.rows.pop();
    }
    page.rows
}

enum Container {
    Quote,
    /// What stands before its first row, until that is drawn; after it, blanks of that width.
    Item {
        marker: String,
        is_drawn: bool,
    },
}

/// A block of code that is being read.
struct Block {
    language: String,
    words: String,
    /// The line of the source in which its first words stand.
    source: Option<usize>,
}

struct Page<'a> {
    text: &'a str,
    columns: usize,
    rows: Vec<MarkdownRow>,
    containers: Vec<Container>,
    numbers: Vec<Option<u64>>,
    pieces: Vec<Piece>,
    roles: Vec<(Role, Modifier)>,
    links: Vec<(String, usize)>,
    code: Option<Block>,
    table: Option<Vec<Vec<String>>>,
    source: usize,
    counted: usize,
    wants_gap: bool,
}

impl<'a> Page<'a> {
    fn new(text: &'a str, columns: usize) -> Self {
        Self {
            text,
            columns,
            rows: Vec::new(),
            containers: Vec::new(),
            numbers: Vec::new(),
            pieces: Vec::new(),
            roles: vec![(Role::Text, Modifier::empty())],
            links: Vec::new(),
            code: None,
            table: None,
            source: 0,
            counted: 0,
            wants_gap: false,
        }
    }

    /// Takes note of where in the source the next words come from.
    fn at(&mut self, offset: usize) {
        if offset >= self.counted {
            self.source += self.text[self.counted..offset].matches('\n').count();
            self.counted = offset;
        }
    }

    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(words) if self.code.is_some() => {
                let source = self.source;
                if let Some(block) = &mut self.code {
                    block.source.get_or_insert(source);
                    block.words.push_str(&words);
                }
            }
            Event::Text(words) => self.say(&words),
            Event::Code(words) | Event::InlineMath(words) | Event::DisplayMath(words) => {
                self.say_in(Role::Code, &words);
            }
            Event::Html(words) => {
                for line in words.lines() {
                    self.say_in(Role::Dim, line);
                    self.flush();
                }
            }
            Event::InlineHtml(words) => self.say_in(Role::Dim, &words),
            Event::SoftBreak => self.say(" "),
            Event::HardBreak => self.flush(),
            Event::Rule => {
                self.gap();
                let dashes = "─".repeat(self.columns.min(40));
                self.say_in(Role::Dim, &dashes);
                self.flush();
                self.wants_gap = true;
            }
            Event::TaskListMarker(done) => self.say_in(Role::Accent, if done { "[x] " } else { "[ ] " }),
            Event::FootnoteReference(name) => self.say_in(Role::Link, &format!("[{name}]")),
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph => self.gap(),
            Tag::Heading { level, .. } => {
                self.gap();
                let line = if level == HeadingLevel::H1 { Modifier::UNDERLINED } else { Modifier::empty() };
                self.push_style(Some(Role::Heading), Modifier::BOLD | line);
            }
            Tag::BlockQuote(_) => {
                self.gap();
                self.containers.push(Container::Quote);
                self.push_style(Some(Role::Quote), Modifier::empty());
            }
            Tag::CodeBlock(kind) => {
                self.gap();
                let language = match kind {
                    CodeBlockKind::Fenced(language) => language.to_string(),
                    CodeBlockKind::Indented => String::new(),
                };
                if !language.is_empty() {
                    self.say_in(Role::Dim, &language);
                    self.flush();
                }
                self.code = Some(Block { language, words: String::new(), source: None });
            }
            Tag::List(first) => {
                self.flush();
                if self.containers.is_empty() {
                    self.gap();
                }
                self.wants_gap = false;
                self.numbers.push(first);
            }
            Tag::Item => {
                self.flush();
                self.wants_gap = false;
                let marker = match self.numbers.last_mut() {
                    Some(Some(number)) => {
                        *number += 1;
                        format!("{}. ", *number - 1)
                    }
                    _ => "• ".to_owned(),
                };
                self.containers.push(Container::Item { marker, is_drawn: false });
            }
            Tag::Emphasis => self.push_style(None, Modifier::ITALIC),
            Tag::Strong => self.push_style(None, Modifier::BOLD),
            Tag::Strikethrough => self.push_style(None, Modifier::CROSSED_OUT),
            Tag::Link { dest_url, .. } => {
                self.links.push((dest_url.to_string(), self.pieces.len()));
                self.push_style(Some(Role::Link), Modifier::UNDERLINED);
            }
            Tag::Image { dest_url, .. } => {
                self.links.push((dest_url.to_string(), self.pieces.len()));
                self.say_in(Role::Dim, "image: ");
                self.push_style(Some(Role::Dim), Modifier::ITALIC);
            }
            Tag::Table(_) => {
                self.gap();
                self.table = Some(Vec::new());
            }
            Tag::TableHead | Tag::TableRow => {
                if let Some(table) = &mut self.table {
                    table.push(Vec::new());
                }
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => {
                self.flush();
                self.wants_gap = true;
            }
            TagEnd::Heading(_) => {
                self.flush();
                self.roles.pop();
                self.wants_gap = true;
            }
            TagEnd::BlockQuote(_) => {
                self.flush();
                self.containers.pop();
                self.roles.pop();
                self.wants_gap = true;
            }
            TagEnd::CodeBlock => {
                self.end_code();
                self.wants_gap = true;
            }
            TagEnd::List(_) => {
                self.numbers.pop();
                self.wants_gap = self.containers.is_empty();
            }
            TagEnd::Item => {
                self.flush();
                self.containers.pop();
            }
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough => {
                self.roles.pop();
            }
            TagEnd::Link | TagEnd::Image => self.end_link(),
            TagEnd::TableCell => {
                let words: String = std::mem::take(&mut self.pieces).into_iter().map(|piece| piece.text).collect();
                if let Some(row) = self.table.as_mut().and_then(|table| table.last_mut()) {
                    row.push(words);
                }
            }
            TagEnd::Table => self.end_table(),
            _ => {}
        }
    }

    /// Tells where a link leads, unless its words are that.
    fn end_link(&mut self) {
        self.roles.pop();
        let Some((address, from)) = self.links.pop() else { return };
        let words: String = self.pieces.iter().skip(from).map(|piece| piece.text.as_str()).collect();
        if self.columns >= 60 && !address.is_empty() && words != address && address.len() <= 60 {
            self.say_in(Role::Dim, &format!(" ({address})"));
        }
    }

    fn end_table(&mut self) {
        let Some(table) = self.table.take() else { return };
        let columns = table.iter().map(Vec::len).max().unwrap_or(0);
        let widest = |at: usize| table.iter().filter_map(|row| row.get(at)).map(|cell| width(cell)).max().unwrap_or(0);
        let mut widths: Vec<usize> = (0..columns).map(widest).collect();
        // The widest columns give way until the table fits.
        let room = self.columns.saturating_sub(self.indent() + 3 * columns.saturating_sub(1));
        while widths.iter().sum::<usize>() > room
            && let Some(most) = widths.iter_mut().max_by_key(|wide| **wide).filter(|wide| **wide > 3)
        {
            *most -= 1;
        }
        for (index, row) in table.iter().enumerate() {
            for (at, wide) in widths.iter().enumerate() {
                let cell = Safe::line(row.get(at).map_or("", String::as_str)).fit_end(*wide).pad_end(*wide);
                let modifier = if index == 0 { Modifier::BOLD } else { Modifier::empty() };
                let piece = self.piece(Role::Text, cell.as_str());
                self.pieces.push(Piece { modifier, ..piece });
                if at + 1 < widths.len() {
                    self.say_in(Role::Dim, " │ ");
                }
            }
            self.row_as_it_is();
        }
        self.wants_gap = true;
    }

    fn push_style(&mut self, role: Option<Role>, modifier: Modifier) {
        let (known, more) = self.style();
        self.roles.push((role.unwrap_or(known), more | modifier));
    }

    fn style(&self) -> (Role, Modifier) {
        self.roles.last().copied().unwrap_or((Role::Text, Modifier::empty()))
    }

    fn say(&mut self, words: &str) {
        let (role, _) = self.style();
        self.say_in(role, words);
    }

    fn say_in(&mut self, role: Role, words: &str) {
        let piece = self.piece(role, words);
        self.pieces.push(piece);
    }

    fn piece(&self, role: Role, words: &str) -> Piece {
        let (_, modifier) = self.style();
        Piece { role, modifier, text: Safe::line(words).as_str().to_owned(), class: Class::Plain }
    }

    fn end_code(&mut self) {
        let Some(block) = self.code.take() else { return };
        let lines: Vec<String> = block.words.lines().map(|line| Safe::line(line).into()).collect();
        let classes = classes_of_block(&block.language, &lines);
        let after = self.source;
        self.source = block.source.unwrap_or(after);
        for (at, line) in lines.iter().enumerate() {
            self.say_in(Role::Code, "  ");
            let mut from = 0;
            for (end, class) in classes.get(at).map_or(&[][..], |classes| classes) {
                let end = line.floor_char_boundary((*end as usize).min(line.len()));
                if end > from {
                    self.pieces.push(Piece { class: *class, ..self.piece(Role::Code, &line[from..end]) });
                    from = end;
                }
            }
            self.say_in(Role::Code, &line[from..]);
            self.row_as_it_is();
            self.source += 1;
        }
        self.source = after;
    }

    /// A blank row before a block that follows another.
    fn gap(&mut self) {
        self.flush();
        if std::mem::take(&mut self.wants_gap) && !self.rows.is_empty() {
            self.rows.push(MarkdownRow { pieces: Vec::new(), source: self.source });
        }
    }

    /// Columns that stand before the words of a row.
    fn indent(&self) -> usize {
        let wide = |container: &Container| match container {
            Container::Quote => 2,
            Container::Item { marker, .. } => width(marker),
        };
        self.containers.iter().map(wide).sum()
    }

    /// What stands before the words of the next row.
    fn prefix(&mut self) -> Vec<Piece> {
        let mut prefix = Vec::new();
        for container in &mut self.containers {
            let (role, text) = match container {
                Container::Quote => (Role::Quote, "▏ ".to_owned()),
                Container::Item { marker, is_drawn } => {
                    let text = if *is_drawn { " ".repeat(width(marker)) } else { marker.clone() };
                    *is_drawn = true;
                    (Role::Accent, text)
                }
            };
            prefix.push(Piece { role, modifier: Modifier::empty(), text, class: Class::Plain });
        }
        prefix
    }

    /// Ends a row that is cut rather than wrapped.
    fn row_as_it_is(&mut self) {
        let mut row = self.prefix();
        row.append(&mut self.pieces);
        self.rows.push(MarkdownRow { pieces: row, source: self.source });
    }

    /// Ends the words that are gathered, wrapped into rows.
    fn flush(&mut self) {
        if self.pieces.iter().all(|piece| piece.text.trim().is_empty()) {
            self.pieces.clear();
            return;
        }
        let pieces = std::mem::take(&mut self.pieces);
        let mut row = self.prefix();
        let indent: usize = row.iter().map(|piece| width(&piece.text)).sum();
        let (mut used, mut is_first) = (indent, true);
        let room = self.columns.saturating_sub(indent).max(4);
        for piece in pieces {
            for word in piece.text.split_inclusive(' ').flat_map(|word| cut(word, room)) {
                let wide = width(word.trim_end_matches(' '));
                if used + wide > self.columns && !is_first {
                    self.rows.push(MarkdownRow { pieces: std::mem::take(&mut row), source: self.source });
                    row = self.prefix();
                    used = indent;
                }
                used += width(word);
                is_first = false;
                match row.last_mut() {
                    Some(last) if last.role == piece.role && last.modifier == piece.modifier => {
                        last.text.push_str(word);
                    }
                    _ => row.push(Piece { text: word.to_owned(), ..piece.clone() }),
                }
            }
        }
        self.rows.push(MarkdownRow { pieces: row, source: self.source });
    }
}

/// A word in parts that fit into a row.
fn cut(word: &str, room: usize) -> Vec<&str> {
    if width(word) <= room {
        return vec![word];
    }
    let mut parts = Vec::new();
    let (mut start, mut used) = (0, 0);
    for (at, grapheme) in word.grapheme_indices(true) {
        let wide = width(grapheme);
        if used + wide > room && at > start && grapheme != " " {
            parts.push(&word[start..at]);
            (start, used) = (at, 0);
        }
        used += wide;
    }
    parts.push(&word[start..]);
    parts
}
