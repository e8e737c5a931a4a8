//! Flattened text: a page, or a whole report, that copying from a viewer put on one line.
//!
//! Input: one line of a text file. Output: the lines that it was made of, as far as its words tell: a line begins at a
//! label behind a sentence and before a capital, at the symbol and page number of a running header, at the parts of a
//! masthead, at `Chapter II` or `Resolution 68/1`, and at each paragraph of a preamble. Headings and titles without a label
//! stay with what is before them. Whether a label is one is for the structure stage: a list inside a sentence
//! (`(a) removing impediments; (b) …`) goes on in small letters and is not parted.

use std::collections::BTreeMap;
use std::ops::Range;

use super::{Line, Run};

/// A line shorter than this (bytes) may be one of a hard-wrapped text, where a list can begin and end within it.
const PARAGRAPH_BYTES: usize = 250;

/// Lines at the top of a text among which parts of a masthead may be run together.
pub(super) const MASTHEAD_LINES: usize = 12;

/// One of the lines that a flattened line was made of.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part<'a> {
    /// Its text, a slice of the flattened line.
    pub text: &'a str,
    /// It is a paragraph of a preamble, so that it is no more of what stands before it. Labels say so themselves.
    pub is_paragraph: bool,
}

impl<'a> Part<'a> {
    fn line(text: &'a str) -> Self {
        Self { text, is_paragraph: false }
    }
}

/// The lines that `text` was made of, where that is more than one; `above` is how many lines stand above it.
pub(super) fn parts(text: &str, above: usize) -> Option<Vec<Part<'_>>> {
    // Rows of tables have cells, which may begin with numbers.
    if text.trim_end().ends_with('|') {
        return None;
    }
    if let Some(parts) = ruled(text) {
        return Some(parts.map(Part::line).to_vec());
    }
    let lines = match lines(text) {
        Some(lines) => lines,
        None if above < MASTHEAD_LINES => vec![Part::line(text)],
        None => return None,
    };
    let top = MASTHEAD_LINES.saturating_sub(above).min(lines.len());
    let (top, rest) = lines.split_at_checked(top)?;
    let head = top.iter().flat_map(|part| masthead(part.text).unwrap_or_else(|| vec![*part]));
    let parts: Vec<Part> = head.chain(rest.iter().copied()).collect();
    (parts.len() > 1).then_some(parts)
}

/// As [`parts`], of a line that has styles.
pub(super) fn part_line(mut line: Line, above: usize) -> Vec<Line> {
    let (text, runs) = (std::mem::take(&mut line.text), std::mem::take(&mut line.runs));
    let Some(parts) = parts(&text, above) else { return vec![Line { text, runs, ..line }] };
    let start = text.as_ptr().addr();
    let ranges = parts.iter().filter(|part| !part.text.is_empty()).map(|part| {
        let from = part.text.as_ptr().addr() - start;
        from..from + part.text.len()
    });
    // Runs follow on each other, as the parts do.
    let within = |range: &Range<usize>| {
        let first = runs.partition_point(|run| run.range.end <= range.start);
        let inside = runs.iter().skip(first).take_while(|run| run.range.start < range.end);
        let clipped = inside.map(|run| {
            let (from, to) = (run.range.start.max(range.start), run.range.end.min(range.end));
            Run { range: from - range.start..to - range.start, ..run.clone() }
        });
        clipped.collect()
    };
    ranges
        .enumerate()
        .map(|(at, range)| Line {
            text: text.get(range.clone()).unwrap_or_default().to_owned(),
            runs: within(&range),
            blank_before: line.blank_before && at == 0,
            ..line.clone()
        })
        .collect()
}

/// The lines that are run together in `text`; `None` where it is one line: where no two numbers follow on each other, nor two
/// letters that stand before capitals, nor two paragraphs of a preamble. One number may stand in any sentence, and a list
/// inside one goes on in small letters.
fn lines(text: &str) -> Option<Vec<Part<'_>>> {
    let text = text.trim();
    if text.len() < PARAGRAPH_BYTES && !text.starts_with(|first: char| first.is_ascii_digit()) {
        return None;
    }
    let words = Words::of(text);
    let preamble = words.preamble();
    if !words.has_run() && preamble.len() < 3 {
        // A page may begin with a heading although it has no numbers.
        let heading = words.attachment(0).or(words.text_heading(0))?;
        return Some(words.parted(text, BTreeMap::from([(heading, false)])));
    }
    let mut starts: BTreeMap<usize, bool> = preamble.into_iter().map(|at| (at, true)).collect();
    let mut is_closing = false;
    for at in 0..words.0.len() {
        is_closing |= words.is_closing(at);
        if words.begins_line(at) || words.is_closing(at) || is_closing && words.is_stroked(at) {
            starts.entry(at).or_default();
        }
    }
    Some(words.parted(text, starts))
}

