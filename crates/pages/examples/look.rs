//! Prints the pages of a small paper into a folder, to be looked at: `cargo run -p broadsheet-pages --example look -- FOLDER`.

#[path = "../tests/pages/world.rs"]
#[allow(dead_code)]
mod world;

use std::collections::{BTreeSet, VecDeque};
use std::fs;
use std::path::{Path, PathBuf};

use broadsheet_news::address::{Picture, picture};
use broadsheet_pages::placeholder;
use broadsheet_pages::theme::Theme;
use world::World;

#[tokio::main(flavor = "current_thread")]
async fn main() -> std::io::Result<()> {
    let folder = PathBuf::from(std::env::args().nth(1).unwrap_or_else(|| "look".into()));
    let world = World::full().await;
    let mut waiting: VecDeque<String> = ["/", "/zh-hant/", "/nowhere"].map(String::from).into();
    waiting.push_back(world.address(world.main).await);
    let mut seen: BTreeSet<String> = waiting.iter().cloned().collect();
    while let Some(address) = waiting.pop_front() {
        let (path, query) = address.split_once('?').unwrap_or((&address, ""));
        let printed = world.print_at(path, query, world::NOW).await;
        let text = printed.text();
        write(&folder, &address, printed.media_type, text.as_bytes())?;
        for found in addresses(&text) {
            match picture(&found) {
                Some(Picture::Placeholder { seed, colour }) => {
                    write(&folder, &found, "image/svg+xml", placeholder(seed, colour).as_bytes())?;
                }
                _ if found.starts_with("/assets/") || found.starts_with("/share/") => {}
                _ if seen.insert(found.clone()) => waiting.push_back(found),
                _ => {}
            }
        }
    }
    let theme = Theme::harbour();
    for asset in theme.assets() {
        write(&folder, &asset.path, asset.media_type, &asset.bytes)?;
    }
    fs::write(folder.join("fault.html"), broadsheet_pages::out_of_order(&theme, "The Harbour Post"))?;
    println!(
        "{} pages in {}; style {} bytes, {}",
        seen.len(),
        folder.display(),
        style(&world).await,
        theme.style_hashes().collect::<Vec<_>>().join(" ")
    );
    Ok(())
}

/// Where the links of a page lead inside the paper.
fn addresses(text: &str) -> Vec<String> {
    let found = text.split(" href=\"").skip(1).chain(text.split(" src=\"").skip(1));
    let inner = found.filter_map(|rest| rest.split('"').next());
    inner
        .map(|link| link.strip_prefix("http://127.0.0.1:8391").unwrap_or(link).to_owned())
        .filter(|l| l.starts_with('/'))
        .collect()
}

async fn style(world: &World) -> usize {
    let text = world.print("/").await.text();
    text.split("<style>").nth(1).and_then(|rest| rest.split("</style>").next()).map_or(0, str::len)
}

fn write(folder: &Path, address: &str, media_type: &str, bytes: &[u8]) -> std::io::Result<()> {
    let page = media_type.starts_with("text/html");
    let name = if address.ends_with('/') { format!("{address}index") } else { address.replace('?', "_") };
    let path = folder.join(name.trim_start_matches('/'));
    let path = if page {
        path.with_file_name(format!("{}.html", path.file_name().unwrap_or_default().display()))
    } else {
        path
    };
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent)?;
    }
    fs::write(path, bytes)
}
