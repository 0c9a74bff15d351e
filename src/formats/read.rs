//! Reads Markdown into the tree that formats are laid out from.

use std::collections::HashMap;

use pulldown_cmark::{Alignment, BlockQuoteKind, CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag};

use super::{
    address,
    tree::{Alert, Block, Inline, Item, Side, Table, letters},
};

/// Blocks and marks within each other that are kept; what stands deeper joins what is around it.
const DEEPEST: usize = 48;

/// The document that some Markdown is. Any text is one; no word of it is lost.
pub fn read(markdown: &str) -> Vec<Block> {
    let mut reader = Reader { open: vec![Open::Blocks(Vec::new(), Vec::new())], ..Reader::default() };
    for event in Parser::new_ext(markdown, options()) {
        reader.take(event);
    }
    while reader.open.len() > 1 {
        reader.close();
    }
    match reader.open.pop() {
        Some(Open::Blocks(mut blocks, mut loose)) => {
            settle(&mut blocks, &mut loose);
            blocks
        }
        _ => Vec::new(),
    }
}

fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM
        | Options::ENABLE_FOOTNOTES
}

/// What is open while the events of its inside come.
enum Open {
    /// The document itself.
    Blocks(Vec<Block>, Vec<Inline>),
    Quote(Option<Alert>, Vec<Block>, Vec<Inline>),
    Footnote(usize, Vec<Block>, Vec<Inline>),
    Item(Item, Vec<Inline>),
    List(Option<u64>, Vec<Item>),
    Table(Table),
    Row(bool, Vec<Vec<Inline>>),
    Cell(Vec<Inline>),
    Heading(u8, Vec<Inline>),
    Paragraph(Vec<Inline>),
    Emphasis(Vec<Inline>),
    Strong(Vec<Inline>),
    Strike(Vec<Inline>),
    Link {
        address: Option<String>,
        image: bool,
        words: Vec<Inline>,
    },
    Code(Option<String>, String),
    Html(String),
}

#[derive(Default)]
struct Reader {
    open: Vec<Open>,
    /// How many open things are too deep to be kept apart.
    skipped: usize,
    footnotes: HashMap<String, usize>,
}

