//! Preambles in a flattened line: the organ, the paragraphs behind commas, and what the organ decides.

use super::words::Words;

/// Words of the longest name of an organ.
const LONGEST_ORGAN: usize = 24;

/// Words of the longest title of a part of a resolution.
const LONGEST_TITLE: usize = 12;

/// Words that names of organs end in.
const ORGANS: [&str; 8] = ["Assembly", "Board", "Commission", "Committee", "Conference", "Council", "Forum", "Parties"];

impl Words<'_> {
    /// The words with which the name of an organ and what follows it begin: `The Economic and Social Council: (a) Takes
    /// note`, `The Executive Board 1. Takes note`. An organ before a preamble is told by that.
    pub(super) fn organ_line(&self, at: usize) -> Option<[usize; 2]> {
        let before = self.before(at);
        let is_organ = ORGANS.contains(&before.trim_end_matches([':', ',']));
        let is_verb = || VERBS.contains(&self.word(at)) || self.opens_preambular(at);
        let is_line = is_organ && (before.ends_with(':') || self.paragraph_number(at) == Some(1) || is_verb());
        let first = self.organ_before(at).filter(|first| is_line && !(*first > 0 && self.is_label(first - 1)))?;
        Some([first, at])
    }

    /// Whether an organ is named here behind a title, which no full stop ends: `… and dates of the session The General
    /// Assembly, recalling …`, `56/125 Programme questions The Statistical Commission took note`. In a sentence its article is
    /// small.
    pub(super) fn is_organ_behind_title(&self, at: usize) -> bool {
        const FULL_NAMES: [&str; 3] =
            ["The Economic and Social Council", "The General Assembly", "The Executive Board"];
        let before = self.before(at);
        let is_title = before.ends_with(char::is_alphanumeric) || before.ends_with(['”', '"', ')']);
        if self.word(at) != "The" || !is_title || self.is_label(at.saturating_sub(1)) || self.is_behind_sentence(at) {
            return false;
        }
        let has_full_name = FULL_NAMES.iter().any(|organ| {
            organ.split(' ').enumerate().all(|(on, name)| self.word(at + on).trim_end_matches([',', ':']) == name)
        });
        let name = (at + 1..at + LONGEST_ORGAN).take_while(|&at| self.word(at).starts_with(char::is_uppercase));
        let is_behind_number = || {
            let title = (at.saturating_sub(LONGEST_TITLE)..at).rev();
            title.take_while(|&at| !self.word(at).ends_with('.')).any(|at| self.is_instrument_number(at))
        };
        has_full_name || name.last().is_some_and(|last| ORGANS.contains(&self.word(last))) && is_behind_number()
    }

    /// Whether `… the adoption of the following draft decision:` ends before this word.
    pub(super) fn is_behind_draft(&self, at: usize) -> bool {
        let is_drafts = matches!(self.before(at), "decision:" | "decisions:" | "resolution:" | "resolutions:");
        is_drafts
            && self.before(at.saturating_sub(1)) == "draft"
            && self.word(at).starts_with(|c: char| c.is_uppercase() || c == '*')
    }

    /// The words with which the letter of one of several texts in a resolution and its title begin, before the organ at
    /// `organ`: `… and Bermuda A General The General Assembly,`.
    pub(super) fn letter_before(&self, organ: usize) -> Option<[usize; 2]> {
        const NAMED: [&str; 6] = ["annex", "appendix", "decision", "part", "resolution", "section"];
        let is_letter = |at: &usize| matches!(self.word(*at).as_bytes(), [b'A'..=b'H']);
        let title = (organ.saturating_sub(LONGEST_TITLE)..organ).rev();
        let letter = title.take_while(|&at| !self.word(at).ends_with(['.', ',', ';', ':'])).find(is_letter)?;
        let is_title = self.word(letter + 1).starts_with(char::is_uppercase);
        let is_apart = !NAMED.contains(&self.before(letter).to_lowercase().as_str());
        (is_title && is_apart).then_some([letter, letter + 1])
    }

    /// Whether this word can open a paragraph of a preamble: `Recalling`, `Deeply concerned`.
    pub(super) fn opens_preambular(&self, at: usize) -> bool {
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
        let is_participle = |word: &str| word.len() > 5 && word.ends_with("ing");
        let is_opener =
            |word: &str| is_participle(word) && word.starts_with(char::is_uppercase) || OTHERS.contains(&word);
        // `Also aware of`, `Further recalling`
        let adverb = matches!(self.word(at), "Again" | "Also" | "Fully" | "Further").then(|| self.word(at + 1));
        let is_behind_adverb = |word: &str| {
            let is_other = OTHERS.iter().any(|other| other.eq_ignore_ascii_case(word));
            word.starts_with(char::is_lowercase) && (is_other || is_participle(word))
        };
        is_opener(self.word(at)) || adverb.is_some_and(is_behind_adverb)
    }

    /// Whether the first paragraph of a preamble begins with this word, behind the title of the part of a resolution that it
    /// opens: `II. Anguilla Conscious of the commitment …`.
    fn opens_part(&self, at: usize) -> bool {
        const OPENERS: [&str; 19] = [
            "Acknowledging",
            "Affirming",
            "Aware",
            "Cognizant",
            "Concerned",
            "Conscious",
            "Considering",
            "Convinced",
            "Emphasizing",
            "Expressing",
            "Having",
            "Mindful",
            "Noting",
            "Reaffirming",
            "Recalling",
            "Recognizing",
            "Stressing",
            "Taking",
            "Welcoming",
        ];
        if !OPENERS.contains(&self.word(at)) || !self.word(at + 1).starts_with(char::is_lowercase) {
            return false;
        }
        let is_numeral = |at: usize| {
            self.word(at)
                .strip_suffix('.')
                .is_some_and(|stop| stop.chars().all(|c| "IVX".contains(c)) && !stop.is_empty())
        };
        let is_title = |word: &str| {
            (word.starts_with(char::is_uppercase) || matches!(word, "and" | "of" | "the"))
                && (!word.ends_with(['.', ',', ';', ':']) || word == "St.")
        };
        let title = (at.saturating_sub(LONGEST_TITLE)..at).rev();
        let label = title.into_iter().find(|&at| !is_title(self.word(at)));
        label.is_some_and(|label| label + 1 < at && is_numeral(label) && self.is_label(label))
    }

    /// Whether a paragraph of a preamble begins with this word, behind the comma of the one before it or of the organ.
    pub(super) fn is_preambular(&self, at: usize) -> bool {
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
    pub(super) fn preamble(&self) -> Vec<usize> {
        let mut starts = Vec::new();
        let mut is_open = false;
        for at in 0..self.0.len() {
            // A full stop stands for the comma where a preamble is under way.
            let goes_on = is_open && self.before(at).ends_with('.') && self.opens_preambular(at);
            let opens_part = self.opens_part(at);
            is_open |= opens_part;
            if opens_part || self.is_preambular(at) || goes_on {
                let organ = self.organ_before(at);
                is_open |= organ.is_some();
                starts.extend(organ.and_then(|organ| self.letter_before(organ)).into_iter().flatten());
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
    pub(super) fn organ_before(&self, at: usize) -> Option<usize> {
        let first = (at.saturating_sub(LONGEST_ORGAN)..at).rev().find(|&first| self.word(first) == "The")?;
        let is_name =
            |word: &str| word.starts_with(char::is_uppercase) || matches!(word, "and" | "of" | "the" | "on" | "for");
        (first..at).all(|word| is_name(self.word(word))).then_some(first)
    }
}

/// Words that open what an organ decides.
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