/// The parts of a masthead that a line near the top of a text runs together; `None` where it is no more than one of them.
fn masthead(text: &str) -> Option<Vec<Part<'_>>> {
    let words = Words::of(text);
    if words.is_label(0) {
        return None;
    }
    let starts: Vec<usize> = (0..words.0.len()).filter(|&at| words.begins_part(at)).collect();
    let symbols = words.0.iter().take_while(|(_, word)| is_header_symbol(word)).count();
    let is_cover = symbols > 0 && words.word(symbols) == "United";
    let is_masthead = is_cover || words.names_part(0) || starts.iter().any(|&at| words.names_part(at));
    is_masthead.then(|| words.parted(text, starts.into_iter().map(|at| (at, false)).collect()))
}

/// The rule above a note and the note, where a line holds both: `______* E/CN.7/2018/1.`
fn ruled(text: &str) -> Option<[&str; 2]> {
    let note = text.trim_start_matches('_');
    let (rule, note) = text.split_at_checked(text.len() - note.len())?;
    (rule.len() >= RULE_BYTES && !note.trim().is_empty()).then(|| [rule, note.trim()])
}

/// Bytes of the shortest rule of underscores.
const RULE_BYTES: usize = 4;

/// The words of a line, each with the byte it begins at.
struct Words<'a>(Vec<(usize, &'a str)>);

impl<'a> Words<'a> {
    fn of(text: &'a str) -> Self {
        let start = text.as_ptr().addr();
        Self(text.split_whitespace().map(|word| (word.as_ptr().addr() - start, word)).collect())
    }

