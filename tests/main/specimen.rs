//! Small indexes for the suites of index and query.

use cnd::citation::{Citation, CitedSource, DocumentSymbol, Locator, LocatorPart};
use cnd::index::{FileContent, FileRecord, PassageIndex, ReportRecord};
use cnd::query::{Engine, SearchRequest, SearchResults};
use cnd::structure::{FrontMatter, Passage, PassageKind};
use cnd::tag::{Date, Kind, TaggedPassage, Tags, Vocabulary};

/// The file of a report with this symbol.
pub(crate) fn file(symbol: &str) -> FileRecord {
    let front = FrontMatter {
        symbols: vec![DocumentSymbol::new(symbol)],
        title: Some("Action taken by subsidiary bodies".to_owned()),
        ..FrontMatter::default()
    };
    let report = ReportRecord { front, ..ReportRecord::default() };
    FileRecord {
        path: format!("{}.txt", symbol.replace('/', "_")),
        content: FileContent::Report(Box::new(report)),
        ..FileRecord::default()
    }
}

/// Paragraph `number` of a report, without tags.
pub(crate) fn paragraph(symbol: &str, number: usize, text: &str) -> TaggedPassage {
    let locator = Locator(vec![LocatorPart::Paragraph(number.to_string())]);
    TaggedPassage {
        passage: Passage {
            citation: Citation { source: CitedSource::Document(DocumentSymbol::new(symbol)), locator },
            kind: PassageKind::Paragraph,
            section: Vec::new(),
            context: Vec::new(),
            text: text.to_owned(),
            span: Default::default(),
            number_inferred: false,
            doubts: Vec::new(),
        },
        tags: Tags {
            kind: Kind::Paragraph,
            date: Date::new(2002, 12, 30),
            language: "en".to_owned(),
            ..Tags::default()
        },
        evidence: Vec::new(),
    }
}

/// An index in a folder of its own.
pub(crate) struct Specimen {
    pub(crate) index: PassageIndex,
    pub(crate) vocabulary: Vocabulary,
    pub(crate) folder: tempfile::TempDir,
}

impl Specimen {
    /// An index of one report whose paragraphs have these texts.
    pub(crate) fn of(texts: &[&str]) -> Self {
        let symbol = "E/CN.7/2003/7";
        let passages = texts.iter().enumerate().map(|(place, text)| paragraph(symbol, place + 1, text)).collect();
        Self::of_reports(vec![(file(symbol), passages)])
    }

    /// An index of reports.
    pub(crate) fn of_reports(reports: Vec<(FileRecord, Vec<TaggedPassage>)>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let index = PassageIndex::open_or_create(folder.path()).unwrap();
        let writer = index.writer().unwrap();
        for (file, passages) in reports {
            writer.add(&file, passages).unwrap();
        }
        writer.commit().unwrap();
        Self { index, vocabulary: Vocabulary::load(None).unwrap(), folder }
    }

    /// The answer to a request.
    pub(crate) fn answer(&self, request: &SearchRequest) -> SearchResults {
        Engine::new(self.index.snapshot().unwrap(), &self.vocabulary).search(request).unwrap()
    }

    /// The answer to a query.
    pub(crate) fn search(&self, query: &str) -> SearchResults {
        self.answer(&SearchRequest { query: query.to_owned(), limit: 50, ..SearchRequest::default() })
    }

    /// The citations of the hits of a query, best first, without the symbol.
    pub(crate) fn ranked(&self, query: &str) -> Vec<String> {
        let citations = self.search(query).hits.into_iter().map(|hit| hit.record.passage.passage.citation);
        citations.map(|citation| citation.locator.to_string()).collect()
    }

    /// The words that are highlighted in the first hit.
    pub(crate) fn marked(&self, query: &str) -> Vec<String> {
        let results = self.search(query);
        let Some(hit) = results.hits.first() else { return Vec::new() };
        let letters: Vec<char> = hit.record.passage.passage.text.chars().collect();
        hit.highlights.iter().map(|(from, to)| letters[*from..*to].iter().collect()).collect()
    }
}
