-- When a unit is valid, and the unit lists that were sent to the bot.

-- +goose Up
alter table unit add column from_ms bigint not null default 0;      -- first moment of the first day on which it is valid, 0: no bound
alter table unit add column to_ms   bigint not null default 0;      -- first moment of the last such day, 0: no bound
alter table unit add column reports boolean not null default false; -- rounds opened from now on ask it

update unit set reports = true where id in (select unit from round_unit);

-- Rows are never deleted: they tell who loaded which file when.
create table unit_list (
    id      integer not null primary key,
    person  bigint  not null references person (id),
    file_id text    not null, -- Telegram's, good for this bot only
    name    text    not null, -- of the file, made harmless; never a path
    at_ms   bigint  not null,
    list    text    not null, -- what was read from the file as JSON; empty before that and once it is done
    print   text    not null, -- of the file, the units and the rounds that the preview was made of
    done_ms bigint  not null, -- 0 while it waits
    outcome text    not null  -- applied, dropped, unreadable, replaced
);
create index unit_list_waiting on unit_list (person, id) where done_ms = 0;
