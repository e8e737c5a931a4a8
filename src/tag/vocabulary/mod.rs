//! Vocabulary: the controlled names that tags use, and every term that stands for one of them.
//!
//! Input: the tables compiled into the program, and those of a folder that replace or extend them. Output: bodies, symbol
//! series, regions, States, topics, substances, addressees, treaties and organizations, found by any of their names. It
//! does not read passages; `super::matcher` does.

mod entry;
mod lookup;
mod table;

use std::collections::HashMap;
use std::path::Path;
use std::sync::OnceLock;

pub use entry::{Addressee, Body, Country, Region, Substance, Topic, Treaty};

use self::lookup::{Index, key};
use self::table::{Row, Table};
use super::matcher::Matcher;
use crate::citation::DocumentSymbol;
use crate::error::{Error, Result};

macro_rules! table {
    ($file:literal, $($column:literal),+) => {
        Table { file: $file, columns: &[$($column),+], built_in: include_str!($file) }
    };
}

const BODIES: Table = table!("bodies.tsv", "acronym", "name", "parent", "region", "aliases", "short", "status");
const SERIES: Table = table!("series.tsv", "series", "body");
const REGIONS: Table = table!("regions.tsv", "id", "label", "parent", "aliases");
const COUNTRIES: Table = table!("countries.tsv", "name", "m49", "region", "aliases", "adjectives", "weak");
const TOPICS: Table = table!("topics.tsv", "id", "label", "group", "scope", "terms", "weak", "classes");
const SUBSTANCES: Table = table!("substances.tsv", "name", "class", "synonyms", "ambiguous", "status");
const PRECURSORS: Table = table!("precursors.tsv", "name", "table", "since", "synonyms", "ambiguous");
const OPERATIONS: Table = table!("operations.tsv", "name", "kind", "years", "aliases", "status");
const ACRONYMS: Table = table!("acronyms.tsv", "acronym", "expansion", "status");
const ADDRESSEES: Table = table!("addressees.tsv", "name", "phrases");
const TREATIES: Table = table!("treaties.tsv", "name", "aliases");
const MASKS: Table = table!("masks.tsv", "name", "why");
const SPELLINGS: Table = table!("spellings.tsv", "form", "others");

/// What is known of an entry.
const STATUSES: [&str; 2] = [VERIFIED, "general"];

/// Status of an entry that was seen in a source; the others are general knowledge.
const VERIFIED: &str = "verified";

/// Scopes of topics.
const SCOPES: [&str; 2] = [ON_DRUGS, "any"];

/// Scope of a topic whose subject is drugs.
const ON_DRUGS: &str = "drugs";

/// Class of substances that the tables of the 1988 Convention list.
const PRECURSOR_CLASS: &str = "precursor";

/// The controlled names, and every term that stands for one of them.
#[derive(Debug)]
pub struct Vocabulary {
    bodies: Vec<Body>,
    series: Vec<(String, String)>,
    regions: Vec<Region>,
    countries: Vec<Country>,
    topics: Vec<Topic>,
    substances: Vec<Substance>,
    addressees: Vec<Addressee>,
    treaties: Vec<Treaty>,
    masks: Vec<String>,
    /// Names of one thing that are no tag values: acronyms with their expansions, operations, spellings.
    synonyms: Vec<Vec<String>>,
    names: Names,
    matcher: OnceLock<Matcher>,
}

/// Where each name leads. The names of a list are folded when first asked for; what comes first in a list or among the names of an
/// entry leads rather than what comes later.
#[derive(Debug, Default)]
struct Names {
    bodies: OnceLock<Index>,
    regions: OnceLock<Index>,
    countries: OnceLock<Index>,
    topics: OnceLock<Index>,
    substances: OnceLock<Index>,
    addressees: OnceLock<Index>,
}

