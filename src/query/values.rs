//! Values: a name typed by a person to the values of a column.
//!
//! Input: a field or flag and its value. Output: the values that it stands for, those of its parts among them
//! (`africa` finds `North Africa`), or the nearest names that exist.

use crate::citation::DocumentSymbol;
use crate::index::analyzer::key;
use crate::index::schema::Column;
use crate::tag::{Action, Kind, Vocabulary, ordinal_number, references_meant};

use super::syntax::FieldName;

/// Values that there are, named where one is asked for that there is not.
pub(super) const CHOICES: usize = 6;

/// A column with the values that were named, or names that there are in place of one that means nothing.
pub(super) type Named = Result<(Column, Vec<String>), Vec<String>>;

/// The column of a field and the values that `typed` stands for there.
///
/// # Errors
/// The names nearest to one that means nothing.
pub(super) fn of_field(vocabulary: &Vocabulary, field: FieldName, typed: &str) -> Named {
    let column = match field {
        FieldName::Symbol | FieldName::Title | FieldName::Section => Column::Symbol,
        FieldName::Body => Column::Body,
        FieldName::Region => Column::Region,
        FieldName::Country => Column::Country,
        FieldName::Topic => Column::Topic,
        FieldName::Substance => Column::Substance,
        FieldName::Kind => Column::Kind,
        FieldName::Addressee => Column::Addressee,
        FieldName::Action => Column::Action,
        FieldName::Cites => Column::Cites,
        FieldName::Session => Column::Session,
        FieldName::Meeting => Column::Meeting,
    };
    Ok((column, of_column(vocabulary, column, typed)?))
}

/// The values of a column that `typed` stands for.
///
/// # Errors
/// The names nearest to one that means nothing.
pub(super) fn of_column(vocabulary: &Vocabulary, column: Column, typed: &str) -> Result<Vec<String>, Vec<String>> {
    let owned = |names: Vec<&str>| names.into_iter().map(str::to_owned).collect::<Vec<String>>();
    // A place in a hierarchy, as facets print it: `/UN/ECOSOC/CND`.
    let typed = match column {
        Column::Body | Column::Region | Column::Topic => typed.rsplit('/').next().unwrap_or(typed),
        _ => typed,
    };
    match column {
        Column::Body => match vocabulary.body(typed) {
            Some(body) => Ok(owned(vocabulary.bodies_within(&body.acronym))),
            None => Err(owned(vocabulary.nearest_bodies(typed))),
        },
        Column::Region => match vocabulary.region(typed) {
            Some(region) => Ok(owned(vocabulary.regions_within(&region.label))),
            None => Err(owned(vocabulary.nearest_regions(typed))),
        },
        Column::Country => match vocabulary.country(typed) {
            Some(country) => Ok(vec![country.name.clone()]),
            None => Err(owned(vocabulary.nearest_countries(typed))),
        },
        Column::Topic => match vocabulary.topics_within(typed) {
            topics if !topics.is_empty() => Ok(owned(topics)),
            _ => Err(owned(vocabulary.nearest_topics(typed))),
        },
        Column::Substance => match vocabulary.substance(typed) {
            Some(substance) => Ok(vec![substance.name.clone()]),
            None => Err(owned(vocabulary.nearest_substances(typed))),
        },
        Column::Kind => match Kind::from_name(typed) {
            Some(kind) => Ok(vec![kind.to_string()]),
            None => Err(Kind::ALL.iter().map(ToString::to_string).collect()),
        },
        // Any body can be asked for something, not only those that the table of addressees names.
        Column::Addressee => match (vocabulary.addressee(typed), vocabulary.body(typed)) {
            (Some(addressee), _) => Ok(vec![addressee.name.clone()]),
            (None, Some(body)) => Ok(vec![body.acronym.clone()]),
            (None, None) => Err(owned(vocabulary.nearest_addressees(typed))),
        },
        Column::Action => match Action::from_name(typed) {
            Some(action) => Ok(vec![action.to_string()]),
            None => Err(Action::ALL.iter().map(ToString::to_string).collect()),
        },
        Column::Cites => match references_meant(typed, vocabulary) {
            references if !references.is_empty() => Ok(references),
            _ => Err(owned(vec!["CND 45/15", "GA resolution 53/115", "article 12 of the 1988 Convention", "A/79/345"])),
        },
        Column::Symbol => Ok(vec![DocumentSymbol::new(typed).as_str().to_owned()]),
        Column::Session | Column::Meeting | Column::Year | Column::Month | Column::Day | Column::Language => {
            Ok(vec![typed.trim().to_owned()])
        }
    }
}

/// Whether a session or meeting is the one that was typed: `68`, `sixty-eighth` and `68th` are the
/// sixty-eighth session, and `biennial` is each whose name has that.
pub(super) fn is_called(value: &str, typed: &str) -> bool {
    let (value, typed) = (key(value), key(typed));
    match typed.parse().ok().or_else(|| ordinal_number(&typed)) {
        Some(number) => value.split(' ').any(|word| word == typed || ordinal_number(word) == Some(number)),
        None => value.contains(&typed),
    }
}

/// The values from the top of a hierarchy down to one, such as `/UN/ECOSOC/CND`; `None` for a column without a hierarchy.
pub(super) fn path(vocabulary: &Vocabulary, column: Column, value: &str) -> Option<String> {
    match column {
        Column::Body => Some(vocabulary.body_path(value)),
        Column::Region => Some(vocabulary.region_path(value)),
        Column::Topic => Some(vocabulary.topic_path(value)),
        _ => None,
    }
}

/// `; nearest: a, b` for a sentence, or nothing.
pub(super) fn perhaps(nearest: &[String]) -> String {
    if nearest.is_empty() { String::new() } else { format!("; nearest: {}", nearest.join(", ")) }
}
