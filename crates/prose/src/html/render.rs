//! A body as readers see it on a public page.

use broadsheet_news::body::{ArticleId, Block, BlockKind, Body, Level, Link, PhotoId, Provider, Text};

use super::out::Out;
use super::write::{code, heading, quoted, table_rows};

/// What a body needs from around it to be shown: its photos, the articles it leads to, and a few words.
pub trait Furniture {
    /// The photo, or nothing where it may not be shown; its block is then left out.
    fn photo(&self, photo: PhotoId) -> Option<Picture>;

    /// The article, or nothing where readers may not see it; the box then leads to one fewer.
    fn article(&self, article: ArticleId) -> Option<Pointer>;

    /// Where and by whom it was written, set in small capitals in front of the first paragraph.
    fn dateline(&self) -> Option<String> {
        None
    }

    /// The title of related boxes, in the article's language.
    fn related_title(&self) -> String {
        "Related".to_owned()
    }

    /// What stands before the title of something published elsewhere: its provider's name, or words like "Watch on".
    fn embed_label(&self, provider: Provider) -> String {
        provider.name().to_owned()
    }

    /// What a table without a caption is called for those who hear the page.
    fn table_name(&self) -> String {
        "Table".to_owned()
    }
}

/// A photo, ready to be shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Picture {
    /// Where the file is.
    pub src: String,
    /// It as WebP in several sizes, in the form that `srcset` has.
    pub webp: Option<String>,
    /// How wide it is shown, in the form that `sizes` has; needed where `webp` is given.
    pub sizes: Option<String>,
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    /// What those hear who cannot see it.
    pub alt: String,
    /// Its own caption.
    pub caption: Option<String>,
    /// Who made it.
    pub credit: Option<String>,
}

/// An article that a box leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pointer {
    /// Where it is.
    pub href: String,
    /// What it is called.
    pub headline: String,
}

/// The body for a public page whose headline is the `h1`.
pub fn render(body: &Body, furniture: &impl Furniture) -> String {
    let mut page = Page { out: Out::default(), furniture, level: 1, dateline: furniture.dateline() };
    if body.first_paragraph().is_none()
        && let Some(dateline) = page.dateline.take()
    {
        page.out.open("p", &[]);
        page.set_dateline(&dateline);
        page.out.close("p");
        page.out.line_end();
    }
    for block in &body.blocks {
        page.block(block, true);
    }
    page.out.finish()
}

struct Page<'a, F> {
    out: Out,
    furniture: &'a F,
    /// The level of the heading we stand under: none may be skipped.
    level: u8,
    /// Not set yet.
    dateline: Option<String>,
}

