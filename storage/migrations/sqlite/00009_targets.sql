-- +goose Up
-- What the questions of a round are to reach.
create table target (
    round    text   not null references round (id),
    unit     text   not null, -- unit.id, empty for all units of the round together
    question text   not null, -- as in answer
    number   bigint not null, -- count; whole đồng; of a rate hundredths of 1 %
    ord      bigint not null, -- the order of the office's file, from 0
    primary key (round, unit, question)
);
