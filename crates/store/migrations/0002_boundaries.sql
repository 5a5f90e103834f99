-- How many members each page of a list has, so that a commit knows which page
-- has become too long without reading it. Page 0 is the newest, which has no
-- end yet. Where the pages end stands in positions, as readers' pages read it.
-- All of it can be deleted and comes back when the paper is opened.
CREATE TABLE page_lengths (
    list TEXT NOT NULL,
    page BIGINT NOT NULL,
    n    BIGINT NOT NULL,
    PRIMARY KEY (list, page)
); -- by key
-- Pages to be cut: few, and seldom any.
CREATE INDEX page_lengths_long ON page_lengths (list) WHERE page > 0 AND n > 80;
