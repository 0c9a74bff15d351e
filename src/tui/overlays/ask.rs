//! What a screen may ask over itself. Questions are data; `A` is the action that an answer leads to.

/// A question.
#[derive(Debug, Clone, PartialEq)]
pub enum Ask<A> {
    /// Yes or no, standing on no.
    Confirm {
        /// The question in a sentence.
        title: String,
        /// Exactly what will be done, line by line. Made safe when drawn.
        text: Vec<String>,
        /// What the yes says, and does.
        yes: (String, A),
        /// What the no says.
        no: String,
    },
    /// Asks for a word to be typed before something that cannot be taken back.
    TypeToConfirm {
        /// The question in a sentence.
        title: String,
        /// Exactly what will be done, line by line. Made safe when drawn.
        text: Vec<String>,
        /// The word.
        expected: String,
        /// What is done then.
        action: A,
    },
    /// A line of text. The screen hears `Typing`, `Typed` or `Dropped` under this name.
    Prompt {
        /// The name.
        question: &'static str,
        /// What is asked for.
        title: String,
        /// What stands there at first.
        value: String,
        /// What may be typed, dim, below.
        hint: String,
    },
    /// One of several.
    Menu {
        /// What is chosen.
        title: String,
        /// From what.
        items: Vec<MenuItem<A>>,
        /// On which the cursor stands at first.
        cursor: usize,
    },
    /// Text to be read.
    Page {
        /// What it is.
        title: String,
        /// Its lines; made safe when drawn. A line that begins with `# ` is a heading.
        lines: Vec<String>,
    },
}

/// One line of a menu.
#[derive(Debug, Clone, PartialEq)]
pub struct MenuItem<A> {
    /// The key that chooses it at once, if it has one.
    pub key: Option<char>,
    /// What it is. Made safe when drawn.
    pub label: String,
    /// More about it, dim.
    pub detail: String,
    /// What it does.
    pub action: A,
}

impl<A> MenuItem<A> {
    /// A line with a key of its own.
    pub fn keyed(key: char, label: impl Into<String>, detail: impl Into<String>, action: A) -> Self {
        Self { key: Some(key), label: label.into(), detail: detail.into(), action }
    }

    /// A line that the cursor must find.
    pub fn new(label: impl Into<String>, detail: impl Into<String>, action: A) -> Self {
        Self { key: None, label: label.into(), detail: detail.into(), action }
    }
}

impl<A> Ask<A> {
    /// The same question with the answers in a larger enum.
    pub fn map<B>(self, wrap: impl Fn(A) -> B) -> Ask<B> {
        match self {
            Self::Confirm { title, text, yes, no } => Ask::Confirm { title, text, yes: (yes.0, wrap(yes.1)), no },
            Self::TypeToConfirm { title, text, expected, action } => {
                Ask::TypeToConfirm { title, text, expected, action: wrap(action) }
            }
            Self::Prompt { question, title, value, hint } => Ask::Prompt { question, title, value, hint },
            Self::Menu { title, items, cursor } => Ask::Menu {
                title,
                items: items
                    .into_iter()
                    .map(|item| MenuItem {
                        key: item.key,
                        label: item.label,
                        detail: item.detail,
                        action: wrap(item.action),
                    })
                    .collect(),
                cursor,
            },
            Self::Page { title, lines } => Ask::Page { title, lines },
        }
    }
}
