//! Slugs: a name as one piece of an address.

use unicode_normalization::UnicodeNormalization;

const LONGEST: usize = 80;

/// The name as one piece of an address: small letters and digits of any script, joined by hyphens.
///
/// Latin letters lose their accents; other scripts are kept, since browsers show
/// them. At most 80 characters, cut at a hyphen where there is one. A name
/// without a letter or digit gives an empty slug.
#[must_use]
pub fn slug(name: &str) -> String {
    let mut out = String::new();
    for c in name.nfkd().filter(|c| !unicode_normalization::char::is_combining_mark(*c)) {
        match c {
            '\'' | '’' | '‘' => {}
            c if c.is_alphanumeric() => out.extend(c.to_lowercase()),
            _ if !out.is_empty() && !out.ends_with('-') => out.push('-'),
            _ => {}
        }
    }
    shortened(out.nfc().collect::<String>().trim_end_matches('-'))
}

/// The slug, or `fallback` where nothing of the name can stand in an address.
#[must_use]
pub fn slug_or(name: &str, fallback: &str) -> String {
    let made = slug(name);
    if made.is_empty() { fallback.to_owned() } else { made }
}

fn shortened(slug: &str) -> String {
    let Some((end, _)) = slug.char_indices().nth(LONGEST) else { return slug.to_owned() };
    let cut = &slug[..end];
    match cut.rfind('-') {
        Some(hyphen) if hyphen > 0 => cut[..hyphen].to_owned(),
        _ => cut.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::slug;

    #[test]
    fn a_headline_becomes_words_with_hyphens() {
        assert_eq!(slug("Ferry's new quay: \u{201c}a gift\u{201d}, says Müller"), "ferrys-new-quay-a-gift-says-muller");
    }

    #[test]
    fn chinese_stays_chinese() {
        assert_eq!(slug("港務局 宣布"), "港務局-宣布");
    }

    #[test]
    fn a_long_headline_is_cut_between_words() {
        let long = slug(&"harbour ".repeat(30));
        assert!(long.chars().count() <= 80 && long.ends_with("harbour"));
    }

    #[test]
    fn punctuation_alone_gives_nothing() {
        assert_eq!(slug("?! …"), "");
    }
}
