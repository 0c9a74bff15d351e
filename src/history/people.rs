//! Who made commits: names and addresses after `.mailmap`, each kept once however many commits name it.

use std::{collections::HashMap, sync::Arc};

use super::{
    Decoded, Person, Time,
    message::Charset,
    parse::{Ident, person_part},
};

/// Turns ident lines into people.
pub(super) struct People {
    mailmap: Mailmap,
    known: HashMap<Box<[u8]>, Arc<Person>>,
}

/// What `.mailmap` says of an address, and of names with it.
type Mailmap = HashMap<Vec<u8>, Vec<Mapping>>;

/// One line of a mailmap. Addresses and names are matched without regard to case.
struct Mapping {
    old_name: Option<Vec<u8>>,
    name: Option<Decoded>,
    email: Option<Decoded>,
}

impl People {
    pub(super) fn new(mailmap: &gix::mailmap::Snapshot) -> Self {
        let decode = |text: &gix::bstr::BStr| Charset::Utf8.decode(text);
        let mut map = Mailmap::new();
        for entry in mailmap.iter() {
            map.entry(entry.old_email().to_ascii_lowercase()).or_default().push(Mapping {
                old_name: entry.old_name().map(|name| name.to_ascii_lowercase()),
                name: entry.new_name().map(decode),
                email: entry.new_email().map(decode),
            });
        }
        Self { mailmap: map, known: HashMap::new() }
    }

    /// The person and the moment of an ident line.
    pub(super) fn read(&mut self, line: &[u8], charset: Charset) -> (Arc<Person>, Time) {
        let ident = Ident::new(line);
        if charset != Charset::Utf8 {
            return (Arc::new(self.person(&ident, charset)), ident.time);
        }
        let key = person_part(line);
        if let Some(person) = self.known.get(key) {
            return (Arc::clone(person), ident.time);
        }
        let person = Arc::new(self.person(&ident, charset));
        self.known.insert(key.into(), Arc::clone(&person));
        (person, ident.time)
    }

    fn person(&self, ident: &Ident<'_>, charset: Charset) -> Person {
        let (name, email) = (charset.decode(ident.name), charset.decode(ident.email));
        let bytes = |text: &Decoded| text.raw.as_deref().unwrap_or(text.text.as_bytes()).to_ascii_lowercase();
        let Some(mappings) = self.mailmap.get(&bytes(&email)) else { return Person { name, email } };
        let old_name = bytes(&name);
        let of_name = mappings.iter().find(|mapping| mapping.old_name.as_ref() == Some(&old_name));
        let Some(mapping) = of_name.or_else(|| mappings.iter().find(|mapping| mapping.old_name.is_none())) else {
            return Person { name, email };
        };
        Person { name: mapping.name.clone().unwrap_or(name), email: mapping.email.clone().unwrap_or(email) }
    }
}

impl From<&str> for Decoded {
    fn from(text: &str) -> Self {
        Self { text: text.to_owned(), raw: None }
    }
}
