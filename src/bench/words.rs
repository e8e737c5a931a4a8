//! Words: what synthetic reports are written in.
//!
//! Input: a rank or a source of numbers. Output: words and names. The most frequent words are those of any English
//! report, then come words of drug control among invented ones, so that stemming, tagging and wordings of a query have
//! their usual work; the long tail is invented.

/// Distinct words of the running text. The reports of the Commission have some 40,000, names and numbers included.
pub(super) const WORDS: usize = 40_000;

/// Numbers that look random and are the same in every run (xorshift of Marsaglia, 64 bits).
#[derive(Debug, Clone)]
pub(super) struct Numbers(u64);

impl Numbers {
    /// The numbers of a seed.
    pub(super) fn new(seed: u64) -> Self {
        // Zero would stay zero; neighbouring seeds should differ from the first number on.
        let mut numbers = Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
        for _ in 0..8 {
            numbers.next();
        }
        numbers
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// A number below `bound`, or 0.
    pub(super) fn below(&mut self, bound: usize) -> usize {
        (self.next() >> 11) as usize % bound.max(1)
    }

    /// True once in `times`.
    pub(super) fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    /// One of a list; the default of an empty one.
    pub(super) fn pick<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list.get(self.below(list.len())).copied().unwrap_or_default()
    }

    /// A rank from 1 to `ranks`, each with a chance of one over the rank: the law of Zipf.
    pub(super) fn zipf(&mut self, ranks: usize) -> usize {
        let uniform = (self.next() >> 11) as f64 / (1_u64 << 53) as f64;
        ((ranks as f64).powf(uniform) as usize).clamp(1, ranks)
    }
}

/// The words by rank, the most frequent first.
pub(super) struct Lexicon(Vec<String>);

impl Lexicon {
    /// The lexicon, always the same.
    pub(super) fn new() -> Self {
        let mut words: Vec<String> = FREQUENT.iter().map(|word| (*word).to_owned()).collect();
        let mut subject = SUBJECT.iter();
        let mut invented = 0;
        while words.len() < WORDS {
            // Every third word, until there are no more, is one of the subject.
            if words.len().is_multiple_of(3)
                && let Some(word) = subject.next()
            {
                words.push((*word).to_owned());
                continue;
            }
            words.push(invented_word(scattered(invented)));
            invented += 1;
        }
        Self(words)
    }

    /// The word of a rank, from 1.
    pub(super) fn word(&self, rank: usize) -> &str {
        self.0.get(rank.saturating_sub(1)).map_or("", String::as_str)
    }

    /// A word of running text.
    pub(super) fn draw(&self, numbers: &mut Numbers) -> &str {
        self.word(numbers.zipf(WORDS))
    }
}

/// A number below 65,536 for each number below that, so that neighbours lie far apart: the forms of a word (`supply`,
/// `supplies`, `supplied`) are not about as frequent as each other. By Knuth's multiplicative hashing, with an odd factor near
/// the golden section of 65,536.
fn scattered(number: usize) -> usize {
    number.wrapping_mul(40_503) & 0xffff
}

/// An invented word: two to four syllables and an ending that a stemmer takes off or leaves.
fn invented_word(number: usize) -> String {
    const SYLLABLES: [&str; 24] = [
        "ba", "ben", "cal", "co", "dar", "del", "fa", "gor", "hu", "jen", "ka", "lim", "mo", "nar", "os", "pel", "qui",
        "ras", "sto", "tam", "ul", "ves", "wi", "zan",
    ];
    const ENDINGS: [&str; 8] = ["", "s", "ed", "ing", "ation", "ment", "al", "ity"];
    let mut word = String::new();
    let mut left = number / ENDINGS.len() + SYLLABLES.len();
    while left > 0 {
        word.push_str(SYLLABLES.get(left % SYLLABLES.len()).copied().unwrap_or_default());
        left /= SYLLABLES.len();
    }
    word.push_str(ENDINGS.get(number % ENDINGS.len()).copied().unwrap_or_default());
    word
}

