//! Generator: synthetic reports, the same for the same seed.
//!
//! Input: a seed and a number. Output: a [`SyntheticReport`], the text of a report as `pdftotext` would give it, with the
//! masthead, chapters, numbered paragraphs, subparagraphs, draft resolutions and annexes that reports of the Commission
//! have, and the damage that files of an archive have. It writes no files.

use super::words::{Lexicon, NAMES, Numbers};

/// Numbered paragraphs of a report, on average.
pub(super) const PARAGRAPHS: usize = 80;
/// Words of a paragraph, on average: with it a passage has some 600 bytes, as in the reports of the Commission.
const WORDS_OF_A_PARAGRAPH: usize = 88;
/// Words between two names, on average: with it a passage has 1.4 of them, as in reports of drug control.
const WORDS_BETWEEN_NAMES: usize = 60;
/// Paragraphs under one heading.
const PARAGRAPHS_OF_A_SECTION: usize = 8;
/// One report in so many is damaged.
const DAMAGED: usize = 20;
/// Columns of a line of a report that is broken into lines.
const COLUMNS: usize = 84;
/// Lines of a page of a report that is broken into lines.
const LINES_OF_A_PAGE: usize = 52;

/// A synthetic report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyntheticReport {
    /// Name of its file.
    pub name: String,
    /// Its bytes; UTF-8 unless that is the damage.
    pub bytes: Vec<u8>,
}

/// What is wrong with a file, by example.
#[derive(Debug, Clone, Copy)]
enum Damage {
    /// The download broke off.
    CutOff,
    /// Numbers of paragraphs that the extraction lost.
    LostNumbers,
    /// Letters of another encoding.
    OtherBytes,
}

const DAMAGES: [Damage; 3] = [Damage::CutOff, Damage::LostNumbers, Damage::OtherBytes];

/// Bodies with the series of their documents.
const BODIES: [(&str, &str); 5] = [
    ("Commission on Narcotic Drugs", "E/CN.7"),
    ("Heads of National Drug Law Enforcement Agencies, Africa", "UNODC/HONLAF"),
    ("Heads of National Drug Law Enforcement Agencies, Latin America and the Caribbean", "UNODC/HONLAC"),
    ("Heads of National Drug Law Enforcement Agencies, Asia and the Pacific", "UNODC/HONLAP"),
    ("Subcommission on Illicit Drug Traffic and Related Matters in the Near and Middle East", "UNODC/SUBCOM"),
];
const FIRST_YEAR: usize = 1991;
const YEARS: usize = 35;
const MONTHS: [&str; 4] = ["March", "June", "September", "December"];
/// How operative paragraphs begin.
const OPERATIVE: [&str; 5] = ["Requests", "Urges", "Invites", "Calls upon", "Decides"];
/// How preambular paragraphs begin.
const PREAMBULAR: [&str; 4] = ["Recalling", "Noting", "Recognizing", "Concerned"];
/// Who recommends, and how.
const RECOMMENDING: [&str; 4] =
    ["Governments should", "Member States should", "It was recommended that States should", "The Commission should"];

/// Writes reports.
pub struct Generator {
    seed: u64,
    lexicon: Lexicon,
}

impl Generator {
    /// A generator of one seed.
    pub fn new(seed: u64) -> Self {
        Self { seed, lexicon: Lexicon::new() }
    }

    /// The words that the reports are written in.
    pub(super) fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    /// The report of a number, from 0.
    pub fn report(&self, number: usize) -> SyntheticReport {
        let mut writing = Writing::new(&self.lexicon, Numbers::new(self.seed.wrapping_add(number as u64 * 31)));
        let (symbol, year) = writing.masthead(number);
        // Most are reports with chapters; one in four is a draft resolution alone.
        if number % 4 == 3 {
            writing.draft_resolution(PARAGRAPHS / 4);
        } else {
            writing.chapters();
            if number % 4 == 1 {
                writing.resolutions();
            }
            if number % 4 == 2 {
                writing.annex();
            }
        }
        let bytes = writing.finish();
        let name = format!("{year}/{}.txt", symbol.replace('/', "_"));
        SyntheticReport { name, bytes }
    }
}

