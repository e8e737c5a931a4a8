//! Union: the passages that match any of some concepts, scored in one pass.
//!
//! Input: for each concept its wordings, for each wording the parts whose scores it sums. Output: a query of the index whose
//! score is the sum over the concepts of their best wording, and of a share of the others. It does not know what a concept
//! means.
//!
//! Passages are scored term by term, a window of them at a time, so that each posting costs a few instructions on memory in
//! the first cache, however many wordings a concept has. Nested queries of the index library would call through as many
//! layers for every passage.

use std::collections::BTreeMap;
use std::sync::Arc;

use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::BlockSegmentPostings;
use tantivy::query::{EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, Score, Searcher, SegmentReader, TERMINATED, Term};

use super::phrase::{PhrasePostings, PositionFiles};

/// Passages scored at a time: the arrays of a window stay within the cache of a core.
const WINDOW: DocId = 4096;
/// Passages in one word of a set.
const BITS: usize = 64;
/// Postings that are looked at one by one before a place further on is searched for.
pub(super) const NEAR: usize = 2;
/// Saturation of the frequency of a term, as is usual for BM25 and as tantivy has it.
const K1: Score = 1.2;
/// Share of the length of a passage in its score, as is usual for BM25 and as tantivy has it.
const B: Score = 0.75;

/// What adds to the score of a wording.
#[derive(Debug, Clone)]
pub(super) enum Part {
    /// A term, weighing so much where it stands once in a passage of average length.
    Term(Term, Score),
    /// Any of some terms, with the same score however many of them there are.
    Any(Vec<Term>, Score),
    /// Terms of one field that stand one after the other, weighing so much where they do once in a passage of average length.
    Phrase(Vec<Term>, Score),
    /// Terms of one field that all stand there, each weighing so much where it does once in a passage of average length.
    Together(Vec<Term>, Score),
    /// What has a score of its own, such as words that stand near one another.
    Query(Arc<dyn Query>),
}

/// A wording: the parts whose scores are summed.
pub(super) type Parts = Vec<Part>;

/// Passages that match any of some concepts.
#[derive(Debug, Clone)]
pub(super) struct Union {
    /// The wordings of each concept.
    pub concepts: Vec<Vec<Parts>>,
    /// What the other wordings of a concept add to the best of them.
    pub tie: Score,
}

impl Query for Union {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let mut norms = BTreeMap::new();
        let mut concepts = Vec::with_capacity(self.concepts.len());
        for wordings in &self.concepts {
            let mut weighed = Vec::with_capacity(wordings.len());
            for parts in wordings {
                let parts = parts.iter().map(|part| weigh(part, scoring, &mut norms));
                weighed.push(parts.collect::<tantivy::Result<Vec<_>>>()?);
            }
            concepts.push(weighed);
        }
        Ok(Box::new(UnionWeight { concepts, tie: self.tie, positions: PositionFiles::default() }))
    }
}

/// The part of the denominator of BM25 that the length of a passage decides, for each of the lengths that an index tells apart.
type Norms = [Score; 256];

/// The norms of a field over the whole index.
fn norms_of(field: Field, searcher: Option<&Searcher>) -> tantivy::Result<Arc<Norms>> {
    let (mut words, mut passages) = (0, 0);
    for segment in searcher.into_iter().flat_map(Searcher::segment_readers) {
        words += segment.inverted_index(field)?.total_num_tokens();
        passages += u64::from(segment.max_doc());
    }
    let average = (words as Score / passages.max(1) as Score).max(Score::MIN_POSITIVE);
    let mut norms = [0.0; 256];
    for (id, norm) in (0..=u8::MAX).zip(&mut norms) {
        *norm = K1 * (1.0 - B + B * FieldNormReader::id_to_fieldnorm(id) as Score / average);
    }
    Ok(Arc::new(norms))
}

/// A part that is ready for any segment.
enum Weighed {
    Term(Term, Score, Arc<Norms>),
    Any(Vec<Term>, Score),
    Phrase(Vec<Term>, Score, Arc<Norms>),
    Together(Vec<Term>, Score, Arc<Norms>),
    Query(Box<dyn Weight>),
}

