//! An administrator lets an old address lead to a new one.

use broadsheet_news::sentence;

use crate::{Deed, Desk, Done, Refusal, done};

/// How many redirects may follow one another before it counts as a circle.
const LONGEST: usize = 10;

/// Lets the address `path` lead to `target`, an address of this paper or a whole one elsewhere.
///
/// # Errors
/// A [`Refusal`] where it would lead in a circle or away from a page of the paper.
pub async fn save(desk: &Desk<'_>, path: &str, target: &str) -> Result<Done<()>, Refusal> {
    let mut transaction = desk.begin(Deed::SaveRedirect, None).await?;
    fit(path, target)?;
    let mut next = target.to_owned();
    for _ in 0..LONGEST {
        if next == path {
            return Err(Refusal::Unfit(sentence!("{} would lead back to itself. Choose another target.", path)));
        }
        match transaction.target(&next).await? {
            Some(broadsheet_store::Target::Redirect(further)) => next = further,
            _ => break,
        }
    }
    transaction.save_redirect(path, &next).await?;
    done(transaction, ()).await
}

/// Lets an address that led to another lead nowhere.
///
/// # Errors
/// A [`Refusal`] where the address leads nowhere, or to a page of the paper.
pub async fn remove(desk: &Desk<'_>, path: &str) -> Result<Done<()>, Refusal> {
    let mut transaction = desk.begin(Deed::SaveRedirect, None).await?;
    match transaction.target(path).await? {
        Some(broadsheet_store::Target::Redirect(_)) => transaction.remove_redirect(path).await?,
        Some(_) => return Err(Refusal::Unfit(sentence!("{} is a page of the paper, and no redirect.", path))),
        None => return Err(Refusal::Unknown(sentence!("{} leads nowhere: there is nothing to remove.", path))),
    }
    done(transaction, ()).await
}

fn fit(path: &str, target: &str) -> Result<(), Refusal> {
    let local = |address: &str| address.starts_with('/') && !address.starts_with("//");
    if !local(path) || path.len() > 2000 {
        return Err(Refusal::Unfit(sentence!("'{}' is no address of this paper. Begin it with one slash.", path)));
    }
    if !(local(target) || target.starts_with("https://") || target.starts_with("http://")) {
        return Err(Refusal::Unfit(sentence!("'{}' is no address. Begin it with a slash or https://.", target)));
    }
    if [path, target].iter().any(|address| address.contains(|c: char| c.is_control() || c == '\\')) {
        return Err(Refusal::Unfit("An address cannot hold control characters or backslashes.".into()));
    }
    Ok(())
}
