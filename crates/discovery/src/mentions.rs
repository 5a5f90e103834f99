//! Mentions: which organisations of the directory a text names.

/// The ids of the names that stand in the text as whole words, in the order of the names.
///
/// Names are compared letter by letter; one shorter than three letters is never looked for, since it would be met by chance.
#[must_use]
pub fn mentioned<Id: Copy>(text: &str, names: &[(Id, String)]) -> Vec<Id> {
    names.iter().filter(|(_, name)| name.chars().count() >= 3 && stands_in(text, name)).map(|(id, _)| *id).collect()
}

fn stands_in(text: &str, name: &str) -> bool {
    text.match_indices(name).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + name.len()..].chars().next();
        let (first, last) = (name.chars().next(), name.chars().next_back());
        !joined(before, first) && !joined(last, after)
    })
}

/// Whether two letters belong to one word. Scripts written without spaces have no such bond.
fn joined(a: Option<char>, b: Option<char>) -> bool {
    let bound = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && !crate::words::is_written_together(c));
    bound(a) && bound(b)
}

#[cfg(test)]
mod tests {
    use super::mentioned;

    fn names(all: &[&str]) -> Vec<(usize, String)> {
        all.iter().map(|name| (*name).to_owned()).enumerate().collect()
    }

    #[test]
    fn a_name_is_met_as_a_whole_word_only() {
        let names = names(&["Port Authority", "Port", "Tide Institute"]);
        assert_eq!(mentioned("The Port Authority said so.", &names), [0, 1]);
        assert_eq!(mentioned("Seaport Authority, Portland", &names), [] as [usize; 0]);
    }

    #[test]
    fn chinese_names_need_no_spaces_around_them() {
        assert_eq!(mentioned("昨天港務局局長說", &names(&["港務局"])), [0]);
    }

    #[test]
    fn a_name_of_two_letters_is_not_looked_for() {
        assert_eq!(mentioned("IT is what it is", &names(&["IT"])), [] as [usize; 0]);
    }
}