fn weigh(part: &Part, scoring: EnableScoring<'_>, known: &mut BTreeMap<Field, Arc<Norms>>) -> tantivy::Result<Weighed> {
    let mut norms = |field| match known.get(&field) {
        Some(norms) => Ok(Arc::clone(norms)),
        None => norms_of(field, scoring.searcher()).inspect(|norms| {
            known.insert(field, Arc::clone(norms));
        }),
    };
    Ok(match part {
        Part::Term(term, weight) => Weighed::Term(term.clone(), *weight, norms(term.field())?),
        Part::Any(terms, score) => Weighed::Any(terms.clone(), *score),
        Part::Phrase(terms, weight) => Weighed::Phrase(terms.clone(), *weight, norms(field_of(terms))?),
        Part::Together(terms, weight) => Weighed::Together(terms.clone(), *weight, norms(field_of(terms))?),
        Part::Query(query) => Weighed::Query(query.weight(scoring)?),
    })
}

/// The field of some terms.
fn field_of(terms: &[Term]) -> Field {
    terms.first().map_or_else(|| Field::from_field_id(0), Term::field)
}

struct UnionWeight {
    concepts: Vec<Vec<Vec<Weighed>>>,
    tie: Score,
    positions: PositionFiles,
}

impl UnionWeight {
    /// The union over one segment; `None` where nothing of it stands there.
    fn over(&self, segment: &SegmentReader, boost: Score) -> tantivy::Result<Option<UnionScorer>> {
        let mut concepts = Vec::new();
        for wordings in &self.concepts {
            let mut held = Vec::new();
            for parts in wordings {
                let mut lists = Vec::new();
                for part in parts {
                    add_lists(part, segment, boost, &self.positions, &mut lists)?;
                }
                if !lists.is_empty() {
                    held.push(lists);
                }
            }
            if !held.is_empty() {
                concepts.push(held);
            }
        }
        if concepts.is_empty() {
            return Ok(None);
        }
        let all = concepts.iter().flatten().flatten();
        let size = all.map(List::size).fold(0, u32::saturating_add).min(segment.max_doc());
        let mut scorer =
            UnionScorer { concepts, tie: self.tie, size, window: Window::new(), found: Vec::new(), place: 0 };
        scorer.fill();
        Ok(Some(scorer))
    }
}

impl Weight for UnionWeight {
    fn scorer(&self, segment: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        Ok(match self.over(segment, boost)? {
            Some(scorer) => Box::new(scorer),
            None => Box::new(EmptyScorer),
        })
    }

    fn explain(&self, segment: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        let mut scorer = self.scorer(segment, 1.0)?;
        let score = if scorer.seek(doc) == doc { scorer.score() } else { 0.0 };
        Ok(Explanation::new("concepts, each by its best wording", score))
    }
}

/// The passages of one part, in order.
enum List {
    /// Those of a term, with the lengths of passages in its field.
    Term { postings: Cursor, lengths: FieldNormReader, norms: Arc<Norms>, weight: Score },
    /// Those of one of several terms that count once.
    Any { postings: Cursor, score: Score },
    /// Those of a phrase, with the lengths of passages in its field.
    Phrase { postings: Box<PhrasePostings>, lengths: FieldNormReader, norms: Arc<Norms>, weight: Score },
    /// Those that have all of some terms, the one with the fewest first, with the lengths of passages in their field.
    Together { postings: Vec<Cursor>, lengths: FieldNormReader, norms: Arc<Norms>, weight: Score },
    /// Those of a query.
    Query(Box<dyn Scorer>),
}

/// The part of BM25 that the frequency of a term and the length of a passage decide.
fn bm25(frequency: u32, length: u8, norms: &Norms) -> Score {
    let frequency = frequency as Score;
    frequency / (frequency + norms.get(usize::from(length)).copied().unwrap_or(K1))
}