impl Vocabulary {
    /// The vocabulary compiled in, with the files of `folder` (such as `topics.tsv`) replacing or extending its tables.
    ///
    /// # Errors
    /// A folder or file that cannot be read; a row that is wrong, with its line; a name that refers to nothing.
    pub fn load(folder: Option<&Path>) -> Result<Self> {
        let files = Files::read(folder)?;
        let bodies = files.entries(BODIES, |row| Body {
            acronym: row.text(0).to_owned(),
            name: row.text(1).to_owned(),
            parent: row.text(2).to_owned(),
            region: row.text(3).to_owned(),
            aliases: row.list(4),
            short: row.text(5).to_owned(),
            is_verified: row.text(6) == VERIFIED,
        })?;
        let regions = files.entries(REGIONS, |row| Region {
            id: row.text(0).to_owned(),
            label: row.text(1).to_owned(),
            parent: row.text(2).to_owned(),
            aliases: row.list(3),
        })?;
        let mut substances = files.entries(SUBSTANCES, |row| Substance {
            name: row.text(0).to_owned(),
            class: row.text(1).to_owned(),
            synonyms: row.list(2),
            ambiguous: row.list(3),
            is_verified: row.text(4) == VERIFIED,
        })?;
        substances.extend(files.entries(PRECURSORS, |row| Substance {
            name: row.text(0).to_owned(),
            class: PRECURSOR_CLASS.to_owned(),
            synonyms: row.list(3),
            ambiguous: row.list(4),
            is_verified: true,
        })?);
        let mut synonyms = files.entries(OPERATIONS, |row| group(row, 3))?;
        synonyms.extend(files.entries(ACRONYMS, |row| vec![row.text(0).to_owned(), row.text(1).to_owned()])?);
        synonyms.extend(files.entries(SPELLINGS, |row| group(row, 1))?);
        files.check_all()?;
        Ok(Self {
            series: files.entries(SERIES, |row| (row.text(0).to_owned(), row.text(1).to_owned()))?,
            countries: files.entries(COUNTRIES, |row| Country {
                name: row.text(0).to_owned(),
                region: row.text(2).to_owned(),
                aliases: row.list(3),
                adjectives: row.list(4),
                weak_adjectives: row.list(5),
            })?,
            topics: files.entries(TOPICS, |row| Topic {
                id: row.text(0).to_owned(),
                label: row.text(1).to_owned(),
                group: row.text(2).to_owned(),
                is_on_drugs: row.text(3) == ON_DRUGS,
                terms: row.list(4),
                weak_terms: row.list(5),
                classes: row.list(6),
            })?,
            addressees: files
                .entries(ADDRESSEES, |row| Addressee { name: row.text(0).to_owned(), phrases: row.list(1) })?,
            treaties: files.entries(TREATIES, |row| Treaty { name: row.text(0).to_owned(), aliases: row.list(1) })?,
            masks: files.entries(MASKS, |row| row.text(0).to_owned())?,
            bodies,
            regions,
            substances,
            synonyms,
            names: Names::default(),
            matcher: OnceLock::new(),
        })
    }

    /// All bodies, in the order of their table.
    pub fn bodies(&self) -> &[Body] {
        &self.bodies
    }

    /// All regions, in the order of their table.
    pub fn regions(&self) -> &[Region] {
        &self.regions
    }

    /// All States, in the order of their table.
    pub fn countries(&self) -> &[Country] {
        &self.countries
    }

    /// All topics, in the order of their table.
    pub fn topics(&self) -> &[Topic] {
        &self.topics
    }

    /// All substances: drugs, then precursors.
    pub fn substances(&self) -> &[Substance] {
        &self.substances
    }

    /// All addressees, in the order of their table.
    pub fn addressees(&self) -> &[Addressee] {
        &self.addressees
    }

    /// All treaties, in the order of their table.
    pub fn treaties(&self) -> &[Treaty] {
        &self.treaties
    }

    /// Names that contain another name and mean something else, such as `South Georgia`.
    pub fn masks(&self) -> &[String] {
        &self.masks
    }

