//! A paper in Arabic: everything that has a side is mirrored.

use broadsheet_news::article::{Author, Byline, Content};
use broadsheet_news::body::{BlockKind, Body, Inline, Item, LanguageTag, Marks, Text};
use broadsheet_news::ids::SectionId;
use broadsheet_news::language::Language;
use broadsheet_news::paper::Setting;
use broadsheet_news::section::Section;
use broadsheet_testkit::{Browser, Look};
use serde_json::json;

use crate::world::{NOW, World, publish};

/// A paper in Arabic with one article, and the address of its page.
async fn paper() -> (World, String) {
    let world = World::speaking(&["ar"]).await;
    let arabic = Language::tagged("ar").expect("a language");
    let mut t = world.act().await;
    for (setting, value) in [
        (Setting::Name, json!("بريد الميناء")),
        (Setting::DirectoryTitle, json!("")),
        (Setting::DateStyle, json!("locale")),
    ] {
        t.save_setting(setting, &value).await.expect("a setting");
    }
    let section = Section {
        id: SectionId(t.new_id()),
        language: arabic.clone(),
        name: "الميناء".into(),
        slug: "الميناء".into(),
        parent: None,
        position: 1,
        description: String::new(),
    };
    t.save_section(&section).await.expect("a section");
    let french = Marks { lang: LanguageTag::parse("fr"), ..Marks::none() };
    let item = |text: &str| Item { ordered: false, depth: 0, text: Text::plain(text) };
    let blocks = [
        BlockKind::Paragraph {
            text: Text::new([
                Inline::plain("قال الربّان إن العبّارة "),
                Inline::marked("Étoile du Nord", french),
                Inline::plain(" تعود إلى رصيفها بعد أحد عشر أسبوعًا."),
            ]),
        },
        BlockKind::Quote {
            paragraphs: vec![Text::plain("لم ننسَ الطريق، والبحر لا ينسى أحدًا.")],
            attribution: Text::plain("الربّان"),
        },
        BlockKind::List { items: vec![item("رحلة كل مساء"), item("رحلتان يوم الجمعة")] },
    ];
    let content = Content {
        deck: "أول رحلة ليلية منذ الشتاء تنطلق مساء الجمعة من الرصيف القديم.".into(),
        body: Body::of(blocks),
        bylines: vec![Byline {
            author: Author::Guest("ليلى حدّاد".into()),
            organisation: "بريد الميناء".into(),
            organisation_id: None,
            role: "مراسلة".into(),
        }],
        section: Some(section.id),
        ..Content::headed(arabic, "عبّارة الليل تعود بعد أحد عشر أسبوعًا في الحوض الجاف")
    };
    let id = publish(&mut t, "night-ferry", &content, NOW.plus_seconds(-3_600), None).await;
    t.commit().await.expect("a commit");
    let address = world.address(id).await;
    (world, address)
}

#[tokio::test]
async fn the_page_says_its_direction_its_dates_and_what_runs_the_other_way() {
    let (world, address) = paper().await;
    let page = world.print(&address).await.text();
    assert!(page.contains("<html lang=\"ar\" dir=\"rtl\" "));
    assert!(page.contains("<span lang=\"fr\">Étoile du Nord</span>"));
    assert!(page.contains("نوفمبر 2025"));
}

/// Where the middle of an element's box stands, in shares of the window's width.
fn middle(browser: &mut Browser, selector: &str) -> f64 {
    let expression = format!(
        "(() => {{ const box = document.querySelector({}).getBoundingClientRect(); return (box.left + box.width / 2) / innerWidth }})()",
        json!(selector)
    );
    browser.eval(&expression).expect("an element").as_f64().expect("a number")
}

fn style(browser: &mut Browser, selector: &str, property: &str) -> String {
    let expression = format!("getComputedStyle(document.querySelector({})).{property}", json!(selector));
    browser.eval(&expression).expect("a style").as_str().expect("a text").to_owned()
}

#[tokio::test]
async fn browser_sets_an_arabic_page_from_right_to_left() {
    let (world, address) = paper().await;
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("article.html");
    std::fs::write(&file, world.print(&address).await.text()).expect("a file");
    let mut browser = Browser::start().expect("Chromium");
    for width in [360, 1280] {
        browser.look(Look { width, height: 900, dark: false }).expect("a window");
        browser.open(&format!("file://{}", file.display())).expect("the page");
        assert_eq!(style(&mut browser, ".text p", "textAlign"), "start");
        assert_eq!(style(&mut browser, ".text p", "direction"), "rtl");
        // The paper's name begins at the right, the services of the masthead end at the left.
        assert!(middle(&mut browser, ".services ul") < middle(&mut browser, ".today"), "{width}");
        // The way to the article is read from the right.
        assert!(
            middle(&mut browser, ".breadcrumbs li:first-child") > middle(&mut browser, ".breadcrumbs li:last-child")
        );
        // A quote's rule and a list's marks stand at the right.
        assert_eq!(style(&mut browser, "blockquote", "borderRightWidth"), "3px");
        assert_eq!(style(&mut browser, "blockquote", "borderLeftWidth"), "0px");
        assert_ne!(style(&mut browser, ".text ul", "paddingRight"), "0px");
        assert_eq!(style(&mut browser, ".text ul", "paddingLeft"), "0px");
        // Nothing sticks out at either side.
        assert_eq!(
            browser.eval("document.documentElement.scrollWidth <= innerWidth").expect("a value"),
            true,
            "{width}"
        );
        // The text stands at the right half where there is room beside it.
        if width == 1280 {
            assert!(
                middle(&mut browser, ".published") > 0.5
                    && middle(&mut browser, ".readers") < middle(&mut browser, ".published")
            );
        }
        if let Ok(kept) = std::env::var("BROADSHEET_TEST_PICTURES") {
            let picture = std::path::Path::new(&kept).join(format!("arabic-{width}.png"));
            browser.screenshot(&picture, Look { width, height: 900, dark: false }).expect("a picture");
        }
    }
}