fn add_lists(
    part: &Weighed,
    segment: &SegmentReader,
    boost: Score,
    positions: &PositionFiles,
    lists: &mut Vec<List>,
) -> tantivy::Result<()> {
    let scaled = |weight: &Score| weight * (1.0 + K1) * boost;
    match part {
        Weighed::Term(term, weight, norms) => {
            let inverted = segment.inverted_index(term.field())?;
            if let Some(postings) = inverted.read_block_postings(term, IndexRecordOption::WithFreqs)? {
                let lengths = segment.get_fieldnorms_reader(term.field())?;
                let (norms, weight) = (Arc::clone(norms), scaled(weight));
                lists.push(List::Term { postings: Cursor::new(postings), lengths, norms, weight });
            }
        }
        Weighed::Any(terms, score) => {
            for term in terms {
                let inverted = segment.inverted_index(term.field())?;
                if let Some(postings) = inverted.read_block_postings(term, IndexRecordOption::Basic)? {
                    lists.push(List::Any { postings: Cursor::new(postings), score: score * boost });
                }
            }
        }
        Weighed::Phrase(terms, weight, norms) => {
            if let Some(postings) = PhrasePostings::open(terms, segment, positions)?.map(Box::new) {
                let lengths = segment.get_fieldnorms_reader(field_of(terms))?;
                let (norms, weight) = (Arc::clone(norms), scaled(weight));
                lists.push(List::Phrase { postings, lengths, norms, weight });
            }
        }
        Weighed::Together(terms, weight, norms) => {
            let inverted = segment.inverted_index(field_of(terms))?;
            let mut all = Vec::with_capacity(terms.len());
            for term in terms {
                let Some(postings) = inverted.read_block_postings(term, IndexRecordOption::WithFreqs)? else {
                    return Ok(());
                };
                all.push(Cursor::new(postings));
            }
            all.sort_by_key(|cursor| cursor.postings.doc_freq());
            let lengths = segment.get_fieldnorms_reader(field_of(terms))?;
            let (norms, weight) = (Arc::clone(norms), scaled(weight));
            lists.push(List::Together { postings: all, lengths, norms, weight });
        }
        Weighed::Query(weight) => {
            let scorer = weight.scorer(segment, boost)?;
            if scorer.doc() != TERMINATED {
                lists.push(List::Query(scorer));
            }
        }
    }
    Ok(())
}

/// A place in the postings of a term.
struct Cursor {
    postings: BlockSegmentPostings,
    place: usize,
}

impl Cursor {
    fn new(postings: BlockSegmentPostings) -> Self {
        Self { postings, place: 0 }
    }

    fn doc(&self) -> DocId {
        self.postings.docs().get(self.place).copied().unwrap_or(TERMINATED)
    }

    fn seek(&mut self, target: DocId) {
        // Passages that have one of several frequent words are near one another.
        for _ in 0..NEAR {
            match self.postings.docs().get(self.place) {
                Some(doc) if *doc < target => self.place += 1,
                Some(_) => return,
                None => break,
            }
        }
        if self.doc() < target || self.place >= self.postings.docs().len() {
            self.place = self.postings.seek(target);
        }
    }

    /// How often the term stands in the passage that it is at.
    fn frequency(&self) -> u32 {
        self.postings.freqs().get(self.place).copied().unwrap_or(1)
    }

    /// Visits the passages before `end` with the frequency of the term in each.
    fn visit(&mut self, end: DocId, mut visit: impl FnMut(DocId, u32)) {
        loop {
            let docs = self.postings.docs().get(self.place..).unwrap_or_default();
            // A field without frequencies has none to decode.
            let frequencies = self.postings.freqs().get(self.place..).unwrap_or_default();
            let before = docs.partition_point(|doc| *doc < end);
            if frequencies.is_empty() {
                docs.iter().take(before).for_each(|doc| visit(*doc, 1));
            } else {
                docs.iter().zip(frequencies).take(before).for_each(|(doc, frequency)| visit(*doc, *frequency));
            }
            self.place += before;
            if before < docs.len() || docs.is_empty() {
                return;
            }
            self.postings.advance();
            self.place = 0;
        }
    }
}

impl List {
    fn doc(&self) -> DocId {
        match self {
            Self::Term { postings, .. } | Self::Any { postings, .. } => postings.doc(),
            Self::Phrase { postings, .. } => postings.doc(),
            Self::Together { postings, .. } => postings.first().map_or(TERMINATED, Cursor::doc),
            Self::Query(scorer) => scorer.doc(),
        }
    }

