//! What a document offers, in one form for Swagger 2 and `OpenAPI` 3: operations with what they take and give.

use super::{
    documents::{Documents, Place},
    model::Node,
};

/// The methods that operations have.
const METHODS: [&str; 9] = ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

/// All that a document offers.
pub(super) struct Api<'d> {
    pub(super) documents: &'d Documents,
    pub(super) root: Place<'d>,
    /// It is Swagger 2.
    pub(super) is_old: bool,
    pub(super) operations: Vec<Operation<'d>>,
}

/// One operation.
pub(super) struct Operation<'d> {
    /// In capitals.
    pub(super) method: String,
    pub(super) path: &'d str,
    /// It is the server that calls: what is sent is what users get, and what is answered is what they send.
    pub(super) is_webhook: bool,
    /// The operation and the name of the callback that it belongs to: `POST /orders callback done`.
    pub(super) callback: Option<String>,
    pub(super) place: Place<'d>,
    /// The path that it stands under.
    pub(super) item: Place<'d>,
    pub(super) parameters: Vec<Parameter<'d>>,
    pub(super) body: Option<Body<'d>>,
    pub(super) responses: Vec<Response<'d>>,
    pub(super) security: Option<Place<'d>>,
}

/// One parameter.
pub(super) struct Parameter<'d> {
    pub(super) name: &'d str,
    /// `query`, `path`, `header`, `cookie`, `formData`.
    pub(super) within: &'d str,
    pub(super) place: Place<'d>,
    pub(super) schema: Option<Place<'d>>,
    pub(super) is_required: bool,
    /// How lists and objects are written.
    pub(super) style: String,
    /// It holds a text of this media type.
    pub(super) media: Option<&'d str>,
}

/// What is sent.
pub(super) struct Body<'d> {
    pub(super) place: Place<'d>,
    pub(super) is_required: bool,
    pub(super) content: Vec<Content<'d>>,
}

/// One form of a body.
#[derive(Clone, Copy)]
pub(super) struct Content<'d> {
    pub(super) media: &'d str,
    pub(super) place: Place<'d>,
    pub(super) schema: Option<Place<'d>>,
}

/// One answer.
pub(super) struct Response<'d> {
    pub(super) status: &'d str,
    pub(super) place: Place<'d>,
    pub(super) content: Vec<Content<'d>>,
    pub(super) headers: Vec<Header<'d>>,
}

/// One header of an answer.
pub(super) struct Header<'d> {
    pub(super) name: &'d str,
    pub(super) place: Place<'d>,
    pub(super) is_required: bool,
    pub(super) schema: Option<Place<'d>>,
}

impl<'d> Api<'d> {
    /// Reads it.
    pub(super) fn read(documents: &'d Documents) -> Option<Self> {
        let root = documents.root()?;
        let mut api = Self { documents, root, is_old: root.node.get("swagger").is_some(), operations: Vec::new() };
        for (word, is_webhook) in [("paths", false), ("x-ms-paths", false), ("webhooks", true)] {
            let Some(paths) = root.get(word).and_then(|paths| documents.follow(paths)) else { continue };
            for (path, item) in paths.node.entries().iter().filter(|(path, _)| !path.starts_with("x-")) {
                if let Some(item) = documents.follow(paths.at(item)) {
                    api.take_path(path, item, is_webhook, None);
                }
            }
        }
        api.take_callbacks();
        Some(api)
    }

    /// What the server calls back, operation by operation.
    fn take_callbacks(&mut self) {
        let mut found = Vec::new();
        for operation in self.operations.iter().filter(|operation| !operation.is_webhook) {
            let Some(callbacks) = operation.place.get("callbacks") else { continue };
            for (name, node) in callbacks.node.entries() {
                let Some(callback) = self.documents.follow(callbacks.at(node)) else { continue };
                let owner = format!("{} callback {name}", operation.name());
                for (path, item) in callback.node.entries().iter().filter(|(path, _)| !path.starts_with("x-")) {
                    found.extend(self.documents.follow(callback.at(item)).map(|item| (path, item, owner.clone())));
                }
            }
        }
        for (path, item, owner) in found {
            self.take_path(path, item, true, Some(&owner));
        }
    }

