//! Replays a file of page views and prints the list of most popular as readers would have seen it, for scoring.
//!
//! `popular_score EVENTS.jsonl HOURS > PRED.jsonl`: every five minutes one line `{"t": seconds, "top": [ids]}`. Only views of a
//! script-running browser count, once in half an hour for one address, agent and page, as the tally would have it.

use broadsheet_discovery::popular::{Heat, rank};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::io::{BufRead, BufReader};

const SECOND: f64 = 1_000_000.0;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().ok_or("which file of views?")?;
    let end = arguments.next().map_or(Ok(48.0), |hours| hours.parse::<f64>())? * 3600.0;
    let (mut heats, mut seen) = (HashMap::<i64, Heat>::new(), HashMap::new());
    let mut next = 300.0;
    for line in BufReader::new(std::fs::File::open(path)?).lines() {
        let view: Value = serde_json::from_str(&line?)?;
        let t = view["t"].as_f64().unwrap_or_default();
        while t > next {
            print(&heats, next);
            next += 300.0;
        }
        let page = view["page"].as_str().and_then(|page| page.get(1..)?.parse().ok()).ok_or("page")?;
        let agent = view["ua"].as_str().unwrap_or_default().to_owned();
        if agent == "probe" || agent.starts_with("bot") {
            continue;
        }
        let who = (view["ip"].as_str().unwrap_or_default().to_owned(), agent, page);
        if seen.insert(who, t).is_none_or(|then| t - then >= 1800.0) {
            let heat = heats.entry(page).or_default();
            *heat = heat.add(1, (t * SECOND) as i64);
        }
    }
    while next <= end {
        print(&heats, next);
        next += 300.0;
    }
    Ok(())
}

fn print(heats: &HashMap<i64, Heat>, t: f64) {
    let candidates: Vec<(i64, Heat)> = heats.iter().map(|(id, heat)| (*id, *heat)).collect();
    let top: Vec<String> = rank(&candidates, &[], 10).iter().map(|id| format!("p{id}")).collect();
    println!("{}", json!({"t": t, "top": top}));
}
