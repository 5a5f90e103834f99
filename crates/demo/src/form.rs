//! The form of the data files: fields of `name: value` above a text, or records of them apart by an empty line.

use std::fmt;

/// What is wrong with a data file, in a sentence that names the place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Flaw(pub(crate) String);

impl fmt::Display for Flaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The fields of one record, in order; a name may stand more than once.
#[derive(Clone, Debug, Default)]
pub(crate) struct Fields(Vec<(String, String)>);

impl Fields {
    /// The fields of these lines.
    pub(crate) fn read(lines: &str) -> Result<Self, Flaw> {
        let mut fields = Vec::new();
        for line in lines.lines().filter(|line| !line.trim().is_empty()) {
            let (name, value) =
                line.split_once(':').ok_or_else(|| Flaw(format!("“{line}” is no field: it has no colon.")))?;
            fields.push((name.trim().to_owned(), value.trim().to_owned()));
        }
        Ok(Self(fields))
    }

    /// The value of that name, or an empty text.
    pub(crate) fn get(&self, name: &str) -> &str {
        self.all(name).next().unwrap_or_default()
    }

    /// The value of that name, which must be there.
    pub(crate) fn required(&self, name: &str) -> Result<&str, Flaw> {
        match self.get(name) {
            "" => Err(Flaw(format!("The field {name} is missing."))),
            value => Ok(value),
        }
    }

    /// Every value of that name, in order.
    pub(crate) fn all<'f, 'n>(&'f self, name: &'n str) -> impl Iterator<Item = &'f str> + use<'f, 'n> {
        self.0.iter().filter(move |(given, _)| given == name).map(|(_, value)| value.as_str())
    }

    /// The first name that is none of `known`: a slip of the pen would otherwise lose its value.
    pub(crate) fn only(&self, known: &[&str]) -> Result<(), Flaw> {
        match self.0.iter().find(|(name, _)| !known.contains(&name.as_str())) {
            Some((name, _)) => Err(Flaw(format!("There is no field {name}."))),
            None => Ok(()),
        }
    }
}

/// The records of a file, which stand apart by an empty line.
pub(crate) fn records(file: &str) -> Result<Vec<Fields>, Flaw> {
    file.split("\n\n").filter(|record| !record.trim().is_empty()).map(Fields::read).collect()
}

/// The fields above the line `---`, and the text below it.
pub(crate) fn headed(file: &str) -> Result<(Fields, &str), Flaw> {
    let (head, text) =
        file.split_once("\n---\n").ok_or_else(|| Flaw("There is no line --- between fields and text.".to_owned()))?;
    Ok((Fields::read(head)?, text))
}

/// The pieces of a value that are written `a | b | c`, trimmed.
pub(crate) fn pieces(value: &str) -> Vec<&str> {
    value.split('|').map(str::trim).collect()
}

/// What the files of this crate say; a test has read them all, so that a flaw is one of the build.
pub(crate) fn proven<T>(read: Result<T, Flaw>, file: &str) -> T {
    read.unwrap_or_else(|flaw| panic!("{file}: {flaw}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_may_stand_twice_and_a_value_may_hold_a_colon() {
        let fields = Fields::read("by: Ann\nby: Bo: guest\n").unwrap();
        assert_eq!(fields.all("by").collect::<Vec<_>>(), ["Ann", "Bo: guest"]);
        assert!(fields.required("deck").is_err());
    }

    #[test]
    fn a_misspelt_field_is_told() {
        let fields = Fields::read("hedline: x").unwrap();
        assert_eq!(fields.only(&["headline"]), Err(Flaw("There is no field hedline.".to_owned())));
    }
}
