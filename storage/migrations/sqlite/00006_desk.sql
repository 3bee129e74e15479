-- What the office decides about a report: revise, approved, unapproved, excused, unexcused.

-- +goose Up
alter table report_event add column newest bigint not null default 0;    -- id of the report's newest answer then, 0 without one
alter table report_event add column questions text not null default ''; -- of revise: what is to be corrected, parted by blanks

update report_event set newest = coalesce((select max(answer.id) from answer
    where answer.round = report_event.round and answer.unit = report_event.unit and answer.at_ms <= report_event.at_ms), 0);
