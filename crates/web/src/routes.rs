//! Every route, in one table: its method, its address, who may ask, and what answers. Nothing is served that has no row here.
//!
//! To add a route: its row, and a short handler in the file of its noun.

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use axum::routing::{MethodFilter, on};
use broadsheet_desk::{Deed, Role};

use crate::{House, answer, api, assets, guard, health, newsroom, photos, preview, public, share};

/// Who may ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// Everybody: a reader, or someone who wants to sign in.
    Anyone,
    /// Whoever is signed in and may do that.
    May(Deed),
    /// The same, who has proven a short while ago who they are.
    Proven(Deed),
    /// A program with a token of someone who may do that.
    Token(Deed),
    /// A program with such a token; and without one, everybody, who gets what readers have.
    TokenOrAnyone(Deed),
}

impl Who {
    /// What has to be allowed, where anything has.
    #[must_use]
    pub fn deed(self) -> Option<Deed> {
        match self {
            Self::Anyone | Self::TokenOrAnyone(_) => None,
            Self::May(deed) | Self::Proven(deed) | Self::Token(deed) => Some(deed),
        }
    }

    /// Whether someone of that role may ask; nobody's role is none.
    #[must_use]
    pub fn admits(self, role: Option<Role>) -> bool {
        self.deed().is_none_or(|deed| role.is_some_and(|role| role >= deed.least_role()))
    }
}

/// A row of the table.
#[derive(Clone, Copy, Debug)]
pub struct Route {
    /// The method.
    pub method: &'static str,
    /// The address, its changing pieces in braces.
    pub path: &'static str,
    /// Who may ask.
    pub who: Who,
}

impl Route {
    fn takes_photos(&self) -> bool {
        self.who.deed() == Some(Deed::SavePhoto) && self.method == "POST"
    }
}

/// More than any text that is sent, but for photos.
const MOST_BYTES: usize = 4 << 20;
/// A photo, with what is said of it.
const MOST_WITH_PHOTO: usize = broadsheet_desk::photo::MOST_BYTES as usize + (1 << 20);

macro_rules! table {
    ($($method:ident $path:literal $who:expr => $handler:path;)*) => {
        /// The table.
        pub const TABLE: &[Route] = &[$(Route { method: stringify!($method), path: $path, who: $who }),*];

        fn rows(house: &Arc<House>) -> Router<Arc<House>> {
            let mut router = Router::new();
            $({
                const ROUTE: Route = Route { method: stringify!($method), path: $path, who: $who };
                let handler = on(MethodFilter::$method, $handler);
                let handler = match ROUTE.takes_photos() {
                    true => handler.layer(DefaultBodyLimit::max(MOST_WITH_PHOTO)),
                    false => handler,
                };
                let guarded = match ROUTE.who {
                    Who::Anyone if !ROUTE.path.starts_with("/newsroom") => handler,
                    _ => handler.route_layer(from_fn_with_state((house.clone(), ROUTE), guard::guard)),
                };
                router = router.route(ROUTE.path, guarded);
            })*
            router
        }
    };
}

use Deed::{
    Correct, CreateArticle, Embargo, JoinReference, KeepAccounts, KeepOwnAccount, LinkTranslation, MoveArticle,
    PinRelated, Preview, Publish, Read, ReadAudit, ReviseArticle, SaveLayout, SaveOrganisation, SavePerson, SavePhoto,
    SaveRedirect, SaveSection, SaveSetting, SaveStanding, SaveTopic, Schedule, Withdraw,
};
use Who::{Anyone, May, Proven, Token, TokenOrAnyone};

