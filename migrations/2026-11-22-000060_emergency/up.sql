-- The operator's own lines of the numbers to call when a pharmacy is not enough, laid over those of the program. An area
-- is the start of municipality codes (empty: everywhere); an empty name says that the number is not for that area.
CREATE TABLE emergency_numbers (
    area TEXT NOT NULL,
    phone TEXT NOT NULL,
    lang TEXT NOT NULL,
    name TEXT NOT NULL,
    note TEXT NOT NULL,
    position INTEGER NOT NULL,
    PRIMARY KEY (area, phone, lang)
);
