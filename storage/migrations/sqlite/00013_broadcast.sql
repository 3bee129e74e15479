-- +goose Up
-- What the office says to many people at once.
create table broadcast (
    id       integer not null primary key,
    round    text    not null references round (id),
    person   bigint  not null, -- person.id of the officer, 0: the command line
    audience text    not null, -- which units, as JSON
    text     text    not null, -- with its fields in braces
    at_ms    bigint  not null, -- when it was confirmed
    state    text    not null, -- planning, sending, stopping; then done, stopped
    joinless text    not null, -- ids of its units nobody had joined, with blanks between
    message  bigint  not null, -- the message in the officer's chat that shows how far it is, 0: none yet
    done_ms  bigint  not null  -- 0 while it is under way
);
create index broadcast_underway on broadcast (id) where done_ms = 0;

-- To whom. Each person gets it once at most: what was being sent when the program ended
-- is unknown and not sent again.
create table broadcast_to (
    broadcast bigint not null references broadcast (id),
    person    bigint not null references person (id),
    unit      text   not null references unit (id), -- the first of the person's units it is about
    state     text   not null, -- waiting, sending, sent, blocked, failed, unknown, needless
    at_ms     bigint not null, -- when it came into this state
    primary key (broadcast, person)
);
create index broadcast_to_waiting on broadcast_to (broadcast, person) where state = 'waiting';
create index broadcast_to_sending on broadcast_to (broadcast, person) where state = 'sending';

-- What an officer has chosen and typed of a broadcast that is not confirmed yet.
create table broadcast_draft (
    person bigint not null primary key references person (id),
    draft  text   not null, -- as JSON
    at_ms  bigint not null
);