    /// The body that `name` names by its acronym, name or an alias; case and accents do not matter.
    pub fn body(&self, name: &str) -> Option<&Body> {
        let index = || Index::new(&self.bodies, [&|body| vec![&body.acronym], &|body| body.names().collect()]);
        self.names.bodies.get_or_init(index).find(name).and_then(|place| self.bodies.get(place))
    }

    /// The region that `name` names by its id, label or an alias.
    pub fn region(&self, name: &str) -> Option<&Region> {
        let index = || {
            Index::new(
                &self.regions,
                [&|region| vec![&region.label], &|region| {
                    std::iter::once(&region.id).chain(&region.aliases).map(String::as_str).collect()
                }],
            )
        };
        self.names.regions.get_or_init(index).find(name).and_then(|place| self.regions.get(place))
    }

    /// The State that `name` names by its short form or another name.
    pub fn country(&self, name: &str) -> Option<&Country> {
        let index =
            || Index::new(&self.countries, [&|country| vec![&country.name], &|country| country.names().collect()]);
        self.names.countries.get_or_init(index).find(name).and_then(|place| self.countries.get(place))
    }

    /// The topic that `name` names by its id, label or one of its strong terms.
    pub fn topic(&self, name: &str) -> Option<&Topic> {
        let index = || {
            Index::new(
                &self.topics,
                [&|topic| vec![&topic.id, &topic.label], &|topic| topic.terms.iter().map(String::as_str).collect()],
            )
        };
        self.names.topics.get_or_init(index).find(name).and_then(|place| self.topics.get(place))
    }

    /// The substance that `name` names by its preferred name or a synonym.
    pub fn substance(&self, name: &str) -> Option<&Substance> {
        let index = || {
            Index::new(&self.substances, [&|substance| vec![&substance.name], &|substance| substance.names().collect()])
        };
        self.names.substances.get_or_init(index).find(name).and_then(|place| self.substances.get(place))
    }

    /// The addressee that `name` names.
    pub fn addressee(&self, name: &str) -> Option<&Addressee> {
        let index = || {
            Index::new(
                &self.addressees,
                [&|addressee| vec![&addressee.name], &|addressee| {
                    addressee.phrases.iter().map(String::as_str).collect()
                }],
            )
        };
        self.names.addressees.get_or_init(index).find(name).and_then(|place| self.addressees.get(place))
    }

    /// The treaty that `typed` names, alone or among other words: the one of the longest name in it.
    pub fn treaty_in(&self, typed: &str) -> Option<&Treaty> {
        let typed = key(typed);
        let named = self.treaties.iter().flat_map(|treaty| {
            let names = std::iter::once(&treaty.name).chain(&treaty.aliases);
            names.map(move |name| (key(name), treaty))
        });
        named
            .filter(|(name, _)| typed.contains(name.as_str()))
            .max_by_key(|(name, _)| name.len())
            .map(|(_, treaty)| treaty)
    }

