//! The post: letters go out by the mail server that the settings name (SMTP, RFC 5321).

use std::time::Duration;

use broadsheet_news::paper::Setting;
use broadsheet_store::Store;
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
    async fn sent(&self, letter: Letter) -> Result<(), String> {
        let reading = self.store.reading().await.map_err(|failure| failure.to_string())?;
        let server: Option<String> = reading.setting(Setting::Mail).await.map_err(|failure| failure.to_string())?;
        let from: Option<String> = reading.setting(Setting::MailFrom).await.map_err(|failure| failure.to_string())?;
        reading.finish().await;
        let some = |text: Option<String>| text.filter(|text| !text.is_empty());
        let (Some(server), Some(from)) = (some(server), some(from)) else {
            return Err("No mail is set up: name a mail server and a sender in the settings.".to_owned());
        };
        let unfit = |what: &str, address: &str| format!("{what} {address} is no e-mail address.");
        let message = Message::builder()
            .from(from.parse().map_err(|_| unfit("The sender", &from))?)
            .to(letter.to.parse().map_err(|_| unfit("The receiver", &letter.to))?)
            .subject(letter.subject)
            .header(ContentType::TEXT_PLAIN)
            .body(letter.text)
            .map_err(|error| format!("The letter cannot be written: {error}."))?;
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(&server)
            .map_err(|_| {
                "The mail server's address cannot be read: write smtps://name:password@mail.example.".to_owned()
            })?
            .timeout(Some(PATIENCE))
            .build();
        transport.send(message).await.map_err(|error| format!("The mail server did not take it: {error}."))?;
        Ok(())
    }
}
