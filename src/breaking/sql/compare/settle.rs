//! Which events still stand when all new migrations have run: what was taken away may be there again.

use super::super::model::TypeKind;
use super::super::state::{Held, State};
use super::judge::{Event, Subject};
use super::schemas::{routine_changes, type_values, view_columns};
use super::tables::{Findings, is_required, table_changes, type_change};
use crate::breaking::{Certainty, Report};

/// Both ends of a sequence of migrations.
pub(super) struct Settlement<'a> {
    pub(super) before: &'a State,
    pub(super) after: &'a State,
    pub(super) report: &'a mut Report,
}

impl Settlement<'_> {
    /// Reports what stands.
    pub(super) fn settle(&mut self, event: Event) {
        match event.subject.clone() {
            Subject::Statement => self.stands(event),
            Subject::Table(table) => self.table(event, &table),
            Subject::Column { table, column } => self.column(event, &table, &column),
            Subject::Retyped { old, new } => match old {
                None => {
                    // A type that had this name before it was replaced.
                    let is_again = self.after.type_in_the_end(&new.base) != new.base;
                    let certainty = if is_again { Certainty::Possible } else { event.certainty };
                    self.stands(Event { certainty, ..event });
                }
                Some(old) => {
                    let spots = (event.old.clone(), Some(event.new.clone()));
                    let after = self.after;
                    let mut findings = Findings { report: self.report, at_most: event.certainty, at: None };
                    type_change(&mut findings, &event.symbol, spots, (&old, &new), after);
                }
            },
            Subject::Required { table, column } => {
                let held = self.after.tables.get(&table).and_then(|table| table.columns.get(&column));
                let is_new_table = self.after.tables.get(&table).is_some_and(|table| table.thing.is_fresh);
                if held.is_some_and(|held| is_required(&held.column)) && !is_new_table {
                    self.stands(event);
                }
            }
            Subject::View(view) => {
                let again = self.after.views.get(&view);
                let replaced = self.after.tables.contains_key(&view);
                match (self.before.views.get(&view), again) {
                    _ if event.symbol.contains('.') && again.is_some() && !event.symbol.eq_ignore_ascii_case(&view) => {
                        self.stands(event);
                    }
                    (Some(before), Some(now)) => {
                        let mut findings = self.findings(&event);
                        view_columns(&mut findings, before, now);
                    }
                    (_, Some(_)) => {}
                    _ if replaced => {}
                    _ => self.stands(event),
                }
            }
            Subject::Type(of) => self.of_type(event, &of),
            Subject::Routine(routine) => match self.after.routines.get(&routine) {
                Some(now) => {
                    let before = self.before.routines.get(&routine).cloned().unwrap_or_default();
                    let mut findings = self.findings(&event);
                    for one in &before {
                        routine_changes(&mut findings, one, now);
                    }
                }
                None => self.stands(event),
            },
            Subject::Other { kind, name } => {
                if !self.after.others.contains_key(&(kind, name)) {
                    self.stands(event);
                }
            }
        }
    }

    fn findings(&mut self, event: &Event) -> Findings<'_> {
        let is_unsure = event.certainty == Certainty::Possible;
        let at_most = if is_unsure { Certainty::Possible } else { Certainty::Definite };
        Findings { report: self.report, at_most, at: Some(event.new.clone()) }
    }

    fn stands(&mut self, event: Event) {
        let spots = (event.old, Some(event.new));
        let mut findings = Findings { report: self.report, at_most: Certainty::Definite, at: None };
        findings.push(event.rule, event.symbol, spots, event.detail, event.certainty);
    }

    /// A table that was dropped or renamed. Made again, it is compared with what it was.
    fn table(&mut self, event: Event, table: &str) {
        let is_view = self.after.views.contains_key(table);
        match (self.before.tables.get(table), self.after.tables.get(table)) {
            (Some(before), Some(now)) if is_whole(before) => {
                let after = self.after;
                table_changes(&mut self.findings(&event), before, now, after);
            }
            (_, Some(_)) => self.stands(Event { certainty: Certainty::Possible, ..event }),
            (_, None) if is_view => self.stands(Event { certainty: Certainty::Possible, ..event }),
            (_, None) => self.stands(event),
        }
    }

    /// A column that was taken away or renamed. There again, it may have another type.
    fn column(&mut self, event: Event, table: &str, column: &str) {
        let Some(now) = self.after.tables.get(table) else {
            // The table went away, or on, and that is told.
            if !self.before.tables.contains_key(table) {
                self.stands(event);
            }
            return;
        };
        let is_gone = event.rule.id.ends_with("-removed") && !event.rule.id.contains("null")
            || event.rule.id.ends_with("-renamed");
        let again = now.columns.get(column).filter(|held| is_gone && !held.column.name.is_empty());
        let before = self.before.tables.get(table).and_then(|table| table.columns.get(column));
        match (before.and_then(|held| held.column.of.as_ref()), again.and_then(|held| held.column.of.as_ref())) {
            (Some(old), Some(new)) => {
                let spots = (event.old.clone(), Some(event.new.clone()));
                let after = self.after;
                let mut findings = Findings { report: self.report, at_most: event.certainty, at: None };
                type_change(&mut findings, &event.symbol, spots, (old, new), after);
            }
            _ => self.stands(event),
        }
    }

    fn of_type(&mut self, event: Event, of: &str) {
        match (self.before.types.get(of), self.after.types.get(of)) {
            (Some(before), Some(now)) => {
                let has_values = matches!(before.of, TypeKind::Enum(_) | TypeKind::Composite(_));
                let is_whole_type = event.symbol.eq_ignore_ascii_case(of);
                if is_whole_type && has_values {
                    type_values(&mut self.findings(&event), before, now);
                } else {
                    self.stands(event);
                }
            }
            (None, Some(now)) if now.thing.is_fresh => {
                self.stands(Event { certainty: Certainty::Possible, ..event });
            }
            _ => self.stands(event),
        }
    }
}

/// Whether enough is known of a table to compare it.
fn is_whole(held: &Held) -> bool {
    held.is_known || !held.columns.is_empty()
}
