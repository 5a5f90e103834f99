//! The post: letters go out by the mail server that the settings name (SMTP, RFC 5321).

use std::time::Duration;

use broadsheet_news::paper::Setting;
use broadsheet_news::sentence;
use broadsheet_news::sentence::Sentence;
use broadsheet_store::{Failure, Store};
use broadsheet_web::{Letter, Post, Reply};
use lettre::message::header::ContentType;
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};

/// How long a mail server may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// Sends letters as the paper's settings of now say.
pub(crate) struct ByMail {
    pub(crate) store: Store,
}

impl Post for ByMail {
    fn send(&self, letter: Letter) -> Reply<'_, ()> {
        Box::pin(async move { self.sent(letter).await })
    }
}

impl ByMail {
    async fn sent(&self, letter: Letter) -> Result<(), Sentence> {
        let reading = self.store.reading().await.map_err(of_store)?;
        let server: Option<String> = reading.setting(Setting::Mail).await.map_err(of_store)?;
        let from: Option<String> = reading.setting(Setting::MailFrom).await.map_err(of_store)?;
        reading.finish();
        let some = |text: Option<String>| text.filter(|text| !text.is_empty());
        let (Some(server), Some(from)) = (some(server), some(from)) else {
            return Err("No mail is set up: name a mail server and a sender in the settings.".into());
        };
        let unfit =
            |what: &'static str, address: &str| sentence!("{} {} is no e-mail address.", Sentence::from(what), address);
        let message = Message::builder()
            .from(from.parse().map_err(|_| unfit("The sender", &from))?)
            .to(letter.to.parse().map_err(|_| unfit("The receiver", &letter.to))?)
            .subject(letter.subject)
            .header(ContentType::TEXT_PLAIN)
            .body(letter.text)
            .map_err(|error| sentence!("The letter cannot be written: {}.", error.to_string()))?;
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(&server)
            .map_err(|_| {
                Sentence::from("The mail server's address cannot be read: write smtps://name:password@mail.example.")
            })?
            .timeout(Some(PATIENCE))
            .build();
        transport
            .send(message)
            .await
            .map_err(|error| sentence!("The mail server did not take it: {}.", error.to_string()))?;
        Ok(())
    }
}

fn of_store(failure: Failure) -> Sentence {
    Sentence::Text(failure.to_string())
}
