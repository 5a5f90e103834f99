//! Agents that are not people: the list of the `isbot` library, and what we know beside it.

use isbot::Bots;
use std::sync::LazyLock;

static KNOWN: LazyLock<Bots> = LazyLock::new(|| {
    let mut known = Bots::default();
    known.append(&TOOLS);
    known.append(&PREVIEWERS);
    known.append(&FEED_READERS);
    known.append(&MONITORS);
    known.append(&MACHINE_READERS);
    known.remove(&["sogou"]); // also a browser; its robots say "spider"
    known
});

/// Whether a user agent names a robot, a tool, or a browser that nobody sits before.
pub(super) fn is_robot(agent: &str) -> bool {
    let agent = agent.to_ascii_lowercase();
    // A telephone's name that ends as robots' names do.
    if agent.contains("cubot") {
        return KNOWN.is_bot(&agent.replace("cubot", ""));
    }
    KNOWN.is_bot(&agent)
}

// The words below are patterns in lower case: `^` is the agent's beginning, `\b` a word's edge.

/// Programming libraries, command-line tools, browsers driven by programs.
const TOOLS: [&str; 22] = [
    r"headless",
    r"puppeteer",
    r"playwright",
    r"selenium",
    r"webdriver",
    r"cypress",
    r"slimerjs",
    r"\bjsdom\b",
    r"^node\b",
    r"^undici",
    r"^deno/",
    r"^bun/",
    r"\breqwest\b",
    r"^python",
    r"^ruby",
    r"^perl\b",
    r"^dart[/:]",
    r"^rust",
    r"^libcurl",
    r"powershell/",
    r"^insomnia/",
    r"^apache-",
];

/// Those who fetch a page so as to draw a card of it.
const PREVIEWERS: [&str; 11] = [
    r"cardyb",
    r"^whatsapp",
    r"kakaotalk-scrap",
    r"facebookcatalog",
    r"^line-poker",
    r"link ?preview",
    r"linkexpander",
    r"unfurl",
    r"^signal",
    r"skypeuri",
    r"iframely",
];

/// Those who fetch feeds, and articles for reading elsewhere.
const FEED_READERS: [&str; 14] = [
    r"\brss\b",
    r"feed ?reader",
    r"netnewswire",
    r"^reeder/",
    r"liferea",
    r"newsboat",
    r"akregator",
    r"quiterss",
    r"rssguard",
    r"inoreader",
    r"^vienna/",
    r"instapaper",
    r"^wallabag",
    r"readability",
];

/// Those who look whether we are there, and how fast.
const MONITORS: [&str; 13] = [
    r"synthetic",
    r"gtmetrix",
    r"lighthouse",
    r"pagespeed",
    r"webpagetest",
    r"speedcurve",
    r"checkly",
    r"updown\.io",
    r"hetrix",
    r"nagios",
    r"blackbox.exporter",
    r"^kube-probe",
    r"\bmonitor\b",
];

/// Those who read for a machine: crawlers, training, answers; the person who asked opens no page.
const MACHINE_READERS: [&str; 17] = [
    r"gptbot",
    r"chatgpt-user",
    r"claude-",
    r"anthropic",
    r"perplexity",
    r"meta-external",
    r"cohere-",
    r"bytespider",
    r"diffbot",
    r"mistralai-",
    r"googleother",
    r"google-extended",
    r"amazonbot",
    r"archive\.org",
    r"ia_archiver",
    r"dataforseo",
    r"scanner",
];
