//! Rank: every weight that decides the order of hits, with its reason.
//!
//! Input: nothing. Output: [`Weights`]. The figures were set on two judged sets of forty queries each, over different
//! reports, where both gain; the example `relevance` prints what each ingredient gives (`--ablation`), what queries get
//! that the weights were not set on (`--folds`), and plain BM25 beside them.

/// The weights of the score of a passage. A score is the sum over the concepts of the query of the best wording of
/// each, BM25 over several fields, and of what the passage is tagged with.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Weights {
    /// A match in the text of the passage: the unit.
    pub text: f32,
    /// A match in the headings above: they say what the passage is about, but all passages below share them.
    pub section: f32,
    /// A match in the chapeau above: the passage completes its sentence.
    pub context: f32,
    /// A number such as `68/4` in the citation: the passage is part of what was asked for.
    pub citation: f32,
    /// A wording that means the same (`MDMA` for `ecstasy`).
    pub same: f32,
    /// A wording that often stands for another (`custody` for `prison`).
    pub near: f32,
    /// How far a concept weighs what the commonest of its near wordings does, rather than the typed one: `illegal` is
    /// rare in reports, and yet no rarer a thing than `illicit`.
    pub commonest: f32,
    /// All words of a compound name in one passage, but not side by side.
    pub together: f32,
    /// One word of a compound name (`police` of `police cooperation`).
    pub part: f32,
    /// A word made from the same root (`trafficker` for `trafficking`).
    pub derived: f32,
    /// A word of the index in place of one that it does not hold.
    pub spelling: f32,
    /// A word that begins as asked.
    pub prefix: f32,
    /// A tag that the query names (region, country, addressee, body), beside the words themselves.
    pub tag: f32,
    /// The tag of an addressee that the query names, where it asks what was asked (`what should … do`).
    pub asked_addressee: f32,
    /// How much the wordings of a concept add to the best of them: little, lest a passage win by using many synonyms.
    pub tie: f32,
    /// Share of the concepts, by weight, that a passage covers.
    pub coverage: f32,
    /// What a concept in a heading or chapeau counts for coverage, beside 1 in the text.
    pub above: f32,
    /// Concepts side by side in the passage as in the query.
    pub proximity: f32,
    /// A recommendation or operative paragraph before others of the same score.
    pub kind: f32,
    /// A kind that the query asks for by its verb (`recommend`, `decide`).
    pub asked_kind: f32,
    /// A number, amount, duration or date, where the question asks for one: what has none does not answer it.
    pub answer: f32,
    /// A word that gives a reason, where the question asks for one: many reasons are given without.
    pub reason: f32,
    /// Share of the score of the best neighbour under the same heading.
    pub neighbour: f32,
}

impl Default for Weights {
    fn default() -> Self {
        Self {
            text: 1.0,
            section: 0.1,
            context: 0.4,
            citation: 3.0,
            same: 0.8,
            near: 0.6,
            commonest: 0.75,
            together: 0.8,
            part: 0.6,
            derived: 0.5,
            spelling: 0.7,
            prefix: 0.8,
            tag: 0.8,
            asked_addressee: 0.5,
            tie: 0.3,
            coverage: 12.0,
            above: 1.0,
            proximity: 0.1,
            kind: 0.8,
            asked_kind: 2.0,
            answer: 4.5,
            reason: 1.0,
            neighbour: 0.07,
        }
    }
}

/// Passages whose score is refined by coverage and proximity: two pages of hits and as many again.
pub const REFINED: usize = 64;
/// Words between two matches that no longer count as near.
pub const NEAR_WORDS: usize = 12;
/// Passages between which neighbours still count as near.
pub(super) const NEAR_PASSAGES: u64 = 3;
/// Words of a query each of which is also looked for by words that resemble it. Whoever pastes a paragraph has given
/// wordings enough, and each look-up takes time.
pub(super) const MAX_EXPANDED_WORDS: usize = 32;
/// Concepts of a run of words that passages are looked for by, the rarest: of a pasted paragraph, whose other words are in
/// most passages. All of them decide the order of the best.
pub(super) const MOST_SOUGHT: usize = 32;
/// Words of the same root added to one word, the most frequent first.
pub(super) const MAX_DERIVED: usize = 6;
/// Wordings added to one concept; the closest first. A drug with many names needs a dozen.
pub const MAX_WORDINGS: usize = 24;
/// Words that a prefix stands for, the most frequent first.
pub const MAX_PREFIX_WORDS: usize = 64;
/// Words of the index taken for one that it does not hold.
pub const MAX_SPELLINGS: usize = 3;
/// A word in fewer passages than one in so many is rare enough to be the beginning of a longer one (`meth`).
pub(super) const RARE_SHARE: u64 = 200;
/// Shortest word that is taken for the beginning of longer ones.
pub(super) const SHORTEST_BEGINNING: usize = 4;
/// Shortest unknown word that is rather a misspelling than the beginning of longer words.
pub(super) const SHORTEST_CORRECTED: usize = 5;
/// Share of a passage's own score that another has to reach to be called similar: about a third of the words that
/// tell it from others.
pub(super) const LEAST_SIMILAR: f32 = 0.12;
/// Similar passages looked for.
pub(super) const MOST_SIMILAR: usize = 200;
/// Words of a passage by which similar ones are looked for.
pub(super) const CHARACTERISTIC_WORDS: usize = 25;
