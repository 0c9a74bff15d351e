//! Who made commits: names and addresses after `.mailmap`, each kept once however many commits name it.

use std::{collections::HashMap, sync::Arc};

use super::{
    Decoded, Person, Time,
    message::Charset,
    parse::{Ident, person_part},
};

/// Turns ident lines into people.
pub(super) struct People {
    mailmap: gix::mailmap::Snapshot,
    known: HashMap<Box<[u8]>, Arc<Person>>,
}

impl People {
    pub(super) fn new(mailmap: gix::mailmap::Snapshot) -> Self {
        Self { mailmap, known: HashMap::new() }
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
        let signature = gix::actor::SignatureRef {
            name: name.raw.as_deref().unwrap_or(name.text.as_bytes()).into(),
            email: email.raw.as_deref().unwrap_or(email.text.as_bytes()).into(),
            time: "",
        };
        let Some(mapped) = self.mailmap.try_resolve_ref(signature) else { return Person { name, email } };
        let decode = |text: &[u8]| Charset::Utf8.decode(text);
        Person {
            name: mapped.name.map_or(name, |text| decode(text)),
            email: mapped.email.map_or(email, |text| decode(text)),
        }
    }
}

impl From<&str> for Decoded {
    fn from(text: &str) -> Self {
        Self { text: text.to_owned(), raw: None }
    }
}
