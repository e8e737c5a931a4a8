//! American spelling: one form for words that are written in two ways across the Atlantic.
//!
//! Input: a folded word. Output: its American spelling. It knows beginnings and endings of words, no dictionary.

/// British beginnings of words and their American forms. United Nations usage is British with `-ize`.
const SPELLINGS: &[(&str, &str)] = &[
    ("anaesthe", "anesthe"),
    ("ageing", "aging"),
    ("behaviour", "behavior"),
    ("catalogue", "catalog"),
    ("centre", "center"),
    ("cheque", "check"),
    ("colour", "color"),
    ("counsell", "counsel"),
    ("defence", "defense"),
    ("endeavour", "endeavor"),
    ("enrol", "enroll"),
    ("favour", "favor"),
    ("foetal", "fetal"),
    ("fulfil", "fulfill"),
    ("haemo", "hemo"),
    ("harbour", "harbor"),
    ("honour", "honor"),
    ("judgement", "judgment"),
    ("labour", "labor"),
    ("licence", "license"),
    ("manoeuvre", "maneuver"),
    ("metre", "meter"),
    ("mould", "mold"),
    ("neighbour", "neighbor"),
    ("offence", "offense"),
    ("orthopaed", "orthoped"),
    ("paediatric", "pediatric"),
    ("plough", "plow"),
    ("practis", "practic"),
    ("pretence", "pretense"),
    ("programme", "program"),
    ("rigour", "rigor"),
    ("sceptic", "skeptic"),
    ("sulph", "sulf"),
    ("theatre", "theater"),
    ("travell", "travel"),
    ("tumour", "tumor"),
    ("vigour", "vigor"),
];

/// British endings and their American forms, longest first.
const ENDINGS: &[(&str, &str)] = &[
    ("isations", "izations"),
    ("isation", "ization"),
    ("ising", "izing"),
    ("isers", "izers"),
    ("ised", "ized"),
    ("iser", "izer"),
    ("ises", "izes"),
    ("ise", "ize"),
    ("ysed", "yzed"),
    ("ysing", "yzing"),
    ("yse", "yze"),
];

/// One spelling for both sides of the Atlantic. `word` is folded. Words such as `exercise` change too; as they
/// change everywhere alike, nothing is lost.
pub(super) fn american(word: &str) -> String {
    for (british, us) in SPELLINGS {
        if let Some(rest) = word.strip_prefix(british) {
            // `enrolled` and `fulfilled` double the letter already.
            let doubled = us.ends_with("ll") && rest.starts_with('l');
            return format!("{}{rest}", if doubled { british } else { us });
        }
    }
    for (british, us) in ENDINGS {
        if let Some(stem) = word.strip_suffix(british)
            && stem.len() > 2
        {
            return format!("{stem}{us}");
        }
    }
    word.to_owned()
}
