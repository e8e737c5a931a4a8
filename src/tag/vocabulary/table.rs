//! Table: the file format of the vocabulary.
//!
//! Input: the text of a `.tsv` file. Output: its rows, each with the number of its line, or the line that is wrong.
//! Lines that begin with `#` are comments; the first other line names the columns; cells are separated by U+0009, and a
//! cell that holds a list separates its items with `|`. It does not know what the columns mean.

use std::collections::HashMap;
use std::path::Path;

use crate::error::{Error, Result};

/// A file of the vocabulary: its columns and the text compiled into the program.
#[derive(Debug, Clone, Copy)]
pub(super) struct Table {
    /// Name of the file, such as `topics.tsv`.
    pub(super) file: &'static str,
    /// Names of the columns, in order.
    pub(super) columns: &'static [&'static str],
    /// The text of the compiled-in file.
    pub(super) built_in: &'static str,
}

/// One row: the number of its line, 1-based, and one cell for each column.
#[derive(Debug, Clone)]
pub(super) struct Row<'a> {
    line: usize,
    cells: Vec<&'a str>,
}

impl<'a> Row<'a> {
    /// The text of a column, without white space around it.
    pub(super) fn text(&self, column: usize) -> &'a str {
        self.cells.get(column).copied().unwrap_or_default()
    }

    /// The items of a column that holds a list.
    pub(super) fn list(&self, column: usize) -> Vec<String> {
        self.text(column).split('|').map(str::trim).filter(|item| !item.is_empty()).map(str::to_owned).collect()
    }

    /// The number of the line in its file, 1-based.
    pub(super) fn line(&self) -> usize {
        self.line
    }
}

impl Table {
    /// The text of a file of this name in `folder`, without the mark that some programs put before it.
    pub(super) fn text(&self, folder: &Path, bytes: Vec<u8>) -> Result<String> {
        let text = String::from_utf8(bytes).map_err(|error| {
            let read = error.as_bytes().get(..error.utf8_error().valid_up_to()).unwrap_or_default();
            let line = 1 + read.iter().filter(|byte| **byte == b'\n').count();
            self.error(folder, line, "this is no UTF-8 text; save the file as UTF-8")
        })?;
        Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
    }

    /// The rows of the compiled-in file, with those of the file of the same name in `folder` added; a row there whose first
    /// cell is already present takes its place, and a first line `# replace` drops the compiled-in rows.
    ///
    /// `text` is what that file holds, if there is one.
    pub(super) fn rows<'a>(&self, folder: &Path, text: Option<&'a str>) -> Result<Vec<Row<'a>>>
    where
        'static: 'a,
    {
        let own = self.parse(Path::new("built-in vocabulary"), self.built_in)?;
        let Some(text) = text else { return Ok(own) };
        let given = self.parse(folder, text)?;
        if text.lines().next().is_some_and(|line| line.trim_start_matches('#').trim() == "replace") {
            return Ok(given);
        }
        let mut rows = own;
        for row in given {
            match rows.iter_mut().find(|known| known.text(0) == row.text(0)) {
                Some(known) => *known = row,
                None => rows.push(row),
            }
        }
        Ok(rows)
    }

    /// An error at a line of this file.
    pub(super) fn error(&self, folder: &Path, line: usize, what: &str) -> Error {
        Error::usage("--vocabulary", format!("{}: line {line}: {what}", folder.join(self.file).display()))
    }

    fn parse<'a>(&self, folder: &Path, text: &'a str) -> Result<Vec<Row<'a>>> {
        let mut rows = Vec::new();
        let mut seen = HashMap::new();
        let mut named = false;
        for (index, line) in text.lines().enumerate() {
            let number = index + 1;
            if line.starts_with('#') || line.trim().is_empty() {
                continue;
            }
            let cells: Vec<&str> = line.split('\t').map(str::trim).collect();
            if !named {
                if cells != self.columns {
                    let expected = self.columns.join(", ");
                    return Err(self.error(
                        folder,
                        number,
                        &format!("the columns must be {expected}, separated by tabs"),
                    ));
                }
                named = true;
                continue;
            }
            if cells.len() != self.columns.len() {
                let what = format!("{} cells instead of {}", cells.len(), self.columns.len());
                return Err(self.error(folder, number, &what));
            }
            let first = cells.first().copied().unwrap_or_default();
            if first.is_empty() {
                return Err(self.error(folder, number, "the first cell is empty"));
            }
            if let Some(before) = seen.insert(first, number) {
                return Err(self.error(folder, number, &format!("\"{first}\" is already on line {before}")));
            }
            rows.push(Row { line: number, cells });
        }
        Ok(rows)
    }
}
