-- Times of the year when many pharmacies close though no holiday says so (お盆), as an operator set them; the last row
-- counts, and those before tell what was in force when. NULL: the program's own.
CREATE TABLE caution_periods (
    id TEXT PRIMARY KEY,
    set_at TIMESTAMP NOT NULL,
    periods TEXT
);