/// The most frequent words of English reports, in about that order.
const FREQUENT: &[&str] = &[
    "the",
    "of",
    "and",
    "to",
    "in",
    "for",
    "a",
    "on",
    "that",
    "by",
    "with",
    "as",
    "was",
    "were",
    "be",
    "is",
    "from",
    "which",
    "their",
    "had",
    "at",
    "it",
    "an",
    "or",
    "been",
    "this",
    "other",
    "should",
    "also",
    "not",
    "such",
    "its",
    "all",
    "through",
    "between",
    "including",
    "more",
    "new",
    "those",
    "under",
    "than",
    "use",
];

/// Words of drug control, in no order.
const SUBJECT: &[&str] = &[
    "drug",
    "drugs",
    "States",
    "control",
    "international",
    "trafficking",
    "illicit",
    "cooperation",
    "measures",
    "national",
    "law",
    "enforcement",
    "Governments",
    "precursors",
    "region",
    "abuse",
    "prevention",
    "treatment",
    "cannabis",
    "opium",
    "cocaine",
    "heroin",
    "substances",
    "psychotropic",
    "narcotic",
    "seizures",
    "border",
    "customs",
    "police",
    "judicial",
    "training",
    "information",
    "authorities",
    "maritime",
    "containers",
    "airports",
    "smuggling",
    "production",
    "cultivation",
    "alternative",
    "development",
    "farmers",
    "youth",
    "schools",
    "rehabilitation",
    "health",
    "HIV",
    "prisons",
    "corruption",
    "laundering",
    "assets",
    "extradition",
    "legislation",
    "conventions",
    "monitoring",
    "reporting",
    "laboratories",
    "forensic",
    "profiling",
    "methamphetamine",
    "amphetamine",
    "ecstasy",
    "ketamine",
    "fentanyl",
    "opioids",
    "morphine",
    "codeine",
    "ephedrine",
    "pseudoephedrine",
    "safrole",
    "acetone",
    "diversion",
    "estimates",
    "statistics",
    "manufacture",
    "consumption",
    "cybercrime",
    "darknet",
    "internet",
    "pharmacies",
    "postal",
    "courier",
    "technology",
    "evidence",
    "witnesses",
    "prosecution",
    "sentencing",
    "women",
    "children",
    "gender",
    "communities",
    "civil",
    "society",
    "funding",
    "budget",
    "evaluation",
    "recommendations",
    "meetings",
    "secretariat",
    "delegations",
    "workshops",
    "guidelines",
    "strategies",
    "intelligence",
    "operations",
    "networks",
    "organized",
    "crime",
    "firearms",
    "terrorism",
    "environment",
    "naloxone",
    "overdose",
    "methadone",
    "synthetic",
    "emerging",
    "trends",
    "threats",
    "responses",
];

/// Names of several words, and references, as they stand in reports; each sets a tag or is a wording of another.
pub(super) const NAMES: &[&str] = &[
    "Economic and Social Council",
    "Member States",
    "General Assembly",
    "United Nations Office on Drugs and Crime",
    "International Narcotics Control Board",
    "World Health Organization",
    "alternative development",
    "Latin America and the Caribbean",
    "Colombia",
    "Argentina",
    "Thailand",
    "Brazil",
    "Spain",
    "India",
    "Germany",
    "Morocco",
    "Japan",
    "Peru",
    "South Africa",
    "drug trafficking",
    "Mexico",
    "France",
    "money laundering",
    "Kenya",
    "Nigeria",
    "Islamic Republic of Iran",
    "demand reduction",
    "International Criminal Police Organization",
    "amphetamine-type stimulants",
    "Europe",
    "new psychoactive substances",
    "Turkey",
    "border control",
    "organized crime",
    "acetic anhydride",
    "mutual legal assistance",
    "West Africa",
    "resolution 64/5",
    "potassium permanganate",
    "resolution 45/15",
    "Central Asia",
    "South-East Asia",
    "controlled delivery",
    "maritime trafficking",
    "resolution 53/4",
    "Council resolution 2003/32",
    "article 12 of the 1988 Convention",
    "article 3 of the 1961 Convention",
];
