//! What holds of all formats: no word is lost, and nothing that was words becomes a mark.

use proptest::prelude::*;
use quick_xml::{Reader, events::Event};

use super::*;
use crate::config::BrandSettings;

fn page<'a>(markdown: &'a str, brand: &'a BrandSettings) -> Page<'a> {
    Page { markdown, title: "rocket 2.0.0", language: "en", date: Some("2026-01-31"), brand }
}

pub(super) fn text_of(format: DocumentFormat, markdown: &str) -> String {
    String::from_utf8(format.write(&page(markdown, &BrandSettings::default())).bytes).unwrap()
}

/// Markdown with every kind of block and inline.
pub(super) const RICH: &str = include_str!("sample.md");

/// What tries to be more than words.
const HOSTILE: &[&str] = &[
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "{code} {noformat} {quote} {panel}",
    "]]> ]]&gt; <![CDATA[x]]>",
    "\u{1b}[31mred\u{1b}[0m \u{1b}]8;;https://evil\u{7}",
    "\u{202e}olleh\u{2066} \u{200f}",
    "[click](javascript:alert(1)) [x](data:text/html,y) ![i](file:///etc/passwd)",
    "<https://a.b/\"onmouseover=x> [q](https://a.b/|]>)",
    "**bold __both `code` ~~gone~~**",
    "include::/etc/passwd[] {asciidoctor-version} <<ref>> pass:[<b>] ifdef::x[] +++<b>+++ $$x$$",
    "[~admin] !image.png! h1. x bq. y ||a||b|| \\\\ (x) :) ??q?? @here <!channel> <@U1>",
    "&lt;b&gt; &amp;amp; &#60; &copy;",
    "[^1] |a|b| *c* _d_ -e- +f+ ^g^ ~h~ #i# `j",
    "----\n====\n....\n|===\n```\n{code}\n]]>\ninclude::x[]\n```",
];

/// The formats that are text.
fn texts() -> impl Iterator<Item = DocumentFormat> {
    DocumentFormat::ALL.into_iter().filter(|format| *format != DocumentFormat::Pdf)
}

const MARKUP: [DocumentFormat; 2] = [DocumentFormat::Html, DocumentFormat::Confluence];
const ELEMENTS: &str = " html head meta link title style body header main footer p h1 h2 h3 h4 h5 h6 ul ol li input pre code \
    blockquote aside div span hr br table thead tbody tr th td a strong em del sup time ac:structured-macro ac:parameter \
    ac:plain-text-body ac:rich-text-body ac:task-list ac:task ac:task-id ac:task-status ac:task-body root ";
const ATTRIBUTES: &str = " lang charset http-equiv content name rel href class id tabindex start type disabled checked \
    aria-label scope datetime style ac:name ac:schema-version ";

