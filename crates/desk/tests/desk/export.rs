//! What goes out comes in again, equal.

use broadsheet_desk::import::articles;
use broadsheet_desk::{export_above, export_one};
use broadsheet_news::article::Dateline;
use broadsheet_news::body::{BlockKind, Body};
use broadsheet_news::ids::ArticleId;
use broadsheet_news::incoming::{Incoming, IncomingByline, IncomingCorrection, IncomingPhoto, Listed};

use crate::world::{MORNING, World, english};

fn whole() -> Incoming {
    let body = Body::of([
        BlockKind::paragraph("The harbour was calm."),
        BlockKind::Photo { photo: 1, caption: None },
        BlockKind::Gallery { photos: vec![2, 1] },
        BlockKind::Related { articles: vec![1] },
    ]);
    Incoming {
        front_headline: Some("Ferry".into()),
        seo_title: Some("Ferry times".into()),
        slug: Some("ferry".into()),
        deck: "It sails.".into(),
        bylines: vec![
            IncomingByline {
                name: "Ada".into(),
                organisation: "Harbour Times".into(),
                role: "Editor".into(),
                guest: false,
            },
            IncomingByline { name: "Guest".into(), organisation: String::new(), role: String::new(), guest: true },
        ],
        dateline: Dateline { place: "QUAY".into(), organisation: "Harbour Times".into() },
        section: vec!["News".into(), "Sea".into()],
        topics: vec!["Ferries".into(), "Boats".into()],
        lead_photo: Some(IncomingPhoto::captioned("A ferry", "Ada")),
        photos: vec![IncomingPhoto::captioned("A quay", ""), IncomingPhoto::captioned("A gull", "Ben")],
        boxed: vec![Listed { headline: "Fog".into(), published: Some(MORNING) }],
        first_published: Some(MORNING),
        updated: Some(MORNING.plus_seconds(60)),
        corrections: vec![IncomingCorrection { made: MORNING, text: "At ten.".into(), before: "At nine.".into() }],
        readers: Some(12),
        related: vec![Listed { headline: "Elsewhere".into(), published: None }],
        ..Incoming::headed("test:ferry", english(), "Ferry sails", body)
    }
}

fn fog() -> Incoming {
    let body = Body::of([BlockKind::paragraph("Thick.")]);
    Incoming {
        first_published: Some(MORNING),
        slug: Some("fog".into()),
        withdrawn: true,
        ..Incoming::headed("test:fog", english(), "Fog", body)
    }
}

#[tokio::test]
async fn an_export_is_read_back_equal_by_another_paper() {
    let (one, other) = (World::new().await, World::new().await);
    articles(&one.desk(), &[fog(), whole()]).await.unwrap();
    let (out, _) = export_above(&one.store, ArticleId(0), 100).await.unwrap();
    let text = serde_json::to_string(&out).unwrap();
    assert_eq!(out[1].body, whole().body, "{text}");
    let back: Vec<Incoming> = serde_json::from_str(&text).unwrap();
    assert_eq!(back, out);
    articles(&other.desk(), &back).await.unwrap();
    let (again, _) = export_above(&other.store, ArticleId(0), 100).await.unwrap();
    assert_eq!(again, out);
}

#[tokio::test]
async fn an_article_written_here_is_known_again_by_its_address() {
    let world = World::new().await;
    let article = world.published("Fog").await;
    let out = export_one(&world.store, article.id).await.unwrap();
    let back = articles(&world.desk(), &[out]).await.unwrap().made;
    assert!(!back[0].is_new);
    assert_eq!(back[0].article, article.id);
}
