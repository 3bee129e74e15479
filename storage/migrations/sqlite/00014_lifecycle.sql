-- What becomes of a round once it is open.

-- +goose Up
alter table round add column cutoff_ms bigint not null default 0; -- last day that figures count to, 0: the last day of the period
alter table round add column closed_ms bigint not null default 0; -- 0 while it is open

alter table round_unit add column reopened_ms bigint not null default 0; -- when the closed round was opened again for this unit alone, 0: it was not
