//! The members of classes as users see them: their own and inherited ones, with types resolved.

use std::rc::Rc;

use super::{
    model::{self, Access, Expression, Modifiers, Wild},
    names::Scope,
    types::{Base, Type, is_one_name},
    world::{Class, World},
};
use crate::breaking::Spot;

/// A method or constructor.
#[derive(Clone)]
pub(super) struct Method {
    pub(super) name: String,
    pub(super) modifiers: Modifiers,
    /// Bounds of its type parameters.
    pub(super) bounds: Vec<Vec<Type>>,
    pub(super) parameters: Vec<Type>,
    pub(super) is_variadic: bool,
    pub(super) returns: Type,
    pub(super) throws: Vec<Type>,
    pub(super) value: Option<String>,
    pub(super) owner: Rc<Class>,
    line: u32,
    pub(super) head: String,
}

/// A field.
#[derive(Clone)]
pub(super) struct Field {
    pub(super) name: String,
    pub(super) modifiers: Modifiers,
    pub(super) of: Type,
    pub(super) value: Option<Expression>,
    pub(super) is_enum_constant: bool,
    pub(super) owner: Rc<Class>,
    line: u32,
    pub(super) head: String,
}

impl Method {
    /// Where it stands.
    pub(super) fn spot(&self) -> Spot {
        Spot::new(self.owner.path.clone(), self.line, self.head.clone())
    }

    /// Whether both are the same to who calls them: name, and parameters as they are at run time.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        self.name == other.name
            && self.parameters.len() == other.parameters.len()
            && self
                .parameters
                .iter()
                .zip(&other.parameters)
                .all(|(one, other)| one.dimensions == other.dimensions && is_one_name(one.erased(), other.erased()))
    }
}

impl Field {
    /// Where it stands.
    pub(super) fn spot(&self) -> Spot {
        Spot::new(self.owner.path.clone(), self.line, self.head.clone())
    }
}

impl World<'_> {
    /// The methods of a class, inherited ones included, but for those that nobody else can call.
    pub(super) fn methods(&self, class: &Rc<Class>) -> Rc<[Rc<Method>]> {
        if let Some(known) = self.memory.methods.borrow().get(&class.id) {
            return Rc::clone(known);
        }
        // What inherits from itself finds nothing more.
        self.memory.methods.borrow_mut().insert(class.id, Rc::new([]));
        let declaration = class.declaration();
        let mut found: Vec<Rc<Method>> =
            declaration.methods.iter().map(|method| Rc::new(self.method(class, method))).collect();
        for supertype in self.supertypes(class).iter() {
            let Some(above) = &supertype.class else { continue };
            let is_interface = above.declaration().kind.is_interface();
            for method in self.methods(above).iter() {
                let is_inherited = method.modifiers.access >= Access::Protected
                    && !(is_interface && method.modifiers.is_static && method.owner.id == above.id);
                if !is_inherited {
                    continue;
                }
                let method = replaced(method, above, &supertype.of.arguments);
                match found.iter().position(|known| known.is_like(&method)) {
                    None => found.push(Rc::new(method)),
                    Some(at) => {
                        let known = &found[at];
                        let is_worse = known.owner.id != class.id
                            && known.modifiers.is_abstract
                            && known.owner.declaration().kind.is_interface();
                        if is_worse && method.modifiers.is_default {
                            found[at] = Rc::new(method);
                        }
                    }
                }
            }
        }
        let found: Rc<[Rc<Method>]> = found.into();
        self.memory.methods.borrow_mut().insert(class.id, Rc::clone(&found));
        found
    }

    /// The constructors of a class.
    pub(super) fn constructors(&self, class: &Rc<Class>) -> Vec<Rc<Method>> {
        class.declaration().constructors.iter().map(|method| Rc::new(self.method(class, method))).collect()
    }

    /// The fields of a class, inherited ones included.
    pub(super) fn fields(&self, class: &Rc<Class>) -> Rc<[Rc<Field>]> {
        if let Some(known) = self.memory.fields.borrow().get(&class.id) {
            return Rc::clone(known);
        }
        self.memory.fields.borrow_mut().insert(class.id, Rc::new([]));
        let scope = Scope { class, method: &[], in_head: false };
        let own = class.declaration().fields.iter().map(|field| {
            Rc::new(Field {
                name: field.name.clone(),
                modifiers: field.modifiers.clone(),
                of: self.resolve(scope, &field.of),
                value: field.value.clone(),
                is_enum_constant: field.is_enum_constant,
                owner: Rc::clone(class),
                line: field.line,
                head: field.head.clone(),
            })
        });
        let mut found: Vec<Rc<Field>> = own.collect();
        for supertype in self.supertypes(class).iter() {
            let Some(above) = &supertype.class else { continue };
            for field in self.fields(above).iter() {
                let is_hidden = field.modifiers.access < Access::Protected;
                if !is_hidden && !found.iter().any(|known| known.name == field.name) {
                    let of = field.of.replaced(&above.name, &supertype.of.arguments);
                    found.push(Rc::new(Field { of, ..(**field).clone() }));
                }
            }
        }
        let found: Rc<[Rc<Field>]> = found.into();
        self.memory.fields.borrow_mut().insert(class.id, Rc::clone(&found));
        found
    }

    fn method(&self, class: &Rc<Class>, method: &model::Method) -> Method {
        let scope = Scope { class, method: &method.type_parameters, in_head: false };
        let all = |list: &[model::TypeRef]| list.iter().map(|of| self.resolve(scope, of)).collect::<Vec<_>>();
        let mut found = Method {
            name: method.name.clone(),
            modifiers: method.modifiers.clone(),
            bounds: method.type_parameters.iter().map(|parameter| all(&parameter.bounds)).collect(),
            parameters: all(&method.parameters),
            is_variadic: method.is_variadic,
            returns: self.resolve(scope, &method.returns),
            throws: all(&method.throws),
            value: method.value.clone(),
            owner: Rc::clone(class),
            line: method.line,
            head: method.head.clone(),
        };
        simplify(&mut found);
        found
    }
}

