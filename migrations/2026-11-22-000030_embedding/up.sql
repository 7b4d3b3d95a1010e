-- Which sites may frame the lists of an area (its code) or an association (its id); none: every site may.
CREATE TABLE frame_origins (
    scope TEXT NOT NULL,
    origin TEXT NOT NULL,
    PRIMARY KEY (scope, origin)
);

-- Other maps that people of an area may need.
CREATE TABLE related_maps (
    area_code TEXT NOT NULL,
    url TEXT NOT NULL,
    title TEXT NOT NULL,
    title_en TEXT NOT NULL,
    position INTEGER NOT NULL,
    PRIMARY KEY (area_code, url)
);
