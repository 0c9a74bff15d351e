//! The storage format of Confluence: XHTML with macros, a fragment that becomes the body of a page.

use super::{
    Page,
    put::put,
    tree::{Alert, Block, Inline, Item, Side, Table},
    xml::{escape, escaped},
};

/// Languages that the code macro knows, with the names that writers give them. Of others it makes an error on the page.
const LANGUAGES: &[(&str, &[&str])] = &[
    ("bash", &["bash", "sh", "shell", "zsh", "console"]),
    ("c", &["c"]),
    ("cpp", &["cpp", "c++", "cc", "h"]),
    ("csharp", &["csharp", "cs", "c#"]),
    ("css", &["css"]),
    ("diff", &["diff", "patch"]),
    ("go", &["go", "golang"]),
    ("groovy", &["groovy"]),
    ("java", &["java"]),
    ("javascript", &["javascript", "js", "json", "jsx"]),
    ("kotlin", &["kotlin", "kt"]),
    ("php", &["php"]),
    ("powershell", &["powershell", "ps1"]),
    ("python", &["python", "py"]),
    ("ruby", &["ruby", "rb"]),
    ("rust", &["rust", "rs"]),
    ("scala", &["scala"]),
    ("sql", &["sql"]),
    ("typescript", &["typescript", "ts", "tsx"]),
    ("xml", &["xml", "html"]),
    ("yaml", &["yaml", "yml"]),
];

pub(super) fn write(page: &Page<'_>) -> String {
    let (blocks, _) = page.blocks();
    let mut writer = Writer::default();
    writer.blocks(&blocks);
    writer.out
}

#[derive(Default)]
struct Writer {
    out: String,
    tasks: usize,
}

