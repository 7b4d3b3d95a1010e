-- Who stands behind the content of a listing, and what was corrected in its cells: the file itself stays as it came.
CREATE TABLE listing_origins (
    listing_id TEXT PRIMARY KEY REFERENCES listings (id) ON DELETE CASCADE,
    author TEXT NOT NULL,
    made_from TEXT,
    edits TEXT NOT NULL
);

-- What people said the columns of an association's files are; remembered for the next file.
CREATE TABLE column_hints (
    association_id TEXT NOT NULL REFERENCES associations (id),
    heading TEXT NOT NULL,
    meaning TEXT NOT NULL,
    actor TEXT NOT NULL,
    at TIMESTAMP NOT NULL,
    PRIMARY KEY (association_id, heading)
);

-- How an association wants its lists to be published.
CREATE TABLE publishing_rules (
    association_id TEXT PRIMARY KEY REFERENCES associations (id),
    second_person BOOLEAN NOT NULL
);

-- Who did what to one thing: asked of every version that is shown.
CREATE INDEX audit_by_subject ON audit (subject, action);
