-- Times are milliseconds since 1970 in UTC. JSON is opaque text. Rows of answer
-- and report_event are never changed or deleted.

-- +goose Up
create table unit (
    id     text    not null primary key, -- code: "a-luoi"
    name   text    not null,             -- with its kind: "huyện A Lưới"
    kind   text    not null,             -- "huyện", "xã" …
    parent text    not null,             -- unit.id, empty at the top
    ord    bigint  not null              -- the office's own order
);

create table round (
    id          text   not null primary key,
    name        text   not null,
    outline     text   not null,  -- the outline's YAML as it was when the round opened
    outline_id  text   not null,
    from_ms     bigint not null,  -- first day of the period
    to_ms       bigint not null,  -- last day of the period
    deadline_ms bigint not null,  -- the first moment that is late
    opened_ms   bigint not null,
    previous    text   not null   -- round.id whose values stand beside this one's, or empty
);

create table round_unit (
    round text not null references round (id),
    unit  text not null references unit (id),
    primary key (round, unit)
);

create table person (
    id        bigint  not null primary key, -- Telegram user id
    name      text    not null,             -- as the person is called in Telegram; for colleagues, never for a log
    joined_ms bigint  not null,             -- when the first invite was used
    reachable boolean not null              -- false once the person has blocked the bot
);

create table member (
    person   bigint not null references person (id),
    role     text   not null, -- cadre, office, admin
    unit     text   not null, -- unit.id of a cadre, empty otherwise
    since_ms bigint not null,
    primary key (person, role, unit)
);

create table invite (
    hash       text   not null primary key, -- SHA-256 of the code, which is shown once and not kept
    role       text   not null,
    unit       text   not null,             -- of a cadre, empty otherwise
    created_ms bigint not null,
    expires_ms bigint not null,
    used_ms    bigint,                      -- null until it is used
    used_by    bigint references person (id)
);

create table answer (
    id       integer not null primary key,
    round    text    not null references round (id),
    unit     text    not null references unit (id),
    question text    not null, -- item, level and part: "giam_sat.so_cuoc@xa"
    state    text    not null, -- given, none, unknown, withdrawn
    number   bigint  not null, -- count; whole đồng; 1/0 for yes/no; length of a list
    value    text    not null, -- the whole value as JSON
    raw      text    not null, -- the words as they were typed
    person   bigint  not null references person (id),
    channel  text    not null, -- telegram
    message  bigint  not null, -- the channel's id of the typed message, 0 for a button
    at_ms    bigint  not null
);
create index answer_of_report on answer (round, unit, question, id);

create index answer_of_message on answer (person, message);

create table report_event (
    id     integer not null primary key,
    round  text    not null references round (id),
    unit   text    not null references unit (id),
    kind   text    not null, -- sent, reopened
    person bigint  not null references person (id),
    at_ms  bigint  not null
);
create index report_event_of_report on report_event (round, unit, id);

create table place (
    person  bigint not null references person (id),
    round   text   not null references round (id),
    unit    text   not null references unit (id),
    place   text   not null, -- where this person is in this report, as JSON
    used    bigint not null, -- counts the person's turns: the highest is where the person goes on
    primary key (person, round, unit)
);

create table seen (
    update_id bigint not null primary key, -- Telegram's id of an update that was handled
    at_ms     bigint not null
);
