//! What prose promises: nothing outside the schema comes out, and nothing that was said is lost on the way.

mod bodies;
mod html;
mod markdown;
mod pasted;
mod plain;
mod public_page;
mod schema;
