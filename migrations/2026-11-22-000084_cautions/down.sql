DROP TABLE caution_periods;