/// Reads a page as XML: nothing but known elements and attributes, links to the web, mailboxes and itself; its text.
fn checked(format: DocumentFormat, text: &str) -> String {
    let text = if format == DocumentFormat::Html { text.to_owned() } else { format!("<root>{text}</root>") };
    let mut reader = Reader::from_str(&text);
    reader.config_mut().check_end_names = true;
    let mut words = String::new();
    let mut depth = 0;
    let mut in_head = false;
    loop {
        let event = reader.read_event().unwrap_or_else(|error| panic!("{error} in\n{text}"));
        match &event {
            Event::Start(element) | Event::Empty(element) => {
                let name = element.name().as_ref().to_owned();
                assert!(ELEMENTS.contains(&format!(" {name} ")), "<{name}> in\n{text}");
                for attribute in element.attributes() {
                    let attribute = attribute.unwrap_or_else(|error| panic!("{error} in\n{text}"));
                    let key = attribute.key.as_ref().to_owned();
                    let value = attribute.value.to_string();
                    assert!(ATTRIBUTES.contains(&format!(" {key} ")), "{key} of <{name}> in\n{text}");
                    let leads = ["https://", "http://", "mailto:", "#footnote-", "data:,"];
                    assert!(key != "href" || leads.iter().any(|lead| value.starts_with(lead)), "{value} in\n{text}");
                }
                if matches!(event, Event::Start(_)) {
                    in_head |= name == "head";
                    depth += 1;
                }
            }
            Event::End(element) => {
                in_head &= element.name().as_ref() != "head";
                depth -= 1;
            }
            Event::Text(inside) if !in_head => words.push_str(inside),
            Event::GeneralRef(name) if !in_head => {
                words.push_str(match &**name {
                    "amp" => "&",
                    "lt" => "<",
                    "gt" => ">",
                    "quot" => "\"",
                    "#39" => "'",
                    other => panic!("&{other}; in\n{text}"),
                });
            }
            Event::CData(inside) => words.push_str(inside),
            Event::Comment(_) | Event::PI(_) | Event::Decl(_) => panic!("{event:?} in\n{text}"),
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(depth, 0, "{text}");
    words
}

#[test]
fn every_format_tells_all_of_a_rich_document() {
    let tokens: Vec<&str> =
        RICH.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|word| word.starts_with("zq")).collect();
    assert!(tokens.len() > 30, "{tokens:?}");
    for format in texts() {
        let text = text_of(format, RICH);
        for token in &tokens {
            assert!(text.contains(token), "{token} is lost in {format:?}:\n{text}");
        }
    }
}

#[test]
fn pages_are_well_formed_and_hold_nothing_but_what_the_formats_write() {
    for format in MARKUP {
        checked(format, &text_of(format, RICH));
        for hostile in HOSTILE {
            checked(format, &text_of(format, hostile));
            checked(
                format,
                &text_of(format, &format!("- {hostile}\n\n  > {hostile}\n\n| a |\n|---|\n| {hostile} |\n")),
            );
        }
    }
}

#[test]
fn what_is_nested_without_end_is_told_without_end() {
    let lists: Vec<String> = (0..100).map(|depth| format!("{}- zq{depth}\n", "  ".repeat(depth))).collect();
    let lists = lists.concat();
    let quotes = format!("{} zq0\n", ">".repeat(5_000));
    let marks = format!("{}zq0{}", "*_".repeat(3_000), "_*".repeat(3_000));
    for format in texts() {
        let text = text_of(format, &lists);
        assert!((0..100).all(|depth| text.contains(&format!("zq{depth}"))), "{format:?}: {text}");
        assert!(text_of(format, &quotes).contains("zq0"));
        assert!(text_of(format, &marks).contains("zq0"));
    }
    for format in MARKUP {
        checked(format, &text_of(format, &lists));
    }
}

#[test]
fn no_control_and_no_turn_of_the_order_reaches_a_file() {
    for format in texts() {
        for hostile in HOSTILE {
            let text = text_of(format, &format!("{hostile}\n\n    {hostile}\n\n`{hostile}`\n"));
            let bad = |letter: char| {
                (letter.is_control() && letter != '\n')
                    || matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
            };
            assert!(!text.contains(bad), "{format:?}: {text:?}");
        }
    }
}

#[test]
fn code_cannot_end_its_own_block() {
    let markdown =
        "```\n{code}\nzq1 {noformat}\n```\n\n```\nzq2 ]]>\n```\n\n```\n----\ninclude::/etc/passwd[]\nzq3\n```\n";
    let jira = text_of(DocumentFormat::Jira, markdown);
    assert!(!jira.contains("{noformat}\nzq1") && jira.contains("{{zq1 &#123;noformat&#125;}}"), "{jira}");
    let asciidoc = text_of(DocumentFormat::Asciidoc, markdown);
    assert!(asciidoc.contains("\n-----\n----\n\\include::/etc/passwd[]\nzq3\n-----\n"), "{asciidoc}");
    let confluence = checked(DocumentFormat::Confluence, &text_of(DocumentFormat::Confluence, markdown));
    assert!(confluence.contains("zq2 ]]>"), "{confluence}");
}

#[test]
fn raw_html_is_words_and_comments_are_none() {
    let html = text_of(DocumentFormat::Html, "a <b>c</b> <!-- no --> d<br>e\n\n<!-- neither -->\n\n<div>f</div>\n");
    assert!(html.contains("<p>a &lt;b&gt;c&lt;/b&gt;  d<br />\ne</p>"), "{html}");
    assert!(html.contains("<p>&lt;div&gt;f&lt;/div&gt;</p>") && !html.contains("neither"), "{html}");
}

#[test]
fn a_brand_is_shown_and_cannot_break_out() {
    let brand = BrandSettings {
        name: Some("Acme <b>".into()),
        logo: Some("△ ACME".into()),
        colour: Some("#ff6600;} body{x".into()),
        url: Some("https://acme.example/".into()),
    };
    let written = DocumentFormat::Html.write(&page("- One\n", &brand));
    let html = String::from_utf8(written.bytes).unwrap();
    checked(DocumentFormat::Html, &html);
    assert!(html.contains("--brand: #ff6600bodyx;") && html.contains("Acme &lt;b&gt;</a></footer>"), "{html}");
}

#[test]
fn a_pdf_is_the_same_on_the_same_day_and_says_which_letters_it_lacks() {
    let brand = BrandSettings::default();
    let told = format!("{RICH}\nזה עברית, مرحبا, e\u{301}, 日本 🎉 日本\n");
    let one = DocumentFormat::Pdf.write(&page(&told, &brand));
    assert!(one.bytes.starts_with(b"%PDF-1."));
    assert_eq!(one, DocumentFormat::Pdf.write(&page(&told, &brand)));
    assert_eq!(one.warnings.len(), 1);
    assert!(one.warnings[0].contains("lack U+65E5, U+672C, U+1F389;"), "{:?}", one.warnings);
    assert!(DocumentFormat::Pdf.write(&page(RICH, &brand)).warnings.is_empty());
}

#[test]
fn hostile_documents_give_a_pdf_all_the_same() {
    let deep: Vec<String> = (0..100).map(|depth| format!("{}- zq{depth}\n", "  ".repeat(depth))).collect();
    let wide = format!("|{}\n|{}\n|{}\n", " a |".repeat(60), "---|".repeat(60), " word |".repeat(60));
    let tall = format!("| a | b |\n|---|---|\n| {} | x |\n", "word ".repeat(3_000));
    let long = "x".repeat(20_000);
    let mut all = vec![deep.concat(), wide, tall, long, String::new(), "#\n\n- \n\n>\n\n```\n```\n".to_owned()];
    all.extend(HOSTILE.iter().map(|hostile| format!("# {hostile}\n\n- {hostile}\n\n`{hostile}`\n")));
    for text in all {
        let written = DocumentFormat::Pdf.write(&page(&text, &BrandSettings::default()));
        assert!(written.bytes.starts_with(b"%PDF-1."));
    }
}

/// Every ASCII sign escaped as Markdown has it: words and nothing else.
fn as_words(text: &str) -> String {
    text.chars()
        .map(|letter| if letter.is_ascii_punctuation() { format!("\\{letter}") } else { letter.to_string() })
        .collect()
}

/// The text without backslashes before signs and with references read.
fn read_back(text: &str, has_backslashes: bool) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        rest = &rest[letter.len_utf8()..];
        if letter == '\\' && has_backslashes {
            let sign = rest.chars().next().unwrap();
            assert!(sign.is_ascii_punctuation(), "{text}");
            out.push(sign);
            rest = &rest[1..];
        } else if letter == '&' {
            let (name, after) = rest.split_once(';').unwrap_or((rest, ""));
            match name.strip_prefix('#').and_then(|number| number.parse().ok()).and_then(char::from_u32) {
                Some(letter) => out.push(letter),
                None if name == "amp" => out.push('&'),
                None => {
                    out.push('&');
                    continue;
                }
            }
            rest = after;
        } else {
            out.push(letter);
        }
    }
    out
}

