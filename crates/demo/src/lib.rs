//! (being laid)
use broadsheet_desk::Refusal;
use broadsheet_news::clock::Instant;
use broadsheet_store::{Options, Store};
/// Founds the demo.
pub async fn found(options: &Options, now: Instant) -> Result<Store, Refusal> {
    let founding = broadsheet_news::paper::Founding {
        name: "Demo".into(),
        languages: vec![Default::default()],
        zone: "Asia/Taipei".into(),
        address: String::new(),
        date_style: Default::default(),
    };
    broadsheet_desk::founding::found(options, &founding, now).await
}
/// Draws.
pub fn draw(_: &str, _: i64) -> Option<Vec<u8>> {
    None
}
