-- +goose Up

-- Where a person is in the report in hand changes with every turn, as what the chat is owed
-- does: the one row holds both. In place lies where the person was in each other report, and
-- before the next turn in every one.
alter table chat add column round text not null default ''; -- of the report in hand, '' before there is one
alter table chat add column unit  text not null default '';
alter table chat add column place text not null default ''; -- where the person is in it, as JSON; place.place is '' then