/// A report while it is written.
struct Writing<'a> {
    lexicon: &'a Lexicon,
    numbers: Numbers,
    /// Broken into lines and pages, as from a PDF; else one line for a paragraph, as from a word processor.
    broken: bool,
    damage: Option<Damage>,
    text: String,
    /// Number of the next paragraph.
    next: usize,
}

impl<'a> Writing<'a> {
    fn new(lexicon: &'a Lexicon, mut numbers: Numbers) -> Self {
        let damage = if numbers.once_in(DAMAGED) { DAMAGES.get(numbers.below(DAMAGES.len())).copied() } else { None };
        let broken = numbers.once_in(2);
        Self { lexicon, numbers, broken, damage, text: String::new(), next: 1 }
    }

    /// Writes the masthead; returns the symbol and the year.
    fn masthead(&mut self, number: usize) -> (String, usize) {
        let (body, series) = BODIES.get(number % BODIES.len()).copied().unwrap_or_default();
        let year = FIRST_YEAR + number / BODIES.len() % YEARS;
        let running = number / (BODIES.len() * YEARS) + 1;
        let draft = if number % 4 == 3 { "L." } else { "" };
        let symbol = format!("{series}/{year}/{draft}{running}");
        let (day, month) = (1 + self.numbers.below(28), self.numbers.pick(&MONTHS));
        let title = self.heading();
        self.text.push_str(&format!(
            "United Nations {symbol}\n\nEconomic and Social Council\n\nDistr.: General\n{day} {month} {year}\n\n\
             Original: English\n\n{body}\n\nItem {} of the provisional agenda\n\n{title}\n\n\
             Report of the Secretariat\n\n",
            1 + number % 9
        ));
        (symbol, year)
    }

    fn chapters(&mut self) {
        const ROMAN: [&str; 12] = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"];
        let paragraphs = PARAGRAPHS / 2 + self.numbers.below(PARAGRAPHS);
        let sections = paragraphs.div_ceil(PARAGRAPHS_OF_A_SECTION);
        for section in 0..sections {
            let heading = self.heading();
            let (chapter, letter) = (section / 4, section % 4);
            if letter == 0 {
                let number = ROMAN.get(chapter % ROMAN.len()).copied().unwrap_or_default();
                self.text.push_str(&format!("{number}. {heading}\n\n"));
            } else {
                let letter = ["A", "B", "C"].get(letter - 1).copied().unwrap_or_default();
                self.text.push_str(&format!("{letter}. {heading}\n\n"));
            }
            for place in 0..PARAGRAPHS_OF_A_SECTION {
                let begins = if section % 3 == 2 { self.numbers.pick(&RECOMMENDING) } else { "" };
                let sentence = self.sentences(begins);
                let number = self.number();
                self.paragraph(&format!("{number}{sentence}"));
                if place == 3 && self.numbers.once_in(2) {
                    for letter in ["(a)", "(b)", "(c)"] {
                        let sentence = self.words(WORDS_OF_A_PARAGRAPH / 3, "");
                        self.paragraph(&format!("{letter} {sentence};"));
                    }
                }
            }
        }
    }

    /// Draft resolutions, each with its own numbers.
    fn resolutions(&mut self) {
        for number in ["I", "II"] {
            let title = self.heading();
            self.text.push_str(&format!("Draft resolution {number}\n\n{title}\n\n"));
            self.draft_resolution(6);
        }
    }

    fn draft_resolution(&mut self, operative: usize) {
        self.text.push_str("The Economic and Social Council,\n\n");
        for _ in 0..4 {
            let begins = self.numbers.pick(&PREAMBULAR);
            let words = self.words(WORDS_OF_A_PARAGRAPH / 2, begins);
            self.paragraph(&format!("{words},"));
        }
        for number in 1..=operative {
            let begins = self.numbers.pick(&OPERATIVE);
            let words = self.words(WORDS_OF_A_PARAGRAPH / 2, begins);
            let end = if number == operative { '.' } else { ';' };
            self.paragraph(&format!("{number}. {words}{end}"));
        }
    }

    fn annex(&mut self) {
        let title = self.heading();
        self.text.push_str(&format!("Annex\n\n{title}\n\n"));
        for number in 1..=12 {
            let sentences = self.sentences("");
            self.paragraph(&format!("{number}. {sentences}"));
        }
    }

