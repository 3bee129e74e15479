-- +goose Up
-- When those of a round are reminded who have not sent. A round without a row has the
-- usual schedule.
create table schedule (
    round    text not null primary key references round (id),
    schedule text not null -- as JSON
);

-- The reminders that were planned, each once. Rows are never changed.
create table reminder (
    round  text   not null references round (id),
    unit   text   not null references unit (id),
    day    text   not null, -- date of the plan in Viet Nam: "2024-05-28"
    kind   bigint not null, -- days before the last day that is on time; negative: after it
    people bigint not null, -- how many were to be told; 0: the office had the report, or nobody had joined
    at_ms  bigint not null,
    primary key (round, unit, day, kind)
);

-- The days on which a person was reminded, whatever the round: at most once a day.
create table reminded (
    person bigint not null references person (id),
    day    text   not null, -- "2024-05-28" in Viet Nam
    notice bigint not null references notice (id), -- which is tried again if need be; no other one goes out that day
    at_ms  bigint not null,
    primary key (person, day)
);

create unique index reminder_owed on notice (person) where kind = 'reminder' and done_ms = 0; -- one at a time

alter table chat add column turn_ms bigint not null default 0; -- when the person took the last turn