    /// The body whose symbol series `symbol` belongs to; the longest series decides, element by element.
    pub fn body_of_symbol(&self, symbol: &DocumentSymbol) -> Option<&Body> {
        let symbol = without_session(symbol.as_str());
        self.series
            .iter()
            .filter(|(series, _)| {
                symbol.strip_prefix(series.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '(']))
            })
            .max_by_key(|(series, _)| series.len())
            .and_then(|(_, acronym)| self.bodies.iter().find(|body| body.acronym == *acronym))
    }

    /// A body and the bodies above it, up to the United Nations.
    pub(super) fn upwards(&self, body: &Body) -> impl Iterator<Item = &Body> {
        let by_acronym = |acronym: &str| self.bodies.iter().find(|body| body.acronym == acronym);
        std::iter::successors(by_acronym(&body.acronym), move |body| by_acronym(&body.parent)).take(DEPTH)
    }

    /// The acronyms from the United Nations down to a body: `/UN/ECOSOC/CND/HONLAF`.
    pub fn body_path(&self, acronym: &str) -> String {
        path_of(acronym, |acronym| {
            let body = self.bodies.iter().find(|body| body.acronym == acronym)?;
            Some((body.acronym.as_str(), body.parent.as_str()))
        })
    }

    /// The labels from the region at the top down to a region, by its label: `/Africa/North Africa`.
    pub fn region_path(&self, label: &str) -> String {
        let id = self.regions.iter().find(|region| region.label == label).map_or(label, |region| &region.id);
        path_of(id, |id| {
            let region = self.regions.iter().find(|region| region.id == id)?;
            Some((region.label.as_str(), region.parent.as_str()))
        })
    }

    /// The group and id of a topic, by its id: `/demand reduction/prevention`.
    pub fn topic_path(&self, id: &str) -> String {
        match self.topics.iter().find(|topic| topic.id == id) {
            Some(topic) => format!("/{}/{}", topic.group, topic.id),
            None => format!("/{id}"),
        }
    }

    /// The labels of a region and of all regions within it: what a filter by that region finds.
    pub fn regions_within(&self, label: &str) -> Vec<&str> {
        let top = self.region_path(label);
        self.regions
            .iter()
            .filter(|region| is_within(&self.region_path(&region.label), &top))
            .map(|region| region.label.as_str())
            .collect()
    }

    /// The acronyms of a body and of all bodies that report to it.
    pub fn bodies_within(&self, acronym: &str) -> Vec<&str> {
        let top = self.body_path(acronym);
        self.bodies
            .iter()
            .filter(|body| is_within(&self.body_path(&body.acronym), &top))
            .map(|body| body.acronym.as_str())
            .collect()
    }

    /// The ids of the topics of a group such as `supply reduction`, or the one topic that `name` names; empty if none.
    pub fn topics_within(&self, name: &str) -> Vec<&str> {
        let asked = key(name);
        let group: Vec<&str> =
            self.topics.iter().filter(|topic| key(&topic.group) == asked).map(|topic| topic.id.as_str()).collect();
        if group.is_empty() { self.topic(name).map(|topic| topic.id.as_str()).into_iter().collect() } else { group }
    }

    /// The names of bodies nearest to one that is not known.
    pub fn nearest_bodies(&self, asked: &str) -> Vec<&str> {
        lookup::nearest(asked, self.bodies.iter().map(|body| body.acronym.as_str()))
    }

    /// The labels of regions nearest to one that is not known.
    pub fn nearest_regions(&self, asked: &str) -> Vec<&str> {
        lookup::nearest(asked, self.regions.iter().map(|region| region.label.as_str()))
    }

    /// The States nearest to one that is not known.
    pub fn nearest_countries(&self, asked: &str) -> Vec<&str> {
        lookup::nearest(asked, self.countries.iter().map(|country| country.name.as_str()))
    }

    /// The ids of topics nearest to one that is not known.
    pub fn nearest_topics(&self, asked: &str) -> Vec<&str> {
        lookup::nearest(asked, self.topics.iter().map(|topic| topic.id.as_str()))
    }

    /// The substances nearest to one that is not known.
    pub fn nearest_substances(&self, asked: &str) -> Vec<&str> {
        lookup::nearest(asked, self.substances.iter().map(|substance| substance.name.as_str()))
    }

    /// The addressees nearest to one that is not known.
    pub fn nearest_addressees(&self, asked: &str) -> Vec<&str> {
        lookup::nearest(asked, self.addressees.iter().map(|addressee| addressee.name.as_str()))
    }

    /// Groups of terms that mean one thing, for the expansion of queries: a substance with its synonyms, an acronym with its
    /// expansion, a body with its old and new names, a State with its former names, an operation with its other names,
    /// spellings. Ambiguous words are not among them.
    pub fn synonyms(&self) -> Vec<Vec<&str>> {
        let mut groups: Vec<Vec<&str>> = Vec::new();
        groups.extend(self.bodies.iter().map(|body| body.names().collect()));
        groups.extend(self.countries.iter().map(|country| country.names().collect()));
        groups.extend(self.substances.iter().map(|substance| substance.names().collect()));
        groups.extend(self.synonyms.iter().map(|group| group.iter().map(String::as_str).collect()));
        groups.retain(|group: &Vec<&str>| group.len() > 1);
        groups
    }

    /// The automaton over all terms, built when first asked for.
    pub(super) fn matcher(&self) -> &Matcher {
        self.matcher.get_or_init(|| Matcher::new(self))
    }
}

