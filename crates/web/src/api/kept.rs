//! Things that the paper keeps (topics, people, sections …) as JSON: what is sent is laid over what is there
//! (RFC 7396), and only fields that the description names can be set.

use axum::http::StatusCode;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};
use utoipa::openapi::{RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

use super::given;
use super::problem::{FieldProblem, Problem};

/// The fields that can be set, by the schema that describes them.
fn fields<S: ToSchema + PartialSchema>() -> Vec<String> {
    match S::schema() {
        RefOr::T(Schema::Object(object)) => object.properties.keys().cloned().collect(),
        _ => Vec::new(),
    }
}

/// A thing with what was sent laid over it. `S` describes what can be set.
pub(super) fn laid_over<T: Serialize + DeserializeOwned, S: ToSchema + PartialSchema>(
    base: &T,
    sent: Map<String, Value>,
) -> Result<T, Problem> {
    let known = fields::<S>();
    let unknown: Vec<FieldProblem> = sent
        .keys()
        .filter(|name| !known.contains(name))
        .map(|name| FieldProblem {
            pointer: format!("/{}", name.replace('~', "~0").replace('/', "~1")),
            detail: format!(
                "There is no field `{}` here, or it cannot be set.",
                name.chars().take(80).collect::<String>()
            ),
        })
        .collect();
    if !unknown.is_empty() {
        return Err(Problem::of_fields(unknown));
    }
    let mut whole = serde_json::to_value(base).unwrap_or_else(|_| json!({}));
    if let Some(all) = whole.as_object_mut() {
        all.extend(sent);
    }
    given::read(whole.to_string().as_bytes())
}

/// What is not there.
pub(super) fn missing(what: &str) -> Problem {
    Problem::of(StatusCode::NOT_FOUND, format!("There is no such {what}."))
}

/// Handlers of a noun that is listed, read, made and saved in the same way as others.
macro_rules! noun {
    (
        $thing:ty, $schema:ident, $id:ident, $path:literal, $tag:literal, $what:literal, $save:path, $one:ident, $above:ident,
        blank: $blank:expr, reads: $reads:ident
    ) => {
        use axum::extract::{Path, RawQuery};
        use axum::http::StatusCode;
        use axum::response::Response;
        use serde_json::{Map, Value, json};

        use crate::api::given::Given;
        use crate::api::kept::{laid_over, missing};
        use crate::api::problem::Problem;
        use crate::api::written::{SHOWN, by_id, done, made, thing};
        use crate::guard::Program;
        use crate::newsroom::fields::Fields;

        /// Lists them by id.
        #[utoipa::path(get, path = $path, tag = $tag, params(("above" = Option<i64>, Query, description = "the id after which the page begins")), responses((status = 200, description = "A page of them.")))]
        pub(crate) async fn $reads(program: Program, RawQuery(query): RawQuery) -> Result<Response, Problem> {
            let above = Fields::of_query(query.as_deref()).number("above").unwrap_or_default();
            let reading = program.house.newsroom.store.reading().await?;
            let found = reading.$above(above, SHOWN + 1).await?;
            reading.finish();
            Ok(by_id($path, found, |one| one.id.0, |one| json!(one)))
        }

        /// Makes one.
        #[utoipa::path(post, path = $path, tag = $tag, request_body = $schema, responses((status = 201, description = "It, at its Location."), (status = 422, body = Problem, description = "Fields that cannot stand.")))]
        pub(crate) async fn create(program: Program, Given(sent): Given<Map<String, Value>>) -> Result<Response, Problem> {
            let new: $thing = laid_over::<_, $schema>(&$blank, sent)?;
            let (id, touched) = done(&program, $save(&program.desk(), new).await)?;
            let value = found(&program, id).await?;
            Ok(made(&format!(concat!($path, "/{}"), id), value, touched))
        }

        /// Says something else of one.
        #[utoipa::path(patch, path = concat!($path, "/{id}"), tag = $tag, params(("id" = i64, Path)), request_body = $schema, responses((status = 200, description = "It, with what was touched."), (status = 404, body = Problem, description = "There is none.")))]
        pub(crate) async fn save(
            program: Program,
            Path(id): Path<i64>,
            Given(sent): Given<Map<String, Value>>,
        ) -> Result<Response, Problem> {
            let reading = program.house.newsroom.store.reading().await?;
            let before = reading.$one($id(id)).await?;
            reading.finish();
            let before = before.ok_or_else(|| missing($what))?;
            let after: $thing = laid_over::<_, $schema>(&before, sent)?;
            let (_, touched) = done(&program, $save(&program.desk(), after).await)?;
            Ok(thing(StatusCode::OK, found(&program, $id(id)).await?, Some(touched)))
        }

        async fn found(program: &Program, id: $id) -> Result<Value, Problem> {
            let reading = program.house.newsroom.store.reading().await?;
            let found = reading.$one(id).await?;
            reading.finish();
            found.map(|found| json!(found)).ok_or_else(|| missing($what))
        }
    };
}

/// Reading one of a noun: with a token as the newsroom has it, without one as readers have it.
macro_rules! read_one {
    ($id:ident, $path:literal, $tag:literal) => {
        /// Reads one: with a token as the newsroom has it, without one as readers have it.
        #[utoipa::path(get, path = $path, tag = $tag, params(("id" = i64, Path)), responses((status = 200, description = "It."), (status = 404, description = "There is none.")))]
        pub(crate) async fn read(
            axum::extract::State(house): axum::extract::State<std::sync::Arc<crate::House>>,
            connection: axum::extract::ConnectInfo<std::net::SocketAddr>,
            Path(id): Path<i64>,
            request: axum::extract::Request,
        ) -> Response {
            let read = async |program| Ok(thing(StatusCode::OK, found(&program, $id(id)).await?, None));
            crate::api::published::unless_a_program(house, connection, request, read).await
        }
    };
}

pub(super) use {noun, read_one};
