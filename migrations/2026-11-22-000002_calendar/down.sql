DROP TABLE gazetteer_version;
DROP TABLE gazetteer;
DROP TABLE holiday_tables;