impl Reader {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(_) if self.skipped > 0 || self.open.len() >= DEEPEST => self.skipped += 1,
            Event::Start(tag) => self.start(tag),
            Event::End(_) if self.skipped > 0 => {
                self.skipped -= 1;
                self.inline(Inline::Space);
            }
            Event::End(_) => self.close(),
            Event::Text(text) | Event::InlineMath(text) | Event::DisplayMath(text) => self.text(&text),
            Event::Code(code) => self.inline(Inline::Code(clean(&code, false))),
            Event::Html(html) => match self.open.last_mut() {
                Some(Open::Html(text)) => text.push_str(&html),
                _ => self.text(&html),
            },
            Event::InlineHtml(html) => self.inline_html(&html),
            Event::SoftBreak => self.inline(Inline::Space),
            Event::HardBreak => self.inline(Inline::Break),
            Event::Rule => self.block(Block::Rule),
            Event::FootnoteReference(name) => {
                let number = self.footnote(&name);
                self.inline(Inline::FootnoteMark(number));
            }
            Event::TaskListMarker(done) => {
                if let Some(Open::Item(item, _)) =
                    self.open.iter_mut().rev().find(|open| matches!(open, Open::Item(..)))
                {
                    item.done = Some(done);
                }
            }
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        let none = Vec::new;
        let opened = match tag {
            Tag::Paragraph | Tag::DefinitionListTitle | Tag::MetadataBlock(_) => Open::Paragraph(none()),
            Tag::Heading { level, .. } => Open::Heading(depth(level), none()),
            Tag::BlockQuote(kind) => Open::Quote(kind.map(alert), Vec::new(), none()),
            Tag::CodeBlock(kind) => Open::Code(language(&kind), String::new()),
            Tag::HtmlBlock => Open::Html(String::new()),
            Tag::List(start) => Open::List(start, Vec::new()),
            Tag::Item | Tag::DefinitionList | Tag::DefinitionListDefinition => Open::Item(Item::default(), none()),
            Tag::FootnoteDefinition(name) => Open::Footnote(self.footnote(&name), Vec::new(), none()),
            Tag::Table(sides) => {
                Open::Table(Table { sides: sides.into_iter().map(side).collect(), ..Table::default() })
            }
            Tag::TableHead => Open::Row(true, Vec::new()),
            Tag::TableRow => Open::Row(false, Vec::new()),
            Tag::TableCell => Open::Cell(none()),
            Tag::Emphasis | Tag::Superscript | Tag::Subscript => Open::Emphasis(none()),
            Tag::Strong => Open::Strong(none()),
            Tag::Strikethrough => Open::Strike(none()),
            Tag::Link { dest_url, .. } => {
                Open::Link { address: address::address(&dest_url), image: false, words: none() }
            }
            Tag::Image { dest_url, .. } => {
                Open::Link { address: address::address(&dest_url), image: true, words: none() }
            }
        };
        self.open.push(opened);
    }

    fn close(&mut self) {
        let Some(open) = self.open.pop() else { return };
        match open {
            Open::Blocks(..) => self.open.push(open),
            Open::Quote(kind, mut blocks, mut loose) => {
                settle(&mut blocks, &mut loose);
                self.block(Block::Quote(kind, blocks));
            }
            Open::Footnote(number, mut blocks, mut loose) => {
                settle(&mut blocks, &mut loose);
                self.block(Block::Footnote(number, blocks));
            }
            Open::Item(mut item, mut loose) => {
                settle(&mut item.blocks, &mut loose);
                self.item(item);
            }
            Open::List(start, items) => self.block(Block::List { start, items }),
            Open::Table(table) => self.block(Block::Table(table)),
            Open::Row(is_head, cells) => self.row(is_head, cells),
            Open::Cell(words) => {
                let words = finished(words);
                if let Some(Open::Row(_, cells)) = self.open.last_mut() {
                    cells.push(words);
                }
            }
            Open::Heading(level, words) => self.block(Block::Heading { level, words: finished(words) }),
            Open::Paragraph(words) => {
                let words = finished(words);
                if !words.is_empty() {
                    self.block(Block::Paragraph(words));
                }
            }
            Open::Emphasis(words) => self.marked(words, Inline::Emphasis),
            Open::Strong(words) => self.marked(words, Inline::Strong),
            Open::Strike(words) => self.marked(words, Inline::Strike),
            Open::Link { address, image, words } => self.link(address, image, words),
            Open::Code(language, text) => self.block(Block::Code { language, text: clean(&text, true) }),
            Open::Html(html) => self.html(&html),
        }
    }

    fn marked(&mut self, words: Vec<Inline>, mark: fn(Vec<Inline>) -> Inline) {
        if !words.is_empty() {
            self.inline(mark(words));
        }
    }

    /// A link where it may lead somewhere and does not stand in another one, else its words.
    fn link(&mut self, address: Option<String>, image: bool, mut words: Vec<Inline>) {
        let inside = self.open.iter().any(|open| matches!(open, Open::Link { .. }));
        let blank = letters(&words).trim().is_empty();
        match address {
            Some(address) if !inside => {
                if blank {
                    words = vec![Inline::Text(if image { "image".to_owned() } else { address.clone() })];
                }
                self.inline(Inline::Link { address, words });
            }
            _ => words.into_iter().for_each(|word| self.inline(word)),
        }
    }

    fn text(&mut self, text: &str) {
        match self.open.last_mut() {
            Some(Open::Code(_, code)) => code.push_str(text),
            Some(Open::Html(html)) => html.push_str(text),
            _ => self.inline(Inline::Text(clean(text, false))),
        }
    }

    /// Raw HTML is words; a comment is none, and a line's end ends the line.
    fn inline_html(&mut self, html: &str) {
        let bare = html.to_ascii_lowercase().replace([' ', '/'], "");
        if bare == "<br>" {
            self.inline(Inline::Break);
        } else if !(html.starts_with("<!--") && html.ends_with("-->")) {
            self.text(html);
        }
    }

    fn html(&mut self, html: &str) {
        let mut words = Vec::new();
        for line in without_comments(html).lines().map(str::trim).filter(|line| !line.is_empty()) {
            if ["<details>", "</details>", "<details open>"].contains(&line) {
                continue;
            }
            if !words.is_empty() {
                words.push(Inline::Break);
            }
            let summary = line.strip_prefix("<summary>").and_then(|rest| rest.strip_suffix("</summary>"));
            let text = Inline::Text(clean(summary.unwrap_or(line), false));
            words.push(if summary.is_some() { Inline::Strong(vec![text]) } else { text });
        }
        if !words.is_empty() {
            self.block(Block::Paragraph(finished(words)));
        }
    }

    fn row(&mut self, is_head: bool, mut cells: Vec<Vec<Inline>>) {
        if let Some(Open::Table(table)) = self.open.last_mut() {
            if is_head {
                table.head = cells;
            } else {
                cells.resize(table.head.len(), Vec::new());
                table.rows.push(cells);
            }
        }
    }

    fn item(&mut self, item: Item) {
        match self.open.last_mut() {
            Some(Open::List(_, items)) => items.push(item),
            _ => item.blocks.into_iter().for_each(|block| self.block(block)),
        }
    }

    fn block(&mut self, block: Block) {
        match self.open.last_mut() {
            Some(Open::Blocks(blocks, loose) | Open::Quote(_, blocks, loose) | Open::Footnote(_, blocks, loose)) => {
                settle(blocks, loose);
                blocks.push(block);
            }
            Some(Open::Item(item, loose)) => {
                settle(&mut item.blocks, loose);
                item.blocks.push(block);
            }
            // A block cannot stand elsewhere; if one does, its words go on.
            _ => self.inline(Inline::Text(words_of(&block))),
        }
    }

    fn inline(&mut self, inline: Inline) {
        match self.open.last_mut() {
            Some(
                Open::Blocks(_, words)
                | Open::Quote(_, _, words)
                | Open::Footnote(_, _, words)
                | Open::Item(_, words)
                | Open::Cell(words)
                | Open::Heading(_, words)
                | Open::Paragraph(words)
                | Open::Emphasis(words)
                | Open::Strong(words)
                | Open::Strike(words)
                | Open::Link { words, .. },
            ) => words.push(inline),
            Some(Open::List(_, items)) => {
                let mut words = vec![inline];
                let mut item = Item::default();
                settle(&mut item.blocks, &mut words);
                if !item.blocks.is_empty() {
                    items.push(item);
                }
            }
            Some(Open::Code(_, text) | Open::Html(text)) => text.push_str(&letters(&[inline])),
            Some(Open::Row(_, cells)) => cells.push(vec![inline]),
            Some(Open::Table(table)) => table.rows.push(vec![vec![inline]]),
            None => {}
        }
    }

    /// The number of a footnote: they are counted as they are first named.
    fn footnote(&mut self, name: &str) -> usize {
        let next = self.footnotes.len() + 1;
        *self.footnotes.entry(name.to_owned()).or_insert(next)
    }
}

