//! What is promised to users: which classes they can name, extend and make.

use std::rc::Rc;

use super::{
    layout,
    model::{Access, Kind, Modifiers},
    world::{Class, World},
};

/// How much of a promise a class is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Standing {
    /// Nobody else can name it.
    Hidden,
    /// Others can use it, but are told not to.
    Unpromised,
    Public,
}

impl World<'_> {
    /// How much of a promise a class is.
    pub(super) fn standing(&self, class: &Rc<Class>) -> Standing {
        if !layout::is_handed_out(&class.root, &class.path) {
            return Standing::Hidden;
        }
        let mut is_promised =
            !layout::is_internal(class.package()) && self.is_deployed(&class.root) && self.is_exported(class);
        let mut around = Some(class);
        while let Some(class) = around {
            let modifiers = &class.declaration().modifiers;
            let is_reachable = match modifiers.access {
                Access::Public => true,
                Access::Protected => class.outer.as_ref().is_some_and(is_extendable),
                Access::Package | Access::Private => false,
            };
            if !is_reachable {
                return Standing::Hidden;
            }
            is_promised &= !modifiers.is_unpromised;
            around = class.outer.as_ref();
        }
        if is_promised { Standing::Public } else { Standing::Unpromised }
    }

    /// Whether the module around a class, if there is one, lets all others use its package.
    fn is_exported(&self, class: &Class) -> bool {
        let path = layout::join(&class.root, "module-info.java");
        if !self.side.exists(&path) {
            return true;
        }
        let Some(file) = self.side.facts(&path) else { return true };
        let Some(module) = &file.module else { return true };
        module.exports.iter().any(|(package, _)| package == class.package())
    }
}

/// Whether users can extend or implement it.
pub(super) fn is_extendable(class: &Rc<Class>) -> bool {
    let declaration = class.declaration();
    let modifiers = &declaration.modifiers;
    if modifiers.is_final || modifiers.is_sealed {
        return false;
    }
    match declaration.kind {
        Kind::Interface => true,
        Kind::Class => {
            let asks_for_more = |modifiers: &Modifiers| modifiers.is_abstract && modifiers.access == Access::Package;
            declaration.constructors.iter().any(|constructor| constructor.modifiers.access >= Access::Protected)
                && !declaration.methods.iter().any(|method| asks_for_more(&method.modifiers))
        }
        _ => false,
    }
}

/// Whether users can make one.
pub(super) fn is_instantiable(class: &Rc<Class>) -> bool {
    let declaration = class.declaration();
    matches!(declaration.kind, Kind::Class | Kind::Record)
        && !declaration.modifiers.is_abstract
        && declaration.constructors.iter().any(|constructor| constructor.modifiers.access == Access::Public)
}

/// Whether it has static members alone, so that nobody has a reason to make or extend one.
pub(super) fn is_toolbox(class: &Rc<Class>) -> bool {
    let declaration = class.declaration();
    let mut members = declaration.methods.iter().map(|method| &method.modifiers);
    declaration.kind == Kind::Class
        && declaration.superclass.is_none()
        && declaration.interfaces.is_empty()
        && !declaration.methods.is_empty()
        && members.all(|modifiers| modifiers.is_static)
        && declaration.fields.iter().all(|field| field.modifiers.is_static)
}

/// Whether users of a class can use a member of it.
pub(super) fn is_usable(modifiers: &Modifiers, of: &Rc<Class>) -> bool {
    match modifiers.access {
        Access::Public => true,
        Access::Protected => is_extendable(of),
        Access::Package | Access::Private => false,
    }
}
