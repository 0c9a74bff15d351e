//! Types as text.

use super::model::{Direction, Signature, Type};

/// A type, shortly.
pub(super) fn of(of_type: &Type) -> String {
    match of_type {
        Type::Named { package, name, arguments } => {
            let mut text = match package.rsplit('/').next().filter(|last| !last.is_empty()) {
                Some(package) => format!("{package}.{name}"),
                None => name.clone(),
            };
            if !arguments.is_empty() {
                text.push('[');
                text.push_str(&list(arguments));
                text.push(']');
            }
            text
        }
        Type::Parameter(place) => format!("T{place}"),
        Type::Pointer(to) => format!("*{}", of(to)),
        Type::Slice(element) => format!("[]{}", of(element)),
        Type::Array(_, element) => format!("[…]{}", of(element)),
        Type::Map(key, value) => format!("map[{}]{}", of(key), of(value)),
        Type::Channel(Direction::Both, element) => format!("chan {}", of(element)),
        Type::Channel(Direction::Send, element) => format!("chan<- {}", of(element)),
        Type::Channel(Direction::Receive, element) => format!("<-chan {}", of(element)),
        Type::Function(signature) => format!("func{}", calls(signature)),
        Type::Interface(_) => "interface{…}".to_owned(),
        Type::Struct(_) => "struct{…}".to_owned(),
        Type::Other(text) => text.clone(),
    }
}

/// A method as an interface asks for it.
pub(super) fn method(name: &str, signature: &Signature) -> String {
    format!("{name}{}", calls(signature))
}

fn list(types: &[Type]) -> String {
    types.iter().map(of).collect::<Vec<_>>().join(", ")
}

fn calls(signature: &Signature) -> String {
    let results = match signature.results.as_slice() {
        [] => String::new(),
        [one] => format!(" {}", of(one)),
        many => format!(" ({})", list(many)),
    };
    let mut parameters = list(&signature.parameters);
    if signature.is_variadic
        && let Some(Type::Slice(last)) = signature.parameters.last()
    {
        let written = format!("[]{}", of(last));
        parameters.truncate(parameters.len().saturating_sub(written.len()));
        parameters.push_str("...");
        parameters.push_str(&of(last));
    }
    format!("({parameters}){results}")
}
