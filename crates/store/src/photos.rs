//! Photos.

use broadsheet_news::clock::Instant;
use broadsheet_news::facts::{Column, Picture};
use broadsheet_news::ids::PhotoId;
use broadsheet_news::photo::{Colour, File, Photo};

use crate::changes::json;
use crate::db::{Connection, Row, Value, by_ids, row, values};
use crate::failure::Failure;
use crate::rows::Rows;
use crate::source::{Source, seen};
use crate::store::Store;
use crate::thing::{Thing, pictures_by_id};
use crate::transaction::Transaction;

const SELECT: &str = "SELECT id, file, width, height, alt, caption, credit, rights, focal_x, focal_y, average, expires, gone FROM photos";

seen! {
    /// A photo as a page sees it.
    SeenPhoto of Photo, as PhotoId {
        /// Where its bytes come from.
        file: File = PHOTO_FILE;
        /// Its width in pixels.
        width: i64 = PHOTO_WIDTH;
        /// Its height in pixels.
        height: i64 = PHOTO_HEIGHT;
        /// What it shows, for who cannot see it.
        alt: String = PHOTO_ALT;
        /// What it shows, for everybody.
        caption: String = PHOTO_CAPTION;
        /// Who made it.
        credit: String = PHOTO_CREDIT;
        /// What it may be used for.
        rights: String = PHOTO_RIGHTS;
        /// The point to keep, from the left in thousandths.
        focal_x: i64 = PHOTO_FOCAL_X;
        /// The point to keep, from the top in thousandths.
        focal_y: i64 = PHOTO_FOCAL_Y;
        /// Its average colour.
        average: Option<Colour> = PHOTO_AVERAGE;
        /// Whether readers may not see it any more.
        gone: bool = PHOTO_GONE;
    }
}

pub(crate) async fn pictures(connection: &Connection, ids: &[i64]) -> Result<Vec<Picture>, Failure> {
    pictures_by_id(connection, SELECT, ids, row, facts).await
}

fn row(row: &Row<'_>) -> Result<Photo, Failure> {
    row_of(PhotoId(row.get("id")?), row)
}

/// The photo of a row that holds its columns but not its id.
pub(crate) fn row_of(id: PhotoId, row: &Row<'_>) -> Result<Photo, Failure> {
    Ok(Photo {
        id,
        file: row.json("file")?,
        width: row.get("width")?,
        height: row.get("height")?,
        alt: row.get("alt")?,
        caption: row.get("caption")?,
        credit: row.get("credit")?,
        rights: row.get("rights")?,
        focal_x: row.get("focal_x")?,
        focal_y: row.get("focal_y")?,
        average: row.get::<Option<String>>("average")?.as_deref().and_then(Colour::written),
        expires: row.get::<Option<i64>>("expires")?.map(Instant::from_microseconds),
        gone: row.get::<i64>("gone")? != 0,
    })
}

fn columns<'p>(p: &'p Photo, file: &'p str, average: Option<&'p str>) -> [Value<'p>; 13] {
    let (id, expires) = (p.id.0, p.expires.map(Instant::microseconds));
    let (alt, caption, credit, rights) = (&p.alt, &p.caption, &p.credit, &p.rights);
    row![
        id,
        file,
        p.width,
        p.height,
        alt,
        caption,
        credit,
        rights,
        p.focal_x,
        p.focal_y,
        average,
        expires,
        i64::from(p.gone)
    ]
}

/// Whether the files of photos are where they should be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PhotoReport {
    /// How many photos the paper has.
    pub known: usize,
    /// How many of them have a file of their own.
    pub kept: usize,
    /// Those whose file is missing.
    pub lost: Vec<PhotoId>,
}

