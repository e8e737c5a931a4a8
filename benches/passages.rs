//! Synthetic passages for the benches: seeded, with words of a Zipf distribution and tags in turn.

use cnd::citation::{Citation, CitedSource, DocumentSymbol, Locator, LocatorPart};
use cnd::index::{FileContent, FileRecord, PassageIndex, ReportRecord};
use cnd::structure::{FrontMatter, Passage, PassageKind};
use cnd::tag::{Date, Kind, TaggedPassage, Tags};

/// Passages of one report.
const PASSAGES_PER_REPORT: usize = 100;
/// Words of the vocabulary.
const WORDS: u64 = 30_000;

/// Numbers that look random and are the same in every run (xorshift).
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// A word, the first ones far more often than the last.
    fn word(&mut self) -> String {
        let uniform = (self.next() >> 11) as f64 / (1_u64 << 53) as f64;
        word((WORDS as f64).powf(uniform) as u64)
    }
}

/// The word of a rank: syllables, so that stemming and folding have their usual work.
pub(crate) fn word(rank: u64) -> String {
    const SYLLABLES: [&str; 16] =
        ["ba", "con", "tra", "fic", "pre", "cur", "sor", "dru", "gi", "mal", "en", "for", "ce", "bor", "der", "tion"];
    let mut left = rank + 16;
    let mut word = String::new();
    while left > 0 {
        word.push_str(SYLLABLES[(left % 16) as usize]);
        left /= 16;
    }
    word
}

/// Reports with `passages` passages in all.
pub(crate) fn reports(passages: usize) -> Vec<(FileRecord, Vec<TaggedPassage>)> {
    let mut numbers = Numbers(0x5eed);
    let reports = passages.div_ceil(PASSAGES_PER_REPORT);
    (0..reports)
        .map(|report| {
            let symbol = DocumentSymbol::new(&format!("E/CN.7/{}/{report}", 1990 + report % 35));
            let front = FrontMatter { symbols: vec![symbol.clone()], ..FrontMatter::default() };
            let file = FileRecord {
                path: format!("{report}.txt"),
                content: FileContent::Report(Box::new(ReportRecord { front, ..ReportRecord::default() })),
                ..FileRecord::default()
            };
            let passages = (0..PASSAGES_PER_REPORT).map(|n| passage(&symbol, report, n, &mut numbers)).collect();
            (file, passages)
        })
        .collect()
}

fn passage(symbol: &DocumentSymbol, report: usize, n: usize, numbers: &mut Numbers) -> TaggedPassage {
    let text = (0..85).map(|_| numbers.word()).collect::<Vec<_>>().join(" ");
    let pick = |list: &[&str], turn: usize| list[turn % list.len()].to_owned();
    TaggedPassage {
        passage: Passage {
            citation: Citation {
                source: CitedSource::Document(symbol.clone()),
                locator: Locator(vec![LocatorPart::Paragraph((n + 1).to_string())]),
            },
            kind: PassageKind::Paragraph,
            section: vec![format!("{} {}", numbers.word(), numbers.word())],
            context: Vec::new(),
            text,
            span: Default::default(),
            number_inferred: false,
            doubts: Vec::new(),
        },
        tags: Tags {
            body: Some(pick(&["CND", "HONLAF", "HONLAC", "HONLAP", "INCB"], report)),
            region: Some(pick(&["Africa", "Europe", "Asia and the Pacific"], report / 3)),
            topics: vec![pick(&["precursors", "prevention", "nps", "maritime"], n)],
            kind: Kind::ALL[n % Kind::ALL.len()],
            date: Date::new(1990 + (report % 35) as i32, 3, 1),
            language: "en".to_owned(),
            ..Tags::default()
        },
        evidence: Vec::new(),
    }
}

/// An index of reports in a folder.
pub(crate) fn index(folder: &std::path::Path, reports: Vec<(FileRecord, Vec<TaggedPassage>)>) -> PassageIndex {
    let index = PassageIndex::open_or_create(folder).unwrap();
    let writer = index.writer().unwrap();
    for (file, passages) in reports {
        writer.add(&file, passages).unwrap();
    }
    writer.commit().unwrap();
    index
}

/// The same texts and facets in tantivy alone: its own tokenizer and stemmer, hierarchical facets, text stored.
pub(crate) fn raw(folder: &std::path::Path, reports: &[(FileRecord, Vec<TaggedPassage>)]) -> tantivy::Index {
    use tantivy::schema::{FacetOptions, STORED, Schema, TextFieldIndexing, TextOptions};
    let mut schema = Schema::builder();
    let stemmed = TextFieldIndexing::default()
        .set_tokenizer("en_stem")
        .set_index_option(tantivy::schema::IndexRecordOption::WithFreqsAndPositions);
    let text = schema.add_text_field("text", TextOptions::default().set_indexing_options(stemmed) | STORED);
    let facet = schema.add_facet_field("facet", FacetOptions::default());
    let index = tantivy::Index::create_in_dir(folder, schema.build()).unwrap();
    let mut writer = index.writer_with_num_threads(2, 160 << 20).unwrap();
    for (_, passages) in reports {
        for passage in passages {
            let mut document = tantivy::TantivyDocument::new();
            document.add_text(text, &passage.passage.text);
            let tags = &passage.tags;
            for (column, value) in [
                ("body", tags.body.clone().unwrap()),
                ("region", tags.region.clone().unwrap()),
                ("topic", tags.topics[0].clone()),
                ("kind", tags.kind.to_string()),
                ("year", tags.date.unwrap().year().to_string()),
            ] {
                document.add_facet(facet, tantivy::schema::Facet::from_path([column, value.as_str()]));
            }
            writer.add_document(document).unwrap();
        }
    }
    writer.commit().unwrap();
    writer.wait_merging_threads().unwrap();
    index
}
