-- +goose Up
-- Where each officer is at the office's desk.
create table office_place (
    person bigint not null primary key references person (id),
    place  text   not null -- JSON
);