impl Store {
    /// Whether the paper has a photo that readers may see at an instant and whose bytes come from there, with that focal
    /// point where one is given.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn has_photo_of(&self, file: &File, focal: Option<(i64, i64)>, now: Instant) -> Result<bool, Failure> {
        let snapshot = self.snapshot().await?;
        let sql = "SELECT count(*) AS n FROM photos
                   WHERE file = $1 AND focal_x BETWEEN $2 AND $3 AND focal_y BETWEEN $4 AND $5
                   AND gone = 0 AND (expires IS NULL OR expires > $6)";
        let ((left, top), (right, bottom)) = focal.map_or(((0, 0), (1000, 1000)), |focal| (focal, focal));
        let file = json(file)?;
        let all = values![&file, left, right, top, bottom, now.microseconds()];
        let n: i64 = snapshot.connection().query_one(sql, all, |row| row.get("n")).await?;
        snapshot.finish();
        Ok(n > 0)
    }

    /// Looks for the file of every photo.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn check_photos(&self) -> Result<PhotoReport, Failure> {
        let mut report = PhotoReport::default();
        let mut above = 0;
        loop {
            let snapshot = self.snapshot().await?;
            let sql = format!("{SELECT} WHERE id > $1 ORDER BY id LIMIT 500");
            let photos = snapshot.connection().query(&sql, values![above], row).await?;
            snapshot.finish();
            let Some(last) = photos.last() else { return Ok(report) };
            above = last.id.0;
            for photo in &photos {
                report.known += 1;
                if let File::Kept { hash, .. } = &photo.file {
                    report.kept += 1;
                    if !self.objects().has(hash) {
                        report.lost.push(photo.id);
                    }
                }
            }
        }
    }
}

impl Source {
    /// The photos with those ids that readers may see now, in that order.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn photos(&self, ids: &[PhotoId]) -> Result<Vec<SeenPhoto<'_>>, Failure> {
        let bare: Vec<i64> = ids.iter().map(|id| id.0).collect();
        let rows = self.things(&self.kept().photos, SELECT, &bare, row).await?;
        for id in bare.iter().filter(|id| !rows.iter().any(|row| row.id.0 == **id)) {
            self.saw_absent(Column::PHOTO_FILE, *id);
        }
        let photos = rows.into_iter().map(|row| SeenPhoto::new(self, row));
        Ok(photos.filter(|photo| !photo.gone()).collect())
    }

    /// One photo.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn photo(&self, id: PhotoId) -> Result<Option<SeenPhoto<'_>>, Failure> {
        Ok(self.photos(&[id]).await?.pop())
    }
}

impl Rows {
    /// Photos by id, above one, at most so many.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn photos_above(&self, above: i64, limit: i64) -> Result<Vec<Photo>, Failure> {
        self.query(&format!("{SELECT} WHERE id > $1 ORDER BY id LIMIT $2"), values![above, limit], row).await
    }

    /// A photo by id.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn photo(&self, id: PhotoId) -> Result<Option<Photo>, Failure> {
        Ok(by_ids(self.connection(), SELECT, &[id.0], row).await?.pop())
    }
}

impl Transaction {
    /// Saves a photo, new or not.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn save_photo(&mut self, photo: &Photo) -> Result<(), Failure> {
        self.save_photos(std::slice::from_ref(photo)).await
    }

    /// Saves photos, each new or not and none twice.
    ///
    /// # Errors
    /// Where the database cannot be reached.
    pub async fn save_photos(&mut self, photos: &[Photo]) -> Result<(), Failure> {
        self.touch_all(photos.iter().map(|photo| Thing::Photo(photo.id.0))).await?;
        let files = photos.iter().map(|photo| json(&photo.file)).collect::<Result<Vec<_>, _>>()?;
        let averages: Vec<_> = photos.iter().map(|photo| photo.average.map(String::from)).collect();
        let texts = files.iter().zip(&averages);
        let rows: Vec<_> =
            photos.iter().zip(texts).map(|(photo, (file, average))| columns(photo, file, average.as_deref())).collect();
        let into = "INSERT INTO photos (id, file, width, height, alt, caption, credit, rights, focal_x, focal_y,
             average, expires, gone)";
        let then = "ON CONFLICT (id) DO UPDATE SET file = excluded.file, width = excluded.width,
                    height = excluded.height, alt = excluded.alt, caption = excluded.caption,
                    credit = excluded.credit, rights = excluded.rights, focal_x = excluded.focal_x,
                    focal_y = excluded.focal_y, average = excluded.average, expires = excluded.expires,
                    gone = excluded.gone";
        self.insert(into, &rows, then).await?;
        Ok(())
    }
}
