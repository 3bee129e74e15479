-- +goose Up
-- The numbered workbooks that were handed to the office. Rows are never changed: the
-- same bytes are handed out again whenever they are asked for.
create table edition (
    round    text   not null references round (id),
    number   bigint not null, -- in its round, from 1
    at_ms    bigint not null, -- the moment its figures are of
    person   bigint not null, -- person.id of who asked for it, 0: the command line, or nobody
    counts   text   not null, -- whose figures are in its totals: sent, approved; empty: all that is answered
    answer   bigint not null, -- id of the newest answer then, in the round and the one before
    event    bigint not null, -- id of the newest report event then, likewise
    evidence bigint not null, -- changes to the round's evidence until then: id of the newest, plus how many were removed
    units    text   not null, -- tells one state of the units and the round from another
    sent     bigint not null, -- units that had sent
    expected bigint not null, -- units that had to
    file     blob   not null, -- the workbook
    primary key (round, number)
);

-- Which edition a notice hands out. It is decided once: a notice that is sent again
-- hands out the same.
create table edition_notice (
    notice bigint  not null primary key references notice (id),
    round  text    not null,
    number bigint  not null,
    same   boolean not null, -- it was there already: nothing had changed since
    foreign key (round, number) references edition (round, number)
);

-- The workbooks that the office gets without asking, each once.
create table planned (
    round  text   not null references round (id),
    reason text   not null, -- deadline, complete
    at_ms  bigint not null,
    primary key (round, reason)
);

-- Rounds that were over, or sent by every unit, before workbooks came by themselves.
insert into planned (round, reason, at_ms)
    select id, 'deadline', 0 from round where deadline_ms <= (select coalesce(max(at_ms), 0) from seen);
insert into planned (round, reason, at_ms)
    select id, 'complete', 0 from round where not exists (select * from round_unit where round_unit.round = round.id
        and not exists (select * from report_event where report_event.round = round.id and report_event.unit = round_unit.unit and report_event.kind = 'sent'));

-- Who of the office wants the digest each morning.
create table digest (
    person   bigint not null primary key references person (id),
    since_ms bigint not null, -- when it was switched on
    told_ms  bigint not null  -- what came in until then was told
);