    fn seek(&mut self, target: DocId) {
        match self {
            Self::Term { postings, .. } | Self::Any { postings, .. } => postings.seek(target),
            Self::Phrase { postings, .. } => postings.seek(target),
            Self::Together { postings, .. } => postings.iter_mut().take(1).for_each(|rarest| rarest.seek(target)),
            Self::Query(scorer) => {
                if scorer.doc() < target {
                    scorer.seek(target);
                }
            }
        }
    }

    /// Passages that it has at most.
    fn size(&self) -> u32 {
        match self {
            Self::Term { postings, .. } | Self::Any { postings, .. } => postings.postings.doc_freq(),
            Self::Phrase { postings, .. } => postings.size(),
            Self::Together { postings, .. } => postings.first().map_or(0, |rarest| rarest.postings.doc_freq()),
            Self::Query(scorer) => scorer.size_hint(),
        }
    }

    /// Visits the passages before `end` with its score of each.
    fn visit(&mut self, end: DocId, mut visit: impl FnMut(DocId, Score)) {
        match self {
            Self::Term { postings, lengths, norms, weight } => {
                postings.visit(end, |doc, frequency| {
                    visit(doc, *weight * bm25(frequency, lengths.fieldnorm_id(doc), norms));
                });
            }
            Self::Phrase { postings, lengths, norms, weight } => {
                postings.visit(end, |doc, frequency| {
                    visit(doc, *weight * bm25(frequency, lengths.fieldnorm_id(doc), norms));
                });
            }
            Self::Together { postings, lengths, norms, weight } => {
                let Some((rarest, others)) = postings.split_first_mut() else { return };
                while rarest.doc() < end {
                    let doc = rarest.doc();
                    others.iter_mut().for_each(|term| term.seek(doc));
                    match others.iter().map(Cursor::doc).find(|next| *next > doc) {
                        Some(next) => rarest.seek(next),
                        None => {
                            let length = lengths.fieldnorm_id(doc);
                            let all = std::iter::once(&*rarest).chain(&*others);
                            let score: Score = all.map(|term| bm25(term.frequency(), length, norms)).sum();
                            visit(doc, *weight * score);
                            rarest.seek(doc + 1);
                        }
                    }
                }
            }
            Self::Any { postings, score } => postings.visit(end, |doc, _| visit(doc, *score)),
            Self::Query(scorer) => {
                let mut doc = scorer.doc();
                while doc < end {
                    visit(doc, scorer.score());
                    doc = scorer.advance();
                }
            }
        }
    }

    /// Adds its scores for the passages of a window that begins at `start`.
    fn add(&mut self, start: DocId, scores: &mut Scores) {
        let end = start.saturating_add(WINDOW);
        if matches!(self, Self::Any { .. }) {
            self.visit(end, |doc, score| scores.raise(doc - start, score));
        } else {
            self.visit(end, |doc, score| scores.add(doc - start, score));
        }
    }
}

/// Scores of the passages of a window, and which of them have one.
struct Scores {
    set: [u64; WINDOW as usize / BITS],
    scores: Box<[Score; WINDOW as usize]>,
}

impl Scores {
    fn new() -> Self {
        Self { set: [0; WINDOW as usize / BITS], scores: Box::new([0.0; WINDOW as usize]) }
    }

    fn slot(&mut self, place: DocId) -> Option<&mut Score> {
        let place = place as usize;
        if let Some(word) = self.set.get_mut(place / BITS) {
            *word |= 1 << (place % BITS);
        }
        self.scores.get_mut(place)
    }

    fn add(&mut self, place: DocId, score: Score) {
        if let Some(held) = self.slot(place) {
            *held += score;
        }
    }

    fn raise(&mut self, place: DocId, score: Score) {
        if let Some(held) = self.slot(place) {
            *held = held.max(score);
        }
    }

