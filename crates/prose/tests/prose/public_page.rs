//! The body on a public page.

use broadsheet_news::body::*;
use broadsheet_prose::html::{Furniture, Picture, Pointer, render};

/// Photos and articles whose every word comes from an enemy.
pub struct Hostile(pub String);

impl Furniture for Hostile {
    fn photo(&self, _: PhotoId) -> Option<Picture> {
        Some(Picture {
            src: format!("/media/{}", self.0),
            webp: Some(self.0.clone()),
            sizes: Some(self.0.clone()),
            alt: self.0.clone(),
            caption: Some(self.0.clone()),
            credit: Some(self.0.clone()),
            ..Picture::default()
        })
    }

    fn article(&self, _: ArticleId) -> Option<Pointer> {
        Some(Pointer { href: self.0.clone(), headline: self.0.clone() })
    }

    fn dateline(&self) -> Option<String> {
        Some(self.0.clone())
    }
}

struct Paper;

impl Furniture for Paper {
    fn photo(&self, photo: PhotoId) -> Option<Picture> {
        (photo == 1).then(|| Picture {
            src: "/photos/1.jpg".into(),
            width: 3,
            height: 2,
            alt: "A harbour".into(),
            caption: Some("The harbour".into()),
            credit: Some("CNA photo".into()),
            ..Picture::default()
        })
    }

    fn article(&self, article: ArticleId) -> Option<Pointer> {
        (article == 5).then(|| Pointer { href: "/2021/08/19/rain".into(), headline: "Rain".into() })
    }

    fn dateline(&self) -> Option<String> {
        Some("TAIPEI (Taiwan News)".into())
    }
}

/// The page without the ids of blocks, which are hashes.
fn shown(kinds: impl IntoIterator<Item = BlockKind>) -> String {
    let body = Body::of(kinds);
    let ids: Vec<BlockId> = body.all_blocks().map(|block| block.id.clone()).collect();
    let mut html = render(&body, &Paper);
    for id in ids {
        html = html.replace(&format!(" data-block=\"{id}\""), "").replace(id.as_str(), "ID");
    }
    html
}

#[test]
fn the_dateline_stands_before_the_first_paragraph_only() {
    assert_eq!(
        shown([BlockKind::Divider, BlockKind::paragraph("It rained."), BlockKind::paragraph("Again.")]),
        "<hr>\n<p><span class=\"whence\">TAIPEI (Taiwan News)</span> — It rained.</p>\n<p>Again.</p>\n"
    );
}

#[test]
fn caption_and_credit_stand_apart() {
    assert_eq!(
        shown([BlockKind::paragraph("x"), BlockKind::Photo { photo: 1, caption: None }]).lines().nth(1).unwrap(),
        "<figure class=\"photo\"><img src=\"/photos/1.jpg\" width=\"3\" height=\"2\" alt=\"A harbour\" loading=\"lazy\" \
         decoding=\"async\"><figcaption><span class=\"caption\">The harbour</span> \
         <span class=\"credit\">(CNA photo)</span></figcaption></figure>"
    );
}

/// A photo that is there in several sizes.
struct Sizes;

impl Furniture for Sizes {
    fn photo(&self, _: PhotoId) -> Option<Picture> {
        let webp = Some("/a-320.webp 320w, /a-640.webp 640w".to_owned());
        let sizes = Some("42rem".to_owned());
        Some(Picture { src: "/a.jpg".into(), webp, sizes, width: 3, height: 2, ..Picture::default() })
    }

    fn article(&self, _: ArticleId) -> Option<Pointer> {
        None
    }
}

#[test]
fn a_browser_may_choose_a_size_as_webp_and_has_a_jpeg_if_it_cannot() {
    let html = render(&Body::of([BlockKind::Photo { photo: 1, caption: None }]), &Sizes);
    let picture = html.split_once("<picture>").and_then(|(_, rest)| rest.split_once("</picture>")).unwrap().0;
    assert_eq!(
        picture,
        "<source type=\"image/webp\" srcset=\"/a-320.webp 320w, /a-640.webp 640w\" sizes=\"42rem\">\
         <img src=\"/a.jpg\" width=\"3\" height=\"2\" alt=\"\" loading=\"lazy\" decoding=\"async\">"
    );
}

#[test]
fn a_photo_that_may_not_be_shown_leaves_no_trace() {
    let html = shown([BlockKind::paragraph("x"), BlockKind::Photo { photo: 2, caption: Some("Gone".into()) }]);
    assert!(!html.contains("figure") && !html.contains("Gone"), "{html}");
}

#[test]
fn headings_never_skip_a_level() {
    let heading = |level: u8| BlockKind::heading(level.into(), "x");
    let html = shown([heading(4), heading(4), heading(2), heading(4)]);
    let levels: Vec<&str> = html.lines().filter_map(|line| line.get(1..3)).filter(|tag| tag.starts_with('h')).collect();
    assert_eq!(levels, ["h2", "h3", "h2", "h3"]);
}

#[test]
fn a_table_can_be_scrolled_by_keyboard_and_has_a_name() {
    let rows = vec![vec!["City".into(), "Rain".into()], vec!["Taipei".into(), "3".into()]];
    let html = shown([BlockKind::Table { header: true, caption: "Rain".into(), rows }]);
    assert!(html.ends_with(
        "<div class=\"table-scroll\" role=\"region\" tabindex=\"0\" aria-labelledby=\"block-ID-caption\"><table>\
         <caption id=\"block-ID-caption\">Rain</caption><thead><tr><th scope=\"col\">City</th><th scope=\"col\">Rain</th></tr>\
         </thead><tbody><tr><td>Taipei</td><td>3</td></tr></tbody></table></div>\n"
    ), "{html}");
}

#[test]
fn boxes_are_named_and_lead_only_where_readers_may_go() {
    let facts = BlockKind::FactBox { title: "In brief".into(), blocks: Body::of([BlockKind::paragraph("One")]).blocks };
    let html = shown([BlockKind::paragraph("x"), facts, BlockKind::Related { articles: vec![4, 5] }]);
    assert!(html.contains("<aside class=\"fact-box\" aria-labelledby=\"block-ID-title\"><p class=\"fact-box-title\" id=\"block-ID-title\">In brief</p><p>One</p>"), "{html}");
    assert!(html.contains("<ul><li><a href=\"/2021/08/19/rain\">Rain</a></li></ul></aside>"), "{html}");
}

#[test]
fn foreign_words_say_their_language_and_a_link_is_one_link() {
    let link = Marks { link: Link::parse("/x"), ..Marks::none() };
    let stressed = Marks { emphasis: true, ..link.clone() };
    let foreign = Marks { lang: LanguageTag::parse("fr"), ..Marks::none() };
    let text = Text::new([
        Inline::marked("a ", link),
        Inline::marked("b", stressed),
        Inline::plain(" "),
        Inline::marked("c", foreign),
    ]);
    let html = shown([BlockKind::Paragraph { text }]);
    assert!(html.ends_with("— <a href=\"/x\">a <em>b</em></a> <span lang=\"fr\">c</span></p>\n"), "{html}");
}

#[test]
fn a_film_is_a_link_and_not_a_frame() {
    let (provider, path) = Provider::recognise("https://youtu.be/abc").unwrap();
    let html = shown([BlockKind::Embed { provider, path, title: Some("The storm".into()) }]);
    assert!(html.ends_with(
        "<p class=\"embed\"><a href=\"https://www.youtube.com/watch?v=abc\"><span class=\"embed-provider\">YouTube</span> \
         <span class=\"embed-title\">The storm</span></a></p>\n"
    ), "{html}");
}
