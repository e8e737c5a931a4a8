//! Compile: a tree and its concepts become a query of the index.
//!
//! Input: a [`Node`]. Output: a [`Compiled`] query whose scores are those of [`super::rank`], the concepts in it, and
//! notes. It does not run it.

use std::sync::Arc;

use tantivy::Term;
use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, EmptyQuery, Occur as Must, PhraseQuery, Query, RangeQuery,
};
use tantivy::schema::Field;

use crate::error::Result;
use crate::index::Snapshot;
use crate::index::analyzer::key;
use crate::index::schema::{Column, PASSAGE};

use super::concept::{Concept, Pattern, Reading, Variant, idf};
use super::rank::MOST_SOUGHT;
use super::spelling;
use super::syntax::{Clause, DateRange, FieldName, Node, Occur};
use super::union::{Part, Parts, Union};
use super::values;

/// A query ready to run.
pub(super) struct Compiled {
    /// The query of the index.
    pub query: Box<dyn Query>,
    /// The concepts that a passage may match; not those that it may not.
    pub concepts: Vec<Concept>,
    /// The query of each of them.
    pub queries: Vec<Box<dyn Query>>,
    /// Runs of words as typed, for finding them in order.
    pub runs: Vec<String>,
    /// What was added, corrected or not understood.
    pub notes: Vec<String>,
}

/// Compiles queries over one state of the index.
pub(super) struct Compiler<'a> {
    reading: Reading<'a>,
    vocabulary: &'a crate::tag::Vocabulary,
    concepts: Vec<Concept>,
    queries: Vec<Box<dyn Query>>,
    runs: Vec<String>,
    notes: Vec<String>,
}

/// What a clause came to; `None` where it says nothing.
type Joined = Option<(Must, Box<dyn Query>)>;

impl<'a> Compiler<'a> {
    /// A compiler that reads words so.
    pub(super) fn new(reading: Reading<'a>, vocabulary: &'a crate::tag::Vocabulary) -> Self {
        Self { reading, vocabulary, concepts: Vec::new(), queries: Vec::new(), runs: Vec::new(), notes: Vec::new() }
    }

    /// The query of a tree; an empty tree matches every passage.
    ///
    /// # Errors
    /// Where a file of the index cannot be read.
    pub(super) fn compile(mut self, node: &Node) -> Result<Compiled> {
        let query = match node {
            Node::Sequence(clauses) if clauses.is_empty() => self.everything(),
            node => self.node(node, true)?.unwrap_or_else(|| self.everything()),
        };
        Ok(self.compiled(query))
    }

    /// The query of passages that match any of some concepts.
    ///
    /// # Errors
    /// Where a file of the index cannot be read.
    pub(super) fn any_of(mut self, concepts: Vec<Concept>) -> Result<Compiled> {
        let query = self.concepts(concepts, true)?;
        Ok(self.compiled(query))
    }

    fn compiled(self, query: Box<dyn Query>) -> Compiled {
        let Self { concepts, queries, runs, notes, .. } = self;
        Compiled { query, concepts, queries, runs, notes }
    }