/// Inlines that stand among blocks are a paragraph.
fn settle(blocks: &mut Vec<Block>, loose: &mut Vec<Inline>) {
    let words = finished(std::mem::take(loose));
    if !words.is_empty() {
        blocks.push(Block::Paragraph(words));
    }
}

/// Inlines as they are kept: texts joined, addresses in them made links, no space at either end.
fn finished(words: Vec<Inline>) -> Vec<Inline> {
    let mut out = with_links(words);
    let is_blank = |word: &Inline| match word {
        Inline::Space | Inline::Break => true,
        Inline::Text(text) => text.trim().is_empty(),
        _ => false,
    };
    while out.last().is_some_and(is_blank) {
        out.pop();
    }
    let blank = out.iter().take_while(|word| is_blank(word)).count();
    out.drain(..blank);
    out
}

fn with_links(words: Vec<Inline>) -> Vec<Inline> {
    let mut out: Vec<Inline> = Vec::with_capacity(words.len());
    for word in joined(words) {
        match word {
            Inline::Text(text) => push_linked(&text, &mut out),
            Inline::Emphasis(words) => out.push(Inline::Emphasis(with_links(words))),
            Inline::Strong(words) => out.push(Inline::Strong(with_links(words))),
            Inline::Strike(words) => out.push(Inline::Strike(with_links(words))),
            Inline::Link { address, words } => out.push(Inline::Link { address, words: joined(words) }),
            other => out.push(other),
        }
    }
    out
}

