//! What is sent and received: bodies, media types, status codes, headers.

use super::{
    super::{
        api::{Content, Header, Response},
        documents::Place,
        rules::messages as rules,
    },
    findings::Use,
    operations::{Both, Comparison},
    schemas::{Way, Writing},
};
use crate::breaking::Certainty;

/// How values of a media type are written.
pub(super) fn writing_of(media: &str) -> Writing {
    let media = bare(media);
    if media.ends_with("/json") || media.ends_with("+json") || media == "*/*" { Writing::Typed } else { Writing::Text }
}

/// A media type without its parameters.
fn bare(media: &str) -> String {
    media.split(';').next().unwrap_or(media).trim().to_ascii_lowercase()
}

/// Whether whoever names one media type names another, too: `application/*`, `application/json` for what is built on it.
fn covers(wide: &str, narrow: &str) -> bool {
    let (wide, narrow) = (bare(wide), bare(narrow));
    if wide == narrow || wide == "*/*" {
        return true;
    }
    let (Some((kind, form)), Some((narrow_kind, narrow_form))) = (wide.split_once('/'), narrow.split_once('/')) else {
        return false;
    };
    kind == narrow_kind && (form == "*" || narrow_form.rsplit_once('+').is_some_and(|(_, base)| base == form))
}

impl<'d> Comparison<'_, 'd> {
    pub(super) fn request(&mut self, both: Both<'d>) {
        let name = format!("{} request", both.old.name());
        let (old, new) = match (&both.old.body, &both.new.body) {
            (Some(old), Some(new)) => (old, new),
            (None, Some(new)) => {
                if new.is_required {
                    let places = (both.old.place, Some(new.place));
                    drop(self.findings.say(&rules::REQUIRED_BODY_ADDED, &name, places).at_most(both.at_most));
                }
                return;
            }
            (Some(old), None) => {
                let has_form = both.new.parameters.iter().any(|parameter| parameter.within == "formData");
                let at_most = if has_form { Certainty::Possible } else { both.at_most };
                let places = (old.place, Some(both.new.place));
                drop(self.findings.say(&rules::BODY_REMOVED, &name, places).at_most(at_most));
                return;
            }
            (None, None) => return,
        };
        if new.is_required && !old.is_required {
            let saying = self.findings.say(&rules::BODY_REQUIRED, &name, (old.place, Some(new.place)));
            drop(saying.at_most(both.at_most));
        }
        for before in &old.content {
            match alike(before, &new.content, |old, new| covers(new, old)) {
                Some(after) => self.content(both, &name, (before, after), Way::Sent),
                None if new.content.is_empty() => {}
                None => {
                    let places = (before.place, Some(new.place));
                    let saying =
                        self.findings.say(&rules::REQUEST_MEDIA_TYPE_REMOVED, &name, places).at_most(both.at_most);
                    drop(saying.detail(before.media).texts(before.media, ""));
                }
            }
        }
    }

    /// What the server calls: users receive what is asked for, and send what is answered. Where several follow one document,
    /// some of them are the server: what these must send now is not as sure.
    pub(super) fn called(&mut self, both: Both<'d>) {
        let name = format!("{} request", both.old.name());
        match (&both.old.body, &both.new.body) {
            (Some(old), Some(new)) => {
                if new.is_required && !old.is_required {
                    let saying = self.findings.say(&rules::BODY_REQUIRED, &name, (old.place, Some(new.place)));
                    drop(saying.at_most(both.at_most.min(Certainty::Likely)));
                }
                for before in &old.content {
                    if let Some(after) = alike(before, &new.content, covers) {
                        self.content(both, &name, (before, after), Way::Received);
                        continue;
                    }
                    let saying =
                        self.findings.say(&rules::RESPONSE_MEDIA_TYPE_REMOVED, &name, (before.place, Some(new.place)));
                    drop(saying.at_most(both.at_most).detail(before.media).texts(before.media, ""));
                }
            }
            (Some(old), None) => {
                let places = (old.place, Some(both.new.place));
                drop(self.findings.say(&rules::BODY_REMOVED, &name, places).at_most(both.at_most));
            }
            (None, _) => {}
        }
        for before in &both.old.responses {
            let Some(after) = both.new.responses.iter().find(|after| after.status == before.status) else { continue };
            let name = format!("{} response {}", both.old.name(), before.status);
            for content in &before.content {
                if let Some(taken) = alike(content, &after.content, |old, new| covers(new, old)) {
                    self.content(both, &name, (content, taken), Way::Sent);
                }
            }
        }
    }

    pub(super) fn responses(&mut self, both: Both<'d>) {
        for before in &both.old.responses {
            let range = format!("{}XX", before.status.get(..1).unwrap_or_default());
            let find = |status: &str| both.new.responses.iter().find(|after| after.status.eq_ignore_ascii_case(status));
            match find(before.status).or_else(|| find(&range)) {
                Some(after) => self.response(both, before, after),
                None => self.response_removed(both, before),
            }
        }
    }

    fn response_removed(&mut self, both: Both<'d>, old: &Response<'d>) {
        if both.new.responses.is_empty() {
            return;
        }
        let symbol = format!("{} response {}", both.old.name(), old.status);
        let is_success = old.status.starts_with('2');
        // A range may just be told code by code now.
        let is_split = is_success && old.status.len() == 3 && old.status.to_ascii_uppercase().ends_with("XX");
        let rule = if is_success { &rules::RESPONSE_REMOVED } else { &rules::OTHER_RESPONSE_REMOVED };
        let at_most = if is_split { Certainty::Possible } else { both.at_most };
        let places = (old.place, Some(both.new.place));
        drop(self.findings.say(rule, &symbol, places).at_most(at_most));
    }

    fn response(&mut self, both: Both<'d>, old: &Response<'d>, new: &Response<'d>) {
        let name = format!("{} response {}", both.old.name(), old.status);
        for before in &old.content {
            if let Some(after) = alike(before, &new.content, covers) {
                self.content(both, &name, (before, after), Way::Received);
                continue;
            }
            let places = (before.place, Some(new.place));
            let saying = self.findings.say(&rules::RESPONSE_MEDIA_TYPE_REMOVED, &name, places);
            drop(saying.at_most(both.at_most).detail(before.media).texts(before.media, ""));
        }
        for before in &old.headers {
            let after = new.headers.iter().find(|after| after.name.eq_ignore_ascii_case(before.name));
            self.header(both, old, before, after, new.place);
        }
    }

    fn header(
        &mut self,
        both: Both<'d>,
        response: &Response<'d>,
        old: &Header<'d>,
        new: Option<&Header<'d>>,
        place: Place<'d>,
    ) {
        let symbol = format!("{} response {} header {}", both.old.name(), response.status, old.name);
        let Some(new) = new else {
            let rule = if old.is_required { &rules::REQUIRED_HEADER_REMOVED } else { &rules::HEADER_REMOVED };
            drop(self.findings.say(rule, &symbol, (old.place, Some(place))).at_most(both.at_most));
            return;
        };
        if old.is_required && !new.is_required {
            drop(
                self.findings.say(&rules::HEADER_OPTIONAL, &symbol, (old.place, Some(new.place))).at_most(both.at_most),
            );
        }
        if let (Some(before), Some(after)) = (old.schema, new.schema) {
            let pair = self.schemas.pair(vec![before], vec![after], Way::Received, Writing::Text);
            self.findings.uses.push(Use { symbol, pair, at_most: both.at_most });
        }
    }

    /// One form of a body at both ends.
    fn content(&mut self, both: Both<'d>, name: &str, (old, new): (&Content<'d>, &Content<'d>), way: Way) {
        let places = (old.place, Some(new.place));
        match (old.schema, new.schema) {
            (Some(before), Some(after)) => {
                let writing = writing_of(if old.media == "*/*" { new.media } else { old.media });
                let pair = self.schemas.pair(vec![before], vec![after], way, writing);
                self.findings.uses.push(Use { symbol: name.to_owned(), pair, at_most: both.at_most });
            }
            (None, Some(after)) if way == Way::Sent => {
                let is_free = self.schemas.new.schema(&vec![after]).is_none_or(|schema| schema.kinds.is_none());
                if !is_free {
                    let saying = self.findings.say(&rules::REQUEST_SCHEMA_ADDED, name, places).at_most(both.at_most);
                    drop(saying.detail(old.media));
                }
            }
            (Some(_), None) if way == Way::Received => {
                let saying = self.findings.say(&rules::RESPONSE_SCHEMA_REMOVED, name, places).at_most(both.at_most);
                drop(saying.detail(old.media));
            }
            _ => {}
        }
    }
}

/// The same media type at the new end, or one that does as well.
fn alike<'a, 'd>(
    old: &Content<'d>,
    new: &'a [Content<'d>],
    does: impl Fn(&str, &str) -> bool,
) -> Option<&'a Content<'d>> {
    new.iter()
        .find(|after| after.media == old.media)
        .or_else(|| new.iter().find(|after| bare(after.media) == bare(old.media)))
        .or_else(|| new.iter().find(|after| does(old.media, after.media)))
}
