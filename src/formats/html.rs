//! HTML: one page that needs nothing besides itself, for screens, light and dark, and for paper.
//!
//! No script, no image, no font, nothing is fetched; a policy in the page forbids it besides. Every element is closed, so that
//! the page can be read as XML too.

use std::collections::HashMap;

use super::{
    Page,
    put::put,
    tree::{Block, Inline, Item, Side, Table, letters},
    xml::{escape, escaped},
};

const STYLE: &str = include_str!("html.css");
const POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

pub(super) fn write(page: &Page<'_>) -> String {
    let (blocks, is_titled) = page.blocks();
    let title = match blocks.first() {
        Some(Block::Heading { words, .. }) if is_titled => letters(words),
        _ => page.title.to_owned(),
    };
    let mut writer = Writer::default();
    writer.top(page, &title, is_titled);
    writer.out.push_str("<main>\n");
    writer.blocks(&blocks);
    writer.out.push_str("</main>\n");
    writer.bottom(page);
    writer.out
}

#[derive(Default)]
struct Writer {
    out: String,
    names: HashMap<String, usize>,
}

impl Writer {
    fn top(&mut self, page: &Page<'_>, title: &str, is_titled: bool) {
        let (title, language) = (escaped(title), escaped(page.language));
        let brand = page.brand.colour.as_deref().map_or(String::new(), |colour| {
            format!(
                ":root {{ --brand: {}; }}\n",
                colour.replace(|letter: char| !letter.is_ascii_alphanumeric() && letter != '#', "")
            )
        });
        self.out = format!(
            "<!DOCTYPE html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\" />\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"{}\" />\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\" />\n\
             <meta name=\"color-scheme\" content=\"light dark\" />\n<meta name=\"generator\" content=\"tminus\" />\n\
             <link rel=\"icon\" href=\"data:,\" />\n<title>{title}</title>\n<style>\n{brand}{STYLE}</style>\n</head>\n<body>\n",
            escaped(POLICY)
        );
        let logo = page.brand.logo.as_deref().or(page.brand.name.as_deref());
        if is_titled && logo.is_none() {
            return;
        }
        self.out.push_str("<header>\n");
        if let Some(logo) = logo {
            put(&mut self.out, format_args!("<p class=\"logo\">{}</p>\n", escaped(logo)));
        }
        if !is_titled {
            put(&mut self.out, format_args!("<h1>{title}</h1>\n"));
            if let Some(date) = page.date {
                put(&mut self.out, format_args!("<p><time datetime=\"{0}\">{0}</time></p>\n", escaped(date)));
            }
        }
        self.out.push_str("</header>\n");
    }

