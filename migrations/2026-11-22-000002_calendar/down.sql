DROP TABLE gazetteer;
DROP TABLE holiday_tables;
