//! What programs read without a token: from the shelf, like any page.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::extract::{ConnectInfo, Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use super::problem::Problem;
use crate::guard::Program;
use crate::{House, public};

/// Answers a program with what the newsroom has, and everybody else with what readers have.
pub(crate) async fn unless_a_program<F>(
    house: Arc<House>,
    connection: ConnectInfo<SocketAddr>,
    request: Request,
    newsroom: impl FnOnce(Program) -> F,
) -> Response
where
    F: Future<Output = Result<Response, Problem>>,
{
    match request.extensions().get::<Program>().cloned() {
        Some(program) => newsroom(program).await.unwrap_or_else(IntoResponse::into_response),
        None => document(house, connection, request).await,
    }
}

/// Answers from the shelf; what is not there is a problem, and no page.
async fn document(house: Arc<House>, connection: ConnectInfo<SocketAddr>, request: Request) -> Response {
    let response = public::page(State(house), connection, request).await;
    match response.status() {
        StatusCode::NOT_FOUND => {
            Problem::of(StatusCode::NOT_FOUND, "Readers have no such thing. With a token the newsroom may have it.")
                .into_response()
        }
        StatusCode::GONE => Problem::of(StatusCode::GONE, "It has been withdrawn.").into_response(),
        _ => response,
    }
}
