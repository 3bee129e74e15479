-- What every turn writes, in fewer pages: "integer primary key" is the row's own number,
-- while "bigint primary key" is a second tree beside it.

-- +goose Up
create table seen_by_number (
    update_id integer not null primary key, -- Telegram's id of an update that was handled
    at_ms     bigint  not null
);
insert into seen_by_number (update_id, at_ms) select update_id, at_ms from seen;
drop table seen;
alter table seen_by_number rename to seen;

create table chat_by_number (
    person  integer not null primary key references person (id),
    turn    bigint  not null, -- counts the turns that had something to show
    shown   bigint  not null, -- the last turn whose screen the chat shows
    owed    text    not null, -- how that screen is drawn, as JSON
    turn_ms bigint  not null  -- when the person took the last turn
);
insert into chat_by_number (person, turn, shown, owed, turn_ms) select person, turn, shown, owed, turn_ms from chat;
drop table chat;
alter table chat_by_number rename to chat;
create index chat_behind on chat (person) where shown < turn;

-- What a message answered is found through the reports its sender was at.
drop index answer_of_message;