    /// The number of the next paragraph as printed, or nothing where it got lost.
    fn number(&mut self) -> String {
        let number = self.next;
        self.next += 1;
        let lost = matches!(self.damage, Some(Damage::LostNumbers)) && self.numbers.once_in(10);
        if lost { String::new() } else { format!("{number}. ") }
    }

    /// A few words without a stop, the first in capitals.
    fn heading(&mut self) -> String {
        let words = 2 + self.numbers.below(4);
        let name = self.name();
        let mut heading = self.words(words, "");
        heading.push(' ');
        heading.push_str(name);
        heading
    }

    /// Sentences that make a paragraph.
    fn sentences(&mut self, begins: &str) -> String {
        let mut text = String::new();
        let mut left = WORDS_OF_A_PARAGRAPH / 2 + self.numbers.below(WORDS_OF_A_PARAGRAPH);
        let mut begins = begins;
        while left > 0 {
            let words = (12 + self.numbers.below(24)).min(left);
            left -= words;
            if !text.is_empty() {
                text.push(' ');
            }
            let sentence = self.words(words, begins);
            text.push_str(&sentence);
            text.push('.');
            begins = "";
        }
        text
    }

    /// A name, by the law of Zipf.
    fn name(&mut self) -> &'static str {
        NAMES.get(self.numbers.zipf(NAMES.len()) - 1).copied().unwrap_or_default()
    }

    /// So many words; the first begins with a capital, names and commas come in between.
    fn words(&mut self, count: usize, begins: &str) -> String {
        let mut text = String::from(begins);
        for place in 0..count {
            if !text.is_empty() {
                text.push(' ');
            }
            if self.numbers.once_in(WORDS_BETWEEN_NAMES) {
                text.push_str(self.name());
                continue;
            }
            let word = self.lexicon.draw(&mut self.numbers);
            if text.is_empty() {
                let mut letters = word.chars();
                text.extend(letters.next().map(|first| first.to_ascii_uppercase()));
                text.push_str(letters.as_str());
            } else {
                text.push_str(word);
            }
            if place + 1 < count && self.numbers.once_in(14) {
                text.push(',');
            }
        }
        text
    }

    /// Writes a paragraph, in lines if the report is broken into lines.
    fn paragraph(&mut self, text: &str) {
        if self.broken {
            let mut column = 0;
            for word in text.split(' ') {
                if column > 0 && column + word.len() >= COLUMNS {
                    self.text.push('\n');
                    column = 0;
                } else if column > 0 {
                    self.text.push(' ');
                    column += 1;
                }
                self.text.push_str(word);
                column += word.len();
            }
        } else {
            self.text.push_str(text);
        }
        self.text.push_str("\n\n");
    }

    /// The bytes of the report, with pages where it has them, damaged if it is.
    fn finish(self) -> Vec<u8> {
        let text = if self.broken { paged(&self.text) } else { self.text };
        let mut bytes = text.into_bytes();
        match self.damage {
            Some(Damage::CutOff) => bytes.truncate(bytes.len() * 2 / 3),
            // Curly quotes of Windows-1252 in place of spaces.
            Some(Damage::OtherBytes) => {
                bytes.iter_mut().filter(|byte| **byte == b' ').step_by(500).for_each(|b| *b = 0x93)
            }
            Some(Damage::LostNumbers) | None => {}
        }
        bytes
    }
}

/// The text in pages, each with its number at the foot.
fn paged(text: &str) -> String {
    let mut paged = String::with_capacity(text.len() + text.len() / 64);
    let (mut lines, mut page) = (0, 1);
    for line in text.lines() {
        paged.push_str(line);
        paged.push('\n');
        lines += 1;
        // A page ends between two paragraphs.
        if lines >= LINES_OF_A_PAGE && line.is_empty() {
            paged.push_str(&format!("{page}\n\u{c}"));
            page += 1;
            lines = 0;
        }
    }
    paged
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_writes_the_same_report() {
        assert_eq!(Generator::new(7).report(12), Generator::new(7).report(12));
        assert_ne!(Generator::new(7).report(12), Generator::new(8).report(12));
    }

    #[test]
    fn reports_have_names_and_symbols_of_their_own() {
        let generator = Generator::new(1);
        let names: std::collections::BTreeSet<String> = (0..700).map(|number| generator.report(number).name).collect();
        assert_eq!(names.len(), 700);
    }
}