    fn take_path(&mut self, path: &'d str, item: Place<'d>, is_webhook: bool, callback: Option<&str>) {
        let common: Vec<Place<'d>> = self.listed(item, "parameters");
        for (method, operation) in item.node.entries() {
            if !METHODS.contains(&&**method) {
                continue;
            }
            let Some(place) = self.documents.follow(item.at(operation)) else { continue };
            let own = self.listed(place, "parameters");
            let is_own = |one: &Place<'d>| own.iter().any(|other| identity(*one) == identity(*other));
            let all: Vec<Place<'d>> =
                common.iter().filter(|one| !is_own(one)).copied().chain(own.iter().copied()).collect();
            let (bodies, all): (Vec<_>, Vec<_>) =
                all.into_iter().partition(|one| one.node.text_of("in") == Some("body"));
            let body = match bodies.first() {
                Some(body) => Some(self.old_body(*body, place)),
                None => {
                    place.get("requestBody").and_then(|body| self.documents.follow(body)).map(|body| self.body(body))
                }
            };
            self.operations.push(Operation {
                method: method.to_ascii_uppercase(),
                path,
                is_webhook,
                callback: callback.map(str::to_owned),
                place,
                item,
                parameters: all.into_iter().filter_map(|one| self.parameter(one)).collect(),
                body,
                responses: self.responses(place),
                security: place.get("security").or_else(|| self.root.get("security")),
            });
        }
    }

