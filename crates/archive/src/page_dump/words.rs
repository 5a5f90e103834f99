//! The words that newspapers' pages print around an article, in the languages they print them in, in normalised form.
//!
//! Each list is a file of its own beside this one, a phrase a line, so that a language is added without touching code.

use std::collections::HashSet;
use std::sync::LazyLock;

/// A list of phrases, read when first asked for.
pub(super) type Words = LazyLock<HashSet<&'static str>>;

/// The phrases of a list's file.
pub(super) fn phrases(file: &'static str) -> HashSet<&'static str> {
    file.lines().map(str::trim).filter(|line| !line.is_empty()).collect()
}

/// Labels above lists of related articles.
static RELATED: Words = Words::new(|| phrases(include_str!("words/related.txt")));

/// Labels above lists of what is read most.
static POPULAR: Words = Words::new(|| phrases(include_str!("words/popular.txt")));

/// Labels above an article's topics.
static TOPICS: Words = Words::new(|| phrases(include_str!("words/topics.txt")));

/// Labels after which others than the author speak, or nothing of the article comes any more.
static END: Words = Words::new(|| phrases(include_str!("words/end.txt")));

/// Words on buttons and links around an article.
static BUTTONS: Words = Words::new(|| phrases(include_str!("words/buttons.txt")));

/// Phrases that only the page's own business speaks in.
static BUSINESS: Words = Words::new(|| phrases(include_str!("words/business.txt")));

/// Whether the piece is the label of a list of related articles.
pub(super) fn is_related(norm: &str) -> bool {
    RELATED.contains(norm)
        || starts_label(
            norm,
            &[
                "more from ",
                "more in ",
                "more on ",
                "recently by ",
                "also on ",
                "related ",
                "mehr aus ",
                "latest in ",
                "latest from ",
                "more stories ",
            ],
        )
}

/// Whether the piece is the label of a list of popular articles.
pub(super) fn is_popular(norm: &str) -> bool {
    POPULAR.contains(norm)
        || starts_label(norm, &["most read in ", "most popular in ", "trending in ", "most read ", "most popular "])
}

/// Whether the piece is the label of the topics.
pub(super) fn is_topics(norm: &str) -> bool {
    TOPICS.contains(norm)
}

/// Whether nothing of the article comes after the piece.
pub(super) fn is_end(norm: &str) -> bool {
    END.contains(norm) || counted(norm)
}

/// Whether the piece is a button, or a few of them on one line.
pub(super) fn is_button(norm: &str) -> bool {
    norm.is_empty()
        || BUTTONS.contains(norm)
        || starts_label(norm, &["share on ", "share via ", "share to ", "click to share ", "share this "])
        || (norm.split(' ').count() <= 8 && norm.split(' ').all(|word| BUTTONS.contains(word)))
}

/// Whether the page speaks of itself: cookies, subscriptions, rights.
pub(super) fn is_business(text: &str) -> bool {
    // Nobody speaks of cookies for two thousand bytes; a whole book on one line is not searched.
    if text.len() > 2_000 {
        return false;
    }
    let low = text.to_lowercase();
    BUSINESS.iter().any(|phrase| low.contains(*phrase))
}

/// `12 comments`, `36 Kommentare`.
fn counted(norm: &str) -> bool {
    const NOUNS: [&str; 9] = [
        "comments",
        "comment",
        "responses",
        "replies",
        "kommentare",
        "ergänzungen",
        "commentaires",
        "comentarios",
        "kommentarer",
    ];
    norm.split_once(' ')
        .is_some_and(|(number, noun)| number.bytes().all(|b| b.is_ascii_digit()) && NOUNS.contains(&noun))
}

fn starts_label(norm: &str, starts: &[&str]) -> bool {
    norm.split(' ').count() <= 5 && starts.iter().any(|start| norm.starts_with(start))
}