fn replaced(method: &Method, owner: &Class, with: &[Type]) -> Method {
    if owner.declaration().parameters.is_empty() {
        return method.clone();
    }
    let all = |list: &[Type]| list.iter().map(|of| of.replaced(&owner.name, with)).collect::<Vec<_>>();
    Method {
        bounds: method.bounds.iter().map(|bounds| all(bounds)).collect(),
        parameters: all(&method.parameters),
        returns: method.returns.replaced(&owner.name, with),
        throws: all(&method.throws),
        ..method.clone()
    }
}

/// Type parameters that are named but once are no more than wildcards or their bounds: `<T> void a(List<T> b)` is
/// `void a(List<?> b)` to all who call it.
fn simplify(method: &mut Method) {
    let count = method.bounds.len();
    let mut dropped = Vec::new();
    for place in 0..count {
        let uses = |of: &Type| uses(of, place);
        let in_parameters: usize = method.parameters.iter().map(uses).sum();
        let elsewhere: usize =
            method.throws.iter().chain(method.bounds.iter().flatten()).chain([&method.returns]).map(uses).sum();
        if in_parameters != 1 || elsewhere != 0 || method.bounds[place].len() > 1 {
            continue;
        }
        let bound = method.bounds[place].first().cloned();
        let is_done = method.parameters.iter_mut().any(|parameter| simplify_in(parameter, place, bound.as_ref()));
        if is_done {
            dropped.push(place);
        }
    }
    if dropped.is_empty() {
        return;
    }
    let kept: Vec<usize> = (0..count).filter(|place| !dropped.contains(place)).collect();
    method.bounds = kept.iter().map(|place| method.bounds[*place].clone()).collect();
    let lists = [&mut method.parameters, &mut method.throws];
    for of in lists.into_iter().flatten().chain(method.bounds.iter_mut().flatten()).chain([&mut method.returns]) {
        renumber(of, &kept);
    }
}

fn is_parameter(of: &Type, place: usize) -> bool {
    matches!(&of.base, Base::Parameter { owner, place: at, .. } if owner.is_empty() && *at == place)
}

fn uses(of: &Type, place: usize) -> usize {
    usize::from(is_parameter(of, place)) + of.arguments.iter().map(|argument| uses(argument, place)).sum::<usize>()
}

fn simplify_in(of: &mut Type, place: usize, bound: Option<&Type>) -> bool {
    if is_parameter(of, place) {
        let with = bound.cloned().unwrap_or_else(|| Type::named("java.lang.Object"));
        *of = Type { dimensions: of.dimensions, ..with };
        return true;
    }
    for argument in &mut of.arguments {
        if is_parameter(argument, place) && argument.dimensions == 0 && argument.wild != Wild::Super {
            *argument = match bound {
                Some(bound) => Type { wild: Wild::Extends, ..bound.clone() },
                None => Type { wild: Wild::Any, ..Type::of(Base::Any) },
            };
            return true;
        }
    }
    false
}

fn renumber(of: &mut Type, kept: &[usize]) {
    if let Base::Parameter { owner, place, .. } = &mut of.base
        && owner.is_empty()
        && let Some(at) = kept.iter().position(|kept| kept == place)
    {
        *place = at;
    }
    of.arguments.iter_mut().for_each(|argument| renumber(argument, kept));
}