    /// Visits the passages that have a score, in order, and forgets them.
    fn drain(&mut self, mut visit: impl FnMut(DocId, Score)) {
        for (number, word) in self.set.iter_mut().enumerate() {
            let mut left = std::mem::take(word);
            while left != 0 {
                let place = number * BITS + left.trailing_zeros() as usize;
                left &= left - 1;
                if let Some(score) = self.scores.get_mut(place) {
                    visit(place as DocId, std::mem::take(score));
                }
            }
        }
    }
}

/// What is summed for the passages of a window.
struct Window {
    /// All concepts.
    all: Scores,
    /// The best wording of one concept.
    best: Scores,
    /// All wordings of one concept, of the passages that `best` holds.
    sums: Box<[Score; WINDOW as usize]>,
    /// One wording.
    wording: Scores,
}

impl Window {
    fn new() -> Self {
        Self { all: Scores::new(), best: Scores::new(), sums: Box::new([0.0; WINDOW as usize]), wording: Scores::new() }
    }
}

/// Walks through the passages of one segment.
pub(super) struct UnionScorer {
    concepts: Vec<Vec<Vec<List>>>,
    tie: Score,
    size: u32,
    window: Window,
    /// The passages of the window with their scores, in order; none at the end.
    found: Vec<(DocId, Score)>,
    place: usize,
}

impl UnionScorer {
    /// Takes the rest of the window as far as `end`, and goes on to the next.
    pub(super) fn take(&mut self, end: DocId, into: &mut Vec<(DocId, Score)>) {
        let ahead = self.found.get(self.place..).unwrap_or_default();
        let before = ahead.partition_point(|(doc, _)| *doc < end);
        into.extend(ahead.iter().take(before));
        self.place += before;
        if self.place >= self.found.len() {
            self.fill();
        }
    }

    /// Scores the next window that holds a passage.
    fn fill(&mut self) {
        self.found.clear();
        self.place = 0;
        while self.found.is_empty() {
            let start = self.concepts.iter().flatten().flatten().map(List::doc).min().unwrap_or(TERMINATED);
            if start == TERMINATED {
                return;
            }
            self.score_window(start);
        }
    }

    /// Scores the window from `start` on. It may hold no passage: where a phrase may stand is known before whether it does.
    fn score_window(&mut self, start: DocId) {
        let Window { all, best, sums, wording } = &mut self.window;
        for wordings in &mut self.concepts {
            if let [parts] = wordings.as_mut_slice()
                && parts.iter().all(|list| !matches!(list, List::Any { .. }))
            {
                parts.iter_mut().for_each(|list| list.add(start, all));
                continue;
            }
            for parts in wordings {
                let mut take = |place: DocId, score| {
                    best.raise(place, score);
                    sums.get_mut(place as usize).into_iter().for_each(|sum| *sum += score);
                };
                if let [only] = parts.as_mut_slice() {
                    only.visit(start.saturating_add(WINDOW), |doc, score| take(doc - start, score));
                } else {
                    parts.iter_mut().for_each(|list| list.add(start, wording));
                    wording.drain(take);
                }
            }
            let tie = self.tie;
            best.drain(|place, score| {
                let others = sums.get_mut(place as usize).map(std::mem::take).unwrap_or_default() - score;
                all.add(place, score + tie * others);
            });
        }
        all.drain(|place, score| self.found.push((start + place, score)));
    }
}

impl DocSet for UnionScorer {
    fn advance(&mut self) -> DocId {
        self.place += 1;
        if self.place >= self.found.len() {
            self.fill();
        }
        self.doc()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if self.found.last().is_some_and(|(last, _)| *last >= target) {
            let ahead = self.found.get(self.place..).unwrap_or_default();
            self.place += ahead.partition_point(|(doc, _)| *doc < target);
        } else {
            self.concepts.iter_mut().flatten().flatten().for_each(|list| list.seek(target));
            self.fill();
        }
        self.doc()
    }

    fn doc(&self) -> DocId {
        self.found.get(self.place).map_or(TERMINATED, |(doc, _)| *doc)
    }

    fn size_hint(&self) -> u32 {
        self.size
    }
}

impl Scorer for UnionScorer {
    fn score(&mut self) -> Score {
        self.found.get(self.place).map_or(0.0, |(_, score)| *score)
    }
}