impl<F: Furniture> Page<'_, F> {
    fn block(&mut self, block: &Block, outermost: bool) {
        let id = ("data-block", block.id.as_str());
        match &block.kind {
            BlockKind::Paragraph { text } => self.paragraph(id, text, outermost),
            BlockKind::Heading { level, text } => self.heading(id, *level, text),
            BlockKind::Quote { paragraphs, attribution } => self.quote(id, paragraphs, attribution),
            BlockKind::List { items } => self.out.list(items, &[id]),
            BlockKind::Photo { photo, caption } => match self.furniture.photo(*photo) {
                Some(picture) => self.figure(&[("class", "photo"), id], &picture, caption.as_ref()),
                None => return,
            },
            BlockKind::Gallery { photos } => self.gallery(id, photos),
            BlockKind::Embed { provider, path, title } => {
                self.out.open("p", &[("class", "embed"), id]);
                self.out.open("a", &[("href", &provider.address(path))]);
                self.span("embed-provider", &self.furniture.embed_label(*provider));
                if let Some(title) = title {
                    self.out.words(" ");
                    self.span("embed-title", title);
                }
                self.out.close("a");
                self.out.close("p");
            }
            BlockKind::Table { header, caption, rows } => self.table(id, *header, caption, rows),
            BlockKind::Code { language, text } => {
                // It may scroll sideways, so the keyboard must reach it.
                self.out.open("pre", &[id, ("tabindex", "0")]);
                code(&mut self.out, language, text);
                self.out.close("pre");
            }
            BlockKind::Divider => self.out.open("hr", &[id]),
            BlockKind::FactBox { title, blocks } => self.fact_box(id, title, blocks),
            BlockKind::Related { articles } => self.related(id, articles),
        }
        self.out.line_end();
    }

    fn paragraph(&mut self, id: (&'static str, &str), text: &Text, outermost: bool) {
        self.out.open("p", &[id]);
        if outermost && let Some(dateline) = self.dateline.take() {
            self.set_dateline(&dateline);
            self.out.words(" — ");
        }
        self.out.text(text);
        self.out.close("p");
    }

    fn set_dateline(&mut self, dateline: &str) {
        // Not "dateline": programs that read articles take that word for furniture.
        self.span("whence", dateline);
    }

    fn span(&mut self, class: &str, words: &str) {
        self.out.open("span", &[("class", class)]);
        self.out.words(words);
        self.out.close("span");
    }

    fn heading(&mut self, id: (&'static str, &str), level: Level, text: &Text) {
        self.level = u8::from(level).min(self.level + 1);
        self.out.element(heading(Level::from(self.level)), &[id], text);
    }

    fn quote(&mut self, id: (&'static str, &str), paragraphs: &[Text], attribution: &Text) {
        quoted(&mut self.out, &[id], paragraphs);
        // Beside the quote and in no figure with it: programs that read articles take figures for pictures, and drop their words.
        if !attribution.is_empty() {
            self.out.element("p", &[("class", "attribution")], attribution);
        }
    }

    fn figure(&mut self, attributes: &[(&'static str, &str)], picture: &Picture, caption: Option<&Text>) {
        let (width, height) = (picture.width.to_string(), picture.height.to_string());
        self.out.open("figure", attributes);
        if let Some(webp) = &picture.webp {
            let sizes = picture.sizes.as_deref().unwrap_or("100vw");
            self.out.open("picture", &[]);
            self.out.open("source", &[("type", "image/webp"), ("srcset", webp), ("sizes", sizes)]);
        }
        let mut image = vec![("src", picture.src.as_str())];
        image.extend([("width", width.as_str()), ("height", &height), ("alt", &picture.alt)]);
        image.extend([("loading", "lazy"), ("decoding", "async")]);
        self.out.open("img", &image);
        if picture.webp.is_some() {
            self.out.close("picture");
        }
        let own = picture.caption.as_deref().map(Text::plain).filter(|text| !text.is_empty());
        let credit = picture.credit.as_deref().filter(|credit| !credit.trim().is_empty());
        self.figcaption(caption.or(own.as_ref()), credit);
        self.out.close("figure");
    }

    fn figcaption(&mut self, caption: Option<&Text>, credit: Option<&str>) {
        if caption.is_none() && credit.is_none() {
            return;
        }
        self.out.open("figcaption", &[]);
        if let Some(caption) = caption {
            self.out.element("span", &[("class", "caption")], caption);
        }
        if let Some(credit) = credit {
            self.out.words(if caption.is_some() { " " } else { "" });
            self.span("credit", &format!("({credit})"));
        }
        self.out.close("figcaption");
    }

    fn gallery(&mut self, id: (&'static str, &str), photos: &[PhotoId]) {
        let pictures: Vec<Picture> = photos.iter().filter_map(|photo| self.furniture.photo(*photo)).collect();
        if pictures.is_empty() {
            return;
        }
        self.out.open("div", &[("class", "gallery"), id]);
        for picture in &pictures {
            self.figure(&[("class", "photo")], picture, None);
        }
        self.out.close("div");
    }

    fn table(&mut self, id: (&'static str, &str), header: bool, caption: &Text, rows: &[Vec<Text>]) {
        let named = format!("block-{}-caption", id.1);
        let name = self.furniture.table_name();
        let label =
            if caption.is_empty() { ("aria-label", name.as_str()) } else { ("aria-labelledby", named.as_str()) };
        // It may scroll sideways, so the keyboard must reach it, and what it reaches must have a name.
        self.out.open("div", &[("class", "table-scroll"), id, ("role", "region"), ("tabindex", "0"), label]);
        self.out.open("table", &[]);
        if !caption.is_empty() {
            self.out.element("caption", &[("id", &named)], caption);
        }
        table_rows(&mut self.out, header, rows);
        self.out.close("table");
        self.out.close("div");
    }

    fn fact_box(&mut self, id: (&'static str, &str), title: &Text, blocks: &[Block]) {
        let named = format!("block-{}-title", id.1);
        let mut attributes = vec![("class", "fact-box"), id];
        if !title.is_empty() {
            attributes.push(("aria-labelledby", &named));
        }
        self.out.open("aside", &attributes);
        if !title.is_empty() {
            self.out.element("p", &[("class", "fact-box-title"), ("id", &named)], title);
        }
        let level = self.level;
        blocks.iter().for_each(|block| self.block(block, false));
        self.level = level;
        self.out.close("aside");
    }

    fn related(&mut self, id: (&'static str, &str), articles: &[ArticleId]) {
        let pointers: Vec<Pointer> = articles.iter().filter_map(|article| self.furniture.article(*article)).collect();
        if pointers.is_empty() {
            return;
        }
        let named = format!("block-{}-title", id.1);
        self.out.open("aside", &[("class", "related-box"), id, ("aria-labelledby", &named)]);
        let title = Text::plain(&self.furniture.related_title());
        self.out.element("p", &[("class", "related-box-title"), ("id", &named)], &title);
        self.out.open("ul", &[]);
        for pointer in pointers {
            self.out.open("li", &[]);
            self.pointer(&pointer);
            self.out.close("li");
        }
        self.out.close("ul");
        self.out.close("aside");
    }

    fn pointer(&mut self, pointer: &Pointer) {
        let link = Link::parse(&pointer.href);
        if let Some(link) = &link {
            self.out.open("a", &[("href", link.as_str())]);
        }
        self.out.words(&pointer.headline);
        if link.is_some() {
            self.out.close("a");
        }
    }
}
