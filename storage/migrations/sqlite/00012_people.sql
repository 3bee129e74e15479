-- +goose Up
alter table invite add column made_by      bigint  not null default 0;     -- person.id of the admin, 0: the command line
alter table invite add column sheet        boolean not null default false; -- it stands on a call sheet, which the next one replaces
alter table invite add column notice       bigint  not null default 0;     -- notice.id that hands it out, 0: none does
alter table invite add column successor_of bigint  not null default 0;     -- person.id whose sections go to whoever uses it, 0: nobody's
alter table invite add column revoked_ms   bigint;                         -- null while it is good
create index invite_unused on invite (role, unit) where used_ms is null and revoked_ms is null;

alter table notice add column unit text not null default ''; -- whose report it tells of: only the unit and the office may read it

-- Who did what, and to whom. Rows are never changed or deleted. What happens to a report
-- stands in report_event, and the workbooks that were handed out in edition.
create table audit (
    id     integer not null primary key,
    at_ms  bigint  not null,
    person bigint  not null, -- person.id of who did it, 0: the command line
    act    text    not null, -- invited, uninvited, joined, revoked, moved, left …
    round  text    not null, -- round.id, or empty
    unit   text    not null, -- unit.id, or empty
    about  bigint  not null, -- person.id to whom it was done; of joined who had invited; 0: nobody
    role   text    not null, -- the right it is about, or empty
    note   text    not null  -- why, or how many; never anything that was answered
);
create index audit_of_unit on audit (unit, id);

create index answer_of_office on answer (at_ms) where channel = 'office';

-- The rights that people had before there was an audit.
insert into audit (at_ms, person, act, round, unit, about, role, note)
    select since_ms, person, 'joined', '', unit, 0, role, '' from member order by since_ms, person;

-- What an admin is in the middle of.
create table errand (
    person bigint not null primary key references person (id),
    number bigint not null, -- counts the person's errands: buttons of an older one do nothing
    what   text   not null  -- as JSON; empty: nothing
);

-- Wrong codes of the last hour: a row for each chat that tried one, and one for all.
create table guess (
    chat     bigint not null primary key, -- Telegram user id, 0: all together
    since_ms bigint not null,             -- of the first one; an hour later it is forgotten
    wrong    bigint not null
);
