//! An editor keeps a topic, or makes one the alias of another.

use broadsheet_news::ids::TopicId;
use broadsheet_news::sentence;
use broadsheet_news::slug::slug_or;
use broadsheet_news::topic::Topic;
use broadsheet_store::transaction::Transaction;

use crate::{Deed, Desk, Done, Refusal, done, named};

/// Saves a topic. An id of 0 makes a new one; an empty slug is made from the name.
///
/// # Errors
/// A [`Refusal`] where the name is unfit, or an alias would lead to an alias.
pub async fn save(desk: &Desk<'_>, mut topic: Topic) -> Result<Done<TopicId>, Refusal> {
    let mut transaction = desk.begin(Deed::SaveTopic, None).await?;
    named("The topic's name", &topic.name)?;
    if topic.id.0 == 0 {
        topic.id = TopicId(transaction.new_id());
    }
    if topic.slug.is_empty() {
        topic.slug = slug_or(&topic.name, &topic.id.to_string());
    }
    one_step(&transaction, &topic).await?;
    transaction.save_topic(&topic).await?;
    done(transaction, topic.id).await
}

/// Merges a topic into another: it becomes an alias of it, and so do its aliases. Its articles come with it, and its
/// address leads on.
///
/// # Errors
/// A [`Refusal`] where one of them does not exist, or the other is an alias or the same.
///
/// Gives the topics that are aliases of the other now, for whoever wants to [separate](separate) them again.
pub async fn merge(desk: &Desk<'_>, id: TopicId, into: TopicId) -> Result<Done<Vec<TopicId>>, Refusal> {
    let mut transaction = desk.begin(Deed::SaveTopic, None).await?;
    let unknown = || Refusal::Unknown("One of the two topics does not exist.".into());
    let mut topic = transaction.topic(id).await?.ok_or_else(unknown)?;
    let target = transaction.topic(into).await?.ok_or_else(unknown)?;
    if id == into || target.alias_of.is_some() {
        return Err(Refusal::Unfit(sentence!("{} cannot be merged into {}.", topic.name, target.name)));
    }
    if topic.language != target.language {
        return Err(Refusal::Unfit(sentence!("{} and {} are of two languages.", topic.name, target.name)));
    }
    let mut merged = transaction.aliases_of(id).await?;
    topic.alias_of = None;
    merged.push(topic);
    for alias in &mut merged {
        alias.alias_of = Some(into);
    }
    transaction.save_topics(&merged).await?;
    let merged = merged.iter().map(|topic| topic.id).collect();
    done(transaction, merged).await
}

/// Undoes a merge: an alias is a topic of its own again, and those that came with it are aliases of it.
///
/// # Errors
/// A [`Refusal`] where it is no alias, or one of the others is not an alias of the same topic.
pub async fn separate(desk: &Desk<'_>, id: TopicId, with: &[TopicId]) -> Result<Done<()>, Refusal> {
    let mut transaction = desk.begin(Deed::SaveTopic, None).await?;
    let unknown = || Refusal::Unknown("One of these topics does not exist.".into());
    let mut topic = transaction.topic(id).await?.ok_or_else(unknown)?;
    let Some(meant) = topic.alias_of.take() else {
        return Err(Refusal::Unfit(sentence!("{} is a topic of its own already.", topic.name)));
    };
    let mut saved = vec![topic];
    for other in with.iter().filter(|other| **other != id) {
        let mut other = transaction.topic(*other).await?.ok_or_else(unknown)?;
        if other.alias_of != Some(meant) {
            return Err(Refusal::Unfit(sentence!("{} is no alias of the same topic.", other.name)));
        }
        other.alias_of = Some(id);
        saved.push(other);
    }
    transaction.save_topics(&saved).await?;
    done(transaction, ()).await
}

/// An alias leads to a topic in one step: never to an alias, never from a topic that has aliases.
async fn one_step(transaction: &Transaction, topic: &Topic) -> Result<(), Refusal> {
    let Some(meant) = topic.alias_of else { return Ok(()) };
    let found = transaction.topic(meant).await?;
    let meant = found.ok_or_else(|| Refusal::Unknown("The topic it should be an alias of does not exist.".into()))?;
    if meant.id == topic.id || meant.alias_of.is_some() {
        return Err(Refusal::Unfit(sentence!("{} is an alias itself. Choose the topic it stands for.", meant.name)));
    }
    if transaction.topic_has_aliases(topic.id).await? {
        return Err(Refusal::Unfit(sentence!(
            "{} has aliases of its own. Give those to {} first.",
            topic.name,
            meant.name
        )));
    }
    Ok(())
}