    fn snapshot(&self) -> &'a Snapshot {
        self.reading.snapshot
    }

    fn everything(&self) -> Box<dyn Query> {
        Box::new(ConstScoreQuery::new(Box::new(self.snapshot().record_query(PASSAGE)), 0.0))
    }

    /// The query of a node; `None` where it says nothing. `wanted` is false under a negation, whose words are not shown.
    fn node(&mut self, node: &Node, wanted: bool) -> Result<Option<Box<dyn Query>>> {
        Ok(match node {
            Node::Word(word) => self.run(word, wanted)?,
            Node::Phrase { text, slop } => {
                let concept = self.reading.phrase(text, *slop)?;
                Some(self.concepts(vec![concept], wanted)?)
            }
            Node::Prefix(word) => {
                let concept = self.reading.prefix(word)?;
                Some(self.concepts(vec![concept], wanted)?)
            }
            Node::Field(field, value) => self.field(*field, value, wanted)?,
            Node::Date(range) => Some(self.date(*range)),
            Node::Not(node) => {
                let excluded = self.node(node, false)?;
                excluded.map(|excluded| self.all_but(vec![(Must::MustNot, excluded)]))
            }
            Node::All(nodes) => {
                let mut parts = Vec::new();
                for node in each_once(nodes) {
                    match node {
                        Node::Not(node) => parts.push(self.node(node, false)?.map(|query| (Must::MustNot, query))),
                        node => parts.push(self.node(node, wanted)?.map(|query| (Must::Must, query))),
                    }
                }
                self.joined(parts)
            }
            Node::Any(nodes) => {
                let mut parts = Vec::new();
                for node in each_once(nodes) {
                    parts.push(self.node(node, wanted)?.map(|query| (Must::Should, query)));
                }
                self.joined(parts)
            }
            Node::Sequence(clauses) => self.sequence(clauses, wanted)?,
        })
    }

    /// Clauses side by side. Words are optional, but one of them has to match unless something else with words is
    /// required; phrases, fields and dates are required.
    fn sequence(&mut self, clauses: &[Clause], wanted: bool) -> Result<Option<Box<dyn Query>>> {
        let mut required = Vec::new();
        let mut optional = Vec::new();
        let mut words_required = false;
        let mut run = String::new();
        for clause in each_once(clauses) {
            match (clause.occur, &clause.node) {
                (Occur::Should, Node::Word(word)) => {
                    run.push_str(if run.is_empty() { "" } else { " " });
                    run.push_str(word);
                    continue;
                }
                (Occur::MustNot, node) => required.push(self.node(node, false)?.map(|query| (Must::MustNot, query))),
                (Occur::Must, node)
                | (Occur::Should, node @ (Node::Phrase { .. } | Node::Field(..) | Node::Date(_))) => {
                    words_required |= !matches!(node, Node::Field(..) | Node::Date(_));
                    required.push(self.node(node, wanted)?.map(|query| (Must::Must, query)));
                }
                (Occur::Should, node) => optional.push(self.node(node, wanted)?.map(|query| (Must::Should, query))),
            }
            if !run.is_empty() {
                optional.push(self.run(&std::mem::take(&mut run), wanted)?.map(|query| (Must::Should, query)));
            }
        }
        if !run.is_empty() {
            optional.push(self.run(&run, wanted)?.map(|query| (Must::Should, query)));
        }
        if words_required {
            required.extend(optional);
        } else if let Some(optional) = self.joined(optional) {
            required.push(Some((Must::Must, optional)));
        }
        Ok(self.joined(required))
    }

    fn joined(&self, parts: Vec<Joined>) -> Option<Box<dyn Query>> {
        let mut parts: Vec<(Must, Box<dyn Query>)> = parts.into_iter().flatten().collect();
        if parts.is_empty() {
            return None;
        }
        if parts.iter().all(|(occur, _)| *occur == Must::MustNot) {
            return Some(self.all_but(parts));
        }
        if parts.len() == 1 {
            return parts.pop().map(|(_, query)| query);
        }
        Some(Box::new(BooleanQuery::new(parts)))
    }

    fn all_but(&self, mut parts: Vec<(Must, Box<dyn Query>)>) -> Box<dyn Query> {
        parts.push((Must::Must, self.everything()));
        Box::new(BooleanQuery::new(parts))
    }

    /// A run of words: any of its concepts.
    fn run(&mut self, typed: &str, wanted: bool) -> Result<Option<Box<dyn Query>>> {
        let understood = self.reading.run(typed)?;
        if wanted {
            self.runs.push(typed.to_owned());
            self.notes.extend(understood.notes);
        }
        if understood.concepts.is_empty() {
            return Ok(None);
        }
        self.concepts(understood.concepts, wanted).map(Some)
    }

    /// The passages that match any of some concepts.
    fn concepts(&mut self, concepts: Vec<Concept>, wanted: bool) -> Result<Box<dyn Query>> {
        let mut union = Union { concepts: Vec::new(), tie: self.reading.weights.tie };
        let least = least_sought(&concepts);
        for concept in concepts {
            let variants = concept.variants.iter().map(|variant| self.variant(variant, concept.weight));
            let wordings = variants.collect::<Result<Vec<_>>>()?;
            let is_sought = concept.weight >= least;
            if wanted {
                self.queries.push(Box::new(Union { concepts: vec![wordings.clone()], tie: union.tie }));
                self.concepts.push(concept);
            }
            if is_sought {
                union.concepts.push(wordings);
            }
        }
        Ok(Box::new(union))
    }

    /// The parts of a variant of a concept that weighs `weight`.
    fn variant(&self, variant: &Variant, weight: f32) -> Result<Parts> {
        let Snapshot { fields, .. } = self.snapshot();
        let weights = self.reading.weights;
        let share = weight * variant.weight;
        let mut parts = Parts::new();
        match &variant.pattern {
            Pattern::Stems { stems, slop } => {
                let number = stems.len() == 1 && stems.iter().any(|stem| stem.contains('/'));
                for (field, field_weight) in
                    [(fields.text, weights.text), (fields.section, weights.section), (fields.context, weights.context)]
                {
                    parts.extend(self.in_field(field, stems, *slop, share * field_weight)?);
                }
                if number {
                    parts.extend(self.in_field(fields.citation, stems, 0, share * weights.citation)?);
                }
            }
            Pattern::Together(stems) if !stems.is_empty() => {
                let terms = stems.iter().map(|stem| Term::from_field_text(fields.text, stem));
                parts.push(Part::Together(terms.collect(), share / stems.len() as f32));
            }
            Pattern::Together(_) => {}
            Pattern::Prefix { words, .. } => {
                let terms = words.iter().map(|word| Term::from_field_text(fields.words, word));
                parts.push(Part::Any(terms.collect(), share));
            }
            Pattern::Tag(column, value) => {
                let term = Term::from_field_text(fields.columns.field(*column), &key(value));
                parts.push(Part::Any(vec![term], share));
            }
        }
        Ok(parts)
    }

    /// Stems in one field, weighing `weight` where they stand once in a passage of average length.
    fn in_field(&self, field: Field, stems: &[String], slop: u32, weight: f32) -> Result<Option<Part>> {
        if let [stem] = stems {
            return Ok(Some(Part::Term(Term::from_field_text(field, stem), weight)));
        }
        let terms: Vec<Term> = stems.iter().map(|stem| Term::from_field_text(field, stem)).collect();
        if slop == 0 {
            return Ok((!terms.is_empty()).then_some(Part::Phrase(terms, weight)));
        }
        let mut own = 0.0;
        for term in &terms {
            let idf = self.idf(term)?;
            if idf == 0.0 {
                return Ok(None);
            }
            own += idf;
        }
        let mut phrase = PhraseQuery::new(terms);
        phrase.set_slop(slop);
        Ok(Some(Part::Query(Arc::new(BoostQuery::new(Box::new(phrase), weight / own.max(f32::MIN_POSITIVE))))))
    }

    /// The inverse document frequency of a term, by which the index library multiplies its score; 0 where nothing has it.
    fn idf(&self, term: &Term) -> Result<f32> {
        let snapshot = self.snapshot();
        let found = snapshot.searcher.doc_freq(term).map_err(|error| snapshot.damaged(&error))?;
        Ok(if found == 0 { 0.0 } else { idf(found, snapshot.searcher.num_docs()) })
    }

    /// A value of a column.
    fn column(&self, column: Column, value: &str, score: f32) -> Box<dyn Query> {
        let query = self.snapshot().key_term(self.snapshot().fields.columns.field(column), value);
        Box::new(ConstScoreQuery::new(Box::new(query), score))
    }

    fn date(&self, range: DateRange) -> Box<dyn Query> {
        use std::ops::Bound::{Included, Unbounded};
        let field = self.snapshot().fields.date;
        let bound =
            |day: Option<u32>| day.map_or(Unbounded, |day| Included(Term::from_field_u64(field, u64::from(day))));
        Box::new(ConstScoreQuery::new(Box::new(RangeQuery::new(bound(range.from), bound(range.to))), 0.0))
    }

    /// The sessions or meetings of the index that are called so, or some of all there are.
    fn held(&self, column: Column, typed: &str) -> Result<values::Named> {
        let field = self.snapshot().fields.columns.field(column);
        let all = spelling::dictionary(self.snapshot(), field, "", |value| !value.is_empty())?.into_keys();
        let (called, others): (Vec<String>, Vec<String>) = all.partition(|value| values::is_called(value, typed));
        Ok(if called.is_empty() {
            Err(others.into_iter().take(values::CHOICES).collect())
        } else {
            Ok((column, called))
        })
    }

    /// A field of the query language.
    fn field(&mut self, field: FieldName, value: &str, wanted: bool) -> Result<Option<Box<dyn Query>>> {
        let fields = self.snapshot().fields;
        let words = match field {
            FieldName::Title => Some(fields.title),
            FieldName::Section => Some(fields.section),
            _ => None,
        };
        if let Some(field) = words {
            let stems: Vec<String> = super::lexicon::words(value, crate::index::analyzer::Reduction::Stem)
                .into_iter()
                .map(|term| term.text)
                .collect();
            return Ok(Some(self.in_field(field, &stems, 0, 1.0)?.map_or_else(|| Box::new(EmptyQuery) as _, alone)));
        }
        let known = match field {
            FieldName::Session => self.held(Column::Session, value)?,
            FieldName::Meeting => self.held(Column::Meeting, value)?,
            field => values::of_field(self.vocabulary, field, value),
        };
        let (column, values) = match known {
            Ok(found) => found,
            Err(nearest) => {
                if wanted {
                    self.notes.push(format!(
                        "{} \"{value}\" is not known{} and was searched as words",
                        field.as_str(),
                        values::perhaps(&nearest)
                    ));
                }
                return self.run(value, wanted);
            }
        };
        Ok(any(values.iter().map(|value| Some(self.column(column, value, 0.0))).collect()))
    }
}