table! {
    GET "/healthz" Anyone => health::alive;
    GET "/readyz" Anyone => health::ready;
    GET "/assets/{name}" Anyone => assets::asset;
    GET "/photos/{*name}" Anyone => photos::photo;
    GET "/share/{article}/{service}" Anyone => share::share;
    GET "/preview/{secret}" Anyone => preview::by_link;

    GET "/newsroom/files/{name}" Anyone => newsroom::page::file;
    GET "/newsroom/sign-in" Anyone => newsroom::sign_in::form;
    POST "/newsroom/sign-in" Anyone => newsroom::sign_in::with_password;
    POST "/newsroom/sign-in/passkey" Anyone => newsroom::sign_in::ask_passkey;
    POST "/newsroom/sign-in/passkey/answer" Anyone => newsroom::sign_in::with_passkey;
    GET "/newsroom/sign-in/provider" Anyone => newsroom::sign_on::leave;
    GET "/newsroom/sign-in/provider/back" Anyone => newsroom::sign_on::arrive;
    GET "/newsroom/reset" Anyone => newsroom::links::reset_form;
    POST "/newsroom/reset" Anyone => newsroom::links::reset;
    GET "/newsroom/link/{secret}" Anyone => newsroom::links::form;
    POST "/newsroom/link/{secret}" Anyone => newsroom::links::take;

    GET "/newsroom" May(Read) => newsroom::list::index;
    POST "/newsroom/sign-out" May(KeepOwnAccount) => newsroom::sign_in::out;
    GET "/newsroom/prove" May(KeepOwnAccount) => newsroom::prove::form;
    POST "/newsroom/prove" May(KeepOwnAccount) => newsroom::prove::with_password;
    POST "/newsroom/prove/passkey" May(KeepOwnAccount) => newsroom::prove::ask_passkey;
    POST "/newsroom/prove/passkey/answer" May(KeepOwnAccount) => newsroom::prove::with_passkey;
    GET "/newsroom/account" May(KeepOwnAccount) => newsroom::account::page;
    POST "/newsroom/account" May(KeepOwnAccount) => newsroom::account::save;
    POST "/newsroom/account/password" Proven(KeepOwnAccount) => newsroom::account::password;
    POST "/newsroom/account/passkeys/offer" Proven(KeepOwnAccount) => newsroom::account::offer_passkey;
    POST "/newsroom/account/passkeys" Proven(KeepOwnAccount) => newsroom::account::keep_passkey;
    POST "/newsroom/account/passkeys/removal" Proven(KeepOwnAccount) => newsroom::account::remove_passkey;
    GET "/newsroom/account/authenticator" Proven(KeepOwnAccount) => newsroom::account::authenticator;
    POST "/newsroom/account/authenticator" Proven(KeepOwnAccount) => newsroom::account::keep_authenticator;
    POST "/newsroom/account/authenticator/removal" Proven(KeepOwnAccount) => newsroom::account::remove_authenticator;
    POST "/newsroom/account/sessions/end" May(KeepOwnAccount) => newsroom::account::end_session;
    POST "/newsroom/account/tokens" Proven(KeepOwnAccount) => newsroom::account::make_token;
    POST "/newsroom/account/tokens/removal" May(KeepOwnAccount) => newsroom::account::remove_token;

    GET "/newsroom/articles" May(Read) => newsroom::list::page;
    POST "/newsroom/articles/bulk" May(Read) => newsroom::bulk::act;
    POST "/newsroom/views" May(KeepOwnAccount) => newsroom::list::keep_view;
    POST "/newsroom/views/removal" May(KeepOwnAccount) => newsroom::list::remove_view;
    GET "/newsroom/articles/new" May(CreateArticle) => newsroom::article::blank;
    POST "/newsroom/articles" May(CreateArticle) => newsroom::article::create;
    GET "/newsroom/articles/{id}" May(Read) => newsroom::article::page;
    POST "/newsroom/articles/{id}" May(ReviseArticle) => newsroom::article::save;
    POST "/newsroom/articles/{id}/lead-photo" May(SavePhoto) => newsroom::article::lead_photo;
    POST "/newsroom/articles/{id}/state" May(MoveArticle) => newsroom::acts::move_to;
    POST "/newsroom/articles/{id}/publication" May(Publish) => newsroom::acts::publish;
    POST "/newsroom/articles/{id}/withdrawal" May(Withdraw) => newsroom::acts::withdraw;
    POST "/newsroom/articles/{id}/schedule" May(Schedule) => newsroom::acts::schedule;
    POST "/newsroom/articles/{id}/embargo" May(Embargo) => newsroom::acts::embargo;
    POST "/newsroom/articles/{id}/corrections" May(Correct) => newsroom::acts::correct;
    GET "/newsroom/articles/{id}/revisions" May(Read) => newsroom::revisions::page;
    GET "/newsroom/articles/{id}/revisions/{revision}" May(Read) => newsroom::revisions::compared;
    POST "/newsroom/articles/{id}/revisions/{revision}/restoration" May(ReviseArticle) => newsroom::revisions::restore;
    GET "/newsroom/articles/{id}/impact" May(Publish) => newsroom::acts::impact;
    GET "/newsroom/articles/{id}/preview" May(Preview) => preview::article;
    POST "/newsroom/articles/{id}/preview/links" May(Preview) => newsroom::acts::preview_link;
    POST "/newsroom/articles/{id}/presence" May(Read) => newsroom::presence::here;

    GET "/newsroom/accounts" May(KeepAccounts) => newsroom::accounts::page;
    POST "/newsroom/accounts" Proven(KeepAccounts) => newsroom::accounts::make;
    GET "/newsroom/accounts/{id}" May(KeepAccounts) => newsroom::accounts::one;
    POST "/newsroom/accounts/{id}" Proven(KeepAccounts) => newsroom::accounts::save;
    POST "/newsroom/accounts/{id}/link" Proven(KeepAccounts) => newsroom::accounts::link;
    POST "/newsroom/accounts/{id}/state" Proven(KeepAccounts) => newsroom::accounts::disable;
    POST "/newsroom/accounts/{id}/second-proof" Proven(KeepAccounts) => newsroom::accounts::forget_second;
    GET "/newsroom/audit" May(ReadAudit) => newsroom::audit::page;
    GET "/newsroom/audit.csv" Proven(ReadAudit) => newsroom::audit::export;
    GET "/newsroom/settings" May(SaveSetting) => newsroom::settings::page;
    POST "/newsroom/settings" Proven(SaveSetting) => newsroom::settings::save;
    POST "/newsroom/settings/preview" May(SaveSetting) => preview::setting;
    POST "/newsroom/settings/letter" Proven(SaveSetting) => newsroom::settings::letter;

    GET "/api/v1/openapi.json" Anyone => api::description::document;
    GET "/api/v1" Anyone => api::description::index;
    GET "/api/v1/articles" TokenOrAnyone(Read) => api::articles::list;
    POST "/api/v1/articles" Token(CreateArticle) => api::articles::create;
    GET "/api/v1/articles/{id}" TokenOrAnyone(Read) => api::articles::read_route;
    PATCH "/api/v1/articles/{id}" Token(ReviseArticle) => api::articles::revise;
    GET "/api/v1/articles/{id}/revisions" Token(Read) => api::articles::revisions;
    GET "/api/v1/articles/{id}/revisions/{revision}" Token(Read) => api::articles::revision;
    PUT "/api/v1/articles/{id}/state" Token(MoveArticle) => api::publication::move_to;
    POST "/api/v1/articles/{id}/publication" Token(Publish) => api::publication::publish;
    DELETE "/api/v1/articles/{id}/publication" Token(Withdraw) => api::publication::withdraw;
    GET "/api/v1/articles/{id}/impact" Token(Publish) => api::publication::impact;
    PUT "/api/v1/articles/{id}/schedule" Token(Schedule) => api::publication::schedule;
    DELETE "/api/v1/articles/{id}/schedule" Token(Schedule) => api::publication::unschedule;
    PUT "/api/v1/articles/{id}/embargo" Token(Embargo) => api::publication::embargo;
    DELETE "/api/v1/articles/{id}/embargo" Token(Embargo) => api::publication::lift_embargo;
    POST "/api/v1/articles/{id}/corrections" Token(Correct) => api::publication::correct;
    PUT "/api/v1/articles/{id}/related" Token(PinRelated) => api::publication::pin;
    POST "/api/v1/articles/{id}/translations" Token(LinkTranslation) => api::publication::link_translation;
    GET "/api/v1/topics" Token(Read) => api::topics::list;
    POST "/api/v1/topics" Token(SaveTopic) => api::topics::create;
    GET "/api/v1/topics/{id}" TokenOrAnyone(Read) => api::topics::read;
    PATCH "/api/v1/topics/{id}" Token(SaveTopic) => api::topics::save;
    POST "/api/v1/topics/{id}/merge" Token(SaveTopic) => api::topics::merge;
    POST "/api/v1/topics/{id}/separation" Token(SaveTopic) => api::topics::separate;
    GET "/api/v1/people" Token(Read) => api::people::list;
    POST "/api/v1/people" Token(SavePerson) => api::people::create;
    GET "/api/v1/people/{id}" TokenOrAnyone(Read) => api::people::read;
    PATCH "/api/v1/people/{id}" Token(SavePerson) => api::people::save;
    GET "/api/v1/sections" TokenOrAnyone(Read) => api::sections::list;
    POST "/api/v1/sections" Token(SaveSection) => api::sections::create;
    GET "/api/v1/sections/{id}" TokenOrAnyone(Read) => api::sections::read;
    PATCH "/api/v1/sections/{id}" Token(SaveSection) => api::sections::save;
    GET "/api/v1/organisations" Token(Read) => api::organisations::list;
    POST "/api/v1/organisations" Token(SaveOrganisation) => api::organisations::create;
    GET "/api/v1/organisations/{id}" TokenOrAnyone(Read) => api::organisations::read;
    PATCH "/api/v1/organisations/{id}" Token(SaveOrganisation) => api::organisations::save;
    GET "/api/v1/photos" Token(Read) => api::photos::list;
    POST "/api/v1/photos" Token(SavePhoto) => api::photos::create;
    GET "/api/v1/photos/{id}" Token(Read) => api::photos::read;
    PATCH "/api/v1/photos/{id}" Token(SavePhoto) => api::photos::save;
    GET "/api/v1/redirects" Token(Read) => api::redirects::list;
    PUT "/api/v1/redirects" Token(SaveRedirect) => api::redirects::save;
    DELETE "/api/v1/redirects" Token(SaveRedirect) => api::redirects::remove;
    GET "/api/v1/layouts" Token(Read) => api::layouts::list;
    PUT "/api/v1/layouts" Token(SaveLayout) => api::layouts::save;
    GET "/api/v1/references" Token(Read) => api::references::list;
    PUT "/api/v1/references/{id}/article" Token(JoinReference) => api::references::join;
    DELETE "/api/v1/references/{id}/article" Token(JoinReference) => api::references::part;
    GET "/api/v1/standing" Token(Read) => api::standing::list;
    POST "/api/v1/standing" Token(SaveStanding) => api::standing::create;
    PATCH "/api/v1/standing/{id}" Token(SaveStanding) => api::standing::save;
    GET "/api/v1/settings" Token(SaveSetting) => api::settings::list;
    PUT "/api/v1/settings/{key}" Token(SaveSetting) => api::settings::save;
}

/// All that is served.
pub fn routes(house: House) -> Router {
    let house = Arc::new(house);
    rows(&house)
        .fallback(public::page)
        .method_not_allowed_fallback(guard::wrong_method)
        .layer(DefaultBodyLimit::max(MOST_BYTES))
        .layer(axum::middleware::from_fn_with_state(house.clone(), answer::guarded))
        .with_state(house)
}
