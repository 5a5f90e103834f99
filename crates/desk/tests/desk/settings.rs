//! Settings take what they are for, and say what that is.

use broadsheet_desk::setting::fit;
use broadsheet_news::paper::Setting;
use serde_json::{Value, json};

fn is_fit(setting: Setting, value: Value) -> bool {
    fit(setting, &value).is_ok()
}

#[test]
fn a_feed_holds_the_full_text_or_a_summary_and_nothing_between() {
    assert!(is_fit(Setting::FeedText, json!("full")) && is_fit(Setting::FeedText, json!("summary")));
    let no = fit(Setting::FeedText, &json!("half")).unwrap_err().to_string();
    assert!(no.contains("feed_text takes full or summary"), "{no}");
}

#[test]
fn whom_to_warn_is_an_address_that_reaches_somebody() {
    for good in ["mailto:security@post.example", "https://post.example/security", "tel:+886-2-5550-0100", ""] {
        assert!(is_fit(Setting::SecurityContact, json!(good)), "{good}");
    }
    for bad in ["security@post.example", "mailto:", "javascript:x", "https://a\nExpires: never", "mailto:a b"] {
        assert!(!is_fit(Setting::SecurityContact, json!(bad)), "{bad}");
    }
}

#[test]
fn every_line_of_ads_txt_names_a_seller_sets_a_variable_or_is_a_comment() {
    let good =
        "# ours\nads.example, 42, DIRECT, f08c47fec0942fa0\nx.example,7,reseller # theirs\n\ncontact=ads@post.example";
    assert!(is_fit(Setting::AdsTxt, json!(good)) && is_fit(Setting::AdsTxt, json!("")));
    for bad in ["ads.example", "ads.example, 42", "ads.example, , DIRECT", "ads.example, 42, FRIEND", "=x"] {
        let no = fit(Setting::AdsTxt, &json!(bad)).unwrap_err().to_string();
        assert!(no.contains(bad), "{no}");
    }
}
