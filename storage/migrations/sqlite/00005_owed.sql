-- +goose Up
-- What each chat is owed after its last turn. A chat whose shown is behind its turn is
-- shown its screen when it can be.
create table chat (
    person bigint not null primary key references person (id),
    turn   bigint not null, -- counts the turns that had something to show
    shown  bigint not null, -- the last turn whose screen the chat shows
    owed   text   not null  -- how that screen is drawn, as JSON
);
create index chat_behind on chat (person) where shown < turn;

-- Updates that could not be taken: not decodable, or a fault of ours.
create table parked (
    update_id bigint not null primary key,
    at_ms     bigint not null,
    error     text   not null,
    raw       text   not null -- as Telegram sent it
);