/// A symbol without the session in brackets that some series put within it: `ICCD/COP(8)/CST/8` is `ICCD/COP/CST/8`.
fn without_session(symbol: &str) -> String {
    let mut depth = 0_usize;
    symbol
        .chars()
        .filter(|c| {
            depth += usize::from(*c == '(');
            let is_kept = depth == 0;
            depth -= usize::from(*c == ')').min(depth);
            is_kept
        })
        .collect()
}

/// The first cell of a row and the list in another.
fn group(row: &Row<'_>, column: usize) -> Vec<String> {
    std::iter::once(row.text(0).to_owned()).chain(row.list(column)).collect()
}

/// Whether one path is another or below it.
fn is_within(path: &str, top: &str) -> bool {
    path.strip_prefix(top).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Levels followed upwards in a hierarchy: a table whose parents go in a circle ends here.
const DEPTH: usize = 8;

/// The names from the top of a hierarchy down to `id`; `entry` gives the name and parent of an id.
fn path_of<'a>(id: &'a str, entry: impl Fn(&str) -> Option<(&'a str, &'a str)>) -> String {
    let mut names = Vec::new();
    let mut next = id;
    while let (true, Some((name, parent))) = (names.len() < DEPTH, entry(next)) {
        names.push(name);
        next = parent;
    }
    if names.is_empty() {
        names.push(id);
    }
    names.iter().rev().map(|name| format!("/{name}")).collect()
}

/// The texts of a vocabulary folder, by file name.
struct Files<'a> {
    folder: &'a Path,
    texts: HashMap<&'static str, String>,
}

impl<'a> Files<'a> {
    fn read(folder: Option<&'a Path>) -> Result<Self> {
        let mut texts = HashMap::new();
        let Some(folder) = folder else { return Ok(Self { folder: Path::new(""), texts }) };
        let known = [
            BODIES, SERIES, REGIONS, COUNTRIES, TOPICS, SUBSTANCES, PRECURSORS, OPERATIONS, ACRONYMS, ADDRESSEES,
            TREATIES, MASKS, SPELLINGS,
        ];
        let entries = std::fs::read_dir(folder)
            .map_err(|error| Error::usage("--vocabulary", format!("{}: {error}; name a folder", folder.display())))?;
        for entry in entries {
            let path = entry.map_err(|error| Error::io(folder, error))?.path();
            let name = path.file_name().unwrap_or_default();
            if let Some(table) = known.iter().find(|table| name == table.file) {
                let bytes = std::fs::read(&path).map_err(|error| Error::io(&path, error))?;
                texts.insert(table.file, table.text(folder, bytes)?);
            } else if path.extension().is_some_and(|extension| extension == "tsv") {
                let names: Vec<&str> = known.iter().map(|table| table.file).collect();
                let near = lookup::nearest(&name.to_string_lossy(), names.into_iter()).join(", ");
                let message = format!("{}: no vocabulary has this name; did you mean {near}?", path.display());
                return Err(Error::usage("--vocabulary", message));
            }
        }
        Ok(Self { folder, texts })
    }

