//! `cargo xtask screenshots`: pictures of the demo newspaper as readers see it, for the manual and for whoever changes its look.

use std::fs;
use std::path::Path;

use broadsheet_testkit::{Browser, Look, Newspaper, Server, TestDatabase, get};
use serde_json::json;

use crate::run::{Outcome, binary, cargo, run};

/// Articles that a page must look meant with: no photo, a long headline, one word, forty letters, nine topics, none.
const AWKWARD: &str = include_str!("awkward.json");

/// What is looked at: the picture's name, and the address or how the article's address ends.
const PAGES: [(&str, &str); 24] = [
    ("front", "/"),
    ("front-zh", "/zh-hant/"),
    ("section", "/news"),
    ("subsection", "/harbour"),
    ("article", "ferry-marigold-towed"),
    ("article-zh", "zh-ferry-marigold"),
    ("topic", "/topic/weather"),
    ("person", "/person/sunniva-brook"),
    ("directory", "/directory"),
    ("directory-zh", "/zh-hant/directory"),
    ("organisation", "/directory/the-ostrey-lantern"),
    ("search", "/search?q=ferry"),
    ("search-zh", "/zh-hant/search?q=%E6%B8%A1%E8%BC%AA"),
    ("archive", "/archive"),
    ("month", "/2026/11"),
    ("corrections", "/corrections"),
    ("about", "/about"),
    ("not-found", "/nowhere"),
    ("without-photo", "without-a-photo"),
    ("long-headline", "long-headline"),
    ("one-word-headline", "one-word"),
    ("long-word", "long-word"),
    ("nine-topics", "nine-topics"),
    ("no-topics", "no-topics"),
];

/// The looks of every picture: its ending, the window's width, whether it is dark.
const LOOKS: [(&str, u32, bool); 4] =
    [("360", 360, false), ("360-dark", 360, true), ("1280", 1280, false), ("1280-dark", 1280, true)];
/// Waits for the pictures of a page, also for those further down, which a browser would leave for later.
const PICTURES: &str = "(() => { const all = [...document.images]; all.forEach(image => image.loading = 'eager');
    const loaded = Promise.all(all.map(image => image.decode().catch(() => {})));
    return Promise.race([loaded, new Promise(done => setTimeout(done, 10000))]).then(() => 1) })()";
/// No picture is longer than this, in pixels.
const LONGEST: u32 = 2600;

/// Serves the demo newspaper with some awkward articles and takes every picture of it into a folder, as WebP.
pub(crate) fn take(folder: &Path, only: &[String]) -> Outcome {
    fs::create_dir_all(folder).map_err(|error| format!("{} cannot be made: {error}", folder.display()))?;
    let (_paper, server) = demo()?;
    let mut browser = Browser::start().map_err(|error| error.to_string())?;
    let articles = articles(server.address())?;
    for (name, page) in PAGES.iter().filter(|(name, _)| only.is_empty() || only.iter().any(|one| one == name)) {
        let address = address(server.address(), page, &articles)?;
        for (look, width, dark) in LOOKS {
            picture(&mut browser, &address, &folder.join(format!("{name}-{look}.webp")), width, dark)?;
        }
        if *name == "article" {
            print(&mut browser, &address, &folder.join("article-print.webp"))?;
        }
        println!("{name:<20} {address}");
    }
    Ok(())
}

/// The demo, founded, with the awkward articles, and served.
fn demo() -> Outcome<(Newspaper, Server)> {
    run(&mut cargo(&["build", "--release", "--package", "broadsheet"]))?;
    let paper = Newspaper::nowhere(binary()?, TestDatabase::on_sqlite());
    let served = |paper: &Newspaper| paper.served(&["--demo"]).map_err(|error| error.to_string());
    served(&paper)?.stop().map_err(|error| error.to_string())?;
    let file = paper.folder().join("awkward.json");
    fs::write(&file, AWKWARD).map_err(|error| error.to_string())?;
    run(paper.command(&["import", "--from", "json"]).arg(&file))?;
    let server = served(&paper)?;
    Ok((paper, server))
}

fn picture(browser: &mut Browser, address: &str, path: &Path, width: u32, dark: bool) -> Outcome {
    let mut shoot = || {
        browser.look(Look { width, height: 900, dark })?;
        browser.open(address)?;
        let height = browser.eval("document.documentElement.scrollHeight")?.as_u64().unwrap_or(900);
        let height = u32::try_from(height).unwrap_or(LONGEST).min(LONGEST);
        browser.look(Look { width, height, dark })?;
        browser.eval(PICTURES)?;
        browser.screenshot(path, Look { width, height, dark })
    };
    shoot().map_err(|error| format!("{address}: {error}"))
}

/// An article as it comes out on paper, one sheet wide.
fn print(browser: &mut Browser, address: &str, path: &Path) -> Outcome {
    let mut shoot = || {
        browser.open(address)?;
        browser.call("Emulation.setEmulatedMedia", json!({"media": "print"}))?;
        browser.screenshot(path, Look { width: 794, height: 1123, dark: false })
    };
    shoot().map_err(|error| format!("{address}: {error}"))
}

/// The addresses of all articles, as the sitemaps tell them.
fn articles(url: &str) -> Outcome<Vec<String>> {
    let mut all = Vec::new();
    for month in locations(url, "/sitemap.xml")?.iter().filter(|month| !month.contains("pages")) {
        let path = month.splitn(4, '/').nth(3).unwrap_or_default();
        all.extend(locations(url, &format!("/{path}"))?);
    }
    Ok(all)
}

fn locations(url: &str, path: &str) -> Outcome<Vec<String>> {
    let text = get(&format!("{url}{path}"), &[]).map_err(|error| error.to_string())?.text();
    Ok(text.split("<loc>").skip(1).filter_map(|rest| rest.split("</loc>").next()).map(str::to_owned).collect())
}

fn address(url: &str, page: &str, articles: &[String]) -> Outcome<String> {
    if page.starts_with('/') {
        return Ok(format!("{url}{page}"));
    }
    let found = articles.iter().find(|address| address.ends_with(&format!("/{page}")));
    found.cloned().ok_or_else(|| format!("No article's address at {url} ends with /{page}."))
}