    fn listed(&self, place: Place<'d>, key: &str) -> Vec<Place<'d>> {
        let items = place.get(key).into_iter().flat_map(|list| list.node.list());
        items.filter_map(|item| self.documents.follow(place.at(item))).collect()
    }

    fn parameter(&self, place: Place<'d>) -> Option<Parameter<'d>> {
        let (name, within) = identity(place)?;
        let content = place.get("content").and_then(|content| {
            let (media, form) = content.node.entries().first()?;
            Some((&**media, content.at(form).get("schema")))
        });
        let schema = match &content {
            Some((_, schema)) => *schema,
            None if self.is_old => Some(place),
            None => place.get("schema"),
        };
        Some(Parameter {
            name,
            within,
            place,
            schema,
            is_required: place.node.is_true("required") || within == "path",
            style: self.style(place, within),
            media: content.map(|(media, _)| media),
        })
    }

    /// How lists and objects are written, the same word for the same way.
    fn style(&self, place: Place<'d>, within: &str) -> String {
        let node = place.node;
        if self.is_old {
            return match node.text_of("collectionFormat").unwrap_or("csv") {
                "multi" => "form exploded",
                "ssv" => "spaceDelimited",
                "pipes" => "pipeDelimited",
                "tsv" => "tabDelimited",
                _ if matches!(within, "query" | "formData") => "form",
                _ => "simple",
            }
            .to_owned();
        }
        let usual = if matches!(within, "query" | "cookie") { "form" } else { "simple" };
        let style = node.text_of("style").unwrap_or(usual);
        let is_exploded = node.get("explode").and_then(Node::truth).unwrap_or(style == "form");
        if is_exploded { format!("{style} exploded") } else { style.to_owned() }
    }

    fn body(&self, place: Place<'d>) -> Body<'d> {
        Body { place, is_required: place.node.is_true("required"), content: self.content(place) }
    }

    fn old_body(&self, place: Place<'d>, operation: Place<'d>) -> Body<'d> {
        let schema = place.get("schema");
        let content = self.media_types(operation, "consumes").into_iter();
        let content = content.map(|media| Content { media, place, schema }).collect();
        Body { place, is_required: place.node.is_true("required"), content }
    }

    fn content(&self, place: Place<'d>) -> Vec<Content<'d>> {
        let Some(content) = place.get("content") else { return Vec::new() };
        let entries = content.node.entries().iter();
        let form = |media: &'d str, form: &'d Node| {
            let place = self.documents.follow(content.at(form))?;
            Some(Content { media, place, schema: place.get("schema") })
        };
        entries.filter_map(|(media, node)| form(media, node)).collect()
    }

    /// The media types of Swagger 2.
    fn media_types(&self, operation: Place<'d>, key: &str) -> Vec<&'d str> {
        let listed = operation.get(key).or_else(|| self.root.get(key));
        let types: Vec<&str> = listed.iter().flat_map(|list| list.node.list()).filter_map(Node::text).collect();
        if types.is_empty() { vec!["application/json"] } else { types }
    }

    fn responses(&self, operation: Place<'d>) -> Vec<Response<'d>> {
        let Some(responses) = operation.get("responses") else { return Vec::new() };
        let mut found = Vec::new();
        for (status, node) in responses.node.entries().iter().filter(|(status, _)| !status.starts_with("x-")) {
            let Some(place) = self.documents.follow(responses.at(node)) else { continue };
            let content = match place.get("schema").filter(|_| self.is_old) {
                Some(schema) => {
                    let types = self.media_types(operation, "produces").into_iter();
                    types.map(|media| Content { media, place, schema: Some(schema) }).collect()
                }
                None => self.content(place),
            };
            found.push(Response { status, place, content, headers: self.headers(place) });
        }
        found
    }

    fn headers(&self, response: Place<'d>) -> Vec<Header<'d>> {
        let Some(headers) = response.get("headers") else { return Vec::new() };
        let mut found = Vec::new();
        for (name, node) in headers.node.entries() {
            let Some(place) = self.documents.follow(headers.at(node)) else { continue };
            let schema = if self.is_old { Some(place) } else { place.get("schema") };
            found.push(Header { name, place, is_required: place.node.is_true("required"), schema });
        }
        found
    }

    /// The part of addresses before paths, where it is the same for all.
    pub(super) fn prefix(&self) -> String {
        let base = if self.is_old {
            self.root.node.text_of("basePath").unwrap_or("").to_owned()
        } else {
            match self.root.node.get("servers").map(Node::list) {
                Some([server]) => {
                    let url = server.text_of("url").unwrap_or("");
                    let rest =
                        url.split_once("://").map_or(url, |(_, rest)| rest.find('/').map_or("", |at| &rest[at..]));
                    rest.to_owned()
                }
                _ => String::new(),
            }
        };
        base.trim_end_matches('/').to_owned()
    }
}

fn identity(place: Place<'_>) -> Option<(&str, &str)> {
    Some((place.node.text_of("name")?, place.node.text_of("in")?))
}

impl Operation<'_> {
    /// Method and path, as people name it.
    pub(super) fn name(&self) -> String {
        match &self.callback {
            Some(callback) => format!("{callback} {}", self.method),
            None => format!("{} {}", self.method, self.path),
        }
    }

    /// How far it is said to be ready.
    pub(super) fn stability(&self) -> &str {
        self.place.node.text_of("x-stability-level").unwrap_or("stable")
    }

    /// The names in its path, in order.
    pub(super) fn path_names(&self) -> Vec<&str> {
        self.path.split('{').skip(1).filter_map(|rest| rest.split_once('}').map(|(name, _)| name)).collect()
    }
}

/// A path without the names of its parameters.
pub(super) fn nameless(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    let mut is_name = false;
    for letter in path.chars() {
        match letter {
            '{' => {
                is_name = true;
                out.push_str("{}");
            }
            '}' => is_name = false,
            _ if !is_name => out.push(letter),
            _ => {}
        }
    }
    out
}