    fn word(&self, at: usize) -> &'a str {
        self.0.get(at).map_or("", |(_, word)| *word)
    }

    fn before(&self, at: usize) -> &'a str {
        at.checked_sub(1).map_or("", |before| self.word(before))
    }

    /// The parts that begin with the words `starts`, each up to the next; for each, whether it is a paragraph.
    fn parted(&self, text: &'a str, starts: BTreeMap<usize, bool>) -> Vec<Part<'a>> {
        let mut bounds: Vec<(usize, bool)> = vec![(0, false)];
        let found = starts.into_iter().filter(|(at, _)| *at > 0);
        bounds.extend(found.filter_map(|(at, is_paragraph)| Some((self.0.get(at)?.0, is_paragraph))));
        let ends = bounds.iter().skip(1).map(|(from, _)| *from).chain([text.len()]);
        let part = |((from, is_paragraph), to): (&(usize, bool), usize)| {
            text.get(*from..to).map(|text| Part { text: text.trim(), is_paragraph: *is_paragraph })
        };
        bounds.iter().zip(ends).filter_map(part).collect()
    }

    /// Whether two numbers of paragraphs follow on each other, or two letters of items. In a short line the first of the
    /// numbers begins it.
    fn has_run(&self) -> bool {
        let is_long = self.0.last().is_some_and(|(at, word)| at + word.len() >= PARAGRAPH_BYTES);
        let (mut number, mut letter) = (None, None);
        // The title of an agenda item, with its letters, is part of the sentence that quotes it.
        let mut quotes_item = false;
        (0..self.0.len()).any(|at| {
            quotes_item |= self.names_item(at);
            let (next_number, next_letter) =
                (self.paragraph_number(at), self.item_letter(at).filter(|_| is_long && !quotes_item));
            let follows = |before: Option<u32>, next: Option<u32>| before.is_some() && before.map(|n| n + 1) == next;
            let is_behind_sentence = is_long || self.before(at).ends_with(['.', ';', ':']);
            let found = follows(number, next_number) && is_behind_sentence || follows(letter, next_letter);
            (number, letter) = (next_number.or(number), next_letter.or(letter));
            found
        })
    }

    /// The place in the alphabet of the letter before an item that opens with a capital: 2 for `(b) Governments …`.
    fn item_letter(&self, at: usize) -> Option<u32> {
        let letter = self.word(at).strip_prefix('(')?.strip_suffix(')')?;
        let [letter @ b'a'..=b'z'] = letter.as_bytes() else { return None };
        self.is_label(at).then(|| u32::from(letter - b'a') + 1)
    }

    /// Whether `1858th plenary meeting,` begins here, which stands below the last paragraph of a resolution.
    fn is_closing(&self, at: usize) -> bool {
        let is_ordinal = |word: &str| {
            let figure = word.trim_end_matches(|c: char| c.is_ascii_lowercase());
            !figure.is_empty() && figure.len() < word.len() && figure.chars().all(|c| c.is_ascii_digit())
        };
        self.before(at).ends_with('.')
            && is_ordinal(self.word(at))
            && self.word(at + 1) == "plenary"
            && self.word(at + 2).starts_with("meeting")
    }

    /// Whether this is the label of a typewritten note: `76/`, `*/`.
    fn is_stroked(&self, at: usize) -> bool {
        let label = self.word(at).strip_suffix('/').unwrap_or_default();
        (1..=3).contains(&label.len()) && (label.chars().all(|c| c.is_ascii_digit()) || label.chars().all(|c| c == '*'))
    }

    /// Whether a part of a masthead begins with this word.
    fn begins_part(&self, at: usize) -> bool {
        let (before, word) = (self.before(at), self.word(at));
        let is_number = |word: &str| word.starts_with(|c: char| c.is_ascii_digit());
        let in_number = |word: &str| is_number(word) || word.starts_with('(') && word.len() <= 5 || word == "and";
        let behind_number = (1..=4).find(|back| !in_number(self.word(at.saturating_sub(*back))));
        let is_behind_item = behind_number.is_some_and(|back| {
            back > 1
                && at > back
                && self.names_item(at - back)
                && !in_number(word)
                && !matches!(word, "of" | "to" | "–")
        });
        self.names_part(at)
            || self.begins_line(at) && !self.is_label(at)
            || before.to_lowercase().starts_with("session") && self.names_session_before(at) && word != "of"
            || is_behind_item
            || self.is_behind_agenda(at)
            || word == "[on" && self.word(at + 1) == "the"
            || word.eq_ignore_ascii_case("english")
                && self.word(at + 1).trim_end_matches('*').eq_ignore_ascii_case("only")
            || before.trim_end_matches('*').eq_ignore_ascii_case("only") && !word.starts_with('*')
            || is_summary(word) && self.word(at + 1) == "The"
            || is_summary(before) && word == "The"
            || before.ends_with(']')
    }

    /// Whether `the provisional agenda*` ends before this word.
    fn is_behind_agenda(&self, at: usize) -> bool {
        let is_mark = |word: &str| !word.is_empty() && word.chars().all(|c| c == '*');
        let back = 1 + usize::from(is_mark(self.before(at)));
        let Some(agenda) = at.checked_sub(back) else { return false };
        !is_mark(self.word(at))
            && self.word(agenda).trim_end_matches(['*', ',']) == "agenda"
            && self.before(agenda) == "provisional"
    }

    /// Whether a part of a masthead begins with this word whose words tell: distribution, language, session, agenda item,
    /// author.
    fn names_part(&self, at: usize) -> bool {
        let (word, next) = (self.word(at), self.word(at + 1));
        let is_author = || match (word, next) {
            ("Note" | "Report", "by" | "of") => self.word(at + 2) == "the" && at > 0,
            ("Resolution", "adopted") => self.word(at + 2) == "by",
            _ => false,
        };
        matches!(word, "Distr.:" | "Distr." | "Original:")
            || self.names_session(at)
            || self.begins_item(at)
            || is_author()
    }

    /// Whether the name of a session begins here: `Sixty-third session`. In a sentence it has an article before it.
    fn names_session(&self, at: usize) -> bool {
        const RESUMED: [&str; 2] = ["Resumed", "Reconvened"];
        const ARTICLES: [&str; 8] = ["the", "its", "THE", "ITS", "of", "on", "OF", "ON"];
        let ordinal = at + usize::from(RESUMED.contains(&self.word(at)));
        let is_resumed = RESUMED.contains(&self.before(at));
        !is_resumed
            && self.word(at).starts_with(char::is_uppercase)
            && !ARTICLES.contains(&self.before(at))
            && is_ordinal_name(self.word(ordinal))
            && (1..=3).any(|on| self.word(ordinal + on).to_lowercase().trim_end_matches('*') == "session")
    }

    /// Whether the words before this one are the name of a session.
    fn names_session_before(&self, at: usize) -> bool {
        (2..=5).any(|back| at >= back && self.names_session(at - back))
    }

    /// Whether `Agenda item 5`, `Items 8 and 9` begins here.
    fn begins_item(&self, at: usize) -> bool {
        let names = |at: usize| self.names_item(at) && self.word(at + 1).starts_with(|c: char| c.is_ascii_digit());
        let is_agenda = self.word(at) == "Agenda" && names(at + 1);
        is_agenda || names(at) && self.word(at).starts_with('I') && self.before(at) != "Agenda"
    }

    fn names_item(&self, at: usize) -> bool {
        matches!(self.word(at), "item" | "items" | "Item" | "Items")
    }

    /// Whether a line begins with this word, by what it is and what stands beside it.
    fn begins_line(&self, at: usize) -> bool {
        let (before, word, next) = (self.before(at), self.word(at), self.word(at + 1));
        let is_behind_sentence = before.trim_end_matches(['”', '"', '’', ')']).ends_with(['.', ';', ':']);
        let is_numbered = |next: &str| next.starts_with(|c: char| c.is_ascii_digit() || "IVX".contains(c));
        match word {
            "Distr.:" | "Distr." | "Original:" => true,
            "Chapter" | "Resolution" | "Decision" => is_behind_sentence && is_numbered(next),
            "Annex" | "Appendix" | "Enclosure" => self.attachment(at).is_some(),
            "Contents" => matches!(next, "Chapter" | "Page" | "Paragraphs"),
            "Draft" => is_behind_sentence && matches!(next, "resolution" | "decision"),
            "Executive" => self.text_heading(at).is_some(),
            _ if word.len() >= RULE_BYTES && word.starts_with("____") || is_barcode(word) => true,
            // The note below the text that an asterisk calls.
            "*" | "**" | "***" if is_behind_sentence && next.starts_with(char::is_uppercase) => true,
            _ => {
                self.is_label(at)
                    || (1..=3).any(|words| {
                        let heading = at.checked_sub(words).map(|at| self.attachment(at).or(self.text_heading(at)));
                        heading.flatten() == Some(words)
                    })
                    || is_header_symbol(word) && (is_behind_sentence || before == "Nations" || is_header_symbol(before))
                    || is_page_number(word) && is_header_symbol(before) && !is_month(next)
                    || is_header_symbol(before) && !is_header_symbol(word)
                    || is_page_number(before) && is_header_symbol(self.before(at.saturating_sub(1))) && !is_month(word)
                    || before.len() >= RULE_BYTES && before.chars().all(|c| c == '_')
                    || is_barcode(before)
                    || is_job_number(word) && next.starts_with('(')
                    || self.before(at.saturating_sub(1)) == "Original:"
            }
        }
    }

    /// The words of the heading `Annex II`, or `Annex`, that begins here: behind a sentence or what a page begins or ends
    /// with, and before its title. A sentence may begin with the same words: `Annex II contains`.
    fn attachment(&self, at: usize) -> Option<usize> {
        let before = self.before(at);
        let is_behind = at == 0
            || before.trim_end_matches(['”', '"', '’', ')']).ends_with(['.', ';', ':'])
            || is_header_symbol(before)
            || is_page_number(before)
            || is_job_number(before);
        if !matches!(self.word(at), "Annex" | "Appendix" | "Enclosure") || !is_behind {
            return None;
        }
        let is_numeral = |word: &str| {
            !word.is_empty() && word.len() <= 4 && word.chars().all(|c| "IVX".contains(c))
                || matches!(word.as_bytes(), [b'A'..=b'H' | b'1'..=b'9'])
        };
        let words = 1 + usize::from(is_numeral(self.word(at + 1)));
        self.word(at + words).starts_with(|c: char| c.is_uppercase() || c == '[').then_some(words)
    }

    /// The words of `Draft decision I`, or of `Executive summary`, where the heading begins here and a title or the text
    /// follows it.
    fn text_heading(&self, at: usize) -> Option<usize> {
        let is_capital = |word: &str| word.starts_with(char::is_uppercase);
        let is_numeral = |word: &str| !word.is_empty() && word.chars().all(|c| "IVX".contains(c));
        match (self.word(at), self.word(at + 1)) {
            ("Draft", "resolution" | "decision") if self.begins_line(at) => {
                let words = 2 + usize::from(is_numeral(self.word(at + 2)));
                is_capital(self.word(at + words)).then_some(words)
            }
            ("Executive", "summary") => {
                let is_behind = at == 0 || is_page_number(self.before(at)) || is_header_symbol(self.before(at));
                (is_behind && is_capital(self.word(at + 2))).then_some(2)
            }
            _ => None,
        }
    }

    /// Whether this word is a label before a capital: `12.`, `(b)`, `B.`, `IV.`
    fn is_label(&self, at: usize) -> bool {
        let word = self.word(at);
        if self.paragraph_number(at).is_some() {
            return true;
        }
        let next = self.word(at + 1);
        if ABBREVIATED.contains(&self.before(at)) || !opens_sentence(next) || is_header_symbol(next) {
            return false;
        }
        // `Agenda item 12 (b)`
        let is_in_item = at >= 2
            && self.word(at - 2).eq_ignore_ascii_case("item")
            && self.before(at).chars().all(|c| c.is_ascii_digit());
        let item = word.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')).filter(|_| !is_in_item);
        let is_item =
            item.is_some_and(|item| (1..=4).contains(&item.len()) && item.chars().all(|c| c.is_ascii_lowercase()));
        let stop = word.strip_suffix('.').unwrap_or_default();
        let is_letter = matches!(stop.as_bytes(), [b'A'..=b'H']);
        let is_roman = (1..=4).contains(&stop.len()) && stop.chars().all(|c| "IVX".contains(c));
        is_item || is_letter || is_roman
    }

    /// The number before a paragraph: `12.`, also damaged `12,`.
    fn paragraph_number(&self, at: usize) -> Option<u32> {
        let number = self.word(at).strip_suffix(['.', ',']).filter(|digits| digits.len() <= 3)?;
        let next = self.word(at + 1);
        let opens = opens_sentence(next) || WITHOUT_LIGATURE.contains(&next);
        let stands = !ABBREVIATED.contains(&self.before(at)) && opens;
        number.parse().ok().filter(|_| stands)
    }

    /// Whether this word can open a paragraph of a preamble: `Recalling`, `Deeply concerned`.
    fn opens_preambular(&self, at: usize) -> bool {
        const OTHERS: [&str; 13] = [
            "Alarmed",
            "Aware",
            "Cognizant",
            "Concerned",
            "Conscious",
            "Convinced",
            "Deeply",
            "Determined",
            "Encouraged",
            "Gravely",
            "Guided",
            "Mindful",
            "Strongly",
        ];
        let word = self.word(at);
        let participle = word.len() > 5 && word.starts_with(char::is_uppercase) && word.ends_with("ing");
        participle || OTHERS.contains(&word)
    }

    /// Whether a paragraph of a preamble begins with this word, behind the comma of the one before it or of the organ.
    fn is_preambular(&self, at: usize) -> bool {
        // The marker of a note may stand behind the comma: `session, 3 Emphasizing`, `in 1972,76/ Recalling`, `1966,[1]`.
        let before = self.before(at);
        let word = before.trim_end_matches(['/', ']']).trim_end_matches(|c: char| c.is_ascii_digit());
        let has_figure = (1..=4).contains(&(before.len() - word.len()));
        let word = if word.is_empty() { self.before(at.saturating_sub(1)) } else { word.trim_end_matches('[') };
        let is_marked = has_figure && word.ends_with(',');
        (before.ends_with(',') || is_marked) && self.opens_preambular(at)
    }

    /// Where the paragraphs of preambles begin, with the lines of their organs and the paragraph that stands behind the last
    /// comma without a number: `The General Assembly, Noting …, Bearing in mind …, Requests …`
    fn preamble(&self) -> Vec<usize> {
        const VERBS: [&str; 12] = [
            "Approves",
            "Calls",
            "Decides",
            "Endorses",
            "Expresses",
            "Invites",
            "Recommends",
            "Reaffirms",
            "Requests",
            "Takes",
            "Urges",
            "Welcomes",
        ];
        let mut starts = Vec::new();
        let mut is_open = false;
        for at in 0..self.0.len() {
            // A full stop stands for the comma where a preamble is under way.
            let goes_on = is_open && self.before(at).ends_with('.') && self.opens_preambular(at);
            if self.is_preambular(at) || goes_on {
                let organ = self.organ_before(at);
                is_open |= organ.is_some();
                starts.extend(organ);
                starts.push(at);
            } else if is_open && self.before(at).ends_with(',') && VERBS.contains(&self.word(at)) {
                starts.push(at);
                is_open = false;
            }
            is_open &= self.paragraph_number(at).is_none();
        }
        starts
    }

    /// Where the name of the organ begins that a first preambular paragraph follows: `The Economic and Social Council,`.
    fn organ_before(&self, at: usize) -> Option<usize> {
        /// Words of the longest such line.
        const LONGEST: usize = 24;
        let first = (at.saturating_sub(LONGEST)..at).rev().find(|&first| self.word(first) == "The")?;
        let is_name =
            |word: &str| word.starts_with(char::is_uppercase) || matches!(word, "and" | "of" | "the" | "on" | "for");
        (first..at).all(|word| is_name(self.word(word))).then_some(first)
    }
}

