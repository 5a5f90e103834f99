//! Who may do what: the table of roles.

use broadsheet_news::account::Role;
use broadsheet_news::ids::{PersonId, SectionId};
use broadsheet_news::sentence;
use broadsheet_news::sentence::Sentence;
use broadsheet_store::Trace;

use crate::refusal::Refusal;

/// Who acts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// The name that the change log keeps.
    pub name: String,
    /// The person, where the paper knows one.
    pub person: Option<PersonId>,
    /// What they are trusted with.
    pub role: Role,
    /// The sections they work in; all, where none is named.
    pub sections: Vec<SectionId>,
    /// Where they come from, for the audit log; nobody is named there for what has none.
    pub trace: Option<Trace>,
}

impl Actor {
    /// Whoever has the machine: the command line, and the paper's own work.
    #[must_use]
    pub fn at_the_machine(name: &str) -> Self {
        let trace = Some(Trace::default());
        Self { name: name.to_owned(), person: None, role: Role::Administrator, sections: Vec::new(), trace }
    }
}

macro_rules! deeds {
    ($($(#[$doc:meta])* $deed:ident $name:literal $words:literal $role:ident;)*) => {
        /// What an act does.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Deed { $($(#[$doc])* $deed),* }

        impl Deed {
            /// All of them, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$deed),*];

            /// The act's name in the change log.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Self::$deed => $name),* }
            }

            /// The act in words, after "may not".
            #[must_use]
            pub fn words(self) -> &'static str {
                match self { $(Self::$deed => $words),* }
            }

            /// The least role that may.
            #[must_use]
            pub fn least_role(self) -> Role {
                match self { $(Self::$deed => Role::$role),* }
            }
        }
    };
}

deeds! {
    /// Keep one's own account.
    KeepOwnAccount "account.own" "keep an account" Reporter;
    /// Read what readers do not have yet.
    Read "article.read" "read what readers do not have" Reporter;
    /// See how an article would look.
    Preview "article.preview" "see how this article would look" Reporter;
    /// Begin an article.
    CreateArticle "article.create" "begin an article" Reporter;
    /// Save a revision.
    ReviseArticle "article.revise" "revise this article" Reporter;
    /// Hand an article in, or back.
    MoveArticle "article.move" "move this article on" Reporter;
    /// Keep a photo.
    SavePhoto "photo.save" "keep photos" Reporter;
    /// Keep a person.
    SavePerson "person.save" "keep people" Editor;
    /// Keep a topic.
    SaveTopic "topic.save" "keep topics" Editor;
    /// Keep an organisation.
    SaveOrganisation "organisation.save" "keep the directory" Editor;
    /// Choose related articles.
    PinRelated "related.pin" "choose related articles" Editor;
    /// Say that two articles are one in two languages.
    LinkTranslation "translation.link" "link translations" Editor;
    /// Say which article a reference is.
    JoinReference "reference.join" "join references" Editor;
    /// Keep an article from readers until an instant.
    Embargo "article.embargo" "set embargoes" Editor;
    /// Say when an article goes out, or is withdrawn.
    Schedule "article.schedule" "schedule articles" Publisher;
    /// Let readers have an article.
    Publish "article.publish" "publish" Publisher;
    /// Take an article from readers.
    Withdraw "article.withdraw" "withdraw articles" Publisher;
    /// Correct in public.
    Correct "correction.make" "make corrections" Publisher;
    /// Lay out a front.
    SaveLayout "layout.save" "lay out fronts" Publisher;
    /// Keep a section.
    SaveSection "section.save" "keep sections" Administrator;
    /// Keep a standing page.
    SaveStanding "standing.save" "keep standing pages" Administrator;
    /// Keep a redirect.
    SaveRedirect "redirect.save" "keep redirects" Administrator;
    /// Change a setting.
    SaveSetting "setting.save" "change settings" Administrator;
    /// Keep accounts.
    KeepAccounts "account.keep" "keep accounts" Administrator;
    /// Read the audit log.
    ReadAudit "audit.read" "read the audit log" Administrator;
    /// Bring articles in.
    Import "import" "import" Administrator;
    /// Found the paper.
    Found "paper.found" "found a paper" Administrator;
}

/// Whether the actor may do the deed in that section (`None`: nowhere in particular).
///
/// # Errors
/// [`Refusal::NotAllowed`], with who may.
pub fn may(actor: &Actor, deed: Deed, section: Option<SectionId>) -> Result<(), Refusal> {
    let least = deed.least_role();
    if actor.role < least {
        return Err(Refusal::NotAllowed(sentence!(
            "{} may not {}: that takes the role of {}. Ask one of them to do it.",
            actor.name,
            Sentence::from(deed.words()),
            Sentence::from(least.word())
        )));
    }
    let elsewhere = section.is_some_and(|s| !actor.sections.is_empty() && !actor.sections.contains(&s));
    if elsewhere {
        return Err(Refusal::NotAllowed(sentence!(
            "{} may not {}: it belongs to a section they do not work in. Ask an editor of that section.",
            actor.name,
            Sentence::from(deed.words())
        )));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn someone(role: Role, sections: Vec<SectionId>) -> Actor {
        Actor { name: "Ada".into(), person: None, role, sections, trace: None }
    }

    #[test]
    fn a_reporter_writes_but_does_not_publish() {
        let ada = someone(Role::Reporter, vec![]);
        assert!(may(&ada, Deed::CreateArticle, None).is_ok());
        let refusal = may(&ada, Deed::Publish, None).unwrap_err().to_string();
        assert_eq!(refusal, "Ada may not publish: that takes the role of publisher. Ask one of them to do it.");
    }

    #[test]
    fn a_publisher_of_sport_does_not_publish_politics() {
        let ada = someone(Role::Publisher, vec![SectionId(7)]);
        assert!(may(&ada, Deed::Publish, Some(SectionId(7))).is_ok());
        assert!(may(&ada, Deed::Publish, Some(SectionId(8))).is_err());
    }

    #[test]
    fn every_role_may_what_those_below_it_may() {
        let mut roles = [Role::Reporter, Role::Editor, Role::Publisher, Role::Administrator];
        roles.sort_unstable();
        for deed in Deed::ALL {
            let allowed: Vec<bool> = roles.iter().map(|r| may(&someone(*r, vec![]), *deed, None).is_ok()).collect();
            assert!(allowed.is_sorted(), "{deed:?}");
            assert!(allowed[3], "an administrator may {deed:?}");
        }
    }
}
