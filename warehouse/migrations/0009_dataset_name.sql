-- core: the data set a compute statement is made for, which used to stand in brackets behind the model; NULL where it
-- names none, and for everything read before.
ALTER TABLE core.reported_compute ADD COLUMN dataset_name VARCHAR;
ALTER TABLE core.corrected_compute ADD COLUMN dataset_name VARCHAR;