    fn bottom(&mut self, page: &Page<'_>) {
        let brand = page.brand;
        let address = brand.url.as_deref().and_then(super::address::address);
        let words = brand.name.as_deref().or(brand.url.as_deref()).map(escaped);
        if let Some(words) = words {
            let linked = match address {
                Some(address) => format!("<a href=\"{}\">{words}</a>", escaped(&address)),
                None => words,
            };
            put(&mut self.out, format_args!("<footer>{linked}</footer>\n"));
        }
        self.out.push_str("</body>\n</html>\n");
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading { level, words } => {
                let name = self.name(&letters(words));
                put(&mut self.out, format_args!("<h{level} id=\"{}\">", escaped(&name)));
                self.inlines(words);
                put(&mut self.out, format_args!("</h{level}>\n"));
            }
            Block::Paragraph(words) => {
                self.out.push_str("<p>");
                self.inlines(words);
                self.out.push_str("</p>\n");
            }
            Block::List { start, items } => self.list(*start, items),
            Block::Code { language, text } => {
                let class = language
                    .as_deref()
                    .map_or(String::new(), |language| format!(" class=\"language-{}\"", escaped(language)));
                put(&mut self.out, format_args!("<pre tabindex=\"0\"><code{class}>"));
                escape(text, &mut self.out);
                self.out.push_str("</code></pre>\n");
            }
            Block::Quote(None, blocks) => {
                self.out.push_str("<blockquote>\n");
                self.blocks(blocks);
                self.out.push_str("</blockquote>\n");
            }
            Block::Quote(Some(alert), blocks) => {
                put(
                    &mut self.out,
                    format_args!("<aside class=\"alert\">\n<p class=\"alert-word\">{}</p>\n", alert.word()),
                );
                self.blocks(blocks);
                self.out.push_str("</aside>\n");
            }
            Block::Table(table) => self.table(table),
            Block::Rule => self.out.push_str("<hr />\n"),
            Block::Footnote(number, blocks) => {
                put(
                    &mut self.out,
                    format_args!("<div class=\"footnote\" id=\"footnote-{number}\"><span>{number}.</span>\n<div>\n"),
                );
                self.blocks(blocks);
                self.out.push_str("</div>\n</div>\n");
            }
        }
    }

    fn list(&mut self, start: Option<u64>, items: &[Item]) {
        let (open, close) = match start {
            None => ("<ul>".to_owned(), "</ul>"),
            Some(1) => ("<ol>".to_owned(), "</ol>"),
            Some(start) => (format!("<ol start=\"{start}\">"), "</ol>"),
        };
        self.out.push_str(&open);
        self.out.push('\n');
        for item in items {
            self.item(item);
        }
        self.out.push_str(close);
        self.out.push('\n');
    }

    fn item(&mut self, item: &Item) {
        match item.done {
            None => self.out.push_str("<li>"),
            Some(done) => {
                let (checked, word) = if done { (" checked=\"checked\"", "done") } else { ("", "to do") };
                put(
                    &mut self.out,
                    format_args!(
                        "<li class=\"task\"><input type=\"checkbox\" disabled=\"disabled\" aria-label=\"{word}\"{checked} /> "
                    ),
                );
            }
        }
        match item.blocks.as_slice() {
            // What is one paragraph needs no more room than its words.
            [Block::Paragraph(words), rest @ ..] if rest.iter().all(|block| matches!(block, Block::List { .. })) => {
                self.inlines(words);
                if !rest.is_empty() {
                    self.out.push('\n');
                }
                self.blocks(rest);
            }
            blocks => self.blocks(blocks),
        }
        self.out.push_str("</li>\n");
    }

    fn table(&mut self, table: &Table) {
        self.out.push_str("<div class=\"table\" tabindex=\"0\">\n<table>\n<thead>\n");
        self.row(&table.head, &table.sides, "th scope=\"col\"", "th");
        self.out.push_str("</thead>\n<tbody>\n");
        for row in &table.rows {
            self.row(row, &table.sides, "td", "td");
        }
        self.out.push_str("</tbody>\n</table>\n</div>\n");
    }

    fn row(&mut self, cells: &[Vec<Inline>], sides: &[Side], open: &str, close: &str) {
        self.out.push_str("<tr>");
        for (column, cell) in cells.iter().enumerate() {
            let class = match sides.get(column) {
                Some(Side::Centre) => " class=\"centre\"",
                Some(Side::Right) => " class=\"right\"",
                _ => "",
            };
            put(&mut self.out, format_args!("<{open}{class}>"));
            self.inlines(cell);
            put(&mut self.out, format_args!("</{close}>"));
        }
        self.out.push_str("</tr>\n");
    }

    fn inlines(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            match inline {
                Inline::Text(text) => escape(text, &mut self.out),
                Inline::Code(text) => self.marked("code", &[Inline::Text(text.clone())]),
                Inline::Emphasis(words) => self.marked("em", words),
                Inline::Strong(words) => self.marked("strong", words),
                Inline::Strike(words) => self.marked("del", words),
                Inline::Link { address, words } => {
                    put(&mut self.out, format_args!("<a href=\"{}\" rel=\"noopener noreferrer\">", escaped(address)));
                    self.inlines(words);
                    self.out.push_str("</a>");
                }
                Inline::Space => self.out.push('\n'),
                Inline::Break => self.out.push_str("<br />\n"),
                Inline::FootnoteMark(number) => {
                    put(&mut self.out, format_args!("<sup><a href=\"#footnote-{number}\">{number}</a></sup>"));
                }
            }
        }
    }

    fn marked(&mut self, element: &str, words: &[Inline]) {
        put(&mut self.out, format_args!("<{element}>"));
        self.inlines(words);
        put(&mut self.out, format_args!("</{element}>"));
    }

    /// A heading's name in addresses: its letters and digits in lower case, each name once.
    fn name(&mut self, words: &str) -> String {
        let parts: Vec<String> = words
            .split(|letter: char| !letter.is_alphanumeric())
            .filter(|part| !part.is_empty())
            .map(str::to_lowercase)
            .collect();
        let name = if parts.is_empty() { "section".to_owned() } else { format!("h-{}", parts.join("-")) };
        let seen = self.names.entry(name.clone()).or_insert(0);
        *seen += 1;
        if *seen == 1 { name } else { format!("{name}--{seen}") }
    }
}
