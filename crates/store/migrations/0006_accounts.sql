-- Who works at the paper, how they prove who they are, and what they did. Readers see nothing of it.
CREATE TABLE accounts (
    id            BIGINT PRIMARY KEY,
    name          TEXT NOT NULL,
    email         TEXT NOT NULL UNIQUE, -- in small letters: one signs in by it
    role          TEXT NOT NULL,
    sections      TEXT NOT NULL,        -- JSON list of ids; empty: all
    person        BIGINT REFERENCES persons,
    language      TEXT NOT NULL,        -- of the newsroom's words
    disabled      BOOLEAN NOT NULL,
    made          BIGINT NOT NULL,
    password      TEXT,                 -- Argon2id, in the form of the PHC
    authenticator TEXT,                 -- the secret of codes, in base 32
    last_step     BIGINT NOT NULL,      -- no code is taken twice
    recovery      TEXT NOT NULL         -- JSON list of hashes of codes that were not used yet
);

CREATE TABLE passkeys (
    id         TEXT PRIMARY KEY,
    account    BIGINT NOT NULL REFERENCES accounts,
    label      TEXT NOT NULL,
    credential TEXT NOT NULL, -- JSON
    made       BIGINT NOT NULL,
    used       BIGINT
);
CREATE INDEX passkeys_account ON passkeys (account);

-- Of what a browser or a program keeps, the hash alone: who reads the database cannot sign in by it.
CREATE TABLE sessions (
    id      TEXT PRIMARY KEY,
    account BIGINT NOT NULL REFERENCES accounts,
    begun   BIGINT NOT NULL,
    used    BIGINT NOT NULL,
    proven  BIGINT NOT NULL,
    origin  TEXT NOT NULL,
    agent   TEXT NOT NULL
);
CREATE INDEX sessions_account ON sessions (account);

CREATE TABLE tokens (
    id       BIGINT PRIMARY KEY,
    hash     TEXT NOT NULL UNIQUE,
    account  BIGINT NOT NULL REFERENCES accounts,
    label    TEXT NOT NULL,
    role     TEXT,          -- the most it is trusted with; null: as much as its owner
    sections TEXT NOT NULL, -- JSON list of ids; empty: all of its owner's
    expires  BIGINT,
    made     BIGINT NOT NULL,
    used     BIGINT
);
CREATE INDEX tokens_account ON tokens (account);

-- Links that are secrets: to an account that waits for its owner, a new password, a preview.
CREATE TABLE secret_links (
    hash    TEXT PRIMARY KEY,
    purpose TEXT NOT NULL,
    about   BIGINT NOT NULL, -- an account or an article
    expires BIGINT NOT NULL
);

-- Who did what, when and from where: appended to in the transaction of the act, and never written again. It outlives accounts.
CREATE TABLE audit (
    id      BIGINT PRIMARY KEY,
    at      BIGINT NOT NULL,
    account BIGINT,
    actor   TEXT NOT NULL,
    token   BIGINT,
    origin  TEXT NOT NULL,
    act     TEXT NOT NULL,
    thing   TEXT NOT NULL,
    change  BIGINT -- its number in the change log, where it has one
);
CREATE INDEX audit_account ON audit (account, id);
CREATE INDEX audit_thing ON audit (thing, id);

-- What was answered to a request that may come twice, written in the transaction of its act.
CREATE TABLE answers (
    account BIGINT NOT NULL,
    key     TEXT NOT NULL,   -- the Idempotency-Key
    asked   TEXT NOT NULL,   -- the hash of the request
    made    TEXT NOT NULL,   -- JSON of what the act made
    change  BIGINT NOT NULL,
    at      BIGINT NOT NULL,
    PRIMARY KEY (account, key)
);
CREATE INDEX answers_at ON answers (at);

CREATE TABLE views (
    id      BIGINT PRIMARY KEY,
    account BIGINT NOT NULL REFERENCES accounts,
    name    TEXT NOT NULL,
    query   TEXT NOT NULL
);

-- Who saved a revision: an account need not be a person with a page.
ALTER TABLE revisions ADD COLUMN account BIGINT;

-- The newsroom's list of articles: each by what it can be found by, and when it was worked on last.
CREATE TABLE desk_articles (
    article BIGINT PRIMARY KEY,
    worked  BIGINT NOT NULL,
    terms   TEXT NOT NULL -- JSON: the terms it stands under
); -- by key
CREATE TABLE desk_terms (
    term    TEXT NOT NULL,   -- all, state:draft, section:7, person:9, topic:3, account:5, word:ferry
    worked  BIGINT NOT NULL,
    article BIGINT NOT NULL,
    PRIMARY KEY (term, worked, article)
); -- by key
