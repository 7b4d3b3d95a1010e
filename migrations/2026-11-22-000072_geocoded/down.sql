DROP TABLE geocoded;