fn joined(words: Vec<Inline>) -> Vec<Inline> {
    let mut out: Vec<Inline> = Vec::with_capacity(words.len());
    for word in words {
        match (word, out.last_mut()) {
            (Inline::Text(text), Some(Inline::Text(before))) => before.push_str(&text),
            (word, _) => out.push(word),
        }
    }
    out
}

fn push_linked(text: &str, out: &mut Vec<Inline>) {
    let mut at = 0;
    for span in address::addresses(text) {
        let Some(address) = address::address(&text[span.clone()]) else { continue };
        if at < span.start {
            out.push(Inline::Text(text[at..span.start].to_owned()));
        }
        out.push(Inline::Link { address, words: vec![Inline::Text(text[span.clone()].to_owned())] });
        at = span.end;
    }
    if at < text.len() {
        out.push(Inline::Text(text[at..].to_owned()));
    }
}

/// Text without what commands a program or turns the order of letters: such a character stands as `U+FFFD`. Joiners and
/// marks of direction, which some languages are written with, stay.
fn clean(text: &str, keeps_lines: bool) -> String {
    let text = if keeps_lines { text.replace("\r\n", "\n") } else { text.to_owned() };
    let shown = |letter: char| match letter {
        '\n' if keeps_lines => letter,
        '\n' | '\r' => ' ',
        '\t' => letter,
        '\u{0}'..='\u{1f}'
        | '\u{7f}'..='\u{9f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}'
        | '\u{fffe}'
        | '\u{ffff}'
        | '\u{e0000}'..='\u{e007f}' => '\u{fffd}',
        other => other,
    };
    text.chars().map(shown).collect()
}

fn without_comments(html: &str) -> String {
    let mut out = String::new();
    let mut rest = html;
    while let Some(start) = rest.find("<!--") {
        let Some(end) = rest[start..].find("-->") else { break };
        out.push_str(&rest[..start]);
        rest = &rest[start + end + 3..];
    }
    out + rest
}

fn words_of(block: &Block) -> String {
    let many = |blocks: &[Block]| blocks.iter().map(words_of).collect::<Vec<_>>().join(" ");
    match block {
        Block::Heading { words, .. } | Block::Paragraph(words) => letters(words),
        Block::List { items, .. } => items.iter().map(|item| many(&item.blocks)).collect::<Vec<_>>().join(" "),
        Block::Code { text, .. } => text.replace('\n', " "),
        Block::Quote(_, blocks) | Block::Footnote(_, blocks) => many(blocks),
        Block::Table(table) => {
            let cells = table.head.iter().chain(table.rows.iter().flatten());
            cells.map(|cell| letters(cell)).collect::<Vec<_>>().join(" ")
        }
        Block::Rule => String::new(),
    }
}

fn language(kind: &CodeBlockKind<'_>) -> Option<String> {
    let CodeBlockKind::Fenced(words) = kind else { return None };
    let name: String = words
        .split(|letter: char| letter.is_whitespace() || letter == ',')
        .next()?
        .chars()
        .filter(|letter| letter.is_ascii_alphanumeric() || "+#-_.".contains(*letter))
        .take(32)
        .collect();
    (!name.is_empty()).then_some(name)
}

const fn alert(kind: BlockQuoteKind) -> Alert {
    match kind {
        BlockQuoteKind::Note => Alert::Note,
        BlockQuoteKind::Tip => Alert::Tip,
        BlockQuoteKind::Important => Alert::Important,
        BlockQuoteKind::Warning => Alert::Warning,
        BlockQuoteKind::Caution => Alert::Caution,
    }
}

const fn side(alignment: Alignment) -> Side {
    match alignment {
        Alignment::None => Side::Unset,
        Alignment::Left => Side::Left,
        Alignment::Center => Side::Centre,
        Alignment::Right => Side::Right,
    }
}

const fn depth(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}