/// `Sixty-third`, `Eleventh`, `ELEVENTH`
fn is_ordinal_name(word: &str) -> bool {
    const ENDS: [&str; 14] = [
        "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
        "twelfth", "teenth", "tieth",
    ];
    let lower = word.to_lowercase();
    ENDS.iter().any(|end| lower.ends_with(end))
}

/// `Summary`, which heads the text below a masthead.
fn is_summary(word: &str) -> bool {
    matches!(word, "Summary" | "SUMMARY")
}

/// `*1800770*`, the figures below the bars on a first page.
fn is_barcode(word: &str) -> bool {
    let figures = word.trim_matches('*');
    word.starts_with('*') && (6..=8).contains(&figures.len()) && figures.chars().all(|c| c.is_ascii_digit())
}

/// `V.19-12038`
fn is_job_number(word: &str) -> bool {
    let Some((year, number)) = word.split_once('-') else { return false };
    let year = year.rsplit('.').next().unwrap_or_default();
    let is_figure = |text: &str, lengths: std::ops::RangeInclusive<usize>| {
        lengths.contains(&text.len()) && text.chars().all(|c| c.is_ascii_digit())
    };
    is_figure(year, 2..=2) && is_figure(number, 4..=6)
}

/// Words that a number belongs to.
const ABBREVIATED: [&str; 10] = ["No.", "Nos.", "para.", "paras.", "vol.", "Vol.", "art.", "p.", "pp.", "chap."];