impl Writer {
    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading { level, words } => {
                self.element(&format!("h{level}"), words);
                self.out.push('\n');
            }
            Block::Paragraph(words) => {
                self.element("p", words);
                self.out.push('\n');
            }
            Block::List { items, .. } if !items.is_empty() && items.iter().all(|item| item.done.is_some()) => {
                self.tasks(items);
            }
            Block::List { start, items } => self.list(*start, items),
            Block::Code { language, text } => self.code(language.as_deref(), text),
            Block::Quote(None, blocks) => self.wrapped("blockquote", blocks),
            Block::Quote(Some(alert), blocks) => self.alert(*alert, blocks),
            Block::Table(table) => self.table(table),
            Block::Rule => self.out.push_str("<hr />\n"),
            Block::Footnote(number, blocks) => {
                put(&mut self.out, format_args!("<p><sup>{number}</sup></p>\n"));
                self.wrapped("blockquote", blocks);
            }
        }
    }

    fn wrapped(&mut self, element: &str, blocks: &[Block]) {
        put(&mut self.out, format_args!("<{element}>\n"));
        self.blocks(blocks);
        put(&mut self.out, format_args!("</{element}>\n"));
    }

    fn list(&mut self, start: Option<u64>, items: &[Item]) {
        let (open, close) = match start {
            None => ("<ul>".to_owned(), "</ul>"),
            Some(1) => ("<ol>".to_owned(), "</ol>"),
            Some(start) => (format!("<ol start=\"{start}\">"), "</ol>"),
        };
        self.out.push_str(&open);
        for item in items {
            self.out.push_str("<li>");
            if let Some(done) = item.done {
                self.out.push_str(if done { "☑ " } else { "☐ " });
            }
            self.inside(&item.blocks);
            self.out.push_str("</li>");
        }
        self.out.push_str(close);
        self.out.push('\n');
    }

    fn tasks(&mut self, items: &[Item]) {
        self.out.push_str("<ac:task-list>");
        for item in items {
            self.tasks += 1;
            let status = if item.done == Some(true) { "complete" } else { "incomplete" };
            put(
                &mut self.out,
                format_args!(
                    "<ac:task><ac:task-id>{}</ac:task-id><ac:task-status>{status}</ac:task-status><ac:task-body>",
                    self.tasks
                ),
            );
            self.inside(&item.blocks);
            self.out.push_str("</ac:task-body></ac:task>");
        }
        self.out.push_str("</ac:task-list>\n");
    }

    /// The blocks of an item; one paragraph alone is its words.
    fn inside(&mut self, blocks: &[Block]) {
        match blocks {
            [Block::Paragraph(words), rest @ ..] if rest.iter().all(|block| matches!(block, Block::List { .. })) => {
                self.inlines(words);
                self.blocks(rest);
            }
            blocks => self.blocks(blocks),
        }
    }

    fn code(&mut self, language: Option<&str>, text: &str) {
        self.out.push_str("<ac:structured-macro ac:name=\"code\" ac:schema-version=\"1\">");
        let lower = language.map(str::to_ascii_lowercase).unwrap_or_default();
        if let Some((name, _)) = LANGUAGES.iter().find(|(_, names)| names.contains(&lower.as_str())) {
            put(&mut self.out, format_args!("<ac:parameter ac:name=\"language\">{name}</ac:parameter>"));
        }
        // What would end the section is parted between two of them.
        let inside = text.strip_suffix('\n').unwrap_or(text).replace("]]>", "]]]]><![CDATA[>");
        self.out.push_str("<ac:plain-text-body><![CDATA[");
        self.out.push_str(&inside);
        self.out.push_str("]]></ac:plain-text-body></ac:structured-macro>\n");
    }

    fn alert(&mut self, alert: Alert, blocks: &[Block]) {
        let name = match alert {
            Alert::Note => "info",
            Alert::Tip => "tip",
            Alert::Important | Alert::Warning => "note",
            Alert::Caution => "warning",
        };
        put(
            &mut self.out,
            format_args!(
                "<ac:structured-macro ac:name=\"{name}\" ac:schema-version=\"1\">\
             <ac:parameter ac:name=\"title\">{}</ac:parameter><ac:rich-text-body>\n",
                alert.word()
            ),
        );
        self.blocks(blocks);
        self.out.push_str("</ac:rich-text-body></ac:structured-macro>\n");
    }

    fn table(&mut self, table: &Table) {
        self.out.push_str("<table><tbody>\n");
        self.row(&table.head, &table.sides, "th");
        for row in &table.rows {
            self.row(row, &table.sides, "td");
        }
        self.out.push_str("</tbody></table>\n");
    }

    fn row(&mut self, cells: &[Vec<Inline>], sides: &[Side], element: &str) {
        self.out.push_str("<tr>");
        for (column, cell) in cells.iter().enumerate() {
            let side = match sides.get(column) {
                Some(Side::Centre) => " style=\"text-align: center;\"",
                Some(Side::Right) => " style=\"text-align: right;\"",
                _ => "",
            };
            put(&mut self.out, format_args!("<{element}><p{side}>"));
            self.inlines(cell);
            put(&mut self.out, format_args!("</p></{element}>"));
        }
        self.out.push_str("</tr>\n");
    }

    fn element(&mut self, element: &str, words: &[Inline]) {
        put(&mut self.out, format_args!("<{element}>"));
        self.inlines(words);
        put(&mut self.out, format_args!("</{element}>"));
    }

    fn inlines(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            match inline {
                Inline::Text(text) => escape(text, &mut self.out),
                Inline::Code(text) => {
                    self.out.push_str("<code>");
                    escape(text, &mut self.out);
                    self.out.push_str("</code>");
                }
                Inline::Emphasis(words) => self.element("em", words),
                Inline::Strong(words) => self.element("strong", words),
                Inline::Strike(words) => {
                    self.out.push_str("<span style=\"text-decoration: line-through;\">");
                    self.inlines(words);
                    self.out.push_str("</span>");
                }
                Inline::Link { address, words } => {
                    put(&mut self.out, format_args!("<a href=\"{}\">", escaped(address)));
                    self.inlines(words);
                    self.out.push_str("</a>");
                }
                Inline::Space => self.out.push(' '),
                Inline::Break => self.out.push_str("<br />"),
                Inline::FootnoteMark(number) => put(&mut self.out, format_args!("<sup>{number}</sup>")),
            }
        }
    }
}
