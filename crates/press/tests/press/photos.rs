//! Photos as readers' browsers ask for them.

use broadsheet_news::address::{self, Picture};
use broadsheet_news::cut::{Crop, Cut, Format};
use broadsheet_news::ids::ArticleId;
use broadsheet_news::lists::List;
use broadsheet_news::photo::File;
use broadsheet_press::{Photo, Photos, Press};
use broadsheet_store::Store;
use broadsheet_testkit::TestDatabase;

use crate::truth::{NOW, demo};

fn draw(scene: &str, seed: i64) -> Option<Vec<u8>> {
    broadsheet_demo::draw::draw(scene, seed, 900, 600)
}

/// The lead photo of the newest article that has a drawn one: its file and focal point.
async fn lead(store: &Store) -> (File, (i64, i64)) {
    let source = store.source(NOW, None).await.unwrap();
    for (_, id) in source.slice(&List::latest(&Default::default()), None, 100, true).await.unwrap() {
        let article = source.article(ArticleId(id)).await.unwrap().unwrap();
        let Some(photo) = *article.lead_photo() else { continue };
        let photo = source.photo(photo).await.unwrap().unwrap();
        if matches!(photo.file(), File::Drawn { .. }) {
            return (photo.file().clone(), (*photo.focal_x(), *photo.focal_y()));
        }
    }
    panic!("the demo has photographs");
}

fn picture(path: &str) -> Picture {
    address::picture(path).expect("a photo's address")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hundred_who_ask_for_one_missing_size_get_one_print() {
    let database = TestDatabase::fresh();
    let store = demo(&database).await;
    let (file, focal) = lead(&store).await;
    let path = address::cut(&file, &Cut::of(Crop::Classic, 320, focal, Format::Webp)).unwrap();
    let photos = Photos::new(store.clone(), draw);
    let ask = || {
        let (photos, path) = (photos.clone(), path.clone());
        tokio::spawn(async move { photos.get(picture(&path), NOW).await })
    };
    let asking: Vec<_> = (0..100).map(|_| ask()).collect();
    // Some leave before they have it: nobody begins again for that.
    asking.iter().step_by(7).for_each(tokio::task::JoinHandle::abort);
    let mut given: Vec<Photo> = Vec::new();
    for asker in asking {
        given.extend(asker.await.ok().map(|found| found.unwrap().expect("a photo")));
    }
    assert!(given.len() >= 85, "{} of a hundred", given.len());
    assert!(given.iter().all(|photo| photo.bytes == given[0].bytes && photo.media_type == "image/webp"));
    assert_eq!(photos.made(), 2, "one drawing, one cut of it");
    let again = Photos::new(store, draw);
    assert_eq!(again.get(picture(&path), NOW).await.unwrap().unwrap().bytes, given[0].bytes);
    assert_eq!(again.made(), 0, "it was kept");
}

#[tokio::test]
async fn nobody_makes_us_make_what_no_page_shows() {
    let database = TestDatabase::fresh();
    let store = demo(&database).await;
    let (file, focal) = lead(&store).await;
    let photos = Photos::new(store, draw);
    let elsewhere = (focal.0 ^ 1, focal.1);
    let stranger = File::Kept { hash: "ab".repeat(32), media_type: "image/jpeg".into() };
    let undrawn = File::Drawn { scene: "opera".into(), seed: 1 };
    let today = |crop| Cut::of(crop, 320, focal, Format::Jpeg);
    for (file, cut) in [
        (&file, Cut::of(Crop::Square, 320, elsewhere, Format::Jpeg)),
        (&file, Cut { recipe: 0, ..today(Crop::Whole) }),
        (&stranger, today(Crop::Whole)),
        (&undrawn, today(Crop::Whole)),
    ] {
        let path = address::cut(file, &cut).unwrap();
        assert!(photos.get(picture(&path), NOW).await.unwrap().is_none(), "{path}");
    }
    assert_eq!(photos.made(), 0);
    let path = address::cut(&file, &today(Crop::Square)).unwrap();
    let made = photos.get(picture(&path), NOW).await.unwrap().expect("this one is shown");
    let read = image::load_from_memory(&made.bytes).unwrap();
    assert_eq!((made.media_type, read.width(), read.height()), ("image/jpeg", 320, 320));
}

#[tokio::test]
async fn every_size_that_a_page_offers_is_one_that_we_make() {
    let database = TestDatabase::fresh();
    let store = demo(&database).await;
    let source = store.source(NOW, None).await.unwrap();
    let latest = source.slice(&List::latest(&Default::default()), None, 20, true).await.unwrap();
    let mut paths = vec!["/".to_owned(), "/harbour".to_owned()];
    for (_, id) in latest {
        paths.extend(source.article(ArticleId(id)).await.unwrap().unwrap().address().clone());
    }
    source.finish();
    let mut offered = std::collections::BTreeSet::new();
    for path in paths {
        let page =
            Press::new(store.clone(), broadsheet_pages::theme::Theme::harbour()).print(&path, "", NOW).await.unwrap();
        let text = page.text();
        let found =
            text.split(['"', ' ', ',']).filter_map(|word| word.find("/photos/").map(|at| word[at..].to_owned()));
        offered.extend(found);
        let shared = text.lines().find(|line| line.contains("\"og:image\"")).expect("a picture to share");
        assert!(shared.contains(".1.jpg\"") || shared.contains("/assets/card"), "{path}: {shared}");
    }
    let cuts: Vec<_> = offered.iter().filter(|path| matches!(picture(path), Picture::Cut { .. })).collect();
    assert!(cuts.len() > 100, "{} cuts of {} addresses", cuts.len(), offered.len());
    let photos = Photos::new(store, |_, _| broadsheet_demo::draw::draw("fog", 1, 64, 48));
    for path in &offered {
        assert!(photos.get(picture(path), NOW).await.unwrap().is_some(), "{path}");
    }
}
