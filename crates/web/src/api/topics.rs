//! Topics and aliases for programs.

use broadsheet_desk::topic;
use broadsheet_news::ids::TopicId;
use broadsheet_news::language::Language;
use broadsheet_news::topic::Topic;
use serde::Deserialize;
use utoipa::ToSchema;

use super::kept::{noun, read_one};

/// What can be said of a topic.
#[derive(ToSchema)]
#[schema(example = json!({"language": "en", "name": "Harbour deepening"}))]
#[expect(dead_code, reason = "it describes what is sent")]
pub(crate) struct TopicFields {
    /// The language's tag.
    language: String,
    /// Its name as printed.
    name: String,
    /// The last piece of its address; made from the name where it is empty.
    slug: String,
    /// The topic that it is an alias of.
    alias_of: Option<i64>,
    /// A sentence for its page.
    description: String,
}

noun! {
    Topic, TopicFields, TopicId, "/api/v1/topics", "topics", "topic", topic::save, topic, topics_above,
    blank: Topic { id: TopicId(0), language: Language::default(), name: String::new(), slug: String::new(), alias_of: None, description: String::new() },
    reads: list
}
read_one! { TopicId, "/api/v1/topics/{id}", "topics" }

/// Which topic one is merged into.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"into": 1}))]
pub(crate) struct Merge {
    /// Its id.
    into: i64,
}

/// Merges a topic into another: it becomes an alias of it, and so do its aliases. The answer names them all, for whoever
/// wants to undo it.
#[utoipa::path(post, path = "/api/v1/topics/{id}/merge", tag = "topics", params(("id" = i64, Path)), request_body = Merge, responses((status = 200, description = "The topics that are aliases of the other now.")))]
pub(crate) async fn merge(
    program: Program,
    Path(id): Path<i64>,
    Given(merge): Given<Merge>,
) -> Result<Response, Problem> {
    let (merged, touched) = done(&program, topic::merge(&program.desk(), TopicId(id), TopicId(merge.into)).await)?;
    let with: Vec<TopicId> = merged.into_iter().filter(|other| other.0 != id).collect();
    Ok(thing(StatusCode::OK, json!({ "id": id, "into": merge.into, "with": with }), Some(touched)))
}

/// Which aliases come with a topic that is separated.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Separation {
    /// Their ids: those that the merge named.
    #[serde(default)]
    with: Vec<i64>,
}

/// Undoes a merge: an alias is a topic of its own again, with those that came with it.
#[utoipa::path(post, path = "/api/v1/topics/{id}/separation", tag = "topics", params(("id" = i64, Path)), request_body = Separation, responses((status = 200, description = "The topic.")))]
pub(crate) async fn separate(
    program: Program,
    Path(id): Path<i64>,
    Given(separation): Given<Separation>,
) -> Result<Response, Problem> {
    let with: Vec<TopicId> = separation.with.into_iter().map(TopicId).collect();
    let ((), touched) = done(&program, topic::separate(&program.desk(), TopicId(id), &with).await)?;
    Ok(thing(StatusCode::OK, found(&program, TopicId(id)).await?, Some(touched)))
}
