-- The paper. Times are microseconds since 1970 in UTC; ids are minted by the
-- program; JSON is opaque text. One text for SQLite and PostgreSQL; where a
-- table ends in "by key", SQLite keeps its rows in the order of the key.

-- The newest change's number and the newest id, in one row, moved by every act
-- as its last step: a rolled-back act leaves no gap, and numbers follow commits.
CREATE TABLE ledger (
    one     BIGINT PRIMARY KEY CHECK (one = 1),
    number  BIGINT NOT NULL,
    last_id BIGINT NOT NULL
);
INSERT INTO ledger (one, number, last_id) VALUES (1, 0, 0);

-- What each act changed for readers: the difference of the pictures before and after.
CREATE TABLE changes (
    number  BIGINT PRIMARY KEY,
    made    BIGINT NOT NULL,
    act     TEXT NOT NULL,
    actor   TEXT NOT NULL,
    things  TEXT NOT NULL, -- what the act touched, also where readers see no difference
    facts   TEXT NOT NULL, -- facts whose value differs, with the hash of the new one
    entered TEXT NOT NULL, -- positions in lists entered
    departed TEXT NOT NULL -- and left
);

-- Every ordered list that readers see: a range of it is a slice.
CREATE TABLE positions (
    list    TEXT NOT NULL,
    key     BYTEA NOT NULL, -- made in Rust, compared bytewise
    member  BIGINT NOT NULL,
    PRIMARY KEY (list, key)
); -- by key

-- How many members a list has, moved with its positions.
CREATE TABLE totals (
    list TEXT PRIMARY KEY,
    n    BIGINT NOT NULL
); -- by key

CREATE TABLE settings (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL -- JSON
);

-- Whatever address ever led somewhere, and to what.
CREATE TABLE addresses (
    path   TEXT PRIMARY KEY,
    noun   TEXT NOT NULL,   -- article, section, topic, person, organisation, standing, redirect
    thing  BIGINT,          -- the thing it leads to
    target TEXT             -- or, for a redirect, the address it leads to
);
CREATE INDEX addresses_thing ON addresses (noun, thing);

CREATE TABLE photos (
    id      BIGINT PRIMARY KEY,
    file    TEXT NOT NULL, -- JSON: placeholder, kept or drawn
    width   BIGINT NOT NULL,
    height  BIGINT NOT NULL,
    alt     TEXT NOT NULL,
    caption TEXT NOT NULL,
    credit  TEXT NOT NULL,
    rights  TEXT NOT NULL,
    focal_x BIGINT NOT NULL, -- thousandths of the width
    focal_y BIGINT NOT NULL  -- thousandths of the height
);

CREATE INDEX photos_file ON photos (file);

CREATE TABLE organisations (
    id             BIGINT PRIMARY KEY,
    name           TEXT NOT NULL,
    slug           TEXT NOT NULL UNIQUE,
    kinds          TEXT NOT NULL, -- JSON list
    postal_address TEXT NOT NULL,
    phone          TEXT NOT NULL,
    email          TEXT NOT NULL,
    web            TEXT NOT NULL,
    description    TEXT NOT NULL,
    place          TEXT NOT NULL,
    opening_hours  TEXT NOT NULL,
    logo           BIGINT REFERENCES photos
);

CREATE TABLE persons (
    id           BIGINT PRIMARY KEY,
    name         TEXT NOT NULL,
    slug         TEXT NOT NULL UNIQUE,
    role         TEXT NOT NULL,
    organisation BIGINT REFERENCES organisations,
    biography    TEXT NOT NULL,
    email        TEXT NOT NULL,
    portrait     BIGINT REFERENCES photos
);
CREATE INDEX persons_name ON persons (name);

CREATE TABLE sections (
    id          BIGINT PRIMARY KEY,
    language    TEXT NOT NULL,
    name        TEXT NOT NULL,
    slug        TEXT NOT NULL,
    parent      BIGINT REFERENCES sections,
    position    BIGINT NOT NULL,
    description TEXT NOT NULL,
    UNIQUE (language, slug)
);

CREATE TABLE topics (
    id          BIGINT PRIMARY KEY,
    language    TEXT NOT NULL,
    name        TEXT NOT NULL,
    slug        TEXT NOT NULL,
    alias_of    BIGINT REFERENCES topics, -- null: a topic of its own
    description TEXT NOT NULL,
    UNIQUE (language, slug)
);
CREATE INDEX topics_name ON topics (language, name);

CREATE TABLE articles (
    id                 BIGINT PRIMARY KEY,
    state              TEXT NOT NULL,
    slug               TEXT NOT NULL,
    address            TEXT,   -- given at first publication, for ever
    published_revision BIGINT, -- what readers have
    working_revision   BIGINT NOT NULL,
    first_published    BIGINT, -- never changes
    updated            BIGINT, -- moved only by a change called substantive
    source             TEXT UNIQUE -- where an import found it, so that importing twice changes nothing
);

CREATE INDEX articles_address ON articles (address);