/// Words that open sentences, where a font had `Th` in one character and a converter lost it: `61. e objectives`.
const WITHOUT_LIGATURE: [&str; 5] = ["e", "is", "ese", "ere", "us"];

/// Whether a word can open a sentence: a capital, with a quotation mark before it or not.
fn opens_sentence(word: &str) -> bool {
    word.trim_start_matches(['“', '"', '‘']).starts_with(char::is_uppercase)
}

/// `E/CN.7/2025/11`, without a mark behind it: in a running header, and often enough in a sentence.
fn is_header_symbol(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_uppercase())
        && word.contains('/')
        && word.contains(|c: char| c.is_ascii_digit())
        && word.ends_with(|c: char| c.is_ascii_alphanumeric() || c == ')' || c == '*')
        && word.chars().all(|c| c.is_ascii_alphanumeric() || "/.()-*".contains(c))
}

fn is_month(word: &str) -> bool {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    MONTHS.contains(&word)
}

/// `22`, `iv`, `4/21`
fn is_page_number(word: &str) -> bool {
    let is_number = |part: &str| (1..=3).contains(&part.len()) && part.chars().all(|c| c.is_ascii_digit());
    match word.split_once('/') {
        Some((page, of)) => is_number(page) && is_number(of),
        None => is_number(word) || word.len() <= 5 && !word.is_empty() && word.chars().all(|c| "ivxl".contains(c)),
    }
}
