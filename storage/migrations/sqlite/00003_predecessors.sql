-- +goose Up
create table unit_predecessor (
    unit        text   not null references unit (id),
    predecessor text   not null references unit (id), -- what the unit was merged, split or renamed from
    ord         bigint not null,                      -- the order of the unit list, from 0
    primary key (unit, predecessor)
);
create index unit_predecessor_back on unit_predecessor (predecessor);