/// Signs that stand in a text without a backslash before them.
fn bare(text: &str, signs: &str) -> bool {
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        if letter == '\\' {
            letters.next();
        } else if signs.contains(letter) {
            return true;
        }
    }
    false
}

/// Markdown with a word of its own in each of its pieces.
fn documents() -> impl Strategy<Value = (String, usize)> {
    let pieces = prop::sample::select(vec![
        "- @\n",
        "  - @ **@** _@_\n",
        "1. @\n",
        "## @ `@`\n\n",
        "@ ~~@~~ [@](https://a.b/c) ![@](https://a.b/d.png)\n\n",
        "> @\n> - @\n\n",
        "```rust\n@ {\n```\n\n",
        "\n| @ | @ |\n|---|--:|\n| @ | `@` |\n\n",
        "- [x] @\n- [ ] @\n",
        "@ <b>@</b> <@>\n",
        "<div>@\n</div>\n\n",
        "> [!WARNING]\n> @\n\n",
        "---\n\n@\n===\n\n",
        "@[^n]\n\n[^n]: @ and more\n\n",
        "  @ \\* @ & @; __init__ @_@ a*b*@\n\n",
        "https://a.b/@?q=@\n",
        "    @ code\n\n",
    ]);
    let hostile = prop::sample::select(HOSTILE.to_vec());
    prop::collection::vec((pieces, prop::option::weighted(0.2, hostile)), 0..12).prop_map(|pieces| {
        let mut text = String::new();
        let mut count = 0;
        for (piece, hostile) in pieces {
            for part in piece.split_inclusive('@') {
                match part.strip_suffix('@') {
                    Some(before) => {
                        put::put(&mut text, format_args!("{before}zq{count}x"));
                        count += 1;
                    }
                    None => text.push_str(part),
                }
            }
            if let Some(hostile) = hostile.filter(|hostile| !hostile.contains("[^") && !hostile.contains("```")) {
                put::put(&mut text, format_args!("{hostile}\n\n"));
            }
        }
        (text, count)
    })
}

