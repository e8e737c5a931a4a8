//! Tags: whether a passage has a value in a column.
//!
//! Input: a stored passage. Output: yes or no, as the column of the index would say.

use crate::index::record::PassageRecord;
use crate::index::schema::Column;

/// Whether a passage has a tag.
pub(super) fn has(record: &PassageRecord, column: Column, value: &str) -> bool {
    let tags = &record.passage.tags;
    match column {
        Column::Body => tags.body.as_deref() == Some(value),
        Column::Region => tags.regions.iter().any(|held| held == value),
        Column::Country => tags.countries.iter().any(|held| held == value),
        Column::Topic => tags.topics.iter().any(|held| held == value),
        Column::Substance => tags.substances.iter().any(|held| held == value),
        Column::Addressee => tags.addressees.iter().any(|held| held == value),
        Column::Cites => tags.references.iter().any(|held| held == value),
        Column::Kind => tags.kind.name() == value,
        Column::Action => tags.action.is_some_and(|action| action.name() == value),
        Column::Session => tags.session.as_deref() == Some(value),
        Column::Meeting => tags.meeting.as_ref().is_some_and(|meeting| meeting.name == value),
        Column::Symbol | Column::Year | Column::Month | Column::Day | Column::Language => false,
    }
}