/// The weight from which on concepts are looked for: those that tell most decide which passages match.
fn least_sought(concepts: &[Concept]) -> f32 {
    let mut weights: Vec<f32> = concepts.iter().map(|concept| concept.weight).collect();
    weights.sort_by(|a, b| b.total_cmp(a));
    weights.get(MOST_SOUGHT - 1).copied().unwrap_or(f32::MIN)
}

/// What is repeated adds nothing; most queries have few parts.
fn each_once<T: PartialEq>(parts: &[T]) -> impl Iterator<Item = &T> {
    let is_new = |(place, part): &(usize, &T)| !parts.iter().take(*place).any(|before| before == *part);
    parts.iter().enumerate().filter(is_new).map(|(_, part)| part)
}

/// The query of one part by itself.
fn alone(part: Part) -> Box<dyn Query> {
    Box::new(Union { concepts: vec![vec![vec![part]]], tie: 0.0 })
}

fn any(parts: Vec<Option<Box<dyn Query>>>) -> Option<Box<dyn Query>> {
    let mut parts: Vec<(Must, Box<dyn Query>)> =
        parts.into_iter().flatten().map(|query| (Must::Should, query)).collect();
    match parts.len() {
        0 => None,
        1 => parts.pop().map(|(_, query)| query),
        _ => Some(Box::new(BooleanQuery::new(parts))),
    }
}

/// A query for every record of the index, for counting.
pub(super) fn all() -> Box<dyn Query> {
    Box::new(AllQuery)
}