proptest! {
    #[test]
    fn no_format_loses_a_word((markdown, count) in documents()) {
        for format in texts() {
            let text = text_of(format, &markdown);
            for token in 0..count {
                prop_assert!(text.contains(&format!("zq{token}x")), "zq{token}x is lost in {format:?}:\n{markdown}\n{text}");
            }
        }
        for format in MARKUP {
            drop(checked(format, &text_of(format, &markdown)));
        }
    }

    #[test]
    fn any_text_gives_well_formed_pages(text in "([-*+#>`~|=:&_!\\[\\](){}<\\\\ \t\n0-9a-zé\u{0}\u{1b}\u{202e}\u{ffff}]|</script>|]]>|\\[\\^a\\]|\\[x\\]\\(javascript:y\\)|\n- |\n\\|-\\|\n){0,60}") {
        for format in texts() {
            let written = text_of(format, &text);
            if MARKUP.contains(&format) {
                drop(checked(format, &written));
            }
        }
    }

    #[test]
    fn what_is_words_stays_words(text in "[a-z][!-~ ]{0,30}[a-z0-9.)\\]}*_]") {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        // What reads as an address is made a link on purpose.
        prop_assume!(!text.contains("http"));
        let markdown = format!("# t\n\n{}\n", as_words(&text));
        for format in MARKUP {
            let words = checked(format, &text_of(format, &markdown));
            prop_assert!(words.contains(&text), "{text} is not in {words}");
        }
        let jira = text_of(DocumentFormat::Jira, &markdown);
        let jira = jira.trim().strip_prefix("h1. t\n\n").unwrap();
        prop_assert_eq!(read_back(jira, true), text.clone(), "{}", jira);
        prop_assert!(!bare(jira, "{}[]*_+^~!|"), "{}", jira);
        let asciidoc = text_of(DocumentFormat::Asciidoc, &markdown);
        let asciidoc = asciidoc.trim().strip_prefix("= t\n:lang: en\n\n").unwrap();
        let asciidoc = asciidoc.strip_prefix("{empty}").unwrap_or(asciidoc);
        prop_assert_eq!(read_back(asciidoc, false), text.clone(), "{}", asciidoc);
        prop_assert!(!asciidoc.contains(['{', '}', '[', ']', '*', '`', '+', '^', '~', '|', '<', '>', '\\']), "{}", asciidoc);
        prop_assert!(!asciidoc.contains("__") && !asciidoc.contains("##") && !asciidoc.contains("$$"), "{}", asciidoc);
        let slack = text_of(DocumentFormat::Slack, &markdown);
        prop_assert!(!slack.contains(['<', '>', '`']), "{}", slack);
        let plain = text_of(DocumentFormat::Text, &markdown);
        prop_assert_eq!(plain.trim().strip_prefix("t\n=\n\n").unwrap(), text);
    }
}
