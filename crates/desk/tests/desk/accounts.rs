//! Accounts and their tokens: what a token may do, where and until when.

use broadsheet_desk::account::token::{self, NewToken};
use broadsheet_desk::account::{Kept, disable, make};
use broadsheet_desk::{Actor, Desk, Refusal, Role};
use broadsheet_news::ids::SectionId;

use crate::world::{MORNING, World};

fn kept(email: &str, sections: Vec<SectionId>) -> Kept {
    Kept { name: "Ben".into(), email: email.into(), role: Role::Editor, sections, person: None, language: "en".into() }
}

#[tokio::test]
async fn a_token_works_where_its_owner_does_until_it_ends_or_its_owner_is_disabled() {
    let world = World::new().await;
    let (here, elsewhere) = (world.section, world.new_section("Sport").await);
    let ben = make(&world.desk(), &kept("ben@news.example", vec![here])).await.expect("an account").made;
    let own = Actor::of(&ben, "127.0.0.1");
    let desk = Desk { actor: &own, ..world.desk() };
    let wanted = NewToken { label: "importer".into(), expires: Some(MORNING.plus_seconds(60)), ..NewToken::default() };
    let secret = token::make(&desk, &wanted).await.expect("a token").made;
    let outside = NewToken { label: "more".into(), sections: vec![elsewhere], ..NewToken::default() };
    assert!(matches!(token::make(&desk, &outside).await, Err(Refusal::NotAllowed(_))));
    let past = NewToken { label: "late".into(), expires: Some(MORNING), ..NewToken::default() };
    assert!(matches!(token::make(&desk, &past).await, Err(Refusal::Unfit(_))));

    let at = async |secret: &str, seconds: i64| {
        let reading = world.store.reading().await.expect("a reading");
        let found = token::of(&reading, secret, "", MORNING.plus_seconds(seconds)).await.expect("an answer");
        reading.finish();
        found.map(|(_, actor)| actor.sections)
    };
    assert_eq!(at(&secret, 59).await, Some(vec![here]));
    assert_eq!(at(&secret, 60).await, None, "it has ended");
    assert_eq!(at("broadsheet_guessed", 0).await, None);
    disable(&world.desk(), ben.id, true).await.expect("disabled");
    assert_eq!(at(&secret, 1).await, None, "its owner may not sign in");
}

#[tokio::test]
async fn two_accounts_have_two_addresses() {
    let world = World::new().await;
    make(&world.desk(), &kept("ben@news.example", Vec::new())).await.expect("an account");
    let twice = make(&world.desk(), &kept(" Ben@News.example ", Vec::new())).await;
    assert!(matches!(&twice, Err(Refusal::Unfit(why)) if why.to_string().contains("ben@news.example")), "{twice:?}");
}