-- A revision never changes. Bylines, topics and body are lists inside it: what
-- readers find by them stands in positions.
CREATE TABLE revisions (
    id                    BIGINT PRIMARY KEY,
    article               BIGINT NOT NULL REFERENCES articles,
    base                  BIGINT,
    saved                 BIGINT NOT NULL,
    saved_by              BIGINT,
    language              TEXT NOT NULL,
    headline              TEXT NOT NULL,
    front_headline        TEXT,
    seo_title             TEXT,
    deck                  TEXT NOT NULL,
    body                  TEXT NOT NULL, -- JSON, never HTML
    bylines               TEXT NOT NULL, -- JSON
    dateline_place        TEXT NOT NULL,
    dateline_organisation TEXT NOT NULL,
    section               BIGINT REFERENCES sections,
    topics                TEXT NOT NULL, -- JSON list of ids
    lead_photo            BIGINT REFERENCES photos,
    compared_headline     TEXT NOT NULL  -- the normalised headline, by which references are joined
);
CREATE INDEX revisions_article ON revisions (article, id);
CREATE INDEX revisions_headline ON revisions (compared_headline);

CREATE TABLE corrections (
    id      BIGINT PRIMARY KEY,
    article BIGINT NOT NULL REFERENCES articles,
    made    BIGINT NOT NULL,
    text    TEXT NOT NULL,
    before  TEXT NOT NULL -- the wording before; may be empty
);
CREATE INDEX corrections_article ON corrections (article, made);

-- The same article in other languages; both directions are rows.
CREATE TABLE translations (
    article BIGINT NOT NULL REFERENCES articles,
    other   BIGINT NOT NULL REFERENCES articles,
    PRIMARY KEY (article, other)
);

-- Before this instant nothing of the article is public.
CREATE TABLE embargoes (
    article BIGINT PRIMARY KEY REFERENCES articles,
    until   BIGINT NOT NULL
);

-- What is to happen to an article, and when.
CREATE TABLE schedules (
    article BIGINT NOT NULL REFERENCES articles,
    act     TEXT NOT NULL, -- publish or withdraw
    at      BIGINT NOT NULL,
    PRIMARY KEY (article, act)
);
CREATE INDEX schedules_at ON schedules (at);

CREATE TABLE article_references (
    id        BIGINT PRIMARY KEY,
    language  TEXT NOT NULL,
    headline  TEXT NOT NULL,
    compared  TEXT NOT NULL, -- the normalised headline
    published BIGINT,
    article   BIGINT REFERENCES articles
);
CREATE INDEX article_references_compared ON article_references (compared);

-- Related articles that an editor chose, in order: JSON list of members.
CREATE TABLE pins (
    article BIGINT PRIMARY KEY REFERENCES articles,
    members TEXT NOT NULL
);

-- Derived: related articles that the paper chose.
CREATE TABLE related (
    article BIGINT PRIMARY KEY REFERENCES articles,
    members TEXT NOT NULL
);

-- Derived: the organisations an article's text names.
CREATE TABLE mentions (
    article       BIGINT PRIMARY KEY REFERENCES articles,
    organisations TEXT NOT NULL
);

CREATE TABLE layouts (
    id     BIGINT PRIMARY KEY,
    page   TEXT NOT NULL UNIQUE,
    places TEXT NOT NULL -- JSON
);

CREATE TABLE standing_pages (
    id       BIGINT PRIMARY KEY,
    language TEXT NOT NULL,
    headline TEXT NOT NULL,
    slug     TEXT NOT NULL,
    body     TEXT NOT NULL, -- JSON
    UNIQUE (language, slug)
);

-- Counts stand outside the change log and carry a rising version of their own.
CREATE TABLE readers (
    article BIGINT PRIMARY KEY,
    opening BIGINT NOT NULL, -- the balance an import brought
    counted BIGINT NOT NULL,
    heat    BIGINT NOT NULL, -- readers in thousandths, halved as time goes by
    heated  BIGINT NOT NULL  -- the instant at which that was so
);
CREATE INDEX readers_heated ON readers (heated);

CREATE TABLE shares (
    article BIGINT NOT NULL,
    service TEXT NOT NULL,
    n       BIGINT NOT NULL,
    PRIMARY KEY (article, service)
);

CREATE TABLE popular (
    language TEXT PRIMARY KEY,
    members  TEXT NOT NULL, -- JSON list of members, most read first
    opening  TEXT NOT NULL  -- the standing an import brought, below any counted reader
);

CREATE TABLE count_versions (
    name TEXT PRIMARY KEY,
    n    BIGINT NOT NULL
);

-- How far each follower of the change log has come.
CREATE TABLE followers (
    name   TEXT PRIMARY KEY,
    number BIGINT NOT NULL
);

-- Tables that followers make for themselves, and when: each can be deleted and comes back.
CREATE TABLE derived (
    name  TEXT PRIMARY KEY,
    made  BIGINT NOT NULL,
    value TEXT NOT NULL -- JSON
);
