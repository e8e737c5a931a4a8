//! Answer: what kind of thing a question asks for, and whether a passage has it.
//!
//! Input: a question as typed, and a text. Output: a [`Wanted`], and yes or no. It knows nothing of what the question
//! is about.

/// What a question asks for, by example.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    /// `How many women are treated?`: a number that is no date.
    Quantity,
    /// `How much money is needed?`: an amount in a currency.
    Money,
    /// `How long do proceedings take?`: a number of days, months or years.
    Duration,
    /// `When was it held?`: a month or year.
    Time,
    /// `Why was it put off?`: a word that gives a reason.
    Cause,
}

/// Words that ask for money after `how much`.
const MONEY_ASKED: &[&str] = &["money", "cost", "costs", "paid", "pay", "funding", "funds", "spent", "budget"];
/// Names and signs of currencies.
const CURRENCIES: &[&str] = &["$", "€", "£", "us$", "usd", "eur", "dollar", "dollars", "euro", "euros", "francs"];
/// Numbers in words, and words for shares.
const NUMBER_WORDS: &[&str] = &[
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "dozen",
    "dozens",
    "hundred",
    "hundreds",
    "thousand",
    "thousands",
    "million",
    "millions",
    "billion",
    "half",
    "third",
    "quarter",
    "majority",
    "percentage",
    "per cent",
];
/// Units of time.
const UNITS_OF_TIME: &[&str] =
    &["hour", "hours", "day", "days", "week", "weeks", "month", "months", "year", "years", "decade", "decades"];
/// The months.
const MONTHS: &[&str] = &[
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
/// Words that give a reason.
const REASONS: &[&str] = &[
    "because",
    "owing to",
    "due to",
    "as a result",
    "in view of",
    "in light of",
    "therefore",
    "reason",
    "reasons",
    "caused by",
    "in order to",
    "so that",
    "given that",
    "on the grounds",
    "attributed to",
    "consequently",
];

impl Wanted {
    /// What the question asks for; `None` where it asks for something that has no shape of its own.
    pub(super) fn by(question: &str) -> Option<Self> {
        let words = tokens(question);
        let follows = |first: &str, second: &str| {
            words
                .windows(2)
                .any(|pair| pair.first().is_some_and(|w| w == first) && pair.get(1).is_some_and(|w| w == second))
        };
        let opens = |word: &str| words.first().is_some_and(|first| first == word) || follows("and", word);
        if follows("how", "much") && words.iter().any(|word| MONEY_ASKED.contains(&word.as_str())) {
            Some(Self::Money)
        } else if follows("how", "many") || follows("how", "much") || follows("what", "percentage") {
            Some(Self::Quantity)
        } else if follows("how", "long") {
            Some(Self::Duration)
        } else if opens("when") {
            Some(Self::Time)
        } else if opens("why") {
            Some(Self::Cause)
        } else {
            None
        }
    }

    /// Whether a text has such a thing.
    pub(super) fn is_in(self, text: &str) -> bool {
        let words = tokens(text);
        let any = |known: &[&str]| words.iter().any(|word| known.contains(&word.as_str()));
        match self {
            Self::Quantity => {
                let counts = |(at, word): (usize, &String)| {
                    let dated = words.get(at + 1).is_some_and(|next| MONTHS.contains(&next.as_str()));
                    is_number(word) && !is_year(word) && !dated
                };
                any(NUMBER_WORDS) || words.iter().enumerate().any(counts)
            }
            Self::Money => any(CURRENCIES),
            Self::Duration => words.iter().enumerate().any(|(at, word)| {
                let counts = is_number(word) && !is_year(word) || NUMBER_WORDS.contains(&word.as_str());
                let mut following = words.iter().skip(at + 1).take(2);
                counts && following.any(|word| UNITS_OF_TIME.contains(&word.as_str()))
            }),
            Self::Time => words.iter().any(|word| is_year(word)) || any(MONTHS),
            Self::Cause => {
                let spaced = format!(" {} ", words.join(" "));
                REASONS.iter().any(|reason| spaced.contains(&format!(" {reason} ")))
            }
        }
    }
}

/// The words in small letters; signs of currencies are words.
fn tokens(text: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    for word in text.split(|c: char| !(c.is_alphanumeric() || matches!(c, '$' | '€' | '£' | '.' | ',' | '/'))) {
        let word = word.trim_matches(['.', ',', '/']).to_lowercase();
        let amount = word.find(|c: char| c.is_ascii_digit()).filter(|at| *at > 0 && word.contains(['$', '€', '£']));
        match amount.and_then(|at| Some((word.get(..at)?, word.get(at..)?))) {
            Some((sign, number)) => tokens.extend([sign.to_owned(), number.to_owned()]),
            None if word.is_empty() => {}
            None => tokens.push(word),
        }
    }
    tokens
}

fn is_number(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit()) && word.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ','))
}

fn is_year(word: &str) -> bool {
    word.len() == 4
        && word.bytes().all(|byte| byte.is_ascii_digit())
        && (word.starts_with("19") || word.starts_with("20"))
}

#[cfg(test)]
mod tests {
    use super::Wanted;

    #[test]
    fn a_question_tells_what_its_answer_looks_like() {
        for (question, wanted) in [
            ("How many States replied?", Some(Wanted::Quantity)),
            ("how much does the laboratory cost", Some(Wanted::Money)),
            ("How long may a member serve?", Some(Wanted::Duration)),
            ("When did the Convention enter into force?", Some(Wanted::Time)),
            ("Who chaired the session and when?", Some(Wanted::Time)),
            ("Why was the item deferred?", Some(Wanted::Cause)),
            ("States when they trade", None),
        ] {
            assert_eq!(Wanted::by(question), wanted, "{question}");
        }
    }

    #[test]
    fn an_answer_has_what_was_asked_for() {
        for (wanted, text, has) in [
            (Wanted::Quantity, "Replies came from 97 States.", true),
            (Wanted::Quantity, "At its meeting on 12 March 2004, the Commission adjourned.", false),
            (Wanted::Quantity, "Two thirds of the members replied.", true),
            (Wanted::Money, "The laboratory needs $1.2 million.", true),
            (Wanted::Money, "The laboratory needs staff.", false),
            (Wanted::Duration, "Members serve for 5 years.", true),
            (Wanted::Duration, "Members serve in 2025.", false),
            (Wanted::Time, "It entered into force in November 1990.", true),
            (Wanted::Cause, "The item was deferred owing to a lack of time.", true),
            (Wanted::Cause, "The item was deferred.", false),
        ] {
            assert_eq!(wanted.is_in(text), has, "{text}");
        }
    }
}
