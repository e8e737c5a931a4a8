//! Tally: the values that every answer counts, packed into two numbers for each passage.
//!
//! Input: the values of a passage. Output: its [`Tally`], and the [`Legend`] that gives the values back. Counting five facets
//! of a passage is then two look-ups in plain arrays; the columns themselves hold ordinals that differ from segment to
//! segment, behind lists of where the values of each passage begin.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::schema::Column;

/// Columns with at most one value for a passage: each has a byte of [`Tally::issue`], the first the lowest. The kind, which
/// differs from passage to passage, is the highest: numbers that were alike over a report would be packed by a line through
/// them, which takes twice as long to unpack.
pub(crate) const OF_ISSUE: [Column; 3] = [Column::Body, Column::Year, Column::Kind];
/// Columns with any number of values: each value has a bit of [`Tally::subjects`].
pub(crate) const OF_SUBJECT: [Column; 2] = [Column::Region, Column::Topic];
/// Values that a byte tells apart, beside 0 for none.
const CODES: usize = 255;
/// Values that the bits of a number tell apart.
const BITS: usize = 64;

/// The values of one passage in the columns of [`OF_ISSUE`] and [`OF_SUBJECT`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    /// A byte for each column of [`OF_ISSUE`]: the place of its value in the legend, from 1, or 0 for none.
    pub issue: u64,
    /// A bit for each value that the passage has in a column of [`OF_SUBJECT`].
    pub subjects: u64,
}

/// What the numbers of a tally mean. It is part of each commit and only ever grows, so that segments of earlier commits keep
/// their meaning.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Legend {
    /// The values of each column of [`OF_ISSUE`].
    issue: [Vec<String>; OF_ISSUE.len()],
    /// The column and value of each bit.
    subjects: Vec<(Column, String)>,
    /// Whether there were more values than codes or bits: the tallies then do not tell all.
    overfull: bool,
}

impl Legend {
    /// Whether a tally tells the values of this column, and tells all of them.
    pub(crate) fn tells(&self, column: Column) -> bool {
        !self.overfull && (OF_ISSUE.contains(&column) || OF_SUBJECT.contains(&column))
    }

    /// The tally of a passage with these values; values that are new get a code.
    pub(crate) fn tally<'a>(&mut self, values: impl Fn(Column) -> Vec<Cow<'a, str>>) -> Tally {
        let mut tally = Tally::default();
        for (place, (column, known)) in OF_ISSUE.into_iter().zip(&mut self.issue).enumerate() {
            let Some(value) = values(column).into_iter().next() else { continue };
            match code(known, CODES, |known| **known == *value, || value.clone().into_owned()) {
                Some(code) => tally.issue |= (code as u64 + 1) << (8 * place),
                None => self.overfull = true,
            }
        }
        for column in OF_SUBJECT {
            for value in values(column) {
                let is_it = |(of, known): &(Column, String)| *of == column && **known == *value;
                match code(&mut self.subjects, BITS, is_it, || (column, value.clone().into_owned())) {
                    Some(bit) => tally.subjects |= 1 << bit,
                    None => self.overfull = true,
                }
            }
        }
        tally
    }

    /// The values that the bytes of [`Tally::issue`] stand for in a column, from 1.
    pub(crate) fn of_issue(&self, column: Column) -> impl Iterator<Item = &str> {
        let known = OF_ISSUE.iter().zip(&self.issue).filter(move |(of, _)| **of == column);
        known.flat_map(|(_, values)| values).map(String::as_str)
    }

    /// The values that the bits of [`Tally::subjects`] stand for in a column, with the place of each bit.
    pub(crate) fn of_subject(&self, column: Column) -> impl Iterator<Item = (usize, &str)> {
        let of_column = move |(_, (of, _)): &(usize, &(Column, String))| *of == column;
        self.subjects.iter().enumerate().filter(of_column).map(|(bit, (_, value))| (bit, value.as_str()))
    }
}

/// The place of a value among those that are known, at the end where it is new; `None` where there is no room.
fn code<T>(known: &mut Vec<T>, most: usize, is_it: impl Fn(&T) -> bool, new: impl FnOnce() -> T) -> Option<usize> {
    let place = known.iter().position(is_it).unwrap_or(known.len());
    if place == known.len() {
        if place == most {
            return None;
        }
        known.push(new());
    }
    Some(place)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(legend: &mut Legend, held: &[(Column, &'static str)]) -> Tally {
        legend.tally(|column| held.iter().filter(|(of, _)| *of == column).map(|(_, value)| (*value).into()).collect())
    }

    #[test]
    fn a_value_keeps_its_code_and_none_is_nothing() {
        let mut legend = Legend::default();
        let africa = [(Column::Body, "HONLAF"), (Column::Region, "Africa"), (Column::Topic, "opioids")];
        let first = tally(&mut legend, &africa);
        assert_eq!(first, Tally { issue: 0x00_00_01, subjects: 0b11 });
        let second = tally(&mut legend, &[(Column::Year, "2003"), (Column::Body, "CND"), (Column::Topic, "opioids")]);
        assert_eq!(second, Tally { issue: 0x00_01_02, subjects: 0b10 });
        assert_eq!(tally(&mut legend, &africa), first);
        assert_eq!(legend.of_issue(Column::Body).collect::<Vec<_>>(), ["HONLAF", "CND"]);
        assert_eq!(legend.of_subject(Column::Topic).collect::<Vec<_>>(), [(1, "opioids")]);
    }

    #[test]
    fn a_legend_that_is_full_says_so() {
        let mut legend = Legend::default();
        let names: Vec<String> = (0..=BITS).map(|number| format!("topic {number}")).collect();
        for name in &names {
            assert!(legend.tells(Column::Topic));
            legend.tally(|column| if column == Column::Topic { vec![name.as_str().into()] } else { Vec::new() });
        }
        assert!(!legend.tells(Column::Topic) && !legend.tells(Column::Body));
    }
}
