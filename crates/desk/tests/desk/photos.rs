//! Photos that are brought in.

use broadsheet_desk::{Refusal, photo};
use broadsheet_news::photo::{File, Photo};
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};

use crate::world::{World, a_photo};

fn png() -> Vec<u8> {
    let image = RgbImage::from_fn(90, 60, |x, y| Rgb([x as u8, y as u8, 90]));
    let mut bytes = std::io::Cursor::new(Vec::new());
    DynamicImage::from(image).write_to(&mut bytes, ImageFormat::Png).unwrap();
    bytes.into_inner()
}

#[tokio::test]
async fn a_photo_that_is_brought_in_is_kept_once_and_has_the_size_of_its_bytes() {
    let world = World::new().await;
    let first = photo::bring_in(&world.desk(), png(), a_photo()).await.unwrap().made;
    let second = photo::bring_in(&world.desk(), png(), a_photo()).await.unwrap().made;
    assert_ne!(first, second);
    let source = world.store.source(crate::world::MORNING, None).await.unwrap();
    let photos = source.photos(&[first, second]).await.unwrap();
    let [first, second] = photos.as_slice() else { panic!("two photos") };
    assert_eq!((*first.width(), *first.height()), (90, 60));
    assert_eq!(first.file(), second.file());
    let File::Kept { hash, media_type } = first.file() else { panic!("a kept file") };
    assert_eq!(media_type, "image/png");
    assert!(world.store.objects().has(hash));
    let report = world.store.check_photos().await.unwrap();
    assert_eq!((report.kept, report.lost.len()), (2, 0));
}

#[tokio::test]
async fn what_is_no_photo_is_refused_with_a_sentence_and_nothing_is_kept() {
    let world = World::new().await;
    let refused = photo::bring_in(&world.desk(), b"<svg></svg>".to_vec(), a_photo()).await;
    assert!(matches!(refused, Err(Refusal::Unfit(why)) if why.to_string().contains("SVG")));
    let outside = Photo { focal_x: 1001, ..a_photo() };
    let refused = photo::bring_in(&world.desk(), png(), outside).await;
    assert!(matches!(refused, Err(Refusal::Unfit(why)) if why.to_string().contains("focal point")));
    assert_eq!(world.store.check_photos().await.unwrap().known, 0);
    assert!(!world.options.folder.join("media").exists());
}
