//! The one table from a part's key to the function that prints it.

use broadsheet_news::address::Form;
use broadsheet_news::language::Language;
use broadsheet_source::Failure;
use futures_util::future::try_join;

use crate::edition::Reading;
use crate::key::{Listed, Part};
use crate::{
    archive, article, briefing, closing, corrections, directory, document, feed, front, head, listing, masthead,
    opening, organisation, person, popular, related, search, section, share, site, standing, topic, unfound,
};

/// Prints a part.
///
/// # Errors
/// Where the database cannot be reached, or a template cannot be printed.
pub async fn part(reading: Reading<'_>, key: &Part) -> Result<String, Failure> {
    let of = |language: &Language| reading.edition(language);
    match key {
        Part::Head(subject, language) => head::print(&of(language), subject).await,
        Part::Masthead(language, dress) => {
            Ok(opening::print(&of(language), *dress)? + &masthead::print(&of(language)).await?)
        }
        Part::Closing(language) => closing::print(&of(language)).await,
        Part::ArticleTop(id) => article::top(reading, *id).await,
        Part::Readers(id) => article::readers(reading, *id).await,
        Part::ArticleText(id) => article::text(reading, *id).await,
        Part::Related(id) => related::print(reading, *id).await,
        Part::Popular(language, without) => {
            let edition = of(language);
            let (popular, closing) = try_join(popular::print(&edition, *without), closing::print(&edition)).await?;
            Ok(popular + &closing)
        }
        Part::FrontTop(language) => front::top(&of(language)),
        Part::Places(language, places) => front::print(&of(language), places).await,
        Part::ListTop(listed, language, first) => match listed {
            Listed::Section(id) => section::top(&of(language), *id, *first).await,
            Listed::Topic(id) => topic::top(&of(language), *id).await,
            Listed::Person(id) => person::top(&of(language), *id).await,
            Listed::Organisation(id) => organisation::top(&of(language), *id, *first).await,
            Listed::Day(day) => archive::day_top(&of(language), *day).await,
        },
        Part::Listing { of: listed, language, page, above } => {
            listing::print(&of(language), *listed, *page, above).await
        }
        Part::Archive(language, span) => archive::print(&of(language), *span).await,
        Part::DirectoryTop(language, entries) => directory::top(&of(language), entries).await,
        Part::Directory(language, entries, after) => directory::print(&of(language), entries, after.as_ref()).await,
        Part::Standing(id) => standing::print(reading, *id).await,
        Part::Sharing(id) => share::print(reading, *id).await,
        Part::Briefing(language) => briefing::page(&of(language)).await,
        Part::Corrections(language, page) => corrections::print(&of(language), *page).await,
        Part::Search(language, searched) => search::print(&of(language), searched).await,
        Part::File(language, followed, form) => match form {
            Form::Rss | Form::Atom | Form::Json => feed::print(&of(language), *followed, *form).await,
            Form::BriefingJson => briefing::json(&of(language), *followed).await,
            Form::BriefingRss => briefing::rss(&of(language), *followed).await,
        },
        Part::Manifest(language) => site::manifest(&of(language)),
        Part::OpenSearch(language) => Ok(site::open_search(&of(language))),
        Part::Document(of) => document::print(reading, *of).await,
        Part::Site(file) => site::print(reading, *file).await,
        Part::Unfound(language, gone) => unfound::print(&of(language), *gone).await,
    }
}