    fn rows(&self, table: Table) -> Result<Vec<Row<'_>>> {
        table.rows(self.folder, self.texts.get(table.file).map(String::as_str))
    }

    /// One entry for each row of a table.
    fn entries<T>(&self, table: Table, entry: impl Fn(&Row<'_>) -> T) -> Result<Vec<T>> {
        Ok(self.rows(table)?.iter().map(entry).collect())
    }

    /// That what the folder says fits together. The tables compiled in are held by tests, which give a folder.
    fn check_all(&self) -> Result<()> {
        if self.texts.is_empty() {
            return Ok(());
        }
        for (table, columns) in
            [(BODIES, &[1][..]), (REGIONS, &[1]), (TOPICS, &[1, 2]), (SUBSTANCES, &[1]), (ACRONYMS, &[1])]
        {
            columns.iter().try_for_each(|column| self.require(table, *column))?;
        }
        let (bodies, regions) = (self.rows(BODIES)?, self.rows(REGIONS)?);
        let first = |rows: &[Row<'_>]| rows.iter().map(|row| row.text(0).to_owned()).collect::<Vec<_>>();
        let (bodies, regions) = (first(&bodies), first(&regions));
        let or_none = |names: &[String]| [names, &[String::new()]].concat();
        self.check(BODIES, 2, "body", &or_none(&bodies))?;
        self.check(BODIES, 3, "region", &or_none(&regions))?;
        self.check(REGIONS, 2, "region", &or_none(&regions))?;
        self.check(COUNTRIES, 2, "region", &or_none(&regions))?;
        self.check(SERIES, 1, "body", &bodies)?;
        self.check(TOPICS, 3, "scope", &SCOPES.map(str::to_owned))?;
        let mut classes: Vec<String> = self.rows(SUBSTANCES)?.iter().map(|row| row.text(1).to_owned()).collect();
        classes.push(PRECURSOR_CLASS.to_owned());
        classes.sort();
        classes.dedup();
        self.check(TOPICS, 6, "class of substances", &or_none(&classes))?;
        for (table, column) in [(BODIES, 6), (SUBSTANCES, 4), (OPERATIONS, 4), (ACRONYMS, 2)] {
            self.check(table, column, "status", &STATUSES.map(str::to_owned))?;
        }
        [BODIES, REGIONS].iter().try_for_each(|table| self.check_hierarchy(*table))
    }

    /// That no cell of a column is empty.
    fn require(&self, table: Table, column: usize) -> Result<()> {
        let name = table.columns.get(column).copied().unwrap_or_default();
        match self.rows(table)?.iter().find(|row| row.text(column).is_empty()) {
            Some(row) => Err(table.error(self.folder, row.line(), &format!("the {name} is empty"))),
            None => Ok(()),
        }
    }

    /// That every item of a column is one of the known names.
    fn check(&self, table: Table, column: usize, what: &str, known: &[String]) -> Result<()> {
        /// So many names are all told, of more the nearest.
        const FEW: usize = 4;
        for row in self.rows(table)? {
            let mut items = row.text(column).split('|').map(str::trim);
            if let Some(item) = items.find(|item| !known.iter().any(|name| name == item)) {
                let names = known.iter().map(String::as_str).filter(|name| !name.is_empty());
                let choices: Vec<&str> =
                    if known.len() <= FEW { names.collect() } else { lookup::nearest(item, names) };
                let message = format!("there is no {what} \"{item}\"; there is {}", choices.join(", "));
                return Err(table.error(self.folder, row.line(), &message));
            }
        }
        Ok(())
    }

    /// That no entry is above itself.
    fn check_hierarchy(&self, table: Table) -> Result<()> {
        /// The column that names the entry above, in each table that has one.
        const PARENT: usize = 2;
        let rows = self.rows(table)?;
        let parent = |name: &str| rows.iter().find(|row| row.text(0) == name).map(|row| row.text(PARENT));
        for row in &rows {
            let own = row.text(0);
            let mut above = std::iter::successors(parent(own), |name| parent(name)).take(rows.len());
            if above.any(|name| name == own) {
                return Err(table.error(self.folder, row.line(), &format!("\"{own}\" is above itself")));
            }
        }
        Ok(())
    }
}
