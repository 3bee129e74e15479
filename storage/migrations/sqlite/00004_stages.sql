-- +goose Up
alter table round add column leader boolean not null default false; -- a leader of the unit confirms before a report is sent
alter table round add column amend text not null default 'free';    -- free: corrected freely until the deadline; request: the office is asked

alter table report_event add column note   text   not null default ''; -- why it was asked for or returned, in the person's words
alter table report_event add column number bigint not null default 0;  -- of a sending: its number in the round, from 1

create index member_of_unit on member (unit, role);

-- Who looks after a section of a report. Rows are never changed: the latest counts.
create table task (
    id       integer not null primary key,
    round    text    not null references round (id),
    unit     text    not null references unit (id),
    section  text    not null, -- id of a section of the outline
    person   bigint  not null, -- person.id, 0: nobody any more
    given_by bigint  not null references person (id),
    at_ms    bigint  not null
);
create index task_of_report on task (round, unit, section, id);

-- What is owed to a person who did not just ask for it.
create table notice (
    id         integer not null primary key,
    person     bigint  not null references person (id),
    kind       text    not null, -- task, submitted, returned …
    screen     text    not null, -- text and buttons as JSON; empty where it is made when it is sent
    round      text    not null, -- of what is made when it is sent, such as a workbook; empty otherwise
    due_ms     bigint  not null, -- not to be sent before
    lease_ms   bigint  not null, -- taken by a sender until then
    attempt    bigint  not null, -- how often it was taken
    last_error text    not null,
    done_ms    bigint  not null, -- 0 while it is owed
    outcome    text    not null  -- sent, given up
);
create index notice_owed on notice (due_ms, id) where done_ms = 0;
create unique index notice_once on notice (person, kind, round) where done_ms = 0 and round <> ''; -- asked for twice, made once
