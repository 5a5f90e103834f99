//! Sign-in on the word of the provider that the settings name (OpenID Connect Core 1.0, the code flow with RFC 7636).

use std::time::Duration;

use broadsheet_news::paper::Setting;
use broadsheet_news::sentence;
use broadsheet_news::sentence::Sentence;
use broadsheet_store::{Failure, Store};
use broadsheet_web::{Departure, Reply, SignOn};
use openidconnect::core::{CoreAuthenticationFlow, CoreClient, CoreProviderMetadata};
use openidconnect::{
    AuthorizationCode, ClientId, ClientSecret, CsrfToken, EndpointMaybeSet, EndpointNotSet, EndpointSet, IssuerUrl,
    Nonce, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, Scope, reqwest,
};

/// How long the provider may take for one answer.
const PATIENCE: Duration = Duration::from_secs(10);

/// Asks the provider that the paper's settings of now name.
pub(crate) struct ByProvider {
    pub(crate) store: Store,
}

impl SignOn for ByProvider {
    fn is_offered(&self) -> Reply<'_, bool> {
        Box::pin(async { Ok(self.provider().await.map_err(|failure| Sentence::Text(failure.to_string()))?.is_some()) })
    }

    fn leave(&self, back: String) -> Reply<'_, Departure> {
        Box::pin(async {
            let (client, _) = self.client(back).await?;
            let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
            let request = client.authorize_url(
                CoreAuthenticationFlow::AuthorizationCode,
                CsrfToken::new_random,
                Nonce::new_random,
            );
            let request = request.add_scope(Scope::new("email".to_owned())).set_pkce_challenge(challenge);
            let (to, state, nonce) = request.url();
            Ok(Departure {
                to: to.into(),
                state: state.into_secret(),
                nonce: nonce.secret().clone(),
                verifier: verifier.into_secret(),
            })
        })
    }

    fn arrive(&self, back: String, departure: Departure, code: String) -> Reply<'_, String> {
        Box::pin(async {
            let (client, http) = self.client(back).await?;
            let refused = |error: &dyn std::fmt::Display| {
                tracing::warn!(%error, "a provider's word was not taken");
                Sentence::from("Your organisation's sign-in gave no word that can be trusted. Begin it again.")
            };
            let request = client.exchange_code(AuthorizationCode::new(code)).map_err(|error| refused(&error))?;
            let request = request.set_pkce_verifier(PkceCodeVerifier::new(departure.verifier));
            let tokens = request.request_async(&http).await.map_err(|error| refused(&error))?;
            let word = tokens.extra_fields().id_token().ok_or_else(|| refused(&"it gave no id token"))?;
            let nonce = Nonce::new(departure.nonce);
            let claims = word.claims(&client.id_token_verifier(), &nonce).map_err(|error| refused(&error))?;
            // An address that nobody has verified may be anybody's.
            match (claims.email(), claims.email_verified()) {
                (Some(email), Some(true)) => Ok(email.to_string()),
                _ => Err("Your organisation's sign-in names no e-mail address of yours that it has verified. Ask an administrator of it.".into()),
            }
        })
    }
}

/// A provider, as the settings name it.
struct Provider {
    issuer: String,
    client: String,
    secret: Option<String>,
}

/// What speaks with a provider whose addresses are known.
type Client =
    CoreClient<EndpointSet, EndpointNotSet, EndpointNotSet, EndpointNotSet, EndpointMaybeSet, EndpointMaybeSet>;

impl ByProvider {
    async fn provider(&self) -> Result<Option<Provider>, Failure> {
        let reading = self.store.reading().await?;
        let issuer: Option<String> = reading.setting(Setting::SignOnIssuer).await?;
        let client: Option<String> = reading.setting(Setting::SignOnClient).await?;
        let secret: Option<String> = reading.setting(Setting::SignOnSecret).await?;
        reading.finish();
        let some = |text: Option<String>| text.filter(|text| !text.is_empty());
        let named = some(issuer).zip(some(client));
        Ok(named.map(|(issuer, client)| Provider { issuer, client, secret: some(secret) }))
    }

    /// The client, with what the provider says of itself now, and what carries its questions.
    async fn client(&self, back: String) -> Result<(Client, reqwest::Client), Sentence> {
        let provider = self.provider().await.map_err(|failure| Sentence::Text(failure.to_string()))?;
        let Some(Provider { issuer, client, secret }) = provider else {
            return Err("No provider is named in the settings.".into());
        };
        let unfit = |what: &'static str, error: &dyn std::fmt::Display| {
            tracing::error!(%error, what, "a provider cannot be asked");
            sentence!("{} Try again in a minute, or sign in with your password.", Sentence::from(what))
        };
        // A redirect could lead the question to where only this machine is let in.
        let http = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).timeout(PATIENCE).build();
        let http = http.map_err(|error| unfit("Nothing can be asked of the provider.", &error))?;
        let issuer = IssuerUrl::new(issuer).map_err(|error| unfit("The provider's address cannot be read.", &error))?;
        let said = CoreProviderMetadata::discover_async(issuer, &http).await;
        let said = said.map_err(|error| unfit("Your organisation's sign-in does not answer.", &error))?;
        let back = RedirectUrl::new(back).map_err(|error| unfit("The newsroom's address cannot be read.", &error))?;
        let client = CoreClient::from_provider_metadata(said, ClientId::new(client), secret.map(ClientSecret::new));
        Ok((client.set_redirect_uri(back), http))
    }
}
