-- +goose Up

-- What an admin is about to do to rounds: the one being prepared, and the deed that waits
-- for a yes. It waits for as long as the admin likes.
create table opening (
    person bigint not null primary key references person (id),
    number bigint not null, -- counts the person's screens: buttons of an older one do nothing
    what   text   not null  -- as JSON; empty: nothing
);
