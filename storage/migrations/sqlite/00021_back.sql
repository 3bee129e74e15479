-- +goose Up

-- A message refused just before somebody came back must not count as refused after it.
alter table person add column back_ms bigint not null default 0; -- when the person last took the block off, 0: never
