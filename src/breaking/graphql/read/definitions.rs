//! Definitions, from the words of a text. Nothing here recurses.

use super::{
    super::model::{Definition, File, Kind, Member, Usage},
    tokens::{Sort, Token, tokens},
};

/// All definitions of a text.
pub(super) fn file(text: &str) -> File {
    let mut reader = Reader { tokens: tokens(text), at: 0, is_broken: false };
    let mut definitions = Vec::new();
    while reader.at < reader.tokens.len() {
        if let Some(definition) = reader.definition() {
            definitions.push(definition);
        }
    }
    File { definitions, is_broken: reader.is_broken }
}

/// Words that definitions begin with.
const BEGINS: [&str; 9] = ["schema", "scalar", "type", "interface", "union", "enum", "input", "directive", "extend"];

struct Reader<'a> {
    tokens: Vec<Token<'a>>,
    at: usize,
    is_broken: bool,
}

impl<'a> Reader<'a> {
    fn peek(&self) -> Option<Token<'a>> {
        self.tokens.get(self.at).copied()
    }

    fn is(&self, text: &str) -> bool {
        self.peek().is_some_and(|token| token.text == text && token.sort != Sort::Text)
    }

    fn takes(&mut self, text: &str) -> bool {
        let is_it = self.is(text);
        self.at += usize::from(is_it);
        is_it
    }

    fn name(&mut self) -> Option<Token<'a>> {
        let token = self.peek().filter(|token| token.sort == Sort::Name);
        self.at += usize::from(token.is_some());
        token
    }

    fn description(&mut self) {
        while self.peek().is_some_and(|token| token.sort == Sort::Text) {
            self.at += 1;
        }
    }

    /// The next definition; what is none is passed over.
    fn definition(&mut self) -> Option<Definition> {
        self.description();
        let is_extension = self.takes("extend");
        let word = self.peek()?;
        let kind = match word.text {
            "schema" => Kind::Schema,
            "scalar" => Kind::Scalar,
            "type" => Kind::Object,
            "interface" => Kind::Interface,
            "union" => Kind::Union,
            "enum" => Kind::Enum,
            "input" => Kind::Input,
            "directive" => Kind::Directive,
            "query" | "mutation" | "subscription" | "fragment" | "{" => {
                self.executable();
                return None;
            }
            _ => {
                self.is_broken = true;
                self.at += 1;
                return None;
            }
        };
        self.at += 1;
        if kind == Kind::Directive {
            self.takes("@");
        }
        let name = if kind == Kind::Schema { Some(Token { text: "schema", ..word }) } else { self.name() };
        let Some(name) = name else {
            self.is_broken = true;
            return None;
        };
        let mut found = Definition {
            kind,
            is_extension,
            name: name.text.to_owned(),
            line: name.line,
            members: Vec::new(),
            listed: Vec::new(),
            usages: Vec::new(),
            is_repeatable: false,
        };
        self.rest(&mut found);
        Some(found)
    }

    /// All that follows the name of a definition, in whatever order it stands.
    fn rest(&mut self, found: &mut Definition) {
        while let Some(token) = self.peek() {
            match token.text {
                "implements" if matches!(found.kind, Kind::Object | Kind::Interface) => {
                    self.listed(&mut found.listed, "&");
                }
                "on" if found.kind == Kind::Directive => {
                    self.listed(&mut found.listed, "|");
                }
                "repeatable" if found.kind == Kind::Directive => {
                    self.at += 1;
                    found.is_repeatable = true;
                }
                "@" => found.usages.extend(self.usage()),
                "=" if found.kind == Kind::Union => {
                    let mut members = Vec::new();
                    self.listed(&mut members, "|");
                    let member = |(name, line)| Member { name, line, ..Member::default() };
                    found.members.extend(members.into_iter().map(member));
                }
                "(" if found.kind == Kind::Directive => found.members.extend(self.members(")")),
                "{" => {
                    found.members.extend(self.members("}"));
                    return;
                }
                _ => return,
            }
        }
    }

    /// Names with a sign between them, behind a word.
    fn listed(&mut self, found: &mut Vec<(String, u32)>, sign: &str) {
        self.at += 1;
        self.takes(sign);
        while let Some(name) = self.peek().filter(|token| token.sort == Sort::Name) {
            self.at += 1;
            found.push((name.text.to_owned(), name.line));
            // In old schemas blanks part interfaces.
            let goes_on =
                self.takes(sign) || sign == "&" && !self.peek().is_some_and(|token| BEGINS.contains(&token.text));
            if !goes_on {
                return;
            }
        }
    }

    /// Fields, values or arguments, up to a mark. Arguments of arguments there are none, so one level is enough.
    fn members(&mut self, end: &str) -> Vec<Member> {
        let mut found = Vec::new();
        self.at += 1;
        while self.goes_on(end) {
            let Some(mut member) = self.member(end) else { continue };
            if self.is("(") {
                self.at += 1;
                while self.goes_on(")") {
                    if let Some(argument) = self.member(")").map(|argument| self.described(argument)) {
                        member.arguments.push(argument);
                    }
                }
            }
            found.push(self.described(member));
        }
        found
    }

    /// Whether a list goes on; its end is taken.
    fn goes_on(&mut self, end: &str) -> bool {
        self.description();
        if self.at >= self.tokens.len() {
            self.is_broken = true;
            return false;
        }
        !self.takes(end)
    }

    /// The name of a member; what is none is passed over.
    fn member(&mut self, end: &str) -> Option<Member> {
        if let Some(name) = self.name() {
            return Some(Member { name: name.text.to_owned(), line: name.line, ..Member::default() });
        }
        if !self.is(end) {
            self.is_broken = true;
            self.at += 1;
        }
        None
    }

    /// What follows the name and arguments of a member: type, default, directives.
    fn described(&mut self, mut member: Member) -> Member {
        if self.takes(":") {
            member.of = self.kind();
        }
        if self.takes("=") {
            member.default = Some(self.value());
        }
        while self.is("@") {
            member.usages.extend(self.usage());
        }
        member
    }

    fn kind(&mut self) -> String {
        let mut of = String::new();
        while self.takes("[") {
            of.push('[');
        }
        match self.name() {
            Some(name) => of.push_str(name.text),
            None => self.is_broken = true,
        }
        while let Some(sign) = self.peek().filter(|token| matches!(token.text, "!" | "]")) {
            of.push_str(sign.text);
            self.at += 1;
        }
        of
    }

    fn usage(&mut self) -> Option<Usage> {
        self.at += 1;
        let name = self.name()?;
        let given = if self.is("(") { self.value() } else { String::new() };
        Some(Usage { name: name.text.to_owned(), line: name.line, given })
    }

    /// A value without blanks, with all that is in its brackets.
    fn value(&mut self) -> String {
        let mut text = String::new();
        let mut depth = 0_u32;
        while let Some(token) = self.peek() {
            if depth == 0 && matches!(token.text, ")" | "]" | "}") {
                break;
            }
            self.at += 1;
            let is_word = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '"' | '-');
            if text.ends_with(is_word) && token.text.starts_with(is_word) {
                text.push(' ');
            }
            text.push_str(token.text);
            match token.text {
                "(" | "[" | "{" => depth += 1,
                ")" | "]" | "}" => depth -= 1,
                "$" => continue,
                _ => {}
            }
            if depth == 0 {
                break;
            }
        }
        text
    }

    /// Passes over an operation or a fragment.
    fn executable(&mut self) {
        let mut depth = 0_u32;
        while let Some(token) = self.peek() {
            self.at += 1;
            match token.text {
                "{" => depth += 1,
                "}" if depth <= 1 => return,
                "}" => depth -= 1,
                _ => {}
            }
        }
    }
}
