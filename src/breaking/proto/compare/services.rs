//! Services and their calls.

use super::super::model::{Call, Service, choice};
use super::super::rules;
use super::comparison::{At, Comparison};
use super::messages::join;
use crate::breaking::Certainty;

impl Comparison<'_, '_> {
    /// Compares the services of both files.
    pub(super) fn services(&mut self) {
        let (old, new) = (self.old, self.new);
        for before in &old.file.services {
            if let Some(after) = new.file.services.iter().find(|after| after.name == before.name) {
                self.service(before, after);
                continue;
            }
            let at = At::new(before.line, format!("service {}", before.name));
            self.type_gone(&rules::SERVICE_REMOVED, &before.name, at, |other| {
                other.file.services.iter().find(|one| one.name == before.name).map(|one| one.line)
            });
        }
    }

    pub(super) fn service(&mut self, old: &Service, new: &Service) {
        for before in &old.calls {
            let name = join(&old.name, &before.name);
            match new.calls.iter().find(|after| after.name == before.name) {
                Some(after) => self.call(&name, before, after),
                None => self.lost(&rules::RPC_REMOVED, &name, at(before), "", Certainty::Definite),
            }
        }
    }

    fn call(&mut self, name: &str, old: &Call, new: &Call) {
        let spots = || (at(old), at(new));
        let resolved = |one: &str, other: &str| self.old.resolve("", one).name == self.new.resolve("", other).name;
        let (same_request, same_response) =
            (resolved(&old.request, &new.request), resolved(&old.response, &new.response));
        if !same_request {
            let detail = format!("`{}` instead of `{}`", new.request, old.request);
            self.changed(&rules::RPC_REQUEST_CHANGED, name, spots(), detail, Certainty::Definite);
        }
        if !same_response {
            let detail = format!("`{}` instead of `{}`", new.response, old.response);
            self.changed(&rules::RPC_RESPONSE_CHANGED, name, spots(), detail, Certainty::Definite);
        }
        let sides = [
            ("requests", old.streams_request, new.streams_request),
            ("responses", old.streams_response, new.streams_response),
        ];
        for (what, before, after) in sides {
            if before != after {
                let detail = if after { format!("streams {what}") } else { format!("no longer streams {what}") };
                self.changed(&rules::RPC_STREAMING_CHANGED, name, spots(), detail, Certainty::Definite);
            }
        }
        let level = |call: &Call| {
            choice(&call.options, "idempotency_level")
                .map_or("IDEMPOTENCY_UNKNOWN".to_owned(), |choice| choice.value.clone())
        };
        let (before, after) = (level(old), level(new));
        if before != after {
            let detail = format!("`{after}` instead of `{before}`");
            self.changed(&rules::RPC_IDEMPOTENCY_CHANGED, name, spots(), detail, Certainty::Definite);
        }
    }
}

fn at(call: &Call) -> At {
    let stream = |streams: bool| if streams { "stream " } else { "" };
    At::new(
        call.line,
        format!(
            "rpc {}({}{}) returns ({}{})",
            call.name,
            stream(call.streams_request),
            call.request,
            stream(call.streams_response),
            call.response
        ),
    )
}
